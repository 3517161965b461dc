#![allow(
    missing_docs,
    clippy::all,
    clippy::unwrap_used,
    clippy::indexing_slicing
)]
use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    for _ in 0..10 {
        let t = Instant::now();
        let told = statements::Told {
            short_code: domain::ShortCode::parse("600111"),
        };
        let mut go_on = |_: statements::Progress| statements::Flow::Continue;
        let file = statements::read_statement(
            statements::Source {
                name: &path,
                bytes: &bytes,
            },
            &told,
            &statements::Limits::default(),
            &mut go_on,
        )
        .unwrap();
        println!("ours {} {:?}", file.rows.len(), t.elapsed());
    }
}
