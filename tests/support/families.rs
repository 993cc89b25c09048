//! Random members of every family of objectives, in `f64`, at a distance from the singular ones.

use l2o_playground::objective::{Booth, FamilyName, Objective, Polynomial, Rosenbrock, Spiral};
use proptest::prelude::*;
use proptest::strategy::Union;

/// Random objectives of one family.
pub type Members = fn() -> BoxedStrategy<Objective<f64>>;

/// Every family and its members. A new family is tested by being listed here.
pub const FAMILIES: &[(FamilyName, Members)] =
    &[(FamilyName::Booth, booths), (FamilyName::Rosenbrock, rosenbrocks), (FamilyName::Spiral, spirals)];

/// Random objectives of all families.
pub fn objectives() -> impl Strategy<Value = Objective<f64>> {
    Union::new(FAMILIES.iter().map(|(_, members)| members()))
}

/// Random points and vectors around 0.
pub fn points() -> impl Strategy<Value = [f64; 2]> {
    prop::array::uniform2(-2.0..2.0)
}

/// Entries in [−2, 2], |det A| at least 0.2.
fn booths() -> BoxedStrategy<Objective<f64>> {
    let matrix = prop::array::uniform2(prop::array::uniform2(-2.0..2.0));
    (matrix, points())
        .prop_map(|(a, b)| Booth { a, b })
        .prop_filter("far from singular", |booth| booth.determinant().abs() >= 0.2)
        .prop_map(Objective::Booth)
        .boxed()
}

/// |a| at least 0.5, |c(x)| at least 0.3 with its extremum anywhere, d a quartic.
fn rosenbrocks() -> BoxedStrategy<Objective<f64>> {
    let sign = || prop_oneof![Just(-1.0), Just(1.0)];
    let a = (sign(), 0.5..2.0).prop_map(|(sign, size)| sign * size);
    // sign · (least + bend · (x − vertex)²); bend = 0 is the constant c of the paper
    let bend = prop_oneof![Just(0.0), 0.1..0.5];
    let c =
        (sign(), 0.3..2.0, bend, -2.0..2.0).prop_map(|(sign, least, bend, vertex): (f64, f64, f64, f64)| {
            Polynomial([sign * (least + bend * vertex * vertex), -2.0 * sign * bend * vertex, sign * bend])
        });
    let d = (-1.0..1.0, -1.0..1.0, -1.0..1.0, -0.2..0.2, -0.1..0.1)
        .prop_map(|(k0, k1, k2, k3, k4)| Polynomial([k0, k1, k2, k3, k4]));
    (a, -1.0..1.0, c, d).prop_map(|(a, b, c, d)| Objective::Rosenbrock(Rosenbrock { a, b, c, d })).boxed()
}

/// Entries in [−2, 2], |det A| at least 0.2, wound to either side, or not at all.
fn spirals() -> BoxedStrategy<Objective<f64>> {
    let matrix = prop::array::uniform2(prop::array::uniform2(-2.0..2.0));
    let k = prop_oneof![Just(0.0), -0.8..0.8];
    (matrix, points(), k)
        .prop_map(|(a, m, k)| Spiral { a, m, k })
        .prop_filter("far from singular", |spiral| spiral.determinant().abs() >= 0.2)
        .prop_map(Objective::Spiral)
        .boxed()
}
