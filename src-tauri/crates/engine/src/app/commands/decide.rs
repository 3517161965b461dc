//! Decisions of a person: confirm, decline, assign, take apart, undo. Each is one transaction, one
//! audit event and one step of the undo history.

use domain::{EntryId, EntryState, Kes, LineClass, LineId, MatchId, Problem};
use matching::model::Rule;
use serde_json::json;

use crate::api::{AssignRequest, Decided, DecisionDto, DecisionList, MatchRef, Nothing};
use crate::app::masked::Sight;
use crate::app::{Acts, Core, rivals, show_entry};
use crate::store::decisions::{self, Act, DecisionRow, Kind};
use crate::store::lines::{self, LineRow};
use crate::store::matches::{self, MatchRow, NewMatch, Standing};
use crate::store::{Done, Ledger, Read, StoreError, Write, entries, runs};
use crate::words;

/// Decisions that a list shows.
const LISTED_MAX: u32 = 200;
/// Certainty of what a person says.
const CERTAIN: u16 = 10_000;

impl Acts<'_> {
    /// Confirms a suggestion.
    ///
    /// # Errors
    /// When it is no suggestion any more, or its money is claimed by now. Nothing is changed then.
    pub async fn match_confirm(&self, request: MatchRef) -> Result<Decided, Problem> {
        self.decide(Kind::Confirm, move |act| {
            let found = suggestion(act, request.id)?;
            act.set_standing(found.id, Standing::Confirmed)?;
            let (line, what) = told(act, &found)?;
            rivals::settle_line(act, line, &format!("Confirmed: pays {what}."))?;
            rivals::settle_entries(act, &found.content.parts)?;
            Ok(format!("Confirmed {} to {what}", receipt(act, line)?))
        })
        .await
    }

    /// Declines a suggestion; the pair is not offered again.
    ///
    /// # Errors
    /// When it is no suggestion any more.
    pub async fn match_decline(&self, request: MatchRef) -> Result<Decided, Problem> {
        self.decide(Kind::Decline, move |act| {
            let found = suggestion(act, request.id)?;
            act.set_standing(found.id, Standing::Declined)?;
            for part in &found.content.parts {
                act.decline_pair(part.line, part.entry)?;
            }
            let (line, what) = told(act, &found)?;
            rivals::fall_back(
                act,
                line,
                &format!("You declined {what}; nothing else fits."),
            )?;
            Ok(format!("Declined {what} for {}", receipt(act, line)?))
        })
        .await
    }

    /// Assigns a line to an entry by hand.
    ///
    /// # Errors
    /// When the amount is none, or more than the line or the entry has open; when the line is a fee or
    /// the business' own money; when the directions differ.
    pub async fn match_assign(&self, request: AssignRequest) -> Result<Decided, Problem> {
        let wanted = request.amount.as_deref().map(typed_amount).transpose()?;
        self.decide(Kind::Assign, move |act| {
            let line = lines::by_id(act.read(), LineId::new(request.line))?;
            let entry = entries::by_id(act.read(), EntryId::new(request.entry))?;
            assignable(&line)?;
            if !entry.direction.meets(line.amount) {
                return Err(wrong_direction().into());
            }
            let most = wanted.unwrap_or(line.unclaimed());
            let (amount, booked) = decisions::room(act.read(), line.id, entry.id, most)?;
            let name = show_entry::name(&entry);
            if amount.is_zero() || wanted.is_some_and(|wanted| wanted != amount) {
                return Err(no_room(&line, &name, wanted, amount).into());
            }
            rivals::withdraw_suggestions(act, line.id)?;
            let new = NewMatch {
                rule: Rule::Manual,
                standing: Standing::Confirmed,
                confidence: CERTAIN,
                margin: CERTAIN,
                runner_up: None,
                features: Vec::new(),
                explanation: format!("Assigned by hand: {amount} to {name}."),
                rank: 0,
                parts: vec![matches::Part {
                    line: line.id,
                    entry: entry.id,
                    amount,
                    booked,
                }],
            };
            act.make(&new)?;
            rivals::settle_line(act, line.id, &format!("Assigned by hand: pays {name}."))?;
            rivals::settle_entries(act, &new.parts)?;
            Ok(format!("Assigned {amount} of {} to {name}", line.receipt))
        })
        .await
    }

    /// Takes a standing match apart; the pair is not offered again.
    ///
    /// # Errors
    /// When it does not stand any more.
    pub async fn match_release(&self, request: MatchRef) -> Result<Decided, Problem> {
        self.decide(Kind::Release, move |act| {
            let found = matches::by_id(act.read(), MatchId::new(request.id))?;
            if !found.content.standing.claims() {
                return Err(gone("This match does not stand any more.").into());
            }
            act.set_standing(found.id, Standing::Released)?;
            for part in &found.content.parts {
                act.decline_pair(part.line, part.entry)?;
            }
            let (line, what) = told(act, &found)?;
            rivals::fall_back(
                act,
                line,
                &format!("Taken apart by hand; it paid {what} before."),
            )?;
            rivals::settle_entries(act, &found.content.parts)?;
            Ok(format!("Took {} apart from {what}", receipt(act, line)?))
        })
        .await
    }

    /// Undoes the last decision that is not undone yet. Where a matching run came after the decision,
    /// the matching is run again: what it had built on the decision must not stay.
    ///
    /// # Errors
    /// When there is none, or what it freed is claimed by now.
    pub async fn undo_last(&self, _: Nothing) -> Result<Decided, Problem> {
        self.with_ledger(|core, ledger| {
            let (decided, rebuilt) = ledger.write(core.by(), "decision.undo", |write| {
                let last = decisions::last_standing(write)?
                    .ok_or_else(|| Problem::new("decision.none", "There is nothing to undo."))?;
                let rebuilt = runs::any_since(write, last.at)?;
                let undone = decisions::undo(write, last.id)?;
                let subject = format!("decision {}", undone.decision.id);
                let decided = Decided {
                    what: format!("Undone: {}", undone.decision.what),
                    lines: undone.lines.iter().map(|line| line.get()).collect(),
                };
                let what = json!({"what": undone.decision.what});
                Ok(Done::to(subject, (decided, rebuilt)).before(what))
            })?;
            if rebuilt {
                super::matching_run::run(core, ledger, &|_, _, _| true)?;
            }
            Ok(decided)
        })
        .await
    }

    /// The decisions, newest first.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub async fn decisions_list(&self, _: Nothing) -> Result<DecisionList, Problem> {
        self.with_ledger(|core, ledger| {
            ledger.read(|read| {
                let decisions = decisions::newest(read, LISTED_MAX)?
                    .into_iter()
                    .map(|of| shown(read, of, core.sight()))
                    .collect::<Result<_, _>>()?;
                Ok(DecisionList { decisions })
            })
        })
        .await
    }

    async fn decide(
        &self,
        kind: Kind,
        act: impl FnOnce(&mut Act<'_, '_>) -> Result<String, StoreError> + Send + 'static,
    ) -> Result<Decided, Problem> {
        self.with_ledger(move |core, ledger| decide(core, ledger, kind, act))
            .await
    }
}

fn decide(
    core: &Core,
    ledger: &Ledger,
    kind: Kind,
    make: impl FnOnce(&mut Act<'_, '_>) -> Result<String, StoreError>,
) -> Result<Decided, Problem> {
    ledger.write(core.by(), action(kind), |write: &Write<'_>| {
        let mut act = Act::begin(write);
        let what = make(&mut act)?;
        let lines = act.lines().iter().map(|line| line.get()).collect();
        let id = act.finish(kind, &what)?;
        let subject = format!("decision {id}");
        Ok(Done::to(
            subject,
            Decided {
                what: what.clone(),
                lines,
            },
        )
        .after(json!({"what": what})))
    })
}

const fn action(kind: Kind) -> &'static str {
    match kind {
        Kind::Confirm => "match.confirm",
        Kind::Decline => "match.decline",
        Kind::Assign => "match.assign",
        Kind::Release => "match.release",
    }
}

/// A decision as lists show it.
pub fn shown(read: &Read<'_>, of: DecisionRow, sight: Sight) -> Result<DecisionDto, StoreError> {
    Ok(DecisionDto {
        id: of.id,
        at: words::minute(of.at),
        what: what(read, &of, sight)?,
        operator: of.operator,
        undone: of.undone.is_some(),
    })
}

/// What was decided, in words. They have a reference or an account, and that may be the customer's name.
pub fn what(read: &Read<'_>, of: &DecisionRow, sight: Sight) -> Result<String, StoreError> {
    Ok(match sight {
        Sight::Full => of.what.clone(),
        Sight::Initials => {
            let names = decisions::names(read, of.id)?;
            sight.text(&of.what, &names.iter().collect::<Vec<_>>())
        }
    })
}

fn suggestion(act: &Act<'_, '_>, id: i64) -> Result<MatchRow, StoreError> {
    let found = matches::by_id(act.read(), MatchId::new(id))?;
    if found.content.standing == Standing::Suggested {
        Ok(found)
    } else {
        Err(gone("This is no open suggestion any more.").into())
    }
}

fn gone(why: &str) -> Problem {
    Problem::new("match.gone", format!("Nothing was changed. {why}"))
        .with_remedy("Look at the line again; another decision or a matching run came first.")
}

/// The line a match is about, and the entries it pays, in words.
fn told(act: &Act<'_, '_>, of: &MatchRow) -> Result<(LineId, String), StoreError> {
    let mut names = Vec::new();
    for part in &of.content.parts {
        names.push(show_entry::name(&entries::by_id(act.read(), part.entry)?));
    }
    let line = of
        .content
        .parts
        .first()
        .map(|part| part.line)
        .ok_or(StoreError::Missing("match"))?;
    Ok((line, names.join(" and ")))
}

fn receipt(act: &Act<'_, '_>, line: LineId) -> Result<String, StoreError> {
    Ok(lines::by_id(act.read(), line)?.receipt.to_string())
}

fn typed_amount(text: &str) -> Result<Kes, Problem> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .collect();
    plain
        .parse::<Kes>()
        .ok()
        .filter(|amount| amount.is_positive())
        .ok_or_else(|| {
            Problem::new(
                "match.amount",
                format!("Nothing was assigned: {text:?} is no amount above zero."),
            )
            .with_field("amount")
            .with_remedy("Type shillings and cents, for example 1,500.00.")
        })
}

/// Whether a line of this class can pay an entry at all.
fn assignable(line: &LineRow) -> Result<(), StoreError> {
    match line.class {
        LineClass::Fee | LineClass::Transfer | LineClass::NotCompleted | LineClass::Reversed => {
            Err(Problem::new(
                "match.not_assignable",
                "Nothing was assigned: fees, the business' own money, reversed payments and payments that \
                 did not complete pay no entry.",
            )
            .with_remedy("Choose the payment itself.")
            .into())
        }
        LineClass::Matched
        | LineClass::Part
        | LineClass::Suggested
        | LineClass::Ambiguous
        | LineClass::Duplicate
        | LineClass::Unmatched => Ok(()),
    }
}

fn wrong_direction() -> Problem {
    Problem::new(
        "match.direction",
        "Nothing was assigned: money in can only pay what is owed to you, and money out what you owe.",
    )
    .with_remedy("Choose an entry of the same direction.")
}

fn no_room(line: &LineRow, name: &str, wanted: Option<Kes>, room: Kes) -> Problem {
    let wanted = wanted.map_or_else(String::new, |wanted| format!(" {wanted} was asked for;"));
    Problem::new(
        "match.no_room",
        format!(
            "Nothing was assigned:{wanted} {} has {} open, and at most {room} of it fits {name}.",
            line.receipt,
            line.unclaimed()
        ),
    )
    .with_field("amount")
    .with_remedy("Assign a smaller amount, or take apart the match that holds the rest.")
}

/// The state that an entry's figures give it.
pub fn entry_state(entry: &entries::EntryRow) -> EntryState {
    EntryState::of(
        entry.claimed,
        entry.left(),
        entry.state == EntryState::Credit,
    )
}
