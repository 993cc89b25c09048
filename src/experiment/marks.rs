//! Marks: characters that stand for states of a run. Two runs that agree have the same marks; where they depart, so do the
//! marks from there on, each but for a chance of one in 62.

use crate::fingerprint::Fingerprint;

/// Letters and digits alone: nothing that a messenger or Markdown takes for something else.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Marks of a training.
pub const OF_TRAINING: usize = 8;

/// The mark of a hash.
pub fn mark(hash: u64) -> char {
    char::from(DIGITS[(hash % 62) as usize])
}

/// Two marks at once: they agree by chance once in 3844 times.
pub fn pair(hash: u64) -> [char; 2] {
    [mark(hash), mark(hash / 62)]
}

/// The sum of marks, which changes with any one of them.
pub fn sum(marks: impl Iterator<Item = u8>) -> char {
    let digit = |mark| DIGITS.iter().position(|&digit| digit == mark).unwrap_or_default();
    mark(marks.map(digit).sum::<usize>() as u64)
}

/// Of `total` states, numbered from 1, that which mark `index` of `count` stands for. The marks lie evenly, the last one at the end.
pub fn position(index: usize, count: usize, total: u32) -> u32 {
    let (index, count) = (index as u64 + 1, count as u64);
    (index * u64::from(total)).div_ceil(count) as u32
}

/// The marks of a training under way.
pub struct TrainingMarks {
    updates: u32,
    text: String,
}

impl TrainingMarks {
    /// None yet, of a training that is planned to have so many meta-updates.
    pub fn new(updates: u32) -> Self {
        TrainingMarks { updates, text: String::with_capacity(OF_TRAINING) }
    }

    /// Takes the marks that are due after `done` meta-updates.
    pub fn offer(&mut self, done: u32, fingerprint: &Fingerprint) {
        while self.text.len() < OF_TRAINING && self.next() <= done {
            self.text.push(mark(fingerprint.hash()));
        }
    }

    /// All marks: those that a training which ended early did not reach are that of its end.
    pub fn complete(&self, fingerprint: &Fingerprint) -> String {
        let missing = OF_TRAINING - self.text.len();
        let end = mark(fingerprint.hash());
        self.text.chars().chain(std::iter::repeat_n(end, missing)).collect()
    }

    fn next(&self) -> u32 {
        position(self.text.len(), OF_TRAINING, self.updates)
    }
}

/// The mark of every state of an evaluation, from the hashes of all iterates and values at steps 0…N.
pub fn of_steps(steps: &[Fingerprint]) -> String {
    let mut so_far = Fingerprint::new();
    let next = |step: &Fingerprint| {
        so_far.word(step.hash());
        mark(so_far.hash())
    };
    steps.iter().map(next).collect()
}
