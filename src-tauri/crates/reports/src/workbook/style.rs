//! The workbook's few cell formats. Colours are plain and print well in grey.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Text, header and rule colours, as 24-bit RGB.
const INK: u32 = 0x1B_24_30;
const MUTED: u32 = 0x5B_67_75;
const HAIRLINE: u32 = 0xC9_D1_DA;
const HEADER_FILL: u32 = 0xEE_F2_F6;
const WARNING_FILL: u32 = 0xFF_F1_CC;

/// Shillings and cents, negative ones in red.
const KES_FORMAT: &str = "#,##0.00;[Red]-#,##0.00";

/// Every format a sheet uses, made once per workbook.
pub(super) struct Styles {
    /// Text that stays text.
    pub(super) text: Format,
    /// Text that begins like a formula: marked so that editing the cell does not run it.
    pub(super) guarded: Format,
    /// A sentence.
    pub(super) sentence: Format,
    /// An amount.
    pub(super) amount: Format,
    /// An amount too large for a spreadsheet number.
    pub(super) amount_text: Format,
    /// A whole number.
    pub(super) count: Format,
    /// `0.00`, for shares of a hundred.
    pub(super) share: Format,
    /// A day.
    pub(super) day: Format,
    /// A moment to the second.
    pub(super) moment: Format,
    /// A table's header.
    pub(super) header: Format,
    /// A header over figures.
    pub(super) header_right: Format,
    /// The workbook's title.
    pub(super) title: Format,
    /// A section's title.
    pub(super) section: Format,
    /// Small print.
    pub(super) note: Format,
    /// "Practice: not real money".
    pub(super) warning: Format,
    /// Text in a total row.
    pub(super) total: Format,
    /// An amount in a total row.
    pub(super) total_amount: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = Format::new().set_font_color(Color::RGB(INK));
        let text = base.clone().set_num_format("@");
        let figure = base.clone().set_align(FormatAlign::Right);
        let amount = figure.clone().set_num_format(KES_FORMAT);
        let header = base
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(HEADER_FILL))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(HAIRLINE))
            .set_align(FormatAlign::VerticalCenter);
        let total = base.clone().set_bold().set_border_top(FormatBorder::Thin);
        Self {
            guarded: text.clone().set_quote_prefix(),
            text,
            sentence: base.clone(),
            amount_text: figure.clone().set_num_format("@"),
            count: figure.clone().set_num_format("#,##0"),
            share: figure.clone().set_num_format("0.00"),
            day: figure.clone().set_num_format("d mmm yyyy"),
            moment: figure.set_num_format("d mmm yyyy hh:mm:ss"),
            header_right: header.clone().set_align(FormatAlign::Right),
            header,
            title: base.clone().set_bold().set_font_size(16),
            section: base
                .clone()
                .set_bold()
                .set_font_size(12)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(Color::RGB(HAIRLINE)),
            note: base.clone().set_font_color(Color::RGB(MUTED)),
            warning: base
                .set_bold()
                .set_background_color(Color::RGB(WARNING_FILL)),
            total_amount: amount.clone().set_bold().set_border_top(FormatBorder::Thin),
            total,
            amount,
        }
    }
}
