//! The loop's state: where every task's iterate stands, and whether it still moves.

use crate::objective::{Points, Tasks, Vector, pack_points, zeros};
use crate::simd::{F32x4, Lanes, Real};

/// Iterates, values and gradients of a batch of tasks.
///
/// An iterate whose next point, value or gradient is not finite is *frozen*: it stays at its last finite point from then
/// on, and its task counts as diverged.
#[derive(Clone, Debug)]
pub struct Descent {
    /// x_t
    pub x: Points,
    /// f(x_t)
    pub f: Vec<F32x4>,
    /// ∇f(x_t)
    pub gradient: Points,
    /// 1 where the iterate moves, 0 where it is frozen.
    pub moving: Vec<F32x4>,
}

/// A proposed step, and after [`Descent::advance`] the step taken.
#[derive(Clone, Debug)]
pub struct Step {
    /// The point before the teleport: `x_{t−1} + m` and the like. Equal to `next` where nothing teleports.
    pub moved: Points,
    /// x_t
    pub next: Points,
    /// The angle of the teleport; 0 where nothing teleports.
    pub theta: Vec<F32x4>,
}

impl Step {
    /// Room for a step of `tasks` tasks.
    pub fn new(tasks: usize) -> Self {
        let vectors = zeros(tasks);
        Step { moved: vectors.clone(), theta: vec![F32x4::of(0.0); vectors.len()], next: vectors }
    }

    /// The step that goes to `next` without a teleport.
    pub fn plain(&mut self, index: usize, next: Vector<F32x4>) {
        self.moved[index] = next;
        self.next[index] = next;
        self.theta[index] = F32x4::of(0.0);
    }
}

impl Descent {
    /// Room for `tasks` tasks.
    pub fn new(tasks: usize) -> Self {
        let points = zeros(tasks);
        let ones = vec![F32x4::of(1.0); points.len()];
        Descent { x: points.clone(), f: ones.clone(), gradient: points, moving: ones }
    }

    /// Puts every task at its start. A start without finite value and gradient is frozen at once.
    pub fn start(&mut self, tasks: &Tasks, starts: &[Vector<f32>]) {
        pack_points(starts, &mut self.x);
        let (zero, one) = (F32x4::of(0.0), F32x4::of(1.0));
        for (i, objective) in tasks.packed().iter().enumerate() {
            let (f, gradient) = objective.value_and_gradient(self.x[i]);
            let finite = (f + gradient[0].abs() + gradient[1].abs()).select_finite(one, zero);
            let keep = |value: F32x4| F32x4::select_less(zero, finite, value, zero);
            self.f[i] = F32x4::select_less(zero, finite, f, F32x4::of(f32::MAX));
            self.gradient[i] = gradient.map(keep);
            self.moving[i] = finite;
        }
    }

    /// Takes the step. Where it is not finite, `step` is corrected to say that the iterate stayed.
    pub fn advance(&mut self, tasks: &Tasks, step: &mut Step) {
        let (zero, one) = (F32x4::of(0.0), F32x4::of(1.0));
        for (i, objective) in tasks.packed().iter().enumerate() {
            let next = step.next[i];
            let (f, gradient) = objective.value_and_gradient(next);
            let size = next[0].abs() + next[1].abs() + f + gradient[0].abs() + gradient[1].abs();
            let keeps_moving = F32x4::select_less(zero, self.moving[i], size.select_finite(one, zero), zero);
            let choose = |new: F32x4, old: F32x4| F32x4::select_less(zero, keeps_moving, new, old);
            for axis in [0, 1] {
                self.gradient[i][axis] = choose(gradient[axis], self.gradient[i][axis]);
                step.moved[i][axis] = choose(step.moved[i][axis], self.x[i][axis]);
                self.x[i][axis] = choose(next[axis], self.x[i][axis]);
            }
            step.next[i] = self.x[i];
            step.theta[i] = choose(step.theta[i], zero);
            self.f[i] = choose(f, self.f[i]);
            self.moving[i] = keeps_moving;
        }
    }
}
