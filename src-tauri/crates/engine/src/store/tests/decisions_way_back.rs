//! Decisions and undo: what was there before comes back, also after a restart.

use domain::{EntryState, LineClass, MatchId};
use matching::model::Rule;

use super::*;
use crate::store::decisions::{self, Act, Kind};
use crate::store::matches::{self, NewMatch, Part, Standing};
use crate::store::outcomes::{self, LineOutcomeRow};

const LINE: LineId = LineId::new(1);
const ENTRY: EntryId = EntryId::new(1);

fn offer(entry: i64, cents: i64, rank: u32) -> NewMatch {
    NewMatch {
        rule: Rule::Payer,
        standing: Standing::Suggested,
        confidence: 9_300 - u16::try_from(rank).unwrap(),
        margin: 5_200,
        runner_up: None,
        features: Vec::new(),
        explanation: "Amount and payer agree.".into(),
        rank,
        parts: vec![Part {
            line: LINE,
            entry: EntryId::new(entry),
            amount: Kes::from_cents(cents),
            booked: Kes::ZERO,
        }],
    }
}

fn outcome(class: LineClass, why: &str) -> LineOutcomeRow {
    LineOutcomeRow {
        class,
        why: why.into(),
        confidence: Some(9_300),
        related: None,
        credit_for: None,
    }
}

/// A line of 100 cents with two suggestions, for entries of 100 cents each.
fn stage() -> Fixture {
    let fixture = Fixture::new();
    fixture.statement("s.csv", &[payment(0, 100), payment(1, 100)]);
    fixture.entries("l.csv", &[invoice(1, 100), invoice(2, 100)]);
    fixture.write(|write| {
        matches::insert(write, &offer(1, 100, 0), None)?;
        matches::insert(write, &offer(2, 100, 1), None)?;
        outcomes::set_lines(write, [(LINE, &outcome(LineClass::Suggested, "One fits."))])
    });
    fixture
}

fn confirm(fixture: &Fixture) -> i64 {
    fixture.write(|write| {
        let mut act = Act::begin(write);
        act.set_standing(MatchId::new(1), Standing::Confirmed)?;
        act.set_standing(MatchId::new(2), Standing::Withdrawn)?;
        act.set_line(LINE, &outcome(LineClass::Matched, "Confirmed by hand."))?;
        act.set_entry(ENTRY, EntryState::Settled)?;
        act.finish(Kind::Confirm, "Confirmed UK30000000 to INV-1")
    })
}

fn standings(fixture: &Fixture) -> Vec<(i64, Standing)> {
    let rows = fixture
        .ledger
        .read(|read| matches::of_line(read, LINE))
        .unwrap();
    rows.iter()
        .map(|row| (row.id.get(), row.content.standing))
        .collect()
}

#[test]
fn a_confirmed_suggestion_claims_and_undo_brings_all_back_after_a_restart() {
    let fixture = stage();
    let before = fixture.line(1);
    let decision = confirm(&fixture);
    assert_eq!(standings(&fixture), [(1, Standing::Confirmed)]);
    assert_eq!(
        (fixture.line(1).claimed, fixture.line(1).class),
        (Kes::from_cents(100), LineClass::Matched)
    );
    assert_eq!(fixture.entry(1).state, EntryState::Settled);

    let fixture = fixture.reopen();
    let last = fixture
        .ledger
        .read(decisions::last_standing)
        .unwrap()
        .unwrap();
    assert_eq!(
        (last.id, &*last.what, last.kind),
        (decision, "Confirmed UK30000000 to INV-1", Kind::Confirm)
    );
    let undone = fixture.write(|write| decisions::undo(write, decision));
    assert_eq!((undone.lines, undone.entries), (vec![LINE], vec![ENTRY]));
    assert_eq!(
        standings(&fixture),
        [(1, Standing::Suggested), (2, Standing::Suggested)]
    );
    let after = fixture.line(1);
    assert_eq!(
        (after.class, after.why, after.claimed),
        (before.class, before.why, Kes::ZERO)
    );
    assert_eq!(fixture.entry(1).state, EntryState::Open);
    assert_eq!(fixture.ledger.read(decisions::last_standing).unwrap(), None);
    let history = fixture
        .ledger
        .read(|read| decisions::of_line(read, LINE))
        .unwrap();
    assert_eq!(history.len(), 1);
    assert!(
        history[0].undone.is_some(),
        "the history keeps what was undone"
    );
    fixture.ledger.check().unwrap();
}

#[test]
fn decisions_are_undone_once_and_last_first() {
    let fixture = stage();
    let first = confirm(&fixture);
    let second = fixture.write(|write| {
        let mut act = Act::begin(write);
        act.decline_pair(LineId::new(2), EntryId::new(2))?;
        act.finish(Kind::Decline, "Declined UK30000001 for INV-2")
    });
    let undo = |id: i64| {
        fixture
            .try_write(|write| decisions::undo(write, id))
            .map_err(|problem| problem.code.0)
    };
    assert_eq!(undo(first).unwrap_err(), "decision.not_last");
    assert!(
        fixture
            .ledger
            .read(|read| decisions::is_declined(read, LineId::new(2), EntryId::new(2)))
            .unwrap()
    );
    undo(second).unwrap();
    assert!(
        !fixture
            .ledger
            .read(|read| decisions::is_declined(read, LineId::new(2), EntryId::new(2)))
            .unwrap()
    );
    assert_eq!(undo(second).unwrap_err(), "decision.undone");
    undo(first).unwrap();
    let newest = fixture
        .ledger
        .read(|read| decisions::newest(read, 200))
        .unwrap();
    assert_eq!(
        newest.iter().map(|row| row.id).collect::<Vec<_>>(),
        [second, first]
    );
}

#[test]
fn undo_is_refused_whole_when_the_cents_are_claimed_since() {
    let fixture = stage();
    confirm(&fixture);
    let release = fixture.write(|write| {
        let mut act = Act::begin(write);
        act.set_standing(MatchId::new(1), Standing::Released)?;
        act.set_line(LINE, &outcome(LineClass::Unmatched, "Released by hand."))?;
        act.finish(Kind::Release, "Released UK30000000 from INV-1")
    });
    fixture.write(|write| {
        let mut other = offer(1, 100, 0);
        other.standing = Standing::Auto;
        other.parts[0].line = LineId::new(2);
        matches::insert(write, &other, None)
    });
    let told = fixture
        .try_write(|write| decisions::undo(write, release))
        .unwrap_err();
    assert_eq!(code(&told), "decision.cannot_undo");
    assert_eq!(
        fixture.line(1).class,
        LineClass::Unmatched,
        "nothing of it was undone"
    );
    fixture.ledger.check().unwrap();
}

#[test]
fn a_match_made_by_hand_is_withdrawn_by_undo() {
    let fixture = stage();
    let room = |wanted: i64| {
        fixture
            .ledger
            .read(|read| decisions::room(read, LineId::new(2), ENTRY, Kes::from_cents(wanted)))
            .unwrap()
    };
    assert_eq!(room(500), (Kes::from_cents(100), Kes::ZERO));
    assert_eq!(room(40), (Kes::from_cents(40), Kes::ZERO));
    let decision = fixture.write(|write| {
        let mut act = Act::begin(write);
        let mut new = offer(1, 40, 0);
        new.rule = Rule::Manual;
        new.standing = Standing::Confirmed;
        new.parts[0].line = LineId::new(2);
        act.make(&new)?;
        act.finish(Kind::Assign, "Assigned UK30000001 to INV-1")
    });
    assert_eq!(room(500), (Kes::from_cents(60), Kes::ZERO));
    fixture.write(|write| decisions::undo(write, decision));
    assert_eq!(room(500), (Kes::from_cents(100), Kes::ZERO));
    let kept = fixture
        .ledger
        .read(|read| matches::by_id(read, MatchId::new(3)))
        .unwrap();
    assert_eq!(kept.content.standing, Standing::Withdrawn);
}

#[test]
fn booked_cents_are_met_first_by_the_line_with_the_receipt() {
    let fixture = stage();
    let mut paid = invoice(9, 300);
    paid.receipt = Some(payment(1, 1).receipt);
    paid.paid = Kes::from_cents(70);
    paid.open = Kes::from_cents(20);
    fixture.entries("m.csv", &[paid]);
    let room = |line: i64| {
        let all = Kes::from_cents(1_000);
        fixture
            .ledger
            .read(|read| decisions::room(read, LineId::new(line), EntryId::new(3), all))
            .unwrap()
    };
    assert_eq!(
        room(2),
        (Kes::from_cents(90), Kes::from_cents(70)),
        "it carries the receipt"
    );
    assert_eq!(
        room(1),
        (Kes::from_cents(90), Kes::from_cents(70)),
        "and others once nothing is open"
    );
}
