//! Transcendental functions of whole vectors, by the crate's own arithmetic: the same bits on every platform.

use super::{Lanes, Real};

/// Beyond this `|x|` the hyperbolic tangent is ±1 to `f32` precision.
const TANH_SATURATION: f32 = 8.5;

/// Hyperbolic tangent, relative error below 4e-7; it may exceed 1 in magnitude by as much. Of NaN it is 1.
///
/// `x · P(x²) / Q(x²)` with quartic `P` and `Q`, a minimax fit of `tanh(x)/x` on `[0, 8.5]` (largest relative error
/// of the exact rational function: 1.2e-8). All coefficients are positive: no cancellation anywhere.
#[inline(always)]
pub fn tanh<V: Lanes>(x: V) -> V {
    let limit = V::of(TANH_SATURATION);
    let x = V::upper(V::lower(x, limit), -limit);
    let u = x * x;
    let p = horner(u, [1.426_879_4e-8, 2.125_100_4e-5, 3.534_036e-3, 0.134_132_58, 1.0]);
    let q = horner(u, [8.145_027_5e-7, 3.348_871_5e-4, 2.602_279_7e-2, 0.467_465_8, 1.0]);
    x * p / q
}

/// The logistic function `1 / (1 + e^−x) = ½ + ½ tanh(x/2)`, absolute error below 2e-7.
#[inline(always)]
pub fn sigmoid<V: Lanes>(x: V) -> V {
    let half = V::of(0.5);
    half + half * tanh(half * x)
}

/// Natural logarithm of positive normal numbers (meaningless for others), relative error below 3e-7 (absolute near 1).
///
/// `x = m · 2^e` with `m` in `[√½, √2)`; `ln m = 2 atanh s` with `s = (m − 1)/(m + 1)`, `|s| < 0.172`, by its series.
#[inline(always)]
pub fn ln<V: Lanes>(x: V) -> V {
    let one = V::of(1.0);
    let (m, e) = x.split_exponent();
    let root = V::of(std::f32::consts::SQRT_2);
    let e = V::select_less(m, root, e, e + one);
    let m = V::select_less(m, root, m, m * V::of(0.5));
    let s = (m - one) / (m + one);
    let u = s * s;
    let series = horner(u, [2.0 / 9.0, 2.0 / 7.0, 2.0 / 5.0, 2.0 / 3.0, 2.0]);
    // ln 2 in two parts, so that e · ln 2 loses nothing (e has at most 8 bits, the first part 16).
    e * V::of(0.693_145_75) + (e * V::of(1.428_606_8e-6) + s * series)
}

/// `ln(1 + x)` for finite `x ≥ 0`, to full relative precision also where `x` is tiny.
#[inline(always)]
pub fn ln_1p<V: Lanes>(x: V) -> V {
    let one = V::of(1.0);
    let u = one + x;
    // What rounding 1 + x lost is given back to first order; where nothing of x survives, ln(1 + x) is x.
    let corrected = ln(u) + (x - (u - one)) / u;
    V::select_less(one, u, corrected, x)
}

#[inline(always)]
fn horner<V: Real, const N: usize>(u: V, highest_first: [f32; N]) -> V {
    let mut sum = V::of(highest_first[0]);
    for &coefficient in &highest_first[1..] {
        sum = sum * u + V::of(coefficient);
    }
    sum
}
