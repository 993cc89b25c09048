//! How a meta-gradient is obtained: by back-propagation through the unrolled steps, or by evolution strategies.

use super::{Evolution, Segment};
use crate::fingerprint::Fingerprint;
use crate::objective::Tasks;
use crate::optimizer::{Descent, Learned};

/// Settings of the estimator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EstimatorSettings {
    /// Truncated back-propagation through time.
    Bptt,
    /// Antithetic evolution strategies over the same truncated unrolls.
    Evolution {
        /// Pairs of perturbed weights.
        pairs: u32,
        /// Standard deviation of the perturbation of every weight.
        sigma: f32,
        /// Whether perturbed optimizers live on from unroll to unroll (PES, Vicol et al. 2021), which takes the bias of
        /// truncation away; otherwise all start from where the unperturbed optimizer stands.
        persistent: bool,
    },
}

/// An estimator at work on the segments of a run, in steps short enough to stop anywhere.
pub(super) enum Estimator {
    Bptt(Box<Bptt>),
    Evolution(Box<Evolution>),
}

impl Estimator {
    /// Starts a run, with `descent` at the start of its tasks.
    pub fn start_run(&mut self, learned: &Learned, descent: &Descent) {
        match self {
            Estimator::Bptt(bptt) => bptt.segment.reset(learned),
            Estimator::Evolution(evolution) => evolution.start_run(learned, descent),
        }
    }

    /// Starts a segment of `length` steps.
    pub fn start_segment(&mut self, learned: &Learned, length: usize) {
        match self {
            Estimator::Bptt(bptt) => {
                bptt.segment.carry();
                (bptt.length, bptt.backward) = (length, None);
            }
            Estimator::Evolution(evolution) => evolution.start_segment(learned, length),
        }
    }

    /// One step of a batch, forward or backward. Whether the gradient can now be had.
    pub fn advance(
        &mut self,
        learned: &Learned,
        tasks: &mut Tasks,
        descent: &mut Descent,
        fingerprint: &mut Fingerprint,
    ) -> bool {
        match self {
            Estimator::Bptt(bptt) => bptt.advance(learned, tasks, descent, fingerprint),
            Estimator::Evolution(evolution) => evolution.advance(learned, tasks, descent, fingerprint),
        }
    }

    /// Writes the meta-gradient of every network and returns the meta-loss, averaged over steps.
    pub fn finish(&mut self, learned: &Learned, gradients: &mut [Vec<f32>]) -> f32 {
        match self {
            Estimator::Bptt(bptt) => {
                bptt.segment.meta_gradient(learned, gradients);
                bptt.segment.meta_loss() / bptt.length as f32
            }
            Estimator::Evolution(evolution) => evolution.finish(gradients),
        }
    }
}

/// T steps forward, then T steps backward.
pub(super) struct Bptt {
    pub segment: Segment,
    length: usize,
    /// Steps that have yet to go backwards; `None` while going forward.
    backward: Option<usize>,
}

impl Bptt {
    pub fn new(segment: Segment) -> Self {
        Bptt { segment, length: 0, backward: None }
    }

    fn advance(
        &mut self,
        learned: &Learned,
        tasks: &mut Tasks,
        descent: &mut Descent,
        fingerprint: &mut Fingerprint,
    ) -> bool {
        if let Some(left) = self.backward {
            self.segment.backward(learned, tasks, left - 1);
            self.backward = Some(left - 1);
            return left == 1;
        }
        self.segment.forward(learned, tasks, descent);
        fingerprint.descent(descent);
        if self.segment.taken() == self.length {
            self.segment.start_backward();
            self.backward = Some(self.length);
        }
        false
    }
}
