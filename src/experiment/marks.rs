//! Marks: characters that stand for states of a run. Two runs that agree have the same marks; where they depart, so do the
//! marks from there on, each but for a chance of one in 62.

use super::choices::OptimizerName;
use crate::fingerprint::Fingerprint;

/// Letters and digits alone: nothing that a messenger or Markdown takes for something else.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Marks of a training.
pub const OF_TRAINING: usize = 8;

/// Appends `count` marks of a hash.
#[inline(never)]
pub fn push(text: &mut String, mut hash: u64, count: usize) {
    for _ in 0..count {
        text.push(char::from(DIGITS[(hash % 62) as usize]));
        hash /= 62;
    }
}

/// What a mark adds to a sum of marks, which changes with any one of them.
pub fn digit(mark: u8) -> u64 {
    DIGITS.iter().position(|&digit| digit == mark).unwrap_or_default() as u64
}

/// Of `total` states, numbered from 1, that which mark `index` of `count` stands for. The marks lie evenly, the last one at the end.
pub fn position(index: usize, count: usize, total: u32) -> u32 {
    let (index, count) = (index as u64 + 1, count as u64);
    (index * u64::from(total)).div_ceil(count) as u32
}

/// How many marks come before those of the evaluation: of the training, or of the step size.
pub fn before_evaluation(optimizer: OptimizerName) -> usize {
    if optimizer.is_learned() { OF_TRAINING } else { 1 }
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
    #[inline(never)]
    pub fn offer(&mut self, done: u32, fingerprint: &Fingerprint) {
        while self.text.len() < OF_TRAINING && position(self.text.len(), OF_TRAINING, self.updates) <= done {
            push(&mut self.text, fingerprint.hash(), 1);
        }
    }

    /// All marks: those that a training which ended early did not reach are that of its end.
    #[inline(never)]
    pub fn complete(&self, fingerprint: &Fingerprint) -> String {
        let mut text = self.text.clone();
        while text.len() < OF_TRAINING {
            push(&mut text, fingerprint.hash(), 1);
        }
        text
    }
}

/// Appends the mark of every state of an evaluation, from the hashes of all iterates and values at steps 0…N.
#[inline(never)]
pub fn push_steps(text: &mut String, steps: &[Fingerprint]) {
    let mut so_far = Fingerprint::new();
    for step in steps {
        so_far.word(step.hash());
        push(text, so_far.hash(), 1);
    }
}
