//! The workloads natively, on one thread: a line of JSON each, as `measure.mjs` has it for WebAssembly.

use l2o_playground::experiment::{OptimizerName, Session, decode};
use l2o_playground::simd::multiply_and_add;
use serde::Serialize;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Before the clock counts, and while it does.
const WARM_UP: Duration = Duration::from_millis(500);
const LENGTH: Duration = Duration::from_secs(2);
/// Of one measurement; the median is over those of `LENGTH`.
const SLICE: Duration = Duration::from_millis(40);
const CREATIONS: usize = 50;

fn main() -> Result<(), String> {
    let table: Value =
        serde_json::from_str(include_str!("workloads.json")).map_err(|error| error.to_string())?;
    for entry in table["rows"].as_array().into_iter().flatten() {
        print(&entry["row"], &measure(&mut open(&table, &entry["row"]["work"], entry)?)?)?;
    }
    let memory = &table["memory"];
    let creation = || -> Result<f64, String> {
        let start = Instant::now();
        black_box(open(&table, &memory["work"], memory)?);
        Ok(start.elapsed().as_secs_f64() * 1e3)
    };
    let creations = (0..CREATIONS).map(|_| creation()).collect::<Result<Vec<f64>, _>>()?;
    print(&json!({ "work": "create W1" }), &json!({ "ms": rounded(median(creations)) }))?;
    let peaks = (0..7).map(|_| peak()).collect();
    print(&json!({ "work": "peak" }), &json!({ "gflops": rounded(median(peaks)) }))
}

/// The session of an entry of the table.
fn open(table: &Value, work: &Value, entry: &Value) -> Result<Session, String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let link = format!("{}&{}", text(&table["links"][text(work)]), text(&entry["fields"]));
    let optimizer = text(&entry["optimizer"]);
    let optimizer = OptimizerName::named(&optimizer).ok_or(format!("there is no optimizer {optimizer:?}"))?;
    let decoded = decode(&link);
    // A link that had to be mended would measure something else.
    if let Some(problem) = decoded.problems.first() {
        return Err(format!("{link}: {problem:?}"));
    }
    Ok(Session::new(decoded.config, optimizer))
}

/// Time per meta-update, how many were timed, and billions of operations per second.
fn measure(session: &mut Session) -> Result<Value, String> {
    run_for(session, WARM_UP)?;
    let (mut times, mut n, end) = (Vec::new(), 0, Instant::now() + LENGTH);
    while Instant::now() < end {
        let start = Instant::now();
        let updates = run_for(session, SLICE)?;
        times.push(start.elapsed().as_secs_f64() * 1e6 / updates as f64);
        n += updates;
    }
    let time = median(times);
    let rate = session.operations_per_update() as f64 / time / 1e3;
    Ok(json!({ "us_per_meta_update": rounded(time), "n": n, "gflops": rounded(rate) }))
}

/// Does whole meta-updates until the time is up; how many.
fn run_for(session: &mut Session, time: Duration) -> Result<usize, String> {
    let (first, end) = (session.meta_losses().len(), Instant::now() + time);
    loop {
        let before = session.meta_losses().len();
        while session.meta_losses().len() == before {
            if !session.advance() {
                return Err("the training is too short to be measured".into());
            }
        }
        if Instant::now() >= end {
            return Ok(session.meta_losses().len() - first);
        }
    }
}

/// Billions of operations per second of independent multiply-and-adds.
fn peak() -> f64 {
    let start = Instant::now();
    let (operations, _) = black_box(multiply_and_add(black_box(10_000_000)));
    operations / start.elapsed().as_secs_f64() / 1e9
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// To four digits.
fn rounded(value: f64) -> f64 {
    let digits = 10_f64.powf(3.0 - value.abs().log10().floor());
    (value * digits).round() / digits
}

/// What was measured, and the figures.
#[derive(Serialize)]
struct Line<'a> {
    peer: &'a str,
    #[serde(flatten)]
    row: &'a Value,
    #[serde(flatten)]
    figures: &'a Value,
}

fn print(row: &Value, figures: &Value) -> Result<(), String> {
    let line = Line { peer: "l2o-playground native", row, figures };
    println!("{}", serde_json::to_string(&line).map_err(|error| error.to_string())?);
    Ok(())
}
