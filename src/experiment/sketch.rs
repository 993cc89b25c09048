//! Sketches: what a link says of the sender's run, short enough to travel in it, so that the receiver's run can be compared.
//!
//! The text is `fingerprint`, or `version-experiment-runs-steps-fingerprint`, which also shows where another run departs:
//!
//! | part | what it is |
//! |---|---|
//! | `version` | of the program |
//! | `experiment` | five characters of a hash over all fields that the runs depend on |
//! | `runs` | for each optimizer: two characters of the hash of its run, then the marks of its training (8; for a baseline one, of its step size), then those of 6 states of its evaluation |
//! | `steps` | for each state of the evaluation (at most 128, evenly) the sum of the marks of all optimizers |
//! | `fingerprint` | of the whole experiment, 16 hexadecimal digits. It comes last: a link that was cut off is noticed |

use super::config::Config;
use super::field::{Concern, Kind};
use super::link::encode_some;
use super::marks::{before_evaluation, digit, position, push};
use super::plan::add_run;
use super::statistics::hexadecimal;
use crate::fingerprint::Fingerprint;
use crate::text::append;

/// Marks of the hash of an optimizer's run.
pub const OF_HASH: usize = 2;

/// Marks of an optimizer's evaluation.
pub const OF_EVALUATION: usize = 6;

/// The most marks of steps.
const MOST_STEPS: u32 = 128;

/// Digits of a fingerprint.
const DIGITS: usize = 16;

/// The longest sketch: 13 optimizers and [`MOST_STEPS`] need fewer.
const LONGEST: usize = 400;

/// The version of this program, which a run may depend on.
pub const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION_MAJOR"),
    ".",
    env!("CARGO_PKG_VERSION_MINOR"),
    ".",
    env!("CARGO_PKG_VERSION_PATCH")
);

/// What `fp` takes, in words.
pub const TAKES: &str = "what Copy link writes: version-experiment-runs-steps-fingerprint, or a fingerprint alone (16 digits, 0 to 9 and a to f)";

/// Fingerprint and marks of a run, well-formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch(String);

impl Sketch {
    /// Of a finished experiment, from hash and marks of each of its runs (see [`super::Summary`]) in the order of [`super::plan`].
    /// `None` without runs, and if they are not those of `config`.
    pub fn new(config: &Config, finished: &[(&str, &str)]) -> Option<Self> {
        if finished.is_empty() || finished.len() != config.optimizers.len() {
            return None;
        }
        let mut whole = Fingerprint::new();
        let mut text = String::new();
        append(&mut text, &[VERSION, "-"]);
        push(&mut text, Fingerprint::of(&essence(config)), 5);
        append(&mut text, &["-"]);
        let mut sums = vec![0; config.eval_steps as usize + 1];
        for (&optimizer, &(hash, marks)) in config.optimizers.iter().zip(finished) {
            let (before, steps) = marks.split_at_checked(before_evaluation(optimizer))?;
            if steps.len() != sums.len() {
                return None;
            }
            add_run(&mut whole, optimizer.name(), hash);
            push(&mut text, Fingerprint::of(hash), OF_HASH);
            append(&mut text, &[before]);
            for index in 0..OF_EVALUATION {
                let at = position(index, OF_EVALUATION, config.eval_steps + 1) as usize;
                append(&mut text, &[steps.get(at - 1..at)?]);
            }
            for (sum, &mark) in sums.iter_mut().zip(steps.as_bytes()) {
                *sum += digit(mark);
            }
        }
        append(&mut text, &["-"]);
        let count = marks_of_steps(config);
        for index in 0..count {
            push(&mut text, sums[position(index, count, config.eval_steps + 1) as usize - 1], 1);
        }
        append(&mut text, &["-", &hexadecimal(whole.hash())]);
        Some(Sketch(text))
    }

    /// From its text; `None` if that is malformed.
    pub fn from_text(text: &str) -> Option<Self> {
        let split = text.len().checked_sub(DIGITS).filter(|_| text.len() <= LONGEST)?;
        let mut separators = 0;
        for (index, byte) in text.bytes().enumerate() {
            separators += u8::from(byte == b'-');
            let valid = match byte {
                b'0'..=b'9' | b'a'..=b'f' => true,
                b'A'..=b'Z' | b'g'..=b'z' | b'.' | b'-' => index < split,
                _ => false,
            };
            if !valid {
                return None;
            }
        }
        let expected = if split == 0 { 0 } else { 4 };
        let separated = split == 0 || text.as_bytes()[split - 1] == b'-';
        (separated && separators == expected).then(|| Sketch(text.into()))
    }

    /// As it stands in a link.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Version, experiment, runs, steps, fingerprint; all but the last may be empty.
    pub(super) fn parts(&self) -> [&str; 5] {
        let mut parts = [""; 5];
        let given = self.0.split('-');
        let first = if self.0.len() == DIGITS { 4 } else { 0 };
        for (part, text) in parts[first..].iter_mut().zip(given) {
            *part = text;
        }
        parts
    }
}

/// How many marks of steps a sketch has.
pub fn marks_of_steps(config: &Config) -> usize {
    MOST_STEPS.min(config.eval_steps + 1) as usize
}

/// The part of a link that the runs of its experiment depend on: two configs for which it is the same give the same fingerprint.
pub fn essence(config: &Config) -> String {
    encode_some(config, &|field| {
        field.concern == Concern::Evaluation
            || matches!(field.kind, Kind::Optimizers)
            || config.optimizers.iter().any(|&optimizer| field.concern.touches(optimizer))
    })
}
