//! Adam as an optimizer of the tasks themselves, a baseline.

use super::{Descent, Step, UpdateRule};
use crate::nn::AdamSettings;
use crate::objective::{Points, Tasks, Vector, zeros};
use crate::simd::{F32x4, Real};

/// Adam (Kingma & Ba 2015) on the two coordinates of every task.
#[derive(Clone, Debug)]
pub struct AdaptiveMoments {
    rate: f32,
    settings: AdamSettings,
    first: Points,
    second: Points,
    decayed: [f32; 2],
}

impl AdaptiveMoments {
    /// Step size `rate` and Adam's constants.
    pub fn new(rate: f32, settings: AdamSettings) -> Self {
        AdaptiveMoments { rate, settings, first: Vec::new(), second: Vec::new(), decayed: [1.0; 2] }
    }
}

impl UpdateRule for AdaptiveMoments {
    fn reset(&mut self, tasks: usize) {
        self.first = zeros(tasks);
        self.second = zeros(tasks);
        self.decayed = [1.0; 2];
    }

    fn step(&mut self, _tasks: &Tasks, descent: &Descent, step: &mut Step) {
        let AdamSettings { beta1, beta2, epsilon } = self.settings;
        self.decayed = [self.decayed[0] * beta1, self.decayed[1] * beta2];
        let [unbias1, unbias2] = self.decayed.map(|decayed| F32x4::of(1.0 - decayed));
        let blend = |old: Vector<F32x4>, new: Vector<F32x4>, beta: f32| -> Vector<F32x4> {
            [0, 1].map(|axis| F32x4::of(beta) * old[axis] + F32x4::of(1.0 - beta) * new[axis])
        };
        let (rate, epsilon) = (F32x4::of(self.rate), F32x4::of(epsilon));
        for (i, &gradient) in descent.gradient.iter().enumerate() {
            let m = blend(self.first[i], gradient, beta1);
            let v = blend(self.second[i], gradient.map(|g| g * g), beta2);
            let next = [0, 1].map(|axis| {
                descent.x[i][axis] - rate * (m[axis] / unbias1) / ((v[axis] / unbias2).root() + epsilon)
            });
            (self.first[i], self.second[i]) = (m, v);
            step.plain(i, next);
        }
    }
}
