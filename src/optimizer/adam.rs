//! Adam as an optimizer of the tasks themselves, a baseline.

use super::{Descent, Step, UpdateRule};
use crate::nn::AdamSettings;
use crate::objective::Tasks;

/// Adam (Kingma & Ba 2015) on the parameters of every task.
#[derive(Clone, Debug)]
pub struct AdaptiveMoments {
    rate: f32,
    settings: AdamSettings,
    first: Vec<f32>,
    second: Vec<f32>,
    decayed: [f32; 2],
}

impl AdaptiveMoments {
    /// Step size `rate` and Adam's constants.
    pub fn new(rate: f32, settings: AdamSettings) -> Self {
        AdaptiveMoments { rate, settings, first: Vec::new(), second: Vec::new(), decayed: [1.0; 2] }
    }
}

impl UpdateRule for AdaptiveMoments {
    fn reset(&mut self, tasks: &Tasks) {
        self.first = vec![0.0; tasks.len() * tasks.dimension()];
        self.second = self.first.clone();
        self.decayed = [1.0; 2];
    }

    fn step(&mut self, _tasks: &mut Tasks, descent: &Descent, step: &mut Step) {
        let AdamSettings { beta1, beta2, epsilon } = self.settings;
        self.decayed = [self.decayed[0] * beta1, self.decayed[1] * beta2];
        let [unbias1, unbias2] = self.decayed.map(|decayed| 1.0 - decayed);
        let points = descent.x.iter().zip(&descent.gradient).zip(&mut step.next);
        for ((m, v), ((x, g), next)) in self.first.iter_mut().zip(&mut self.second).zip(points) {
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * (g * g);
            *next = x - self.rate * (*m / unbias1) / ((*v / unbias2).sqrt() + epsilon);
        }
        step.straight();
        step.alpha.fill(self.rate);
    }
}
