//! What several test files share: random objectives, reference networks in `f64`, and how errors are measured.
#![allow(dead_code)] // every test file is a crate of its own and uses a part of it

pub mod configs;
pub mod families;
pub mod links;
pub mod mangler;
pub mod network;
pub mod perceptron;
pub mod runs;
pub mod specs;
pub mod unroll;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// `cases` random cases; one that fails is written beside the test file, to be committed and tried first from then on.
pub fn cases(cases: u32) -> ProptestConfig {
    let beside = FileFailurePersistence::WithSource("regressions");
    ProptestConfig { cases, failure_persistence: Some(Box::new(beside)), ..ProptestConfig::default() }
}

/// The derivative of `f` at 0, by central differences of fourth order.
pub fn derivative<const N: usize>(f: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    const STEP: f64 = 1e-4;
    let [far_below, below, above, far_above] = [-2.0, -1.0, 1.0, 2.0].map(|steps| f(steps * STEP));
    std::array::from_fn(|i| (8.0 * (above[i] - below[i]) - (far_above[i] - far_below[i])) / (12.0 * STEP))
}

/// `x` with `by` added to its coordinate `axis`.
pub fn shifted(mut x: [f64; 2], axis: usize, by: f64) -> [f64; 2] {
    x[axis] += by;
    x
}

/// `‖x‖`
pub fn norm(x: &[f64]) -> f64 {
    x.iter().map(|value| value * value).sum::<f64>().sqrt()
}

/// `‖got − expected‖`
pub fn distance(got: &[f64], expected: &[f64]) -> f64 {
    assert_eq!(got.len(), expected.len(), "lengths differ");
    norm(&got.iter().zip(expected).map(|(got, expected)| got - expected).collect::<Vec<_>>())
}

/// `‖got − expected‖ / ‖expected‖`; the plain distance where `expected` is zero.
pub fn relative_error(got: &[f64], expected: &[f64]) -> f64 {
    let size = norm(expected);
    distance(got, expected) / if size > 0.0 { size } else { 1.0 }
}

/// Fails the case unless `‖got − expected‖ ≤ tolerance · (1 + ‖expected‖)`.
pub fn agree(
    what: &dyn std::fmt::Display,
    got: &[f64],
    expected: &[f64],
    tolerance: f64,
) -> Result<(), TestCaseError> {
    let error = distance(got, expected) / (1.0 + norm(expected));
    prop_assert!(error <= tolerance, "{what}: {got:?} vs {expected:?}, off by {error:.1e}");
    Ok(())
}

/// Single precision as double.
pub fn widened(values: &[f32]) -> Vec<f64> {
    values.iter().copied().map(f64::from).collect()
}

/// The bits of single-precision numbers: for claims of bitwise equality.
pub fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}
