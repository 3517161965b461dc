//! Laid-out pages to PDF bytes. The one file that talks to the PDF writer, and the one place in
//! `pdf` where a float appears: lengths on paper, never money.
//!
//! Written as PDF/A-2u: fonts embedded, text that can be searched and copied, nothing that depends
//! on the reader's computer. Dates and identifiers come from the report, so the bytes repeat.

use std::ops::Range;

use chrono::Datelike;
use domain::{Day, Problem};
use krilla::color::rgb;
use krilla::configure::{Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::{Location, Surface};
use krilla::text::{Font, Glyph, GlyphId};
use krilla::{Document, SerializeSettings};

use super::flow::Bookmark;
use super::page::{Colour, HEIGHT, Mark, Page, WIDTH};
use super::typeface::{self, Run, Typeface, Weight};

/// What the file says about itself.
pub(super) struct About {
    pub(super) title: String,
    pub(super) as_of: Day,
}

/// The document's bytes.
pub(super) fn write(
    face: &Typeface,
    pages: &[Page],
    bookmarks: &[Bookmark],
    about: About,
) -> Result<Vec<u8>, Problem> {
    let regular = font(typeface::REGULAR)?;
    let semibold = font(typeface::SEMIBOLD)?;
    let mut document = Document::new_with(SerializeSettings {
        configuration: archival()?,
        ..SerializeSettings::default()
    });
    let paper = PageSettings::from_wh(points(WIDTH), points(HEIGHT))
        .expect("the paper's sides are above zero");
    for marks in pages {
        let mut page = document.start_page_with(paper.clone());
        let mut surface = page.surface();
        for mark in marks {
            match mark {
                Mark::Text { x, y, run, colour } => {
                    let font = match run.style.weight {
                        Weight::Regular => &regular,
                        Weight::SemiBold => &semibold,
                    };
                    let per_em = face.units_per_em(run.style.weight);
                    surface.set_fill(Some(fill(*colour)));
                    text(&mut surface, (*x, *y), run, font, per_em);
                }
                Mark::Bar {
                    x,
                    y,
                    width,
                    height,
                    colour,
                } => {
                    surface.set_fill(Some(fill(*colour)));
                    bar(&mut surface, (*x, *y), (*width, *height));
                }
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(bookmarks));
    document.set_metadata(metadata(about));
    document.finish().map_err(|error| not_written(&error))
}

fn text(surface: &mut Surface<'_>, at: (i64, i64), run: &Run, font: &Font, per_em: i32) {
    let glyphs: Vec<Placed> = run
        .glyphs
        .iter()
        .map(|glyph| Placed {
            id: GlyphId::new(glyph.id),
            advance: share(glyph.advance, per_em),
            dx: share(glyph.dx, per_em),
            dy: share(glyph.dy, per_em),
            bytes: glyph.bytes.clone(),
        })
        .collect();
    let start = Point::from_xy(points(at.0), points(at.1));
    let size = points(run.style.size);
    surface.draw_glyphs(start, &glyphs, font.clone(), &run.text, size, false);
}

fn bar(surface: &mut Surface<'_>, at: (i64, i64), size: (i64, i64)) {
    let rect = Rect::from_xywh(points(at.0), points(at.1), points(size.0), points(size.1));
    let Some(rect) = rect else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn fill(Colour(red, green, blue): Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }
}

fn outline(bookmarks: &[Bookmark]) -> Outline {
    let mut outline = Outline::new();
    for mark in bookmarks {
        let place = XyzDestination::new(mark.page, Point::from_xy(0.0, points(mark.y)));
        outline.push_child(OutlineNode::new(mark.title.clone(), place));
    }
    outline
}

fn metadata(about: About) -> Metadata {
    let metadata = Metadata::new()
        .document_id(format!("{} {}", about.title, about.as_of))
        .title(about.title)
        .language("en".into())
        .creator("Patanisha".into());
    // Nairobi midnight of the as-of day; a year that PDF dates do not know becomes the year 0.
    let date = DateTime::new(u16::try_from(about.as_of.year()).unwrap_or(0))
        .month(u8::try_from(about.as_of.month()).unwrap_or(1))
        .day(u8::try_from(about.as_of.day()).unwrap_or(1))
        .hour(0)
        .minute(0)
        .second(0)
        .utc_offset_hour(3)
        .utc_offset_minute(0);
    metadata.creation_date(date)
}

fn archival() -> Result<Configuration, Problem> {
    ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_U)
        .finish()
        .map_err(|error| not_written(&error))
}

fn font(bytes: &'static [u8]) -> Result<Font, Problem> {
    Font::new(bytes.into(), 0).ok_or_else(super::damaged_typeface)
}

fn not_written(error: &dyn std::fmt::Debug) -> Problem {
    // The writer's own words name glyphs and fonts, not data.
    let words: String = format!("{error:?}").chars().take(200).collect();
    Problem::new(
        "report.pdf",
        format!("The PDF was not written; no data was changed. The PDF writer answered: {words}."),
    )
    .with_remedy(
        "Export the workbook or the CSV files, which hold the same figures, and report this fault.",
    )
}

/// A glyph as the PDF writer wants it: lengths as shares of the type's size.
struct Placed {
    id: GlyphId,
    advance: f32,
    dx: f32,
    dy: f32,
    bytes: Range<usize>,
}

#[expect(
    clippy::float_arithmetic,
    reason = "lengths on paper for the PDF writer, which knows no other numbers"
)]
impl Glyph for Placed {
    fn glyph_id(&self) -> GlyphId {
        self.id
    }

    fn text_range(&self) -> Range<usize> {
        self.bytes.clone()
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.dx * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.dy * size
    }

    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}

/// Thousandths of a point as points.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "lengths on paper: no page is so wide that a float would miss a hair's breadth"
)]
fn points(thousandths: i64) -> f32 {
    thousandths as f32 / 1_000.0
}

/// Font units as a share of the type's size.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "font units are small whole numbers"
)]
fn share(units: i32, per_em: i32) -> f32 {
    units as f32 / per_em as f32
}
