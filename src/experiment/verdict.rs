//! Whether a run is the one that a link promises, and if not, where it departs.

mod words;

use super::choices::OptimizerName;
use super::config::Config;
use super::marks::{OF_TRAINING, position};
use super::session::Phase;
use super::sketch::{MOST_STEPS, OF_EVALUATION, Parts, Sketch, version};
use serde::Serialize;
use words::sentence;

/// The runs of one experiment, compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Verdict {
    /// Every bit is the same.
    Reproduced,
    /// Some bit is not.
    Departs {
        /// Where the marks differ first; none where they do not show it.
        first: Option<Place>,
        /// Names of all optimizers whose runs differ.
        optimizers: Vec<&'static str>,
    },
    /// The fingerprint is that of an experiment with other settings: the link was changed by hand.
    OtherExperiment,
    /// The runs differ, and so do the programs that made them.
    OtherVersion {
        /// Of the program that made the run of the link.
        theirs: String,
    },
}

/// Where runs depart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Place {
    /// Names of the optimizers that may be the first to depart: one, unless several do at nearly the same time.
    pub optimizers: Vec<&'static str>,
    /// In which phase.
    pub phase: Phase,
    /// The last meta-update or step at which the runs are known to agree; none if they are not known to agree at any.
    pub after: Option<u32>,
    /// The first one at which they are known to differ.
    pub by: u32,
}

/// A verdict, and the same in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Comparison {
    /// For programs.
    pub verdict: Verdict,
    /// For people: everything that the verdict says.
    pub sentence: String,
}

/// Compares the run of `config` with the one that a link promises.
pub fn compare(config: &Config, promised: &Sketch, own: &Sketch) -> Comparison {
    let verdict = judge(config, promised, own);
    Comparison { sentence: sentence(config, &verdict), verdict }
}

fn judge(config: &Config, promised: &Sketch, own: &Sketch) -> Verdict {
    if promised.fingerprint() == own.fingerprint() {
        return Verdict::Reproduced;
    }
    let unknown = Verdict::Departs { first: None, optimizers: Vec::new() };
    let (Some(promised), Some(own)) = (promised.parts(), own.parts()) else { return unknown };
    if promised.experiment != own.experiment {
        return Verdict::OtherExperiment;
    }
    if promised.version != version() {
        return Verdict::OtherVersion { theirs: promised.version.into() };
    }
    let runs = departures(config, &promised, &own);
    let optimizers = runs.iter().map(|run| run.optimizer.name()).collect();
    let steps = (promised.steps.len() == own.steps.len())
        .then(|| first_difference(promised.steps, own.steps))
        .flatten();
    Verdict::Departs { first: first_place(config, &runs, steps), optimizers }
}

/// An optimizer whose runs differ, and the first of its marks that do.
struct Departure {
    optimizer: OptimizerName,
    /// In training, or in the search for a step size.
    before: Option<usize>,
    evaluating: Option<usize>,
}

impl Departure {
    fn trained(&self) -> Option<usize> {
        self.before.filter(|_| self.optimizer.is_learned())
    }
}

fn departures(config: &Config, promised: &Parts, own: &Parts) -> Vec<Departure> {
    let runs = config.optimizers.iter().zip(promised.runs.split('.').zip(own.runs.split('.')));
    let departure = |(&optimizer, (theirs, ours)): (&OptimizerName, (&str, &str))| {
        let (their_start, their_steps) = split(theirs)?;
        let (our_start, our_steps) = split(ours)?;
        (theirs != ours && theirs.len() == ours.len()).then(|| Departure {
            optimizer,
            before: first_difference(their_start, our_start),
            evaluating: first_difference(their_steps, our_steps),
        })
    };
    runs.filter_map(departure).collect()
}

/// Of what is said of one optimizer, the marks from before the evaluation, and those of the evaluation.
fn split(run: &str) -> Option<(&str, &str)> {
    let (before, steps) = run.split_at_checked(run.len().checked_sub(OF_EVALUATION)?)?;
    Some((before.get(2..)?, steps))
}

fn first_difference(one: &str, other: &str) -> Option<usize> {
    one.bytes().zip(other.bytes()).position(|(a, b)| a != b)
}

/// The earliest departure. Training comes first, then the search for step sizes, then the evaluation.
fn first_place(config: &Config, runs: &[Departure], steps: Option<usize>) -> Option<Place> {
    if let Some(first) = runs.iter().filter_map(Departure::trained).min() {
        let updates = |index| position(index, OF_TRAINING, config.trainer_settings().meta_updates());
        return Some(Place {
            optimizers: names(runs, |run| run.trained() == Some(first)),
            phase: Phase::Training,
            after: Some(first.checked_sub(1).map_or(0, updates)),
            by: updates(first),
        });
    }
    let optimizers = names(runs, |run| run.before.is_some());
    if optimizers.is_empty() {
        return first_step(config.eval_steps + 1, runs, steps);
    }
    Some(Place { optimizers, phase: Phase::Tuning, after: None, by: 0 })
}

/// The earliest departure in the evaluation, which has so many states: x₀ and one per step. Marks that differ prove that the runs
/// do; so the earlier one counts, of a single optimizer or of the sum over all.
fn first_step(states: u32, runs: &[Departure], steps: Option<usize>) -> Option<Place> {
    let interval = |index: usize, count: usize| {
        let at = |index| position(index, count, states) - 1;
        (index.checked_sub(1).map(at), at(index))
    };
    let coarse = |index| interval(index, OF_EVALUATION);
    let first = coarse(runs.iter().filter_map(|run| run.evaluating).min()?);
    let fine = steps.map(|index| interval(index, MOST_STEPS.min(states as usize)));
    let (after, by) = fine.filter(|&(_, by)| by <= first.1).unwrap_or(first);
    let mut optimizers = names(runs, |run| run.evaluating.is_some_and(|index| coarse(index).0 < Some(by)));
    if optimizers.is_empty() {
        optimizers = names(runs, |_| true);
    }
    Some(Place { optimizers, phase: Phase::Evaluating, after, by })
}

fn names(runs: &[Departure], chosen: impl Fn(&Departure) -> bool) -> Vec<&'static str> {
    runs.iter().filter(|run| chosen(run)).map(|run| run.optimizer.name()).collect()
}
