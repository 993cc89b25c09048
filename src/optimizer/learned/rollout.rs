//! A learned optimizer at work, without training.

use super::{Learned, LearnedTape};
use crate::objective::Tasks;
use crate::optimizer::{Descent, Step, UpdateRule};

/// A learned optimizer at work: forward only, any number of steps.
pub struct Rollout {
    learned: Learned,
    /// Room for one step.
    tape: Option<LearnedTape>,
}

impl Rollout {
    /// Applies `learned`.
    pub fn new(learned: Learned) -> Self {
        Rollout { learned, tape: None }
    }
}

impl UpdateRule for Rollout {
    fn reset(&mut self, tasks: &Tasks) {
        self.tape = Some(self.learned.tape(tasks, 1));
    }

    fn step(&mut self, tasks: &mut Tasks, descent: &Descent, step: &mut Step) {
        let learned = &self.learned;
        let tape = self.tape.get_or_insert_with(|| learned.tape(tasks, 1));
        tape.carry();
        learned.forward(tape, tasks, descent, step);
    }
}
