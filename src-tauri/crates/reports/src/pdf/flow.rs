//! Text flowing down pages: the place reached, page breaks, headings, what stands on every page.

use super::page::{
    BOTTOM, Colour, FAINT, HAIR, HEIGHT, INK, LEFT, MUTED, Mark, Page, RIBBON, RIBBON_INK, RIGHT,
    RULE, TOP, WIDTH,
};
use super::typeface::{Run, Style, Typeface};
use crate::labels;

/// What stands on every page.
pub(super) struct Standing {
    /// The environment's ribbon, unless the money is real.
    pub(super) ribbon: Option<&'static str>,
    /// The business, at the head of following pages.
    pub(super) business: String,
    /// The document's title, beside it.
    pub(super) title: &'static str,
    /// As-of day and time zone, at the foot.
    pub(super) foot: String,
}

/// A heading, for the reader's list of contents.
pub(super) struct Bookmark {
    pub(super) title: String,
    /// From 0.
    pub(super) page: usize,
    pub(super) y: i64,
}

/// Pages being filled.
pub(super) struct Flow<'a> {
    pub(super) face: &'a Typeface,
    standing: Standing,
    pages: Vec<Page>,
    current: Page,
    bookmarks: Vec<Bookmark>,
    /// Where the next thing begins.
    pub(super) y: i64,
}

impl<'a> Flow<'a> {
    /// An empty first page.
    pub(super) fn new(face: &'a Typeface, standing: Standing) -> Self {
        let mut flow = Self {
            face,
            standing,
            pages: Vec::new(),
            current: Page::new(),
            bookmarks: Vec::new(),
            y: TOP - 14_000,
        };
        flow.ribbon();
        flow
    }

    /// Leaves white space.
    pub(super) fn gap(&mut self, height: i64) {
        self.y += height;
    }

    /// Whether this height still fits on the page.
    pub(super) fn fits(&self, height: i64) -> bool {
        self.y + height <= BOTTOM
    }

    /// Whether no page has been turned yet.
    pub(super) fn on_first_page(&self) -> bool {
        self.pages.is_empty()
    }

    /// Begins a new page unless the height fits on this one.
    pub(super) fn reserve(&mut self, height: i64) {
        if !self.fits(height) {
            self.turn();
        }
    }

    /// Begins a new page under the running header.
    pub(super) fn turn(&mut self) {
        let full = std::mem::take(&mut self.current);
        self.pages.push(full);
        self.ribbon();
        let small = Style::regular(7_500);
        let title = self.face.line(self.standing.title, small);
        let room = RIGHT - LEFT - title.width - 24_000;
        let business = self
            .face
            .cut(&self.standing.business, Style::semibold(7_500), room);
        let baseline = 50_000;
        self.text(RIGHT - title.width, baseline, title, MUTED);
        self.text(LEFT, baseline, business, MUTED);
        self.bar(LEFT, baseline + 8_000, RIGHT - LEFT, HAIR, FAINT);
        self.y = TOP;
    }

    /// Puts a line of text.
    pub(super) fn text(&mut self, x: i64, y: i64, run: Run, colour: Colour) {
        self.current.push(Mark::Text { x, y, run, colour });
    }

    /// Puts a rectangle.
    pub(super) fn bar(&mut self, x: i64, y: i64, width: i64, height: i64, colour: Colour) {
        self.current.push(Mark::Bar {
            x,
            y,
            width,
            height,
            colour,
        });
    }

    /// A numbered heading, together with at least `following` of what comes after it.
    pub(super) fn heading(&mut self, number: u8, title: &str, following: i64) {
        if self.on_first_page() || self.y > TOP {
            self.gap(25_000);
        }
        self.reserve(24_000 + following);
        self.bookmarks.push(Bookmark {
            title: format!("{number}. {title}"),
            page: self.pages.len(),
            y: self.y - 6_000,
        });
        let style = Style::semibold(11_500);
        let figure = self.face.line(&number.to_string(), style.tabular());
        let title = self.face.cut(title, style, RIGHT - LEFT - 20_000);
        let baseline = self.y + 11_000;
        self.text(LEFT, baseline, figure, MUTED);
        self.text(LEFT + 18_000, baseline, title, INK);
        self.y = baseline + 10_000;
    }

    /// A wrapped paragraph in small print.
    pub(super) fn note(&mut self, text: &str, colour: Colour) {
        let lines = self.face.wrap(text, Style::regular(8_000), RIGHT - LEFT, 4);
        for line in lines {
            self.reserve(12_000);
            let baseline = self.y + 9_000;
            self.text(LEFT, baseline, line, colour);
            self.y += 12_000;
        }
    }

    fn ribbon(&mut self) {
        if let Some(words) = self.standing.ribbon {
            self.bar(0, 0, WIDTH, 22_000, RIBBON);
            let words = self.face.line(words, Style::semibold(8_500));
            self.text((WIDTH - words.width) / 2, 14_500, words, RIBBON_INK);
        }
    }

    /// All pages, each with its foot, and the headings.
    pub(super) fn finish(mut self) -> (Vec<Page>, Vec<Bookmark>) {
        let last = std::mem::take(&mut self.current);
        self.pages.push(last);
        let pages = std::mem::take(&mut self.pages);
        let total = crate::tally::count(&pages);
        let small = Style::regular(7_500);
        let mut finished = Vec::with_capacity(pages.len());
        for (number, page) in (1u64..).zip(pages) {
            self.current = page;
            let of = format!(
                "page {} of {}",
                labels::grouped(number),
                labels::grouped(total)
            );
            let of = self.face.line(&of, small.tabular());
            let foot = self.face.line(&self.standing.foot, small);
            let baseline = HEIGHT - 36_000;
            self.bar(LEFT, baseline - 14_000, RIGHT - LEFT, HAIR, RULE);
            self.text(LEFT, baseline, foot, MUTED);
            self.text(RIGHT - of.width, baseline, of, MUTED);
            finished.push(std::mem::take(&mut self.current));
        }
        (finished, self.bookmarks)
    }
}
