//! What meta-training minimises: a sum over the steps of an unrolled segment.

use crate::objective::{Objective, Vector};
use crate::simd::{F32x4, Lanes, Real, ln, ln_1p};

/// The loss of one iterate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MetaLoss {
    /// `f(x)`, the paper's.
    Value,
    /// `log(1 + f(x))`: tames large values, still equals f near the minimum.
    Log1p,
    /// `log(f(x) + ε)`: scale-free, rewards every further digit until f reaches ε.
    Log {
        /// At least 1e-30.
        epsilon: f32,
    },
    /// `‖x − x*‖`, suggested in the paper's section 6.
    Distance,
}

impl MetaLoss {
    /// The loss at `x` and its gradient to `x`, from `f(x)` and `∇f(x)`.
    #[inline]
    pub fn value_and_gradient(
        self,
        objective: &Objective<F32x4>,
        x: Vector<F32x4>,
        f: F32x4,
        gradient: Vector<F32x4>,
    ) -> (F32x4, Vector<F32x4>) {
        match self {
            MetaLoss::Value => (f, gradient),
            MetaLoss::Log1p => {
                let factor = F32x4::of(1.0) / (F32x4::of(1.0) + f);
                (ln_1p(f), gradient.map(|g| g * factor))
            }
            MetaLoss::Log { epsilon } => {
                let shifted = f + F32x4::of(epsilon);
                let factor = F32x4::of(1.0) / shifted;
                (ln(shifted), gradient.map(|g| g * factor))
            }
            MetaLoss::Distance => {
                let minimum = objective.minimum();
                let [dx, dy] = [x[0] - minimum[0], x[1] - minimum[1]];
                let distance = (dx * dx + dy * dy).root();
                // At the minimum itself the distance has no gradient; 0 is one of its subgradients.
                let zero = F32x4::of(0.0);
                (distance, [dx, dy].map(|d| F32x4::select_less(zero, distance, d / distance, zero)))
            }
        }
    }
}

/// The weights w_k of the steps k = 1…T of a segment; they sum to T.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// `w_k = 1`
    Uniform,
    /// `w_k = 2k / (T + 1)`
    Linear,
    /// `w_T = T`, else 0
    Last,
}

impl Weighting {
    /// w_k for the step with index `k` (from 0) of a segment of `length` steps.
    pub fn weight(self, k: usize, length: usize) -> f32 {
        match self {
            Weighting::Uniform => 1.0,
            Weighting::Linear => 2.0 * (k + 1) as f32 / (length + 1) as f32,
            Weighting::Last if k + 1 == length => length as f32,
            Weighting::Last => 0.0,
        }
    }
}
