//! What the command line asks for.

use std::path::PathBuf;

use crate::receiving::Handler;

/// The sections there are.
const SECTIONS: &[&str] = &["csv", "xlsx", "match", "import", "list", "chain", "receive"];

/// What to measure.
#[derive(Debug, Default)]
pub struct Args {
    /// A tenth of the size.
    pub quick: bool,
    /// Keep the figures in the repository.
    pub record: bool,
    /// A process started by this program to measure memory.
    pub child: Option<Child>,
    only: Vec<String>,
}

/// What a process started by this program does.
#[derive(Debug)]
pub enum Child {
    /// Matches so many lines with as many entries.
    Match(u32),
    /// Reads a workbook as a statement.
    Xlsx(PathBuf),
    /// Reads the same workbook's cells.
    Calamine(PathBuf),
    /// Takes callbacks in, and keeps them in this folder.
    Receive(Handler, PathBuf),
}

impl Args {
    /// Reads the arguments; `--bench` comes from cargo and means nothing here.
    pub fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut args = Self::default();
        while let Some(arg) = given.next() {
            let mut next = || given.next().ok_or(format!("{arg} needs a value."));
            match arg.as_str() {
                "--quick" => args.quick = true,
                "--record" => args.record = true,
                "--bench" => {}
                "--only" => args.only = next()?.split(',').map(str::to_owned).collect(),
                "--child-match" => {
                    let lines = next()?
                        .parse()
                        .map_err(|_| "A number of lines is wanted.")?;
                    args.child = Some(Child::Match(lines));
                }
                "--child-xlsx" => args.child = Some(Child::Xlsx(next()?.into())),
                "--child-calamine" => args.child = Some(Child::Calamine(next()?.into())),
                "--child-receive" => {
                    let handler = Handler::from_word(&next()?).ok_or("A handler is wanted.")?;
                    args.child = Some(Child::Receive(handler, next()?.into()));
                }
                other => {
                    return Err(format!(
                        "{other} is not known. There are --quick, --record, --only."
                    ));
                }
            }
        }
        match args
            .only
            .iter()
            .find(|name| !SECTIONS.contains(&name.as_str()))
        {
            Some(odd) => Err(format!(
                "There is no section {odd}; there are {}.",
                SECTIONS.join(", ")
            )),
            None => Ok(args),
        }
    }

    /// Whether a section is to be measured.
    pub fn wants(&self, section: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == section)
    }
}
