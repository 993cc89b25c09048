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

/// Compares the run of `config` with the one that a link promises.
pub fn compare(config: &Config, promised: &Sketch, own: &Sketch) -> Comparison {
    let finding = find(config, promised.parts(), own.parts());
    Comparison { sentence: sentence(config, &finding), verdict: finding.verdict(config) }
}

/// The same for the page.
pub fn announce(config: &Config, promised: &Sketch, own: &Sketch) -> Announcement {
    let finding = find(config, promised.parts(), own.parts());
    let kind = match finding {
        Finding::Reproduced => "reproduced",
        Finding::Departs(_) => "departs",
        Finding::OtherExperiment | Finding::OtherVersion(_) => "not-comparable",
    };
    Announcement { kind, sentence: sentence(config, &finding) }
}

/// A verdict before it is put into words or names.
enum Finding<'a> {
    Reproduced,
    Departs(Option<Departure>),
    OtherExperiment,
    OtherVersion(&'a str),
}

/// Where runs depart first, and what becomes of each optimizer of the config.
struct Departure {
    phase: Phase,
    after: Option<u32>,
    by: u32,
    fates: Vec<Fate>,
}

/// What becomes of the run of an optimizer.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    First,
    Later,
    Same,
}

impl Finding<'_> {
    fn verdict(self, config: &Config) -> Verdict {
        let departure = match self {
            Finding::Reproduced => return Verdict::Reproduced,
            Finding::OtherExperiment => return Verdict::OtherExperiment,
            Finding::OtherVersion(theirs) => return Verdict::OtherVersion { theirs: theirs.into() },
            Finding::Departs(None) => return Verdict::Departs { first: None, optimizers: Vec::new() },
            Finding::Departs(Some(departure)) => departure,
        };
        let Departure { phase, after, by, fates } = departure;
        let names = |chosen: fn(Fate) -> bool| -> Vec<&'static str> {
            let optimizers = config.optimizers.iter().zip(&fates);
            optimizers.filter(|(_, fate)| chosen(**fate)).map(|(optimizer, _)| optimizer.name()).collect()
        };
        let optimizers = names(|fate| fate == Fate::First);
        let first = Some(Place { optimizers, phase, after, by });
        Verdict::Departs { first, optimizers: names(|fate| fate != Fate::Same) }
    }
}

fn find<'a>(config: &Config, promised: [&'a str; 5], own: [&str; 5]) -> Finding<'a> {
    let [version, experiment, runs, steps, fingerprint] = promised;
    if fingerprint == own[4] {
        return Finding::Reproduced;
    }
    if !experiment.is_empty() && experiment != own[1] {
        return Finding::OtherExperiment;
    }
    if !version.is_empty() && version != VERSION {
        return Finding::OtherVersion(version);
    }
    if runs.len() != own[2].len() || steps.len() != own[3].len() {
        return Finding::Departs(None);
    }
    let stages = stages(config, runs.as_bytes(), own[2].as_bytes());
    Finding::Departs(departure(config, &stages, first_difference(steps.as_bytes(), own[3].as_bytes())))
}

/// The stage of a run at which its marks first differ: those of a training are numbered from 0 on, then come a tuned step size and
/// the evaluation.
type Stage = usize;
const TUNING: Stage = OF_TRAINING;
const EVALUATION: Stage = TUNING + 1;
/// The hashes of the runs differ, but no mark does.
const NOWHERE: Stage = EVALUATION + OF_EVALUATION;
const SAME: Stage = NOWHERE + 1;

/// Of every optimizer of the config, as far as the runs go.
fn stages(config: &Config, mut theirs: &[u8], mut ours: &[u8]) -> Vec<Stage> {
    let mut stages = Vec::with_capacity(config.optimizers.len());
    for &optimizer in &config.optimizers {
        let before = before_evaluation(optimizer);
        let end = OF_HASH + before + OF_EVALUATION;
        let Some((their, their_rest)) = theirs.split_at_checked(end) else { break };
        let Some((our, our_rest)) = ours.split_at_checked(end) else { break };
        (theirs, ours) = (their_rest, our_rest);
        stages.push(match first_difference(&their[OF_HASH..], &our[OF_HASH..]) {
            Some(index) if optimizer.is_learned() && index < before => index,
            // The last marks of all optimizers lie at the same stages.
            Some(index) => index + EVALUATION - before,
            None if their == our => SAME,
            None => NOWHERE,
        });
    }
    stages
}

#[inline(never)]
fn first_difference(one: &[u8], other: &[u8]) -> Option<usize> {
    one.iter().zip(other).position(|(a, b)| a != b)
}

/// The earliest departure. `steps`: the first mark of the steps of all optimizers that differs.
fn departure(config: &Config, stages: &[Stage], steps: Option<usize>) -> Option<Departure> {
    let first = stages.iter().copied().min().filter(|&stage| stage < NOWHERE)?;
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
    let mut fates = Vec::with_capacity(stages.len());
    for &stage in stages {
        let before = || steps_between(config, stage - EVALUATION, OF_EVALUATION).0 < Some(by);
        fates.push(match stage {
            SAME => Fate::Same,
            _ if stage == first || first >= EVALUATION && stage < NOWHERE && before() => Fate::First,
            _ => Fate::Later,
        });
    }
    Some(Departure { phase, after, by, fates })
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
