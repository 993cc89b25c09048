//! What an LSTM can be told of the orbit of an iterate: where on it the iterate stands, and how high the orbit lies.

use crate::objective::{Bijection, Objective, Vector, transposed_times};
use crate::simd::{F32x4, Real, ln};

/// Numbers per task.
pub const ORBIT_FEATURES: usize = 3;

/// Added to ‖h‖²: keeps everything smooth at the minimum.
const SOFT: f32 = 1e-30;
/// Logarithms are divided by this, as Andrychowicz et al. divide theirs.
const LOG_SCALE: f32 = 10.0;

/// `h/r` and `log(r)/10` with `r² = ‖h(x)‖² + 10⁻³⁰`, of four tasks.
#[inline]
pub fn forward(objective: &Objective<F32x4>, x: Vector<F32x4>) -> [F32x4; ORBIT_FEATURES] {
    let [u, v] = objective.h(x);
    let squared = u * u + v * v + F32x4::of(SOFT);
    let r = squared.root();
    [u / r, v / r, ln(squared) / F32x4::of(2.0 * LOG_SCALE)]
}

/// The gradient to x, from that to the features.
///
/// With `n = h/r`: `∂n/∂h = (I − nnᵀ)/r` and `∂ log r/∂h = nᵀ/r`.
#[inline]
pub fn backward(objective: &Objective<F32x4>, x: Vector<F32x4>, d: [F32x4; ORBIT_FEATURES]) -> Vector<F32x4> {
    let [u, v] = objective.h(x);
    let r = (u * u + v * v + F32x4::of(SOFT)).root();
    let n = [u / r, v / r];
    let along = n[0] * d[0] + n[1] * d[1] - d[2] / F32x4::of(LOG_SCALE);
    let d_h = [(d[0] - n[0] * along) / r, (d[1] - n[1] * along) / r];
    transposed_times(objective.jacobian(x), d_h)
}
