//! `POST /pulltransactions/v1/query`: a window of at most 48 hours, read from a row on.

use chrono::NaiveDateTime;
use serde_json::Value;

use super::page::{self, ROWS_MAX, Row};
use crate::api::{Api, c2b};
use crate::gateway::answer::Answer;
use crate::gateway::call::Call;
use crate::gateway::fields::{Check, Field, must};
use crate::gateway::pipeline::Exchange;
use crate::gateway::token::Family;
use crate::world::World;
use crate::world::dice::Dice;
use crate::world::people;
use crate::world::times::DAY_MS;
use crate::world::transaction::{Status, Transaction};

/// How far back it looks.
const REACH_MS: u64 = 2 * DAY_MS;
/// Nairobi is this far ahead of UTC.
const EAT_MS: i64 = 3 * 3_600_000;

/// The API.
pub(crate) struct PullQuery;

/// The API.
pub(crate) static QUERY: PullQuery = PullQuery;

static FIELDS: [Field; 4] = [
    must("ShortCode", Check::ShortCode),
    must("StartDate", Check::Text { min: 16, max: 19 }),
    must("EndDate", Check::Text { min: 16, max: 19 }),
    must("OffSetValue", Check::Text { min: 1, max: 9 }),
];

impl Api for PullQuery {
    fn name(&self) -> &'static str {
        "pull"
    }
    fn paths(&self) -> &'static [&'static str] {
        &["/pulltransactions/v1/query"]
    }
    fn family(&self) -> Family {
        Family::Pull
    }
    fn fields(&self) -> &'static [Field] {
        &FIELDS
    }
    fn refuses_token_without_product(&self) -> bool {
        true
    }

    fn handle(&self, world: &mut World, call: &Call) -> Exchange {
        let id = world.gateway_id();
        let short_code = call.text("ShortCode");
        if c2b::payee(world, &short_code).is_none() {
            return Exchange::refused(Answer::error(400, &id, "400.001", "Invalid ShortCode"));
        }
        let window = match window(call) {
            Ok(window) => window,
            Err(field) => {
                let text = format!("Bad Request - Invalid {field}");
                return Exchange::refused(Answer::error(400, &id, "400.002.02", &text));
            }
        };
        let rows = if world.desks.pull.contains(&short_code) {
            rows(world, &short_code, &window)
        } else {
            Vec::new()
        };
        let mut drift = world.drift(&format!("pull {id}"));
        let body = if rows.is_empty() {
            page::nothing(&id, &mut drift)
        } else {
            page::found(&id, &rows, in_utc(world), &mut drift, world.seed)
        };
        Exchange {
            originator_id: id,
            ..Exchange::done(Answer::ok(body))
        }
    }
}

/// From, to (both included) and the first row.
struct Window {
    from_ms: u64,
    to_ms: u64,
    offset: usize,
}

fn window(call: &Call) -> Result<Window, &'static str> {
    let from_ms = instant(&call.text("StartDate")).ok_or("StartDate")?;
    let to_ms = instant(&call.text("EndDate"))
        .filter(|to| *to >= from_ms)
        .ok_or("EndDate")?;
    let offset = call
        .text("OffSetValue")
        .parse()
        .map_err(|_| "OffSetValue")?;
    Ok(Window {
        from_ms,
        to_ms,
        offset,
    })
}

/// `YYYY-MM-DD HH:mm:ss` in Nairobi; the seconds may be left out.
fn instant(text: &str) -> Option<u64> {
    let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M"))
        .ok()?;
    u64::try_from(at.and_utc().timestamp_millis().checked_sub(EAT_MS)?).ok()
}

fn rows(world: &World, short_code: &str, window: &Window) -> Vec<Row> {
    let from = window.from_ms.max(world.now_ms.saturating_sub(REACH_MS));
    let mut found: Vec<(u64, &Transaction)> = world
        .transactions
        .iter()
        .filter(|one| one.status == Status::Completed && one.credit == short_code)
        .filter(|one| people::is_msisdn(&one.debit))
        .filter_map(|one| one.finalised_ms.map(|at| (at, one)))
        // The window names whole seconds.
        .filter(|(at, _)| *at >= from && at / 1_000 <= window.to_ms / 1_000)
        .collect();
    found.sort_by(|(a, one), (b, other)| (a, &one.receipt).cmp(&(b, &other.receipt)));
    let is_till = c2b::payee(world, short_code).is_some_and(|payee| payee.is_till);
    found
        .into_iter()
        .skip(window.offset)
        .take(ROWS_MAX)
        .map(|(at_ms, one)| Row {
            receipt: one.receipt.clone(),
            at_ms,
            msisdn: one.debit.clone(),
            name: people::customer_name(world.seed, &one.debit),
            is_till,
            bill_ref: one
                .details
                .get("bill_ref")
                .and_then(Value::as_str)
                .unwrap_or("")
                .to_owned(),
            cents: one.cents,
            organisation: people::organisation(world.seed, short_code),
        })
        .collect()
}

/// Whether this world's `trxDate` tells the truth about its Z: nobody knows what the real one does.
fn in_utc(world: &World) -> bool {
    world
        .scenario
        .c2b
        .pull_in_utc
        .unwrap_or_else(|| !world.scenario.tidy && Dice::of(world.seed, "pull zone").one_in(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_nairobi_with_or_without_seconds() {
        assert_eq!(instant("2026-03-10 15:04:09"), Some(1_773_144_249_000));
        assert_eq!(instant("2026-03-10 15:04"), Some(1_773_144_240_000));
        for bad in [
            "2026-03-10",
            "2026-03-10T15:04:09Z",
            "20260310150409",
            "1960-01-01 00:00",
        ] {
            assert_eq!(instant(bad), None, "{bad}");
        }
    }
}
