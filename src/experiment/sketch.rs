//! Sketches: what a link says of the sender's run, short enough to travel in it, so that the receiver's run can be compared.
//!
//! The text is `fingerprint`, or `version-experiment-runs-steps-fingerprint`, which also shows where another run departs:
//!
//! | part | what it is |
//! |---|---|
//! | `version` | of the program |
//! | `experiment` | five characters of a hash over all fields that the runs depend on |
//! | `runs` | for each optimizer: two characters of the hash of its run, then the marks of its training (one, of its step size, for a baseline), then [`OF_EVALUATION`] of its evaluation; separated by points |
//! | `steps` | for each step of the evaluation (at most [`MOST_STEPS`], evenly) the sum of the marks of all optimizers |
//! | `fingerprint` | of the whole experiment, 16 hexadecimal digits. It comes last: a link that was cut off is noticed |

use super::choices::OptimizerName;
use super::config::Config;
use super::field::{Concern, Kind};
use super::link::encode_some;
use super::marks::{mark, pair, position, sum};
use super::plan::experiment_fingerprint;
use crate::fingerprint::Fingerprint;

/// Marks of an optimizer's evaluation.
pub const OF_EVALUATION: usize = 6;

/// The most marks of steps.
pub const MOST_STEPS: usize = 128;

/// The longest sketch: 13 optimizers and [`MOST_STEPS`] need fewer.
const LONGEST: usize = 400;

/// What `fp` takes, in words.
pub const TAKES: &str = "what Copy link writes: version-experiment-runs-steps-fingerprint, or a fingerprint alone (16 digits, 0 to 9 and a to f)";

/// Fingerprint and marks of a run, well-formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch(String);

/// The parts of a sketch beside its fingerprint.
pub struct Parts<'a> {
    /// Of the program that made the run.
    pub version: &'a str,
    /// See [`digest`].
    pub experiment: &'a str,
    /// One text per optimizer, separated by points.
    pub runs: &'a str,
    /// Marks of steps.
    pub steps: &'a str,
}

impl Sketch {
    /// Of a finished experiment, from hash and marks of each of its runs, in the order of [`super::plan`]. `None` without runs, and
    /// if they are not those of `config`.
    pub fn new<'a>(config: &Config, finished: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let states = config.eval_steps as usize + 1;
        let (mut names, mut texts, mut tails) = (Vec::new(), Vec::new(), Vec::new());
        let mut optimizers = config.optimizers.iter();
        for (hash, marks) in finished {
            names.push((optimizers.next()?.name(), hash));
            let (before, steps) = marks.split_at_checked(marks.len().checked_sub(states)?)?;
            texts.push(run_text(hash, before, steps));
            tails.push(steps.as_bytes());
        }
        if names.is_empty() || optimizers.next().is_some() {
            return None;
        }
        let count = states.min(MOST_STEPS);
        let at = |index| position(index, count, states as u32) as usize - 1;
        let steps: String = (0..count).map(|index| sum(tails.iter().map(|marks| marks[at(index)]))).collect();
        let (experiment, runs) = (digest(config), texts.join("."));
        let fingerprint = experiment_fingerprint(names);
        Some(Sketch(format!("{}-{experiment}-{runs}-{steps}-{fingerprint}", version())))
    }

    /// From its text; `None` if that is malformed.
    pub fn from_text(text: &str) -> Option<Self> {
        let sketch = Sketch(text.into());
        let (marks, fingerprint) = (sketch.marks(), sketch.fingerprint());
        let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() > LONGEST || fingerprint.len() != 16 || !fingerprint.bytes().all(hexadecimal) {
            return None;
        }
        if let Some(marks) = marks {
            let Parts { version, experiment, runs, steps } = sketch.parts()?;
            let alphanumeric =
                |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric());
            let dotted = |text: &str| text.split('.').all(alphanumeric);
            let complete = dotted(version) && alphanumeric(experiment) && dotted(runs) && alphanumeric(steps);
            if !complete || marks.is_empty() {
                return None;
            }
        }
        Some(sketch)
    }

    /// As it stands in a link.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Of the whole experiment: 16 hexadecimal digits.
    pub fn fingerprint(&self) -> &str {
        self.0.rsplit('-').next().unwrap_or_default()
    }

    /// What stands before the fingerprint, if anything does.
    pub fn parts(&self) -> Option<Parts<'_>> {
        let mut parts = self.marks()?.split('-');
        let all = Parts {
            version: parts.next()?,
            experiment: parts.next()?,
            runs: parts.next()?,
            steps: parts.next()?,
        };
        parts.next().is_none().then_some(all)
    }

    fn marks(&self) -> Option<&str> {
        self.0.rsplit_once('-').map(|(marks, _)| marks)
    }
}

/// The version of this program, which a run may depend on.
pub fn version() -> &'static str {
    concat!(
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR"),
        ".",
        env!("CARGO_PKG_VERSION_PATCH")
    )
}

/// The part of a link that the runs of its experiment depend on: two configs for which it is the same give the same fingerprint.
pub fn essence(config: &Config) -> String {
    encode_some(config, |field| {
        let touches = |&optimizer: &OptimizerName| field.concern.touches(optimizer);
        field.concern == Concern::Evaluation
            || matches!(field.kind, Kind::Optimizers)
            || config.optimizers.iter().any(touches)
    })
}

/// Five characters of a hash over [`essence`].
fn digest(config: &Config) -> String {
    let mut whole = Fingerprint::new();
    whole.text(&essence(config));
    let mut rest = whole.hash();
    let digit = |_| {
        let digit = mark(rest);
        rest /= 62;
        digit
    };
    (0..5).map(digit).collect()
}

/// What is said of one optimizer: its hash, all marks from before the evaluation, some of the evaluation.
fn run_text(hash: &str, before: &str, steps: &str) -> String {
    let mut whole = Fingerprint::new();
    whole.text(hash);
    let some = |index| {
        let at = position(index, OF_EVALUATION, steps.len() as u32) as usize - 1;
        char::from(steps.as_bytes()[at])
    };
    pair(whole.hash()).into_iter().chain(before.chars()).chain((0..OF_EVALUATION).map(some)).collect()
}
