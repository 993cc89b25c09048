//! What meta-training minimises: a sum over the steps of an unrolled segment.

use crate::objective::{PlaneTasks, Tasks, load, store};
use crate::simd::{F32x4, Lanes, Real, WIDTH, ln, ln_1p};
use crate::symmetry::four;

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
    /// The loss of every task's iterate and its gradient to the iterate, from f and ∇f there.
    /// x, gradient, `d_x`: [tasks × dimension], f, losses: [tasks].
    pub fn evaluate(
        self,
        tasks: &Tasks,
        x: &[f32],
        f: &[f32],
        gradient: &[f32],
        losses: &mut [f32],
        d_x: &mut [f32],
    ) {
        match (self, tasks) {
            (MetaLoss::Distance, Tasks::Plane(plane)) => distances(plane, x, losses, d_x),
            // Nobody knows the minimum of a regression, and no valid config asks for it.
            (MetaLoss::Distance | MetaLoss::Value, _) => {
                losses.copy_from_slice(f);
                d_x.copy_from_slice(gradient);
            }
            (MetaLoss::Log1p, _) => of_value(tasks, f, gradient, losses, d_x, |f| {
                (ln_1p(f), F32x4::of(1.0) / (F32x4::of(1.0) + f))
            }),
            (MetaLoss::Log { epsilon }, _) => of_value(tasks, f, gradient, losses, d_x, |f| {
                let shifted = f + F32x4::of(epsilon);
                (ln(shifted), F32x4::of(1.0) / shifted)
            }),
        }
    }
}

/// A loss that is a function of f, by that function and its slope.
fn of_value(
    tasks: &Tasks,
    f: &[f32],
    gradient: &[f32],
    losses: &mut [f32],
    d_x: &mut [f32],
    function: impl Fn(F32x4) -> (F32x4, F32x4),
) {
    let size = tasks.dimension();
    for (i, losses) in losses.chunks_mut(WIDTH).enumerate() {
        let (loss, slope) = function(four(f, i));
        losses.copy_from_slice(&loss.to_array()[..losses.len()]);
        for (task, slope) in (i * WIDTH..).zip(slope.to_array()).take(losses.len()) {
            let range = task * size..(task + 1) * size;
            for (d, g) in d_x[range.clone()].iter_mut().zip(&gradient[range]) {
                *d = g * slope;
            }
        }
    }
}

fn distances(plane: &PlaneTasks, x: &[f32], losses: &mut [f32], d_x: &mut [f32]) {
    for ((i, objective), losses) in plane.packed().iter().enumerate().zip(losses.chunks_mut(WIDTH)) {
        let (minimum, x) = (objective.minimum(), load(x, i));
        let [dx, dy] = [x[0] - minimum[0], x[1] - minimum[1]];
        let distance = (dx * dx + dy * dy).root();
        losses.copy_from_slice(&distance.to_array()[..losses.len()]);
        // At the minimum itself the distance has no gradient; 0 is one of its subgradients.
        let zero = F32x4::of(0.0);
        store([dx, dy].map(|d| F32x4::select_less(zero, distance, d / distance, zero)), d_x, i);
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
