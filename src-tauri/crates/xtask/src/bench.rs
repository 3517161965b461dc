//! `cargo xtask bench`: the figures, each beside a baseline measured in the same run.

use crate::process::{self, announce};
use crate::setup;
use crate::stop::Outcome;
use crate::tree::Tree;

/// Runs the benchmark in release; what follows `bench` goes to it unchanged.
pub fn bench(tree: &Tree, args: &[String]) -> Outcome {
    setup::to_bench()?;
    announce("Figures, in release (the first build takes some minutes)");
    process::run(
        process::cargo()
            .current_dir(&tree.root)
            .args(["bench", "-p", "acceptance", "--bench", "figures", "--"])
            .args(args),
    )
}
