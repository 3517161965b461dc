//! `patanisha callbacks`: what came to the callback addresses.

use domain::Problem;
use engine::Engine;
use engine::api::{CallbackDetail, CallbackRef, CallbackRow, CallbackStanding, CallbacksRequest};

use crate::receiver_console_args::CallbacksVerb;
use crate::terminal::object;

/// Does the job.
///
/// # Errors
/// What the engine says.
pub async fn run(of: &CallbacksVerb, engine: &Engine, as_json: bool) -> Result<(), Problem> {
    match of {
        CallbacksVerb::List {
            filter,
            use_,
            search,
            before,
            limit,
        } => {
            let request = CallbacksRequest {
                filter: *filter,
                use_: *use_,
                search: search.clone(),
                before: *before,
                limit: *limit,
            };
            let page = engine.callbacks_page(request).await?;
            if as_json {
                object(&page);
                return Ok(());
            }
            if page.rows.is_empty() {
                println!("No callbacks.");
            }
            page.rows.iter().for_each(line);
            if let Some(next) = page.next {
                println!("Older ones: --before {next}");
            }
        }
        CallbacksVerb::Show { number } => {
            let detail = engine.callback_detail(CallbackRef { id: *number }).await?;
            if as_json {
                object(&detail);
            } else {
                show(&detail);
            }
        }
    }
    Ok(())
}

fn line(of: &CallbackRow) {
    let use_ = format!("{:?}", of.use_).to_lowercase();
    let mut marks = Vec::new();
    if of.standing == CallbackStanding::Stranger {
        marks.push("not asked for".to_owned());
    }
    if !of.verified {
        marks.push("unverified".to_owned());
    }
    if of.deliveries > 1 {
        marks.push(format!("came {} times", of.deliveries));
    }
    marks.extend(of.linked.as_ref().map(|link| link.text.clone()));
    println!(
        "{:>6}  {}  {:<8} {use_:<13} {} [{}]",
        of.id,
        of.at,
        of.short_code,
        of.summary,
        marks.join(", ")
    );
}

fn show(of: &CallbackDetail) {
    line(&of.row);
    if let Some(request) = &of.request {
        println!("  {request}");
    }
    for field in &of.fields {
        println!("  {:<28} {}", field.key, field.value);
    }
    for delivery in &of.deliveries {
        let verified = if delivery.verified {
            "verified"
        } else {
            "unverified"
        };
        println!(
            "  came {} from {} ({verified})",
            delivery.at, delivery.source
        );
    }
    println!("  SHA-256 {} · {}", of.sha256, of.size);
    println!("{}", of.raw);
}
