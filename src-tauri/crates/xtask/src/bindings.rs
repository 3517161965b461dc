//! `cargo xtask bindings`: writes ui/src/bindings again from the engine's types.

use crate::process::{self, announce};
use crate::setup;
use crate::stop::Outcome;
use crate::test;
use crate::tree::Tree;

/// Runs the engine's own generator; its test compares, this writes.
pub fn write(tree: &Tree) -> Outcome {
    setup::to_build()?;
    announce("Bindings: ui/src/bindings from the engine's types");
    process::run(
        test::cargo(tree, &["test", "-p", "engine", "--test", "bindings"])
            .env("PATANISHA_WRITE_BINDINGS", "1"),
    )
}
