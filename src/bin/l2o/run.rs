//! `l2o run`: trains and evaluates every optimizer of an experiment, each on a thread of its own.

use super::files::write_whole;
use super::weights::{self, FileError};
use l2o_playground::experiment::{
    Comparison, Config, Decoded, Details, OptimizerName, Session, Sketch, Summary, Verdict, compare, encode,
    experiment_fingerprint, owners, sealed,
};
use l2o_playground::nn::Tensor;
use l2o_playground::optimizer::Learned;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Version of the engine, by which results are told apart.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What else is wanted of a run.
#[derive(Default)]
pub struct Options {
    /// One line of JSON instead of a table.
    pub json: bool,
    /// A file of weights that are evaluated as they are.
    pub from: Option<PathBuf>,
    /// Where the weights are written.
    pub weights: Option<PathBuf>,
    /// Where the line of JSON is written, if not to the standard output.
    pub out: Option<PathBuf>,
}

/// What `--json` prints, as one line.
#[derive(Serialize)]
pub struct Report<'a> {
    link: String,
    version: &'static str,
    /// None where weights were imported: the link alone does not repeat such a run.
    fingerprint: Option<String>,
    /// The link that lets others compare their run with this one; none without a fingerprint.
    sealed: Option<String>,
    /// None where the link promises nothing.
    comparison: Option<Comparison>,
    /// Optimizers whose weights come from a file.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    imported: &'a [&'static str],
    optimizers: &'a [Outcome],
}

/// Results of one optimizer.
#[derive(Serialize)]
pub struct Outcome {
    #[serde(flatten)]
    summary: Summary,
    #[serde(flatten)]
    details: Details,
}

impl<'a> Report<'a> {
    /// Of all optimizers of `config`, in its order.  promised: the run that a link holds the fingerprint of.
    pub fn new(
        config: &Config,
        promised: Option<&Sketch>,
        imported: &'a [&'static str],
        optimizers: &'a [Outcome],
    ) -> Self {
        let summaries = || optimizers.iter().map(|outcome| &outcome.summary);
        let fingerprint = imported.is_empty().then(|| {
            experiment_fingerprint(summaries().map(|summary| (summary.optimizer, summary.hash.as_str())))
        });
        let sketch = fingerprint.as_ref().and_then(|_| {
            let finished = summaries().map(|summary| (summary.hash.as_str(), summary.marks.as_str()));
            Sketch::new(config, &finished.collect::<Vec<_>>())
        });
        Report {
            link: encode(config),
            version: VERSION,
            fingerprint,
            sealed: sketch.as_ref().map(|sketch| sealed(config, Some(sketch))),
            comparison: promised.zip(sketch.as_ref()).map(|(theirs, own)| compare(config, theirs, own)),
            imported,
            optimizers,
        }
    }

    /// One line of JSON.
    pub fn line(&self) -> serde_json::Result<String> {
        serde_json::to_string(self).map(|line| line + "\n")
    }
}

/// Runs the experiment and prints the results. Fails if the link promises a run, and this is another one.
pub fn run(Decoded { config, promised, .. }: &Decoded, options: &Options) -> Result<ExitCode, FileError> {
    let imported = match &options.from {
        Some(path) => import(config, path)?,
        None => Vec::new(),
    };
    let names: Vec<&str> = imported.iter().map(|(optimizer, _)| optimizer.name()).collect();
    let (outcomes, tensors): (Vec<Outcome>, Vec<Vec<Tensor>>) =
        results(config, &imported).into_iter().unzip();
    if let Some(path) = &options.weights {
        let learned = config.optimizers.iter().filter(|optimizer| optimizer.is_learned());
        let learned: Vec<&str> = learned.map(|optimizer| optimizer.name()).collect();
        weights::write(path, config, &learned, &tensors.concat())?;
    }
    let report = Report::new(config, promised.as_ref(), &names, &outcomes);
    if options.json {
        match (report.line(), &options.out) {
            (Ok(line), Some(path)) => write_whole(path, line.as_bytes())?,
            (Ok(line), None) => print!("{line}"),
            (Err(error), _) => eprintln!("l2o: the report could not be written: {error}"),
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
fn print(config: &Config, report: &Report) {
    let Report { link, fingerprint, sealed, comparison, imported, optimizers, .. } = report;
    println!("link         #{link}");
    println!("evaluated    {} unseen tasks, {} steps each\n", config.eval_tasks, config.eval_steps);
    println!(
        "{:<12} {:>12} {:>12} {:>15} {:>9} {:>10}  hash",
        "optimizer", "median f", "mean f", "mean log(1+f)", "diverged", "step size"
    );
    for Outcome { summary, .. } in *optimizers {
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
    println!("fingerprint  {}", fingerprint.as_deref().unwrap_or("none: weights were imported"));
    if let Some(comparison) = comparison {
        println!("{}", comparison.sentence);
    }
}

/// Results and weights of every optimizer, in the order of the config. The optimizers do not depend on each other, so neither
/// do the results on the threads.
fn results(config: &Config, imported: &[(OptimizerName, Learned)]) -> Vec<(Outcome, Vec<Tensor>)> {
    let work = |optimizer| {
        let given = imported.iter().find(|(owner, _)| *owner == optimizer);
        let session = match given {
            Some((_, learned)) => Session::imported(config.clone(), optimizer, learned.clone()),
            None => Session::new(config.clone(), optimizer),
        };
        finish(session)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            config.optimizers.iter().map(|&optimizer| scope.spawn(move || work(optimizer))).collect();
        // A panic in a thread is a bug of the engine: it has printed its message, the results are missing.
        threads.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
    })
}

/// Works to the end.
pub fn finish(mut session: Session) -> Option<(Outcome, Vec<Tensor>)> {
    session.finish();
    let (summary, details) = (session.summary()?.clone(), session.details()?);
    Some((Outcome { summary, details }, session.tensors()))
}
