//! tanh, sigmoid and the logarithms keep the error bounds of their documentation over the whole range of `f32`.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

use l2o_playground::simd::{F32x4, Lanes, Real, ln, ln_1p, sigmoid, tanh};

/// One of this many of all bit patterns is tried; the number is odd, so that all low bits occur.
const STRIDE: usize = 1009;

/// The largest `error(x, f(x))` over positive numbers from `from` up to the largest finite one, and where it is.
/// `f` gets four numbers at a time.
fn worst(from: f32, f: impl Fn(F32x4) -> F32x4, error: impl Fn(f64, f64) -> f64) -> (f64, f32) {
    let bits: Vec<u32> = (from.to_bits()..f32::INFINITY.to_bits()).step_by(STRIDE).collect();
    let mut worst = (0.0, from);
    for four in bits.chunks_exact(4) {
        let x = [0, 1, 2, 3].map(|i| f32::from_bits(four[i]));
        for (x, y) in x.into_iter().zip(f(F32x4::from_array(x)).to_array()) {
            let error = error(f64::from(x), f64::from(y));
            // NaN counts as worst, and stays it.
            if error > worst.0 || error.is_nan() {
                worst = (error, x);
            }
        }
    }
    worst
}

fn one(f: impl Fn(F32x4) -> F32x4, x: f32) -> f32 {
    f(F32x4::of(x)).to_array()[3]
}

#[test]
fn tanh_has_a_relative_error_below_4e_7() {
    let smallest = f32::from_bits(1);
    for sign in [1.0, -1.0] {
        let signed = |x| tanh(x * F32x4::of(sign));
        let relative = |x: f64, y: f64| (y - (x * f64::from(sign)).tanh()).abs() / x.tanh();
        let (error, x) = worst(smallest, signed, relative);
        assert!(error < 4e-7, "tanh({sign} · {x:e}) is off by {error:.2e}");
    }
    assert_eq!([0.0, -0.0].map(|x| one(tanh, x).to_bits()), [0.0, -0.0].map(f32::to_bits));
}

#[test]
fn the_sigmoid_has_an_absolute_error_below_2e_7() {
    for sign in [1.0, -1.0] {
        let signed = |x| sigmoid(x * F32x4::of(sign));
        let (error, x) = worst(0.0, signed, |x, y| (y - 1.0 / (1.0 + (-x * f64::from(sign)).exp())).abs());
        assert!(error < 2e-7, "sigmoid({sign} · {x:e}) is off by {error:.2e}");
    }
    assert_eq!(one(sigmoid, 0.0), 0.5);
}

#[test]
fn the_logarithm_has_a_relative_error_below_3e_7_of_positive_normal_numbers() {
    let relative = |x: f64, y: f64| if x == 1.0 { y.abs() } else { (y - x.ln()).abs() / x.ln().abs() };
    let (error, x) = worst(f32::MIN_POSITIVE, ln, relative);
    assert!(error < 3e-7, "ln({x:e}) is off by {error:.2e}");
    assert_eq!(one(ln, 1.0), 0.0);
}

#[test]
fn the_logarithm_of_one_plus_x_keeps_its_relative_precision_down_to_the_smallest_x() {
    let (error, x) = worst(f32::from_bits(1), ln_1p, |x, y| (y - x.ln_1p()).abs() / x.ln_1p());
    assert!(error < 3e-7, "ln_1p({x:e}) is off by {error:.2e}");
    assert_eq!(one(ln_1p, 0.0), 0.0);
}

#[test]
fn tanh_and_sigmoid_saturate_whatever_they_are_given() {
    for x in [8.5, 9.0, 1e30, f32::MAX, f32::INFINITY] {
        assert_eq!(one(tanh, x), one(tanh, 8.5), "tanh({x})");
        assert_eq!(one(tanh, -x), -one(tanh, 8.5), "tanh(−{x})");
    }
    for x in [17.0, 1e30, f32::MAX, f32::INFINITY] {
        assert!((one(sigmoid, x) - 1.0).abs() < 2e-7, "sigmoid({x}) = {}", one(sigmoid, x));
        assert!(one(sigmoid, -x).abs() < 2e-7, "sigmoid(−{x}) = {}", one(sigmoid, -x));
    }
    // An overflow upstream must not spread as NaN: the clamp takes its bound where a lane is NaN.
    assert_eq!((one(tanh, f32::NAN), one(sigmoid, f32::NAN)), (one(tanh, 8.5), one(sigmoid, 17.0)));
}

#[test]
fn ln_1p_of_nan_is_nan() {
    assert!(one(ln_1p, f32::NAN).is_nan());
}
