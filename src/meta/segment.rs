//! One unrolled segment: T steps forward with the meta-loss, then T steps backward (truncated BPTT).

use super::{MetaLoss, Weighting};
use crate::objective::{Points, Tasks, zeros};
use crate::optimizer::{Descent, Learned, LearnedTape, Step};
use crate::simd::{F32x4, Lanes, Real};

/// The unrolled computation of a batch of tasks. Allocated once, used for every segment of every run.
#[derive(Clone, Debug)]
pub struct Segment {
    loss: MetaLoss,
    weighting: Weighting,
    second_order: bool,
    tape: LearnedTape,
    step: Step,
    /// Gradient of the meta-loss of step t to x_t, not yet weighted by w_t. [steps][vectors]
    d_loss: Vec<Points>,
    /// Meta-loss of step t, by task. [steps][vectors]
    losses: Vec<Vec<F32x4>>,
    /// Steps taken in this segment.
    taken: usize,
    /// Gradient to the iterate, flowing backwards.
    d_x: Points,
}

impl Segment {
    /// Room for `tasks` tasks and at most `steps` steps of `learned`.
    pub fn new(
        learned: &Learned,
        tasks: usize,
        steps: usize,
        loss: MetaLoss,
        weighting: Weighting,
        second_order: bool,
    ) -> Self {
        let points = zeros(tasks);
        Segment {
            loss,
            weighting,
            second_order,
            tape: learned.tape(tasks, steps),
            step: Step::new(tasks),
            losses: vec![vec![F32x4::of(0.0); points.len()]; steps],
            d_loss: vec![points.clone(); steps],
            taken: 0,
            d_x: points,
        }
    }

    /// Starts a run: the network's state is zero.
    pub fn reset(&mut self) {
        self.taken = 0;
        self.tape.reset();
    }

    /// Starts the next segment of a run: the network's state is carried over and detached.
    pub fn carry(&mut self) {
        self.taken = 0;
        self.tape.carry();
    }

    /// Steps taken in this segment.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// One step forward of every task: `descent` moves on, the meta-loss is recorded.
    pub fn forward(&mut self, learned: &Learned, tasks: &Tasks, descent: &mut Descent) {
        let t = learned.forward(&mut self.tape, tasks, descent, &mut self.step);
        descent.advance(tasks, &mut self.step);
        learned.taken(&mut self.tape, t, descent);
        for (i, objective) in tasks.packed().iter().enumerate() {
            let at = (descent.x[i], descent.f[i], descent.gradient[i]);
            (self.losses[t][i], self.d_loss[t][i]) =
                self.loss.value_and_gradient(objective, at.0, at.1, at.2);
        }
        self.taken = t + 1;
    }

    /// The last step taken.
    pub fn step(&self) -> &Step {
        &self.step
    }

    /// The meta-loss of the segment: `Σ_t w_t · mean over tasks of ℓ(x_t)`.
    pub fn meta_loss(&self, tasks: &Tasks) -> f32 {
        let mut sum = 0.0;
        for t in 0..self.taken {
            let lanes = self.losses[t].iter().flat_map(|vector| vector.to_array());
            let mean = lanes.take(tasks.len()).sum::<f32>() / tasks.len() as f32;
            sum += self.weighting.weight(t, self.taken) * mean;
        }
        sum
    }

    /// Starts the backward pass.
    pub fn start_backward(&mut self) {
        self.tape.start_backward();
        self.d_x.fill([F32x4::of(0.0); 2]);
    }

    /// One step backward, `t` from the last taken to 0.
    pub fn backward(&mut self, learned: &Learned, tasks: &Tasks, t: usize) {
        let weight = F32x4::of(self.weighting.weight(t, self.taken) / tasks.len() as f32);
        for (d_x, d_loss) in self.d_x.iter_mut().zip(&self.d_loss[t]) {
            *d_x = [0, 1].map(|axis| d_x[axis] + weight * d_loss[axis]);
        }
        learned.backward(&mut self.tape, tasks, t, &mut self.d_x, self.second_order);
    }

    /// After all steps went backwards: writes the meta-gradient of every network.
    pub fn meta_gradient(&self, learned: &Learned, gradients: &mut [Vec<f32>]) {
        learned.weight_gradient(&self.tape, gradients);
    }
}
