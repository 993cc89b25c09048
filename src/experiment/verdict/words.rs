//! Verdicts in words.

use super::{Departure, Fate, Finding};
use crate::experiment::choices::Named;
use crate::experiment::config::Config;
use crate::experiment::session::Phase;
use crate::experiment::sketch::VERSION;
use crate::text::append;

/// All that a verdict says, for people.
pub fn sentence(config: &Config, finding: &Finding) -> String {
    let mut text = String::new();
    match finding {
        Finding::Reproduced => append(&mut text, &[REPRODUCED]),
        Finding::OtherExperiment => append(&mut text, &[OTHER_EXPERIMENT]),
        Finding::OtherVersion(theirs) => {
            append(
                &mut text,
                &[
                    "Not comparable: the link was copied from version ",
                    theirs,
                    ", this is version ",
                    VERSION,
                    ", and their runs differ.",
                ],
            );
        }
        Finding::Departs(None) => append(&mut text, &[UNKNOWN_PLACE]),
        Finding::Departs(Some(departure)) => {
            let place = place(departure);
            for (fate, [before, between, after]) in [
                (Fate::First, ["Not reproduced. First to depart: ", " or ", place.as_str()]),
                (Fate::Later, [" Departing too: ", ", ", "."]),
                (Fate::Same, [" The same in every bit: ", ", ", "."]),
            ] {
                let mut next = before;
                for (optimizer, _) in
                    config.optimizers.iter().zip(&departure.fates).filter(|(_, of)| **of == fate)
                {
                    append(&mut text, &[next, optimizer.choice().label]);
                    next = between;
                }
                append(&mut text, &[if next == between { after } else { "" }]);
            }
        }
    }
    text
}

const REPRODUCED: &str =
    "Reproduced bit for bit: every iterate and every loss is that of the run that the link was copied from.";

const OTHER_EXPERIMENT: &str = "Nothing to compare: the fingerprint in the link is that of an experiment with other settings. The link was changed after it was copied.";

const UNKNOWN_PLACE: &str =
    "Not reproduced: the fingerprints differ, and the link does not show where the runs depart.";

/// `, on the unseen tasks, at step 7.`
fn place(Departure { phase, after, by, .. }: &Departure) -> String {
    let (phase, unit) = match phase {
        Phase::Tuning => return ", in the search for the step size.".into(),
        Phase::Training => ("in training", "meta-update"),
        Phase::Evaluating | Phase::Done => ("on the unseen tasks", "step"),
    };
    let mut text = String::new();
    append(&mut text, &[", ", phase, ", "]);
    match *after {
        None if *by == 0 => append(&mut text, &["at the start."]),
        Some(after) if after + 1 < *by => {
            append(&mut text, &["between ", unit, "s ", &after.to_string(), " and ", &by.to_string(), "."]);
        }
        after => {
            let word = if after.is_none() { "by " } else { "at " };
            append(&mut text, &[word, unit, " ", &by.to_string(), "."]);
        }
    }
    text
}
