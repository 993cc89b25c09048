//! `l2o run`: trains and evaluates every optimizer of an experiment, each on a thread of its own.

use l2o_playground::experiment::{Config, Session, Summary, encode, experiment_fingerprint};
use serde::Serialize;

/// What `--json` prints, as one line.
#[derive(Serialize)]
struct Report<'a> {
    link: String,
    fingerprint: &'a str,
    optimizers: &'a [Summary],
}

/// Runs the experiment and prints the results.
pub fn run(config: &Config, json: bool) {
    let summaries = summaries(config);
    let runs = summaries.iter().map(|summary| (summary.optimizer, summary.hash.as_str()));
    let fingerprint = experiment_fingerprint(runs);
    if json {
        let report = Report { link: encode(config), fingerprint: &fingerprint, optimizers: &summaries };
        match serde_json::to_string(&report) {
            Ok(line) => println!("{line}"),
            Err(error) => eprintln!("l2o: the report could not be written: {error}"),
        }
        return;
    }
    println!("link         #{}", encode(config));
    println!("evaluated    {} unseen tasks, {} steps each\n", config.eval_tasks, config.eval_steps);
    println!(
        "{:<12} {:>12} {:>12} {:>15} {:>9} {:>10}  hash",
        "optimizer", "median f", "mean f", "mean log(1+f)", "diverged", "step size"
    );
    for summary in &summaries {
        println!(
            "{:<12} {:>12.3e} {:>12.3e} {:>15.4} {:>9} {:>10}  {}",
            summary.optimizer,
            summary.median_final,
            summary.mean_final,
            summary.mean_log,
            summary.diverged,
            summary.step_size.map_or_else(|| "learned".into(), |size| format!("{size}")),
            summary.hash,
        );
    }
    println!("\nfingerprint  {fingerprint}");
}

/// In the order of the config. The optimizers do not depend on each other, so neither do the results on the threads.
fn summaries(config: &Config) -> Vec<Summary> {
    let work = |optimizer| {
        let mut session = Session::new(config.clone(), optimizer);
        session.finish();
        session.summary().cloned()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            config.optimizers.iter().map(|&optimizer| scope.spawn(move || work(optimizer))).collect();
        // A panic in a thread is a bug of the engine: it has printed its message, the summary is missing.
        threads.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
    })
}
