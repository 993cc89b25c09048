//! `l2o run`: trains and evaluates every optimizer of an experiment, each on a thread of its own.

use super::weights::{self, FileError};
use l2o_playground::experiment::{
    Comparison, Config, Decoded, OptimizerName, Session, Sketch, Summary, Verdict, compare, encode,
    experiment_fingerprint, owners, sealed,
};
use l2o_playground::nn::Tensor;
use l2o_playground::optimizer::Learned;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What else is wanted of a run.
#[derive(Default)]
pub struct Options {
    /// One line of JSON instead of a table.
    pub json: bool,
    /// A file of weights that are evaluated as they are.
    pub from: Option<PathBuf>,
    /// Where the weights are written.
    pub weights: Option<PathBuf>,
}

/// What `--json` prints, as one line.
#[derive(Serialize)]
struct Report<'a> {
    link: String,
    /// None where weights were imported: the link alone does not repeat such a run.
    fingerprint: Option<&'a str>,
    /// The link that lets others compare their run with this one; none without a fingerprint.
    sealed: Option<String>,
    /// None where the link promises nothing.
    comparison: Option<Comparison>,
    /// Optimizers whose weights come from a file.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    imported: &'a [&'static str],
    optimizers: &'a [Summary],
}

/// Runs the experiment and prints the results. Fails if the link promises a run, and this is another one.
pub fn run(Decoded { config, promised, .. }: &Decoded, options: &Options) -> Result<ExitCode, FileError> {
    let imported = match &options.from {
        Some(path) => import(config, path)?,
        None => Vec::new(),
    };
    let names: Vec<&str> = imported.iter().map(|(optimizer, _)| optimizer.name()).collect();
    let (summaries, tensors): (Vec<Summary>, Vec<Vec<Tensor>>) =
        results(config, &imported).into_iter().unzip();
    if let Some(path) = &options.weights {
        let learned = config.optimizers.iter().filter(|optimizer| optimizer.is_learned());
        let learned: Vec<&str> = learned.map(|optimizer| optimizer.name()).collect();
        weights::write(path, config, &learned, &tensors.concat())?;
    }
    let of_the_link = |summaries| names.is_empty().then_some(summaries);
    let fingerprint = of_the_link(&summaries).map(|summaries| {
        experiment_fingerprint(summaries.iter().map(|summary| (summary.optimizer, summary.hash.as_str())))
    });
    let sketch = of_the_link(&summaries).and_then(|summaries| {
        let finished = summaries.iter().map(|summary| (summary.hash.as_str(), summary.marks.as_str()));
        Sketch::new(config, &finished.collect::<Vec<_>>())
    });
    let report = Report {
        link: encode(config),
        fingerprint: fingerprint.as_deref(),
        sealed: sketch.as_ref().map(|sketch| sealed(config, Some(sketch))),
        comparison: promised.as_ref().zip(sketch.as_ref()).map(|(theirs, own)| compare(config, theirs, own)),
        imported: &names,
        optimizers: &summaries,
    };
    if options.json {
        match serde_json::to_string(&report) {
            Ok(line) => println!("{line}"),
            Err(error) => eprintln!("l2o: the report could not be written: {error}"),
        }
    } else {
        print(config, &report);
    }
    let reproduced = report.comparison.is_none_or(|comparison| comparison.verdict == Verdict::Reproduced);
    Ok(if reproduced { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The optimizers whose weights a file holds.
fn import(config: &Config, path: &Path) -> Result<Vec<(OptimizerName, Learned)>, FileError> {
    owners(config, &weights::read(path)?).map_err(|error| FileError::Weights { path: path.into(), error })
}

/// A table of the results, and what else there is to say.
fn print(config: &Config, Report { link, fingerprint, sealed, comparison, imported, optimizers }: &Report) {
    println!("link         #{link}");
    println!("evaluated    {} unseen tasks, {} steps each\n", config.eval_tasks, config.eval_steps);
    println!(
        "{:<12} {:>12} {:>12} {:>15} {:>9} {:>10}  hash",
        "optimizer", "median f", "mean f", "mean log(1+f)", "diverged", "step size"
    );
    for summary in *optimizers {
        let origin = if imported.contains(&summary.optimizer) { "imported" } else { "learned" };
        println!(
            "{:<12} {:>12.3e} {:>12.3e} {:>15.4} {:>9} {:>10}  {}",
            summary.optimizer,
            summary.median_final,
            summary.mean_final,
            summary.mean_log,
            summary.diverged,
            summary.step_size.map_or_else(|| origin.into(), |size| format!("{size}")),
            summary.hash,
        );
    }
    println!();
    if let Some(sealed) = sealed {
        println!("to compare   #{sealed}");
    }
    println!("fingerprint  {}", fingerprint.unwrap_or("none: weights were imported"));
    if let Some(comparison) = comparison {
        println!("{}", comparison.sentence);
    }
}

/// Summary and weights of every optimizer, in the order of the config. The optimizers do not depend on each other, so neither
/// do the results on the threads.
fn results(config: &Config, imported: &[(OptimizerName, Learned)]) -> Vec<(Summary, Vec<Tensor>)> {
    let work = |optimizer| {
        let given = imported.iter().find(|(owner, _)| *owner == optimizer);
        let mut session = match given {
            Some((_, learned)) => Session::imported(config.clone(), optimizer, learned.clone()),
            None => Session::new(config.clone(), optimizer),
        };
        session.finish();
        session.summary().cloned().map(|summary| (summary, session.tensors()))
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            config.optimizers.iter().map(|&optimizer| scope.spawn(move || work(optimizer))).collect();
        // A panic in a thread is a bug of the engine: it has printed its message, the results are missing.
        threads.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
    })
}
