//! The patanisha command: every job without a window.

fn main() {}
