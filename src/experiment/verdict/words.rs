//! Verdicts in words.

use super::{Place, Verdict};
use crate::experiment::choices::{Named, OptimizerName};
use crate::experiment::config::Config;
use crate::experiment::session::Phase;
use crate::experiment::sketch::version;

/// All that a verdict says, for people.
pub fn sentence(config: &Config, verdict: &Verdict) -> String {
    match verdict {
        Verdict::Reproduced => {
            "Reproduced bit for bit: every iterate and every loss is that of the run that the link was copied from.".into()
        }
        Verdict::OtherExperiment => {
            "Nothing to compare: the fingerprint in the link is that of an experiment with other settings. The link was changed after it was copied.".into()
        }
        Verdict::OtherVersion { theirs } => format!(
            "Not comparable: the link was copied from version {theirs}, this is version {}, and their runs differ.",
            version()
        ),
        Verdict::Departs { first: None, .. } => {
            "Not reproduced: the fingerprints differ, and the link does not show where the runs depart.".into()
        }
        Verdict::Departs { first: Some(place), optimizers } => {
            let all: Vec<&str> = config.optimizers.iter().map(|optimizer| optimizer.name()).collect();
            let later = said_of(optimizers, &place.optimizers, ["departs too", "depart too"]);
            let same = said_of(&all, optimizers, ["agrees in every bit", "agree in every bit"]);
            format!("Not reproduced: {}.{later}{same}", departs(place))
        }
    }
}

/// ` GD departs too.`, of those that are in `all` but not in `some`; nothing if there are none.
fn said_of(all: &[&str], some: &[&str], [alone, together]: [&str; 2]) -> String {
    let rest: Vec<&str> = all.iter().copied().filter(|name| !some.contains(name)).collect();
    match rest.len() {
        0 => String::new(),
        1 => format!(" {} {alone}.", listed(&rest)),
        _ => format!(" {} {together}.", listed(&rest)),
    }
}

/// `GD departs on the unseen tasks, at step 7`.
fn departs(place: &Place) -> String {
    let alone = place.optimizers.len() == 1;
    let (departs, its) = if alone { ("departs", "its step size") } else { ("depart", "their step sizes") };
    let unit = match place.phase {
        Phase::Tuning => return format!("{} {departs} in the search for {its}", listed(&place.optimizers)),
        Phase::Training => "meta-update",
        Phase::Evaluating | Phase::Done => "step",
    };
    let phase = if place.phase == Phase::Training { "in training" } else { "on the unseen tasks" };
    let by = place.by;
    let when = match place.after {
        None if by == 0 => "at the start".into(),
        None => format!("by {unit} {by}"),
        Some(after) if after + 1 == by => format!("at {unit} {by}"),
        Some(after) => format!("between {unit}s {after} and {by}"),
    };
    let which = if alone { "" } else { "the first of them " };
    format!("{} {departs} {phase}, {which}{when}", listed(&place.optimizers))
}

/// Their names on the page: `A, B and C`.
fn listed(optimizers: &[&str]) -> String {
    let label = |name: &&str| OptimizerName::named(name).map_or("", |optimizer| optimizer.choice().label);
    let labels: Vec<&str> = optimizers.iter().map(label).collect();
    match labels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => labels.concat(),
    }
}
