//! The paper: its measures in thousandths of a point, its few colours, and the marks put on it.

use super::typeface::Run;

/// A4, 210 × 297 mm.
pub(super) const WIDTH: i64 = 595_276;
/// See [`WIDTH`].
pub(super) const HEIGHT: i64 = 841_890;
/// Where text begins.
pub(super) const LEFT: i64 = 51_000;
/// Where it ends.
pub(super) const RIGHT: i64 = WIDTH - LEFT;
/// The first baseline area of a following page, under the running header.
pub(super) const TOP: i64 = 78_000;
/// The last line may end here.
pub(super) const BOTTOM: i64 = HEIGHT - 72_000;
/// A hairline.
pub(super) const HAIR: i64 = 500;

/// Red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

/// Text.
pub(super) const INK: Colour = Colour(0x17, 0x1E, 0x29);
/// Labels and small print.
pub(super) const MUTED: Colour = Colour(0x5A, 0x65, 0x73);
/// Lines between rows.
pub(super) const FAINT: Colour = Colour(0xE3, 0xE7, 0xEC);
/// Lines under headers and above totals.
pub(super) const RULE: Colour = Colour(0x9A, 0xA5, 0xB1);
/// Behind the row that decides.
pub(super) const TINT: Colour = Colour(0xF3, 0xF5, 0xF8);
/// It closes; it is complete.
pub(super) const GOOD: Colour = Colour(0x14, 0x6C, 0x43);
/// It does not.
pub(super) const BAD: Colour = Colour(0xB3, 0x26, 0x1E);
/// Behind the environment ribbon.
pub(super) const RIBBON: Colour = Colour(0xFF, 0xE6, 0xA8);
/// On it.
pub(super) const RIBBON_INK: Colour = Colour(0x5C, 0x3D, 0x00);

/// One thing on a page; the origin is the top left corner.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// A line of text that begins at `x`, standing on the baseline `y`.
    Text {
        x: i64,
        y: i64,
        run: Run,
        colour: Colour,
    },
    /// A filled rectangle.
    Bar {
        x: i64,
        y: i64,
        width: i64,
        height: i64,
        colour: Colour,
    },
}

/// The marks of one page, in the order they are drawn.
pub(super) type Page = Vec<Mark>;
