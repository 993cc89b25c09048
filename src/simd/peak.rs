//! How fast the machine multiplies and adds vectors: what the kernels are measured against.

use super::{F32x4, Lanes, Real, WIDTH};

/// Independent chains: enough to hide the latency of an addition on any machine.
const CHAINS: usize = 12;

/// Does `rounds` rounds of twelve independent multiply-and-adds of vectors and returns the number of floating-point
/// operations, and a number that depends on all of them, so that no compiler leaves them out.
pub fn multiply_and_add(rounds: u32) -> (f64, f32) {
    let mut chains: [F32x4; CHAINS] = std::array::from_fn(|i| F32x4::of(i as f32));
    let (factor, term) = (F32x4::of(0.999), F32x4::of(1e-3));
    for _ in 0..rounds {
        for chain in &mut chains {
            *chain = *chain * factor + term;
        }
    }
    let total = chains.iter().fold(F32x4::of(0.0), |sum, chain| sum + *chain);
    (f64::from(rounds) * (2 * WIDTH * CHAINS) as f64, total.to_array().iter().sum())
}
