//! Adam (Kingma & Ba 2015), in the form of `torch.optim.Adam`: bias-corrected, ε outside of the root.

use crate::simd::{F32x4, Lanes, Real, WIDTH};

/// Constants of Adam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamSettings {
    /// Decay of the first moment, in [0, 1).
    pub beta1: f32,
    /// Decay of the second moment, in [0, 1).
    pub beta2: f32,
    /// Added to the root of the second moment.
    pub epsilon: f32,
}

impl Default for AdamSettings {
    fn default() -> Self {
        AdamSettings { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    }
}

/// Moments of a flat vector of weights.
#[derive(Clone, Debug)]
pub struct Adam {
    settings: AdamSettings,
    first: Vec<f32>,
    second: Vec<f32>,
    /// β₁ᵗ and β₂ᵗ, by repeated multiplication (no `powf`).
    decayed: [f64; 2],
}

impl Adam {
    /// Zero moments for `len` weights (a multiple of four).
    pub fn new(len: usize, settings: AdamSettings) -> Self {
        Adam { settings, first: vec![0.0; len], second: vec![0.0; len], decayed: [1.0, 1.0] }
    }

    /// One step: `weights −= rate · m̂ / (√v̂ + ε)` with `gradient` scaled by `scale` first.
    ///
    /// # Panics
    /// If the three vectors differ in length.
    pub fn step(&mut self, weights: &mut [f32], gradient: &[f32], scale: f32, rate: f32) {
        assert!(
            weights.len() == self.first.len() && gradient.len() == self.first.len(),
            "Adam: lengths differ"
        );
        let AdamSettings { beta1, beta2, epsilon } = self.settings;
        self.decayed[0] *= f64::from(beta1);
        self.decayed[1] *= f64::from(beta2);
        // The corrections are folded into two scalars, so that the pass has one division and one root per vector.
        let rate = F32x4::of((f64::from(rate) / (1.0 - self.decayed[0])) as f32);
        let correction = F32x4::of((1.0 / (1.0 - self.decayed[1]).sqrt()) as f32);
        let (beta1, beta2, epsilon) = (F32x4::of(beta1), F32x4::of(beta2), F32x4::of(epsilon));
        let (rest1, rest2) = (F32x4::of(1.0) - beta1, F32x4::of(1.0) - beta2);
        let scale = F32x4::of(scale);
        let moments = self.first.chunks_exact_mut(WIDTH).zip(self.second.chunks_exact_mut(WIDTH));
        let pairs = weights.chunks_exact_mut(WIDTH).zip(gradient.chunks_exact(WIDTH));
        for ((weight, gradient), (first, second)) in pairs.zip(moments) {
            let g = F32x4::from_slice(gradient) * scale;
            let m = beta1 * F32x4::from_slice(first) + rest1 * g;
            let v = beta2 * F32x4::from_slice(second) + rest2 * g * g;
            m.to_slice(first);
            v.to_slice(second);
            (F32x4::from_slice(weight) - rate * m / (v.root() * correction + epsilon)).to_slice(weight);
        }
    }
}
