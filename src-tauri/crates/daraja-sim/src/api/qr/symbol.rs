//! The QR code itself: text to a square picture of the size asked for.

use std::io;

use qrcode::{Color, QrCode};

use super::png;

/// White modules around a code, as the standard wants them.
const QUIET: usize = 4;

/// A PNG of about `side` pixels: each module has the same whole number of pixels, the rest is margin.
///
/// # Errors
/// When the text is too long for a QR code, or the side too small or too large for it.
pub(super) fn draw(text: &str, side: usize) -> io::Result<Vec<u8>> {
    let code = QrCode::new(text).map_err(|error| io::Error::other(error.to_string()))?;
    let modules = code.width();
    let dark = code.to_colors();
    let scale = (side / (modules + 2 * QUIET)).max(1);
    let side = side.max(modules + 2 * QUIET);
    let margin = (side - modules * scale) / 2;
    let module = |at: usize| {
        at.checked_sub(margin)
            .map(|at| at / scale)
            .filter(|at| *at < modules)
    };
    png::square(side, |x, y| {
        let inked = module(x)
            .zip(module(y))
            .and_then(|(x, y)| dark.get(y * modules + x))
            .is_some_and(|color| *color == Color::Dark);
        if inked { 0 } else { 255 }
    })
}

#[cfg(test)]
mod tests {
    use super::super::png::tests::read;
    use super::*;

    #[test]
    fn the_picture_shows_the_code_that_the_text_has() {
        let text = "PB|600111|INV-0091|2500|MFANO LTD";
        let (side, greys) = read(&draw(text, 300).unwrap());
        assert_eq!(side, 300);
        let code = QrCode::new(text).unwrap();
        let scale = 300 / (code.width() + 2 * QUIET);
        let margin = (300 - code.width() * scale) / 2;
        for y in 0..code.width() {
            for x in 0..code.width() {
                let middle =
                    (margin + y * scale + scale / 2) * side + margin + x * scale + scale / 2;
                let inked = code[(x, y)] == Color::Dark;
                assert_eq!(greys[middle] == 0, inked, "module {x}, {y}");
            }
        }
        assert!(
            greys[..side].iter().all(|grey| *grey == 255),
            "a quiet zone"
        );
    }

    #[test]
    fn a_side_too_small_for_the_code_is_made_large_enough() {
        let (side, _) = read(&draw("PB|600111", 1).unwrap());
        assert_eq!(side, QrCode::new("PB|600111").unwrap().width() + 2 * QUIET);
    }

    #[test]
    fn a_text_that_no_code_holds_is_an_error() {
        assert!(draw(&"x".repeat(5_000), 300).is_err());
    }
}
