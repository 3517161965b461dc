//! What the program prints.

use domain::Problem;
use serde_json::json;

/// A problem: words on standard error, or one JSON object on standard output.
pub fn problem(of: &Problem, as_json: bool) {
    if as_json {
        let place = of.place.as_ref().map(ToString::to_string);
        println!(
            "{}",
            json!({"problem": {
                "code": of.code.0,
                "message": of.message,
                "remedies": of.remedies,
                "field": of.field,
                "place": place,
            }})
        );
    } else {
        eprintln!("patanisha: {of}");
    }
}

/// An answer of the engine as one JSON object on standard output.
pub fn object(of: &impl serde::Serialize) {
    let text = serde_json::to_string(of).expect("answers are made of texts and numbers");
    println!("{text}");
}
