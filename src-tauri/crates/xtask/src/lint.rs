//! `cargo xtask lint`: what can be said without running the product.

use crate::steps::{self, Step};
use crate::stop::Outcome;
use crate::tree::Tree;
use crate::{page, setup, test};

/// Formatting, clippy, the page's lint, and the tests that read the sources.
pub fn lint(tree: &Tree) -> Outcome {
    setup::everything()?;
    page::build(tree)?;
    let mut plan = test::checks(tree);
    plan.push(test::page_lint(tree));
    plan.push(Step {
        name: "architecture",
        command: test::cargo(
            tree,
            &[
                "nextest",
                "run",
                "-p",
                "acceptance",
                "-E",
                "binary(architecture) | binary(wording)",
            ],
        ),
        remedy: "Each message names the file, the rule and the way out.",
    });
    steps::run(plan)
}
