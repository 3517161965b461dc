use super::*;

const BODY: Style = Style::regular(9_000);

fn face() -> Typeface {
    Typeface::open().unwrap()
}

#[test]
fn both_weights_hold_what_reports_print() {
    let needed = "ABCXYZ abcxyz 0123456789 −+×÷ ()[]{}‘’“”'\"–—…·•→← €£¥$ é ü ñ ŵ №□✓✗/\\&@#%";
    for weight in [REGULAR, SEMIBOLD] {
        let face = Face::from_slice(weight, 0).unwrap();
        for c in needed.chars() {
            assert!(face.glyph_index(c).is_some(), "{c:?}");
        }
    }
}

#[test]
fn figures_have_one_width() {
    let face = face();
    for weight in [Style::regular(9_000), Style::semibold(9_000)] {
        let widths: Vec<i64> = (0..10)
            .map(|digit| {
                face.line(&digit.to_string().repeat(6), weight.tabular())
                    .width
            })
            .collect();
        // The bold 4 of Inter 3.19 is a thousandth narrower than its sisters: a hundredth of a point.
        let (least, most) = (widths.iter().min().unwrap(), widths.iter().max().unwrap());
        assert!(most - least < 100, "{widths:?}");
        assert_ne!(
            face.line("111111", weight).width,
            face.line("888888", weight).width
        );
    }
}

#[test]
fn glyphs_cover_the_text_once() {
    let run = face().line("Ng’ang’a AVATAR 12", BODY);
    let mut at = 0;
    for glyph in &run.glyphs {
        assert!(run.text.get(glyph.bytes.clone()).is_some());
        assert!(glyph.bytes.start <= at && glyph.bytes.end >= at);
        at = glyph.bytes.end;
    }
    assert_eq!(at, run.text.len());
}

#[test]
fn unknown_characters_become_boxes() {
    let run = face().line("A\u{200f}م\tB\n漢", BODY);
    assert_eq!(run.text, "A□ B □");
}

#[test]
fn long_text_is_cut_to_its_room() {
    let face = face();
    let text = "A sentence that does not fit in so small a column";
    for room in [20_000, 50_000, 100_000] {
        let run = face.cut(text, BODY, room);
        assert!(run.width <= room + 500, "{} in {room}", run.width);
        assert!(run.text.ends_with('…'));
    }
    assert_eq!(face.cut("short", BODY, 100_000).text, "short");
    assert_eq!(face.cut(text, BODY, 0).text, "…");
    assert_eq!(face.cut("", BODY, 0).text, "");

    let name = "statement_of_the_utility_account_for_the_whole_first_quarter_2026.csv";
    let run = face.cut_middle(name, BODY, 150_000);
    assert!(run.width <= 150_500 && run.text.contains('…'));
    assert!(run.text.ends_with("quarter_2026.csv"), "{}", run.text);
}

#[test]
fn amounts_shrink_and_are_never_cut() {
    let run = face().figures("−92,233,720,368,547,758.08", BODY, 60_000);
    assert_eq!(run.text, "−92,233,720,368,547,758.08");
    assert!(run.width <= 60_000);
}

#[test]
fn sentences_wrap_at_blanks() {
    let face = face();
    let text = "One payment of 1,500.00 fits three invoices equally well";
    let lines = face.wrap(text, BODY, 100_000, 9);
    assert!(lines.len() > 1 && lines.iter().all(|line| line.width <= 100_000));
    let joined: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(joined.join(" "), text);

    let two = face.wrap(text, BODY, 60_000, 2);
    assert_eq!(two.len(), 2);
    assert!(two.last().unwrap().text.ends_with('…'));
    assert!(face.wrap(" ", BODY, 60_000, 2).is_empty());
    let huge = "x".repeat(1_000_000);
    assert_eq!(face.wrap(&huge, BODY, 60_000, 2).len(), 1);
}
