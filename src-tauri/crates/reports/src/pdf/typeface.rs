//! Text as measured glyphs: shaping, cutting to a width, wrapping to lines. Lengths are thousandths
//! of a point, whole numbers.

use std::ops::Range;

use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face, Feature, UnicodeBuffer};

/// Inter, cut down to what reports print; how is told in `assets/README.md`.
pub(super) static REGULAR: &[u8] = include_bytes!("../../assets/Inter-Regular.otf");
/// The same for headings and totals.
pub(super) static SEMIBOLD: &[u8] = include_bytes!("../../assets/Inter-SemiBold.otf");

/// The most characters of a text that are looked at; a page never shows as many in one place.
const TEXT_CHARS_MAX: usize = 1_000;
/// Characters at the end of a file name that stay when its middle is cut.
const NAME_TAIL_CHARS: usize = 16;
/// Figures are made smaller rather than cut, down to this size.
const FIGURE_SIZE_MIN: i64 = 4_000;
/// Printed for a character the typeface does not hold.
const MISSING: char = '□';

/// How heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) weight: Weight,
    /// In thousandths of a point.
    pub(super) size: i64,
    /// Digits of one width, for figures under each other.
    pub(super) tabular: bool,
}

impl Style {
    pub(super) const fn regular(size: i64) -> Self {
        Self {
            weight: Weight::Regular,
            size,
            tabular: false,
        }
    }

    pub(super) const fn semibold(size: i64) -> Self {
        Self {
            weight: Weight::SemiBold,
            size,
            tabular: false,
        }
    }

    pub(super) const fn tabular(mut self) -> Self {
        self.tabular = true;
        self
    }
}

/// A glyph of a line, in font units.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) advance: i32,
    pub(super) dx: i32,
    pub(super) dy: i32,
    /// The bytes of the text it stands for.
    pub(super) bytes: Range<usize>,
}

/// A line of text, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) style: Style,
    /// In thousandths of a point.
    pub(super) width: i64,
}

/// The typeface, opened once per document.
pub(super) struct Typeface {
    regular: Face<'static>,
    semibold: Face<'static>,
    /// Digits of one width, and no pair moved together, or columns would not line up.
    tabular: [Feature; 2],
}

impl Typeface {
    /// Opens the embedded files; `None` only if they are damaged, which a test rules out.
    pub(super) fn open() -> Option<Self> {
        Some(Self {
            regular: Face::from_slice(REGULAR, 0)?,
            semibold: Face::from_slice(SEMIBOLD, 0)?,
            tabular: [
                Feature::new(Tag::from_bytes(b"tnum"), 1, ..),
                Feature::new(Tag::from_bytes(b"kern"), 0, ..),
            ],
        })
    }

    fn face(&self, weight: Weight) -> &Face<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    /// Font units in the size of the type.
    pub(super) fn units_per_em(&self, weight: Weight) -> i32 {
        self.face(weight).units_per_em().max(1)
    }

    /// One line, however long. White space is collapsed, what prints nothing is left out.
    pub(super) fn line(&self, text: &str, style: Style) -> Run {
        let face = self.face(style.weight);
        let text = printable(face, text);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let features: &[Feature] = if style.tabular { &self.tabular } else { &[] };
        let shaped = rustybuzz::shape(face, features, buffer);

        let mut end = text.len();
        let mut next = end;
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(shaped.len());
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        for (info, position) in pairs.rev() {
            let start = usize::try_from(info.cluster).unwrap_or(0);
            if start != next {
                end = next;
                next = start;
            }
            glyphs.push(Glyph {
                id: info.glyph_id,
                advance: position.x_advance,
                dx: position.x_offset,
                dy: position.y_offset,
                bytes: start..end,
            });
        }
        glyphs.reverse();
        let units: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        Run {
            width: units * style.size / i64::from(self.units_per_em(style.weight)),
            text,
            glyphs,
            style,
        }
    }

    /// One line no wider than `room`: the end is cut and shown as `…`.
    pub(super) fn cut(&self, text: &str, style: Style, room: i64) -> Run {
        let whole = self.line(text, style);
        if whole.width <= room {
            return whole;
        }
        let per_em = i64::from(self.units_per_em(style.weight));
        let room_units = (room - self.line("…", style).width) * per_em / style.size.max(1);
        let mut used = 0;
        let fits = whole.glyphs.iter().find(|glyph| {
            used += i64::from(glyph.advance);
            used > room_units
        });
        let keep = fits.map_or(whole.text.len(), |glyph| glyph.bytes.start);
        let kept = whole.text.get(..keep).unwrap_or_default().trim_end();
        self.line(&format!("{kept}…"), style)
    }

    /// A file name no wider than `room`: the middle is cut, so that its ending stays.
    pub(super) fn cut_middle(&self, name: &str, style: Style, room: i64) -> Run {
        let whole = self.line(name, style);
        if whole.width <= room {
            return whole;
        }
        let chars = whole.text.chars().count();
        let tail: String = whole
            .text
            .chars()
            .skip(chars.saturating_sub(NAME_TAIL_CHARS))
            .collect();
        let tail_width = self.line(&tail, style).width;
        if tail_width * 2 > room {
            return self.cut(name, style, room);
        }
        let head = self.cut(name, style, room - tail_width);
        self.line(&format!("{}{tail}", head.text), style)
    }

    /// Figures no wider than `room`: made smaller, since a cut amount would be a wrong amount.
    pub(super) fn figures(&self, text: &str, style: Style, room: i64) -> Run {
        let mut style = style.tabular();
        let mut run = self.line(text, style);
        while run.width > room && style.size > FIGURE_SIZE_MIN {
            style.size -= 250;
            run = self.line(text, style);
        }
        run
    }

    /// Lines no wider than `room`, at most `lines_max`; the last is cut with `…` if more follows.
    pub(super) fn wrap(&self, text: &str, style: Style, room: i64, lines_max: usize) -> Vec<Run> {
        let text = printable(self.face(style.weight), text);
        let space = self.line("n n", style).width - self.line("nn", style).width;
        let mut words = text.split(' ').filter(|word| !word.is_empty()).peekable();
        let mut lines = Vec::new();
        while words.peek().is_some() && lines.len() < lines_max {
            let mut line = String::new();
            if lines.len() + 1 == lines_max {
                line = words.by_ref().collect::<Vec<_>>().join(" ");
            }
            let mut width = 0;
            while let Some(word) = words.peek() {
                let word_width = self.line(word, style).width;
                if !line.is_empty() && width + space + word_width > room {
                    break;
                }
                if !line.is_empty() {
                    line.push(' ');
                    width += space;
                }
                line.push_str(word);
                width += word_width;
                words.next();
            }
            lines.push(self.cut(&line, style, room));
        }
        lines
    }
}

/// What the typeface can show of a text, at most [`TEXT_CHARS_MAX`] characters.
fn printable(face: &Face<'static>, text: &str) -> String {
    let start: String = text.chars().take(TEXT_CHARS_MAX * 4).collect();
    domain::account::collapse(&start)
        .chars()
        .take(TEXT_CHARS_MAX)
        .map(|c| face.glyph_index(c).map_or(MISSING, |_| c))
        .collect()
}

#[cfg(test)]
#[path = "typeface_tests.rs"]
mod tests;
