//! A figure, and the table it is printed in.

use std::fmt::Write as _;
use std::path::Path;

/// One row of the table.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// What was measured.
    pub what: String,
    /// On how much.
    pub size: String,
    /// How long it took, or how often a second.
    pub ours: String,
    /// The same for what it is compared with.
    pub baseline: String,
    /// One over the other.
    pub ratio: String,
    /// What design section 16 asks; empty where it asks nothing.
    pub bar: String,
    /// Whether it is met.
    pub met: Option<bool>,
}

const HEADER: [&str; 7] = ["What", "Size", "Ours", "Baseline", "Ratio", "Bar", ""];

impl Figure {
    /// A figure with nothing to compare with yet.
    pub fn new(what: &str, size: impl Into<String>, ours: impl Into<String>) -> Self {
        Self {
            what: what.to_owned(),
            size: size.into(),
            ours: ours.into(),
            ..Self::default()
        }
    }

    /// Compared with a baseline.
    #[must_use]
    pub fn beside(mut self, baseline: impl Into<String>, ratio: f64) -> Self {
        self.baseline = baseline.into();
        self.ratio = format!("{ratio:.2}");
        self
    }

    /// Held against a bar.
    #[must_use]
    pub fn bar(mut self, bar: &str, met: bool) -> Self {
        self.bar = bar.to_owned();
        self.met = Some(met);
        self
    }

    fn cells(&self) -> [String; 7] {
        let verdict = match self.met {
            Some(true) => "ok",
            Some(false) => "short",
            None => "",
        };
        [
            self.what.clone(),
            self.size.clone(),
            self.ours.clone(),
            self.baseline.clone(),
            self.ratio.clone(),
            self.bar.clone(),
            verdict.to_owned(),
        ]
    }
}

/// The figures as a table for a terminal.
pub fn table(figures: &[Figure]) -> String {
    let rows: Vec<[String; 7]> = std::iter::once(HEADER.map(str::to_owned))
        .chain(figures.iter().map(Figure::cells))
        .collect();
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for row in &rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Writes the figures into the repository. Returns the path from the checkout's root.
pub fn record(figures: &[Figure], quick: bool) -> std::io::Result<&'static str> {
    const PATH: &str = "src-tauri/docs/benchmarks.md";
    let mut out = String::from(
        "# Figures\n\nWritten by `cargo xtask bench --record`. Each figure stands beside a baseline \
         measured in the same run, the two in turns; what is shown is the median. Memory is the peak \
         of a process of its own. The bars are those of the design.\n\n",
    );
    let _ = writeln!(out, "{}\n", super::machine::words());
    if quick {
        out.push_str("Measured with `--quick`: a tenth of the size.\n\n");
    }
    let mut line = |cells: &[String; 7]| {
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    };
    line(&HEADER.map(str::to_owned));
    line(&["---"; 7].map(str::to_owned));
    for figure in figures {
        line(&figure.cells());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::write(root.join(PATH), out)?;
    Ok(PATH)
}
