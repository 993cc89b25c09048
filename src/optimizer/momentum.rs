//! Gradient descent, with or without Polyak's momentum.

use super::{Descent, Step, UpdateRule};
use crate::objective::{Points, Tasks, zeros};
use crate::simd::{F32x4, Real};

/// `v ← βv − α∇f`, `x ← x + v` (Polyak 1964); with β = 0 this is gradient descent.
#[derive(Clone, Debug)]
pub struct Momentum {
    rate: f32,
    beta: f32,
    velocity: Points,
}

impl Momentum {
    /// Step size `rate`, momentum coefficient `beta` in [0, 1).
    pub fn new(rate: f32, beta: f32) -> Self {
        Momentum { rate, beta, velocity: Vec::new() }
    }
}

impl UpdateRule for Momentum {
    fn reset(&mut self, tasks: usize) {
        self.velocity = zeros(tasks);
    }

    fn step(&mut self, _tasks: &Tasks, descent: &Descent, step: &mut Step) {
        let (rate, beta) = (F32x4::of(self.rate), F32x4::of(self.beta));
        for (i, velocity) in self.velocity.iter_mut().enumerate() {
            let (x, gradient) = (descent.x[i], descent.gradient[i]);
            *velocity = [0, 1].map(|axis| beta * velocity[axis] - rate * gradient[axis]);
            step.plain(i, [0, 1].map(|axis| x[axis] + velocity[axis]));
        }
    }
}
