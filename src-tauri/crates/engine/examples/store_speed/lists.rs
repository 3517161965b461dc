//! The lists, the searches and one decision at that size.

use domain::EntryState;
use domain::{Day, Direction, Kes, LineClass, LineId};
use engine::store::entries_page::{self, EntryList};
use engine::store::lines_page::{self, LineList, LineOrder};
use engine::store::outcomes::{self, LineOutcomeRow};
use engine::store::search::Wanted;
use engine::store::{Done, Ledger, line_counts};

use crate::clock::p99;
use crate::rows::{by, mixed};

pub fn lists(ledger: &Ledger, count: u32) {
    let counts = ledger.read(line_counts).unwrap();
    println!(
        "classes: {}",
        counts
            .iter()
            .map(|c| format!("{} {}", c.class, c.lines))
            .collect::<Vec<_>>()
            .join(", ")
    );
    p99("counts per class", 500.0, |_| {
        ledger.read(line_counts).unwrap();
    });
    let orders = [LineOrder::Newest, LineOrder::Largest];
    let lists = [
        LineList::All,
        LineList::Class(LineClass::Matched),
        LineList::ToDecide,
        LineList::Class(LineClass::Unmatched),
        LineList::OwnMoney,
    ];
    for list in lists {
        for order in orders {
            let total = ledger.read(|read| lines_page::total(read, list)).unwrap();
            p99(
                &format!("{list:?} {order:?}, first page of 100"),
                50.0,
                |_| {
                    ledger
                        .read(|read| lines_page::page(read, list, order, None, 0, 100))
                        .unwrap();
                },
            );
            p99(&format!("{list:?} {order:?}, any page"), 50.0, |n| {
                let offset = u64::from(mixed(n)) % total.max(1);
                ledger
                    .read(|read| lines_page::page(read, list, order, None, offset, 100))
                    .unwrap();
            });
        }
    }
    p99("All Newest, page at nine tenths", 50.0, |n| {
        let offset = u64::from(count) * 9 / 10 + u64::from(n);
        ledger
            .read(|read| {
                lines_page::page(read, LineList::All, LineOrder::Newest, None, offset, 100)
            })
            .unwrap();
    });
    for order in orders {
        p99(&format!("place of a line, {order:?}"), 50.0, |n| {
            let id = LineId::new(i64::from(mixed(n) % count) + 1);
            ledger
                .read(|read| lines_page::position(read, LineList::All, order, None, id))
                .unwrap();
        });
    }
    for (what, text) in [
        ("a whole receipt", "UH10000077"),
        ("a receipt's beginning (too many)", "UH1"),
        ("a typed account", "INV-77123"),
        ("a typed account's beginning (too many)", "INV-7"),
        ("an amount", "3,210.55"),
        ("one name (too many)", "amani"),
        ("two names", "pendo nur"),
        ("two letters of a name", "ze"),
    ] {
        let wanted = Wanted::parse(text).unwrap();
        p99(&format!("search for {what}"), 50.0, |_| {
            ledger
                .read(|read| {
                    lines_page::page(
                        read,
                        LineList::All,
                        LineOrder::Newest,
                        Some(&wanted),
                        0,
                        100,
                    )
                })
                .unwrap();
        });
    }
    p99("one decision's outcome written", 50.0, |n| {
        let row = LineOutcomeRow {
            class: LineClass::ALL[(n % 9) as usize],
            why: "By hand.".into(),
            confidence: None,
            related: None,
            credit_for: None,
        };
        let id = LineId::new(i64::from(mixed(n) % count) + 1);
        ledger
            .write(by(), "test", |write| {
                outcomes::set_lines(write, [(id, &row)])?;
                Ok(Done::to("line", ()))
            })
            .unwrap();
    });
}

pub fn entry_lists(ledger: &Ledger, count: u32) {
    let today = Day::from_num_days_from_ce_opt(739_880).unwrap();
    p99("entry counts per state", 500.0, |_| {
        ledger.read(entries_page::counts).unwrap();
    });
    p99("overdue entries counted", 500.0, |_| {
        ledger
            .read(|read| entries_page::count_of(read, EntryList::Overdue(today)))
            .unwrap();
    });
    for list in [
        EntryList::All,
        EntryList::State(EntryState::Open),
        EntryList::Overdue(today),
    ] {
        p99(&format!("entries {list:?}, first page"), 50.0, |_| {
            ledger
                .read(|read| entries_page::page(read, list, None, 0, 100))
                .unwrap();
        });
        p99(&format!("entries {list:?}, any page"), 50.0, |n| {
            let offset = u64::from(mixed(n) % count);
            ledger
                .read(|read| entries_page::page(read, list, None, offset, 100))
                .unwrap();
        });
    }
    p99("candidates nearest in amount", 50.0, |n| {
        let amount = Kes::from_cents(i64::from(mixed(n) % 500_000));
        ledger
            .read(|read| entries_page::candidates(read, Direction::Receivable, amount, None, 50))
            .unwrap();
    });
    let wanted = Wanted::parse("amani nur").unwrap();
    p99("candidates by name", 50.0, |_| {
        let amount = Kes::from_cents(5_000);
        ledger
            .read(|read| {
                entries_page::candidates(read, Direction::Receivable, amount, Some(&wanted), 50)
            })
            .unwrap();
    });
}
