//! Learning to teleport on the fly: the paper's Algorithm 2.

use super::{Descent, Step, UpdateRule};
use crate::objective::{Objective, Tasks, Vector, load, store, times};
use crate::simd::{F32x4, Lanes, Real, WIDTH};
use crate::symmetry::{Rotation, four};

/// `y = g_θ(x)`, `x' = y − α∇f(y)`, `θ' = θ − β ∂f(x')/∂θ`, with an angle of its own for every task.
#[derive(Clone, Debug)]
pub struct OnTheFly {
    alpha: f32,
    beta: f32,
    first: f32,
    /// θ_t, [tasks]
    theta: Vec<f32>,
    /// ∂f(x_{t+1})/∂θ_t of the last step, [tasks]
    slope: Vec<f32>,
}

impl OnTheFly {
    /// Step sizes α of the iterate and β of the angle, which starts at `first`.
    pub fn new(alpha: f32, beta: f32, first: f32) -> Self {
        OnTheFly { alpha, beta, first, theta: Vec::new(), slope: Vec::new() }
    }

    /// The angles of the next step, task by task.
    pub fn theta(&self) -> &[f32] {
        &self.theta
    }

    /// ∂f(x_{t+1})/∂θ_t of the last step, task by task.
    pub fn slope(&self) -> &[f32] {
        &self.slope
    }
}

impl UpdateRule for OnTheFly {
    fn reset(&mut self, tasks: &Tasks) {
        self.theta = vec![self.first; tasks.len()];
        self.slope = vec![0.0; tasks.len()];
    }

    fn step(&mut self, tasks: &mut Tasks, descent: &Descent, step: &mut Step) {
        step.next.copy_from_slice(&descent.x);
        step.straight();
        step.jump_first = true;
        step.alpha.fill(self.alpha);
        let Tasks::Plane(plane) = tasks else { return };
        for (i, objective) in plane.packed().iter().enumerate() {
            let theta = four(&self.theta, i);
            let moved = Moved::new(objective, load(&descent.x, i), theta, F32x4::of(self.alpha));
            store(moved.y, &mut step.middle, i);
            store(moved.next, &mut step.next, i);
            let turned = theta - F32x4::of(self.beta) * moved.slope;
            // An angle that is no number any more stays what it was; the iterate is looked after by the descent.
            let turned = turned.select_finite(turned, theta);
            let lanes = step.element[i * WIDTH..].iter_mut().zip(&mut self.theta[i * WIDTH..]);
            let values = theta.to_array().into_iter().zip(turned.to_array());
            for ((element, next), (theta, turned)) in lanes.zip(values) {
                (*element, *next) = (theta, turned);
            }
            for (slot, slope) in self.slope[i * WIDTH..].iter_mut().zip(moved.slope.to_array()) {
                *slot = slope;
            }
        }
    }
}

/// One step of four tasks.
struct Moved {
    y: Vector<F32x4>,
    next: Vector<F32x4>,
    slope: F32x4,
}

impl Moved {
    /// `∂f(x')/∂θ = ∇f(x')ᵀ (I − αH(y)) ∂y/∂θ`. On a quadratic this is the closed form of [`crate::theory::Bowl::turning`].
    fn new(objective: &Objective<F32x4>, x: Vector<F32x4>, theta: F32x4, alpha: F32x4) -> Self {
        let rotation = Rotation::forward(objective, x, theta);
        let y = rotation.point();
        let (_, gradient) = objective.value_and_gradient(y);
        let next = [0, 1].map(|axis| y[axis] - alpha * gradient[axis]);
        let (_, gradient_next) = objective.value_and_gradient(next);
        let velocity = rotation.d_theta(objective);
        let bent = times(objective.hessian(y), velocity);
        let [dx, dy] = [0, 1].map(|axis| velocity[axis] - alpha * bent[axis]);
        Moved { y, next, slope: gradient_next[0] * dx + gradient_next[1] * dy }
    }
}
