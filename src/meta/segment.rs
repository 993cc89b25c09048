//! One unrolled segment: T steps forward with the meta-loss, then T steps backward (truncated BPTT).

use super::{MetaLoss, Weighting};
use crate::objective::Tasks;
use crate::optimizer::{Descent, Learned, LearnedTape, Step};

/// The unrolled computation of a batch of tasks. Allocated once, used for every segment of every run.
#[derive(Clone, Debug)]
pub struct Segment {
    loss: MetaLoss,
    weighting: Weighting,
    second_order: bool,
    tape: LearnedTape,
    step: Step,
    /// Gradient of the meta-loss of step t to x_t, not yet weighted by w_t. [steps][tasks × dimension]
    d_loss: Vec<Vec<f32>>,
    /// Meta-loss of step t, by task. [steps][tasks]
    losses: Vec<Vec<f32>>,
    /// Steps taken in this segment.
    taken: usize,
    /// Gradient to the iterate, flowing backwards. [tasks × dimension]
    d_x: Vec<f32>,
}

impl Segment {
    /// Room for at most `steps` steps of `learned` on batches like `tasks`.
    pub fn new(
        learned: &Learned,
        tasks: &Tasks,
        steps: usize,
        loss: MetaLoss,
        weighting: Weighting,
        second_order: bool,
    ) -> Self {
        let point = vec![0.0; tasks.len() * tasks.dimension()];
        Segment {
            loss,
            weighting,
            second_order,
            tape: learned.tape(tasks, steps),
            step: Step::new(tasks.len(), tasks.dimension()),
            losses: vec![vec![0.0; tasks.len()]; steps],
            d_loss: vec![point.clone(); steps],
            taken: 0,
            d_x: point,
        }
    }

    /// Starts a run: the optimizer's state is zero.
    pub fn reset(&mut self, learned: &Learned) {
        self.taken = 0;
        learned.reset(&mut self.tape);
    }

    /// Starts the next segment of a run: the optimizer's state is carried over and detached.
    pub fn carry(&mut self) {
        self.taken = 0;
        self.tape.carry();
    }

    /// Steps taken in this segment.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// One step forward of every task: `descent` moves on, the meta-loss is recorded.
    pub fn forward(&mut self, learned: &Learned, tasks: &mut Tasks, descent: &mut Descent) {
        let t = learned.forward(&mut self.tape, tasks, descent, &mut self.step);
        descent.advance(tasks, &mut self.step);
        learned.taken(&mut self.tape, t, descent);
        let Descent { x, f, gradient, .. } = descent;
        self.loss.evaluate(tasks, x, f, gradient, &mut self.losses[t], &mut self.d_loss[t]);
        self.taken = t + 1;
    }

    /// The last step taken.
    pub fn step(&self) -> &Step {
        &self.step
    }

    /// The meta-loss of the segment: `Σ_t w_t · mean over tasks of ℓ(x_t)`.
    pub fn meta_loss(&self) -> f32 {
        let mut sum = 0.0;
        for (t, losses) in self.losses[..self.taken].iter().enumerate() {
            let mean = losses.iter().sum::<f32>() / losses.len() as f32;
            sum += self.weighting.weight(t, self.taken) * mean;
        }
        sum
    }

    /// Starts the backward pass.
    pub fn start_backward(&mut self) {
        self.tape.start_backward();
        self.d_x.fill(0.0);
    }

    /// One step backward, `t` from the last taken to 0.
    pub fn backward(&mut self, learned: &Learned, tasks: &Tasks, t: usize) {
        let weight = self.weighting.weight(t, self.taken) / tasks.len() as f32;
        for (d_x, d_loss) in self.d_x.iter_mut().zip(&self.d_loss[t]) {
            *d_x += weight * d_loss;
        }
        learned.backward(&mut self.tape, tasks, t, &mut self.d_x, self.second_order);
    }

    /// After all steps went backwards: writes the meta-gradient of every network.
    pub fn meta_gradient(&self, learned: &Learned, gradients: &mut [Vec<f32>]) {
        learned.weight_gradient(&self.tape, gradients);
    }
}
