//! Gradient descent, with or without Polyak's momentum.

use super::{Descent, Step, UpdateRule};
use crate::objective::Tasks;

/// `v ← βv − α∇f`, `x ← x + v` (Polyak 1964); with β = 0 this is gradient descent.
#[derive(Clone, Debug)]
pub struct Momentum {
    rate: f32,
    beta: f32,
    velocity: Vec<f32>,
}

impl Momentum {
    /// Step size `rate`, momentum coefficient `beta` in [0, 1).
    pub fn new(rate: f32, beta: f32) -> Self {
        Momentum { rate, beta, velocity: Vec::new() }
    }
}

impl UpdateRule for Momentum {
    fn reset(&mut self, tasks: &Tasks) {
        self.velocity = vec![0.0; tasks.len() * tasks.dimension()];
    }

    fn step(&mut self, _tasks: &mut Tasks, descent: &Descent, step: &mut Step) {
        let points = descent.x.iter().zip(&descent.gradient).zip(&mut step.next);
        for (velocity, ((x, gradient), next)) in self.velocity.iter_mut().zip(points) {
            *velocity = self.beta * *velocity - self.rate * gradient;
            *next = x + *velocity;
        }
        step.straight();
        step.alpha.fill(self.rate);
        step.beta.fill(self.beta);
    }
}
