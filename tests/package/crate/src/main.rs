//! Prints the fingerprint of a link, as a program does that uses the crate.

use l2o_playground::experiment::{Session, Summary, decode, experiment_fingerprint};
use std::process::ExitCode;

fn main() -> ExitCode {
    let link = std::env::args().nth(1).unwrap_or_default();
    let decoded = decode(&link);
    if let Some(problem) = decoded.problems.first() {
        eprintln!("{problem}");
        return ExitCode::from(2);
    }
    let mut summaries: Vec<Summary> = Vec::new();
    for &optimizer in &decoded.config.optimizers {
        let mut session = Session::new(decoded.config.clone(), optimizer);
        session.finish();
        summaries.extend(session.summary().cloned());
    }
    let hashes = summaries.iter().map(|summary| (summary.optimizer, summary.hash.as_str()));
    println!("{}", experiment_fingerprint(hashes));
    ExitCode::SUCCESS
}
