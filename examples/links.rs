//! How long mangled links, and changes of single fields, take at most: `cargo run --release --example links [-- LINKS]`. Exits with 1 where one
//! takes longer than a page may stand still for it.
#![allow(missing_docs)] // what is shared with the tests is documented there

#[path = "../tests/support/mod.rs"]
mod support;

use l2o_playground::experiment::{Config, FIELDS, change, decode};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use support::mangler::Mangler;

/// More than this is felt.
const MOST: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    let links = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let mut mangler = Mangler::new();
    let link = slowest(links, || mangler.mangled(), |link| drop(decode(link)));
    let long = slowest(100, || "v=1&hidden=".repeat(100_000), |link| drop(decode(link)));
    let mut config = Config::default();
    let one = slowest(
        links,
        || {
            let field = &FIELDS[mangler.below(FIELDS.len())];
            format!("{}={}", field.key, mangler.value(field))
        },
        |text| {
            let (key, text) = text.split_once('=').unwrap_or_default();
            let _ = change(&mut config, key, text);
        },
    );
    for (what, count, time) in
        [("mangled links", links, link), ("links of a megabyte", 100, long), ("mangled changes", links, one)]
    {
        println!("{count} {what}: the slowest took {} µs", time.as_micros());
    }
    if link.max(long).max(one) < MOST { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The longest time that any text takes. Whatever else the machine did meanwhile is kept out by a second try.
fn slowest(count: usize, mut next: impl FnMut() -> String, mut act: impl FnMut(&str)) -> Duration {
    let mut timed = |text: &str| {
        let start = Instant::now();
        act(text);
        start.elapsed()
    };
    let mut most = Duration::ZERO;
    for _ in 0..count {
        let text = next();
        let first = timed(&text);
        most = most.max(if first > most { first.min(timed(&text)) } else { first });
    }
    most
}
