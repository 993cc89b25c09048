//! In WebAssembly: the vector of simd128 equals the portable one bit for bit, operation by operation, also where
//! numbers are infinite, tiny or no numbers at all.
#![cfg(target_arch = "wasm32")]

use l2o_playground::simd::{self, F32x4, Lanes, Real, portable};
use wasm_bindgen_test::wasm_bindgen_test;

/// Ordinary numbers of all sizes and signs, and every special one.
fn values() -> Vec<f32> {
    let special = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        f32::MIN_POSITIVE,
        f32::MIN_POSITIVE / 8.0,
        -f32::MIN_POSITIVE / 8.0,
        f32::EPSILON,
        f32::MAX,
        f32::MIN,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NAN,
    ];
    // A multiplicative walk through the bit patterns; those that are no numbers are fine too.
    let walk = (0..2000_u32).map(|i| f32::from_bits(i.wrapping_mul(0x9e37_79b9)));
    let near_one = (0..200_u8).map(|i| (f32::from(i) - 100.0) / 37.0);
    special.into_iter().chain(walk).chain(near_one).collect()
}

/// Bits, with every NaN counted as one: which NaN an operation yields is the one thing that WebAssembly leaves open.
fn bits(lanes: [f32; 4]) -> [u32; 4] {
    lanes.map(|lane| if lane.is_nan() { f32::NAN.to_bits() } else { lane.to_bits() })
}

fn assert_equal(operation: &str, given: &[[f32; 4]], wasm: F32x4, portable: portable::F32x4) {
    assert_eq!(bits(wasm.to_array()), bits(portable.to_array()), "{operation} of {given:?}");
}

/// Applies a function to both implementations.
macro_rules! agree {
    ($operation:literal, $f:expr, $($x:ident),+) => {
        assert_equal(
            $operation,
            &[$($x),+],
            $f($(F32x4::from_array($x)),+),
            $f($(portable::F32x4::from_array($x)),+),
        )
    };
}

fn quadruples() -> Vec<[f32; 4]> {
    let values = values();
    values.chunks_exact(4).map(|four| [four[0], four[1], four[2], four[3]]).collect()
}

#[wasm_bindgen_test]
fn operations_of_one_vector_agree() {
    for x in quadruples() {
        agree!("negation", std::ops::Neg::neg, x);
        agree!("magnitude", Lanes::abs, x);
        agree!("square root", Real::root, x);
        agree!("mantissa", |x| split(x).0, x);
        agree!("exponent", |x| split(x).1, x);
        agree!("tanh", simd::tanh, x);
        agree!("sigmoid", simd::sigmoid, x);
        agree!("ln", simd::ln, x);
        agree!("ln_1p", simd::ln_1p, x);
        agree!("sine", |x| Real::sincos(x).0, x);
        agree!("cosine", |x| Real::sincos(x).1, x);
    }
}

fn split<V: Lanes>(x: V) -> (V, V) {
    x.split_exponent()
}

#[wasm_bindgen_test]
fn operations_of_two_vectors_agree() {
    let all = quadruples();
    for (i, &x) in all.iter().enumerate() {
        for &y in [all[all.len() - 1 - i], all[(7 * i + 3) % all.len()], x].iter() {
            agree!("sum", |x, y| x + y, x, y);
            agree!("difference", |x, y| x - y, x, y);
            agree!("product", |x, y| x * y, x, y);
            agree!("quotient", |x, y| x / y, x, y);
            agree!("lower", Lanes::lower, x, y);
            agree!("upper", Lanes::upper, x, y);
            agree!("selection", |x, y| Lanes::select_less(x, y, y, x), x, y);
            agree!("finite", |x, y| Lanes::select_finite(x, y, x), x, y);
        }
    }
}

#[wasm_bindgen_test]
fn vectors_are_read_and_written_lane_by_lane_wherever_they_start() {
    let source: Vec<f32> = (0..9_u8).map(f32::from).collect();
    for start in 0..5 {
        let mut target = [0.0; 9];
        F32x4::from_slice(&source[start..]).to_slice(&mut target[start..]);
        assert_eq!(target[start..start + 4], source[start..start + 4], "from {start}");
        assert!(target[..start].iter().chain(&target[start + 4..]).all(|&value| value.to_bits() == 0));
    }
}
