//! Seeded random numbers: every draw of an experiment is a function of its seed and of what it is for.

use rand_core::{Rng as _, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::f64::consts::TAU;

/// What random numbers are for. Streams of different purposes are independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Initial weights of a network.
    Weights = 1,
    /// Tasks of meta-training.
    Training = 2,
    /// Unseen tasks of the evaluation.
    Evaluation = 3,
    /// Tasks on which step sizes are tuned.
    Tuning = 4,
    /// Random teleports.
    Teleports = 5,
    /// Perturbations of evolution strategies.
    Perturbations = 6,
    /// Resamples of a bootstrap.
    Resampling = 7,
}

/// A stream of random numbers.
pub struct Random {
    generator: Pcg64Mcg,
    /// Box–Muller yields normals in pairs; this is the second of the last pair.
    spare: Option<f32>,
}

impl Random {
    /// The stream number `index` for `purpose` of the experiment with this seed.
    pub fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let high = mix(seed ^ mix(purpose as u64));
        let low = mix(high ^ mix(index));
        let state = (u128::from(high) << 64) | u128::from(low);
        Random { generator: Pcg64Mcg::from_seed(state.to_le_bytes()), spare: None }
    }

    /// Uniform in [0, 1), 53 bits.
    fn unit(&mut self) -> f64 {
        (self.generator.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in [low, high).
    pub fn uniform(&mut self, low: f32, high: f32) -> f32 {
        // Rounding to f32 must not reach the end.
        (low + (high - low) * self.unit() as f32).min(high.next_down())
    }

    /// Standard normal, by Box and Muller's transform. `rand_distr` would do, but its ziggurat calls the platform's
    /// `exp` and `ln` as soon as any dependency switches on num-traits' `std`; here they are `libm`'s for certain.
    pub fn normal(&mut self) -> f32 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        let (sine, cosine) = libm::sincos(TAU * self.unit());
        self.spare = Some((radius * sine) as f32);
        (radius * cosine) as f32
    }
}

/// The finalizer of `SplitMix64` (Steele, Lea & Flood 2014): a bijection of 64-bit words without visible structure.
fn mix(word: u64) -> u64 {
    let z = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
