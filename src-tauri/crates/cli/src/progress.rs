//! Progress on a terminal; nothing in a pipe.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that appears only when people watch.
pub struct Progress {
    bar: ProgressBar,
    phase: String,
}

impl Progress {
    /// A bar on standard error, silent unless that is a terminal.
    pub fn new(quiet: bool) -> Self {
        let watched = !quiet && std::io::stderr().is_terminal();
        let target = if watched {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let style =
            ProgressStyle::with_template("{msg:32} {wide_bar} {percent:>3} %  {eta:>4} left")
                .expect("the template names known fields");
        bar.set_style(style);
        Self {
            bar,
            phase: String::new(),
        }
    }

    /// Shows how far a phase has come. Answers whether to go on, which a terminal always does: Ctrl+C
    /// ends the program, and nothing half-written is left.
    pub fn report(&mut self, phase: &str, done: u64, total: u64) -> bool {
        if self.phase != phase {
            phase.clone_into(&mut self.phase);
            self.bar.reset();
            self.bar.set_message(self.phase.clone());
        }
        self.bar.set_length(total.max(1));
        self.bar.set_position(done);
        true
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
