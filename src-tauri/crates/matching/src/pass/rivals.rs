//! After the passes that stand by themselves: lines whose receipt or reference several entries hold.
//! Each rival is proposed; none is claimed.

use crate::certainty;
use crate::claims::Meets;
use crate::column::{EntryAt, LineAt};
use crate::groups::Groups;
use crate::model::{Cancelled, Confidence, Rule};
use crate::pass::receipt::Held;
use crate::reason::Reason;
use crate::run::{Draft, Parts, Run};

/// Rivals proposed for one line: more than a person compares.
pub(crate) const RIVALS_MAX: usize = 10;

/// Open entries of one reference that are weighed against each other, oldest first. A reference that
/// more customers share tells nothing.
const WEIGHED_MAX: usize = 32;

/// An entry that may be proposed, and how sure that is.
#[derive(Clone, Copy)]
pub(crate) struct Rival {
    pub(crate) entry: EntryAt,
    pub(crate) confidence: Confidence,
}

/// Proposes the rivals of every such line.
pub(crate) fn run(
    run: &mut Run<'_, '_>,
    held: &Held,
    references: &mut Groups<'_>,
) -> Result<(), Cancelled> {
    let mut rivals = Vec::new();
    for line in run.book.lines() {
        run.step()?;
        rivals.clear();
        let (rule, meets) = match run.claims.lines[line].reason {
            Reason::ReceiptRivals { from, count } => {
                let entries = held.iter().skip(from as usize).take(count as usize);
                let meets = Meets::BookedThenOpen;
                rivals.extend(entries.filter_map(|entry| rival(run, line, *entry, meets)));
                (Rule::Receipt, meets)
            }
            Reason::ReferenceRivals(group) => {
                let mut from = None;
                while rivals.len() < WEIGHED_MAX {
                    let next = references.next_open(group, from, &run.claims.entries);
                    let Some((entry, after)) = next else { break };
                    from = Some(after);
                    rivals.extend(rival(run, line, entry, Meets::Open));
                }
                (Rule::Reference, Meets::Open)
            }
            _ => continue,
        };
        propose(run, line, rule, meets, &mut rivals);
    }
    Ok(())
}

fn rival(run: &Run<'_, '_>, line: LineAt, entry: EntryAt, meets: Meets) -> Option<Rival> {
    let room = run.claims.room(entry, meets);
    let offered = room.is_positive() && run.fits(line, entry) && !run.declined.has(line, entry);
    offered.then(|| Rival {
        entry,
        confidence: if room == run.claims.lines[line].left {
            certainty::RIVAL_SAME_AMOUNT
        } else {
            certainty::RIVAL
        },
    })
}

/// Writes down rivals as proposals: surest first, then oldest.
pub(crate) fn propose(
    run: &mut Run<'_, '_>,
    line: LineAt,
    rule: Rule,
    meets: Meets,
    rivals: &mut Vec<Rival>,
) {
    rivals.sort_by_key(|rival| (std::cmp::Reverse(rival.confidence), rival.entry));
    rivals.truncate(RIVALS_MAX);
    let left = run.claims.lines[line].left;
    for (rank, rival) in rivals.iter().enumerate() {
        let other = if rank == 0 {
            rivals.get(1)
        } else {
            rivals.first()
        };
        let before = run.claims.room(rival.entry, meets);
        let amount = before.min(left);
        run.drafts.push(Draft {
            line,
            rule,
            zeros_lost: false,
            confidence: rival.confidence,
            margin: other.map_or(certainty::NO_RIVAL, |other| {
                rival.confidence.saturating_sub(other.confidence)
            }),
            runner_up: other.map(|other| other.entry),
            parts: Parts::Offered(rival.entry, amount),
            before,
            over: left.checked_sub(amount).unwrap_or_default(),
        });
    }
}
