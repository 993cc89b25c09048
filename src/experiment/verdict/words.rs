//! Verdicts in words.

use super::{Place, Verdict};
use crate::experiment::choices::{Named, OptimizerName};
use crate::experiment::config::Config;
use crate::experiment::session::Phase;
use crate::experiment::sketch::VERSION;

/// All that a verdict says, for people.
pub fn sentence(config: &Config, verdict: &Verdict) -> String {
    let (first, optimizers) = match verdict {
        Verdict::Reproduced => {
            return "Reproduced bit for bit: every iterate and every loss is that of the run that the link was copied from.".into();
        }
        Verdict::OtherExperiment => {
            return "Nothing to compare: the fingerprint in the link is that of an experiment with other settings. The link was changed after it was copied.".into();
        }
        Verdict::OtherVersion { theirs } => {
            return [
                "Not comparable: the link was copied from version ",
                theirs,
                ", this is version ",
                VERSION,
                ", and their runs differ.",
            ]
            .concat();
        }
        Verdict::Departs { first: None, .. } => {
            return "Not reproduced: the fingerprints differ, and the link does not show where the runs depart.".into();
        }
        Verdict::Departs { first: Some(first), optimizers } => (first, optimizers),
    };
    let [mut later, mut same] = [Vec::new(), Vec::new()];
    for optimizer in config.optimizers.iter().map(|optimizer| optimizer.name()) {
        match optimizer {
            _ if !optimizers.contains(&optimizer) => same.push(optimizer),
            _ if !first.optimizers.contains(&optimizer) => later.push(optimizer),
            _ => {}
        }
    }
    let mut text = "Not reproduced. ".into();
    list(&mut text, ["First to depart: ", " or ", &place(first)], &first.optimizers);
    list(&mut text, [" Departing too: ", ", ", "."], &later);
    list(&mut text, [" The same in every bit: ", ", ", "."], &same);
    text
}

/// `, on the unseen tasks, at step 7.`
fn place(Place { phase, after, by, .. }: &Place) -> String {
    let (phase, unit) = match phase {
        Phase::Tuning => return ", in the search for the step size.".into(),
        Phase::Training => ("in training", "meta-update"),
        Phase::Evaluating | Phase::Done => ("on the unseen tasks", "step"),
    };
    match *after {
        None if *by == 0 => format!(", {phase}, at the start."),
        Some(after) if after + 1 < *by => format!(", {phase}, between {unit}s {after} and {by}."),
        after => format!(", {phase}, {} {unit} {by}.", if after.is_none() { "by" } else { "at" }),
    }
}

/// Appends the names of some optimizers, as on the page, with what comes before, between and after them; nothing if there are none.
fn list(text: &mut String, [before, between, after]: [&str; 3], optimizers: &[&str]) {
    let mut next = before;
    for name in optimizers {
        text.push_str(next);
        text.push_str(OptimizerName::named(name).map_or(name, |optimizer| optimizer.choice().label));
        next = between;
    }
    if !optimizers.is_empty() {
        text.push_str(after);
    }
}
