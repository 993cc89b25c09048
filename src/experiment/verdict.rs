//! Whether a run is the one that a link promises, and if not, where it departs.

mod words;

use super::config::Config;
use super::marks::{OF_TRAINING, before_evaluation, position};
use super::session::Phase;
use super::sketch::{OF_EVALUATION, OF_HASH, Sketch, VERSION, marks_of_steps};
use serde::Serialize;
use words::sentence;

/// The runs of one experiment, compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
pub struct Comparison {
    /// For programs.
    pub verdict: Verdict,
    /// For people: everything that the verdict says.
    pub sentence: String,
}

/// What the page shows of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Announcement {
    /// How it is drawn.
    #[cfg_attr(test, ts(type = "'reproduced' | 'departs' | 'not-comparable'"))]
    pub kind: &'static str,
    /// What it says.
    pub sentence: String,
}

impl From<Comparison> for Announcement {
    fn from(Comparison { verdict, sentence }: Comparison) -> Self {
        let kind = match verdict {
            Verdict::Reproduced => "reproduced",
            Verdict::Departs { .. } => "departs",
            Verdict::OtherExperiment | Verdict::OtherVersion { .. } => "not-comparable",
        };
        Announcement { kind, sentence }
    }
}

/// Compares the run of `config` with the one that a link promises.
pub fn compare(config: &Config, promised: &Sketch, own: &Sketch) -> Comparison {
    let verdict = judge(config, promised.parts(), own.parts());
    Comparison { sentence: sentence(config, &verdict), verdict }
}

fn judge(config: &Config, promised: [&str; 5], own: [&str; 5]) -> Verdict {
    let [version, experiment, runs, steps, fingerprint] = promised;
    if fingerprint == own[4] {
        return Verdict::Reproduced;
    }
    if !experiment.is_empty() && experiment != own[1] {
        return Verdict::OtherExperiment;
    }
    if !version.is_empty() && version != VERSION {
        return Verdict::OtherVersion { theirs: version.into() };
    }
    if runs.len() != own[2].len() || steps.len() != own[3].len() {
        return Verdict::Departs { first: None, optimizers: Vec::new() };
    }
    let departures = departures(config, runs.as_bytes(), own[2].as_bytes());
    let first = first_place(config, &departures, first_difference(steps.as_bytes(), own[3].as_bytes()));
    Verdict::Departs { first, optimizers: departures.iter().map(|run| run.optimizer).collect() }
}

/// The stage of a run at which its marks first differ: those of a training are numbered from 0 on, then come a tuned step size and
/// the evaluation.
type Stage = usize;
const TUNING: Stage = OF_TRAINING;
const EVALUATION: Stage = TUNING + 1;
const NOWHERE: Stage = EVALUATION + OF_EVALUATION;

/// An optimizer whose runs differ.
struct Departure {
    optimizer: &'static str,
    stage: Stage,
}

fn departures(config: &Config, mut theirs: &[u8], mut ours: &[u8]) -> Vec<Departure> {
    let mut found = Vec::new();
    for &optimizer in &config.optimizers {
        let before = before_evaluation(optimizer);
        let end = OF_HASH + before + OF_EVALUATION;
        let Some((their, their_rest)) = theirs.split_at_checked(end) else { break };
        let Some((our, our_rest)) = ours.split_at_checked(end) else { break };
        (theirs, ours) = (their_rest, our_rest);
        if their != our {
            // The last marks of all optimizers lie at the same stage.
            let skipped = EVALUATION - before;
            let stage =
                first_difference(&their[OF_HASH..], &our[OF_HASH..]).map_or(NOWHERE, |index| match index {
                    _ if index < before && optimizer.is_learned() => index,
                    _ => index + skipped,
                });
            found.push(Departure { optimizer: optimizer.name(), stage });
        }
    }
    found
}

#[inline(never)]
fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    one.iter().zip(other).position(|(a, b)| a != b)
}

/// The earliest departure. `steps`: the first mark of the steps of all optimizers that differs.
fn first_place(config: &Config, departures: &[Departure], steps: Option<usize>) -> Option<Place> {
    let first = departures.iter().map(|run| run.stage).min().filter(|&stage| stage < NOWHERE)?;
    let (phase, after, by) = if first < TUNING {
        let (after, by) = interval(first, OF_TRAINING, config.trainer_settings().meta_updates());
        (Phase::Training, after.or(Some(0)), by)
    } else if first < EVALUATION {
        (Phase::Tuning, None, 0)
    } else {
        // Marks that differ prove that the runs do: so the earlier one counts, of a single optimizer or of the sum over all.
        let coarse = steps_between(config, first - EVALUATION, OF_EVALUATION);
        let fine = steps.map(|index| steps_between(config, index, marks_of_steps(config)));
        let (after, by) = fine.filter(|&(_, by)| by <= coarse.1).unwrap_or(coarse);
        (Phase::Evaluating, after, by)
    };
    let mut optimizers = Vec::new();
    for &Departure { optimizer, stage } in departures {
        let before = |by| steps_between(config, stage - EVALUATION, OF_EVALUATION).0 < Some(by);
        if stage == first || first >= EVALUATION && stage < NOWHERE && before(by) {
            optimizers.push(optimizer);
        }
    }
    Some(Place { optimizers, phase, after, by })
}

fn steps_between(config: &Config, index: usize, count: usize) -> (Option<u32>, u32) {
    let (after, by) = interval(index, count, config.eval_steps + 1);
    (after.map(|state| state - 1), by - 1)
}

/// Where the runs depart if mark `index` of `count` is the first that differs: after one state, and by another.
#[inline(never)]
fn interval(index: usize, count: usize, total: u32) -> (Option<u32>, u32) {
    let after = index.checked_sub(1).map(|before| position(before, count, total));
    (after, position(index, count, total))
}
