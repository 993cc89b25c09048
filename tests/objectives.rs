//! Every family of objectives: h and its inverse undo each other, and all derivatives are those of finite differences.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::objective::{
    Bijection, Booth, FamilyName, Matrix2, Objective, Polynomial, Rosenbrock, Tasks, Vector, times,
    transposed_times,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use support::families::{FAMILIES, objectives, points};
use support::runs::point;
use support::{agree, cases, derivative, shifted};

fn flat([[a, b], [c, d]]: Matrix2<f64>) -> [f64; 4] {
    [a, b, c, d]
}

/// The matrix whose column `axis` is the derivative of `f` along that axis.
fn numeric_jacobian(x: Vector<f64>, f: impl Fn(Vector<f64>) -> Vector<f64>) -> [f64; 4] {
    let [left, right] = [0, 1].map(|axis| derivative(|by| f(shifted(x, axis, by))));
    [left[0], right[0], left[1], right[1]]
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn the_inverse_undoes_h(objective in objectives(), x in points()) {
        agree(&format_args!("h⁻¹(h(x)) of {objective:?}"), &objective.inverse(objective.h(x)), &x, 1e-12)?;
    }

    #[test]
    fn h_undoes_the_inverse(objective in objectives(), u in points()) {
        agree(&format_args!("h(h⁻¹(u)) of {objective:?}"), &objective.h(objective.inverse(u)), &u, 1e-12)?;
    }

    #[test]
    fn f_and_its_gradient_vanish_at_the_minimum(objective in objectives()) {
        let (f, gradient) = objective.value_and_gradient(objective.minimum());
        prop_assert!(f <= 1e-24, "{objective:?}: f = {f:e}");
        agree(&format_args!("∇f at the minimum of {objective:?}"), &gradient, &[0.0; 2], 1e-10)?;
    }

    #[test]
    fn f_is_the_squared_norm_of_h(objective in objectives(), x in points()) {
        let [u, v] = objective.h(x);
        prop_assert_eq!(objective.value(x), u * u + v * v, "{:?} at {:?}", objective, x);
        prop_assert_eq!(objective.value_and_gradient(x).0, objective.value(x), "{:?} at {:?}", objective, x);
    }

    #[test]
    fn the_gradient_is_that_of_finite_differences(objective in objectives(), x in points()) {
        let (_, analytic) = objective.value_and_gradient(x);
        let numeric = [0, 1].map(|axis| derivative(|by| [objective.value(shifted(x, axis, by))])[0]);
        agree(&format_args!("∇f of {objective:?} at {x:?}"), &analytic, &numeric, 1e-9)?;
    }

    #[test]
    fn the_jacobian_is_that_of_finite_differences(objective in objectives(), x in points()) {
        let numeric = numeric_jacobian(x, |x| objective.h(x));
        agree(&format_args!("J of {objective:?} at {x:?}"), &flat(objective.jacobian(x)), &numeric, 1e-9)?;
    }

    #[test]
    fn the_hessian_is_that_of_finite_differences(objective in objectives(), x in points()) {
        let numeric = numeric_jacobian(x, |x| objective.value_and_gradient(x).1);
        agree(&format_args!("∇²f of {objective:?} at {x:?}"), &flat(objective.hessian(x)), &numeric, 1e-9)?;
    }

    #[test]
    fn the_curvature_is_the_derivative_of_the_transposed_jacobian(
        objective in objectives(), x in points(), r in points(),
    ) {
        let numeric = numeric_jacobian(x, |x| transposed_times(objective.jacobian(x), r));
        let analytic = flat(objective.curvature(x, r));
        agree(&format_args!("Σ rᵢ∇²hᵢ of {objective:?} at {x:?}, r = {r:?}"), &analytic, &numeric, 1e-9)?;
    }

    #[test]
    fn solving_undoes_the_jacobian(objective in objectives(), x in points(), r in points()) {
        let jacobian = objective.jacobian(x);
        let case = format!("{objective:?} at {x:?}");
        agree(&format_args!("J J⁻¹ r of {case}"), &times(jacobian, objective.solve(x, r)), &r, 1e-11)?;
        let back = transposed_times(jacobian, objective.solve_transposed(x, r));
        agree(&format_args!("Jᵀ J⁻ᵀ r of {case}"), &back, &r, 1e-11)?;
    }

    #[test]
    fn four_at_a_time_give_the_bits_of_one_at_a_time(
        batch in prop::sample::select(FAMILIES).prop_flat_map(|(_, members)| prop::collection::vec((members(), points()), 1..=9)),
    ) {
        let objectives: Vec<Objective<f32>> =
            batch.iter().map(|(objective, _)| objective.map(|value| value as f32)).collect();
        let starts: Vec<Vector<f32>> = batch.iter().map(|(_, x)| x.map(|value| value as f32)).collect();
        let mut tasks = Tasks::plane(&objectives);
        let (mut values, mut gradients) = (vec![f32::NAN; starts.len()], vec![f32::NAN; 2 * starts.len()]);
        tasks.evaluate(starts.as_flattened(), &mut values, &mut gradients);
        prop_assert_eq!(tasks.len(), objectives.len());
        for (task, (objective, &x)) in objectives.iter().zip(&starts).enumerate() {
            let got = (values[task], point(&gradients, task));
            prop_assert_eq!(got, objective.value_and_gradient(x), "{:?} at {:?}", objective, x);
        }
    }
}

#[test]
fn every_family_is_listed_under_its_name() {
    let mut runner = TestRunner::deterministic();
    let listed: Vec<FamilyName> = FAMILIES.iter().map(|(name, _)| *name).collect();
    assert_eq!(listed, FamilyName::ALL);
    for (name, members) in FAMILIES {
        let member = members().new_tree(&mut runner).map(|tree| tree.current().family());
        assert_eq!(member, Ok(*name));
    }
}

#[test]
fn booths_function_is_the_one_of_the_textbooks() {
    let booth = Objective::Booth(Booth::CLASSIC);
    let [x, y] = booth.minimum();
    assert!((x - 1.0).abs() <= 1e-6 && (y - 3.0).abs() <= 1e-6, "minimum at {x}, {y}");
    for [x, y] in [[0.0, 0.0], [1.5, -2.0], [-3.0, 4.0]] {
        let expected = (x + 2.0 * y - 7.0) * (x + 2.0 * y - 7.0) + (2.0 * x + y - 5.0) * (2.0 * x + y - 5.0);
        assert_eq!(booth.value([x, y]), expected, "at {x}, {y}");
    }
}

#[test]
fn rosenbrocks_function_is_the_one_of_the_textbooks() {
    let rosenbrock = Objective::Rosenbrock(Rosenbrock::CLASSIC);
    assert_eq!(rosenbrock.minimum(), [1.0, 1.0]);
    for [x, y] in [[0.0, 0.0], [1.5, -2.0], [-3.0, 4.0]] {
        let expected = 100.0 * (y - x * x) * (y - x * x) + (1.0 - x) * (1.0 - x);
        assert_eq!(rosenbrock.value([x, y]), expected, "at {x}, {y}");
    }
}

#[test]
fn missing_coefficients_of_a_polynomial_are_zero() {
    let polynomial = Polynomial::<f32, 5>::from_coefficients(&[1.0, -2.0, 3.0]);
    assert_eq!(polynomial, Polynomial([1.0, -2.0, 3.0, 0.0, 0.0]));
    assert_eq!((polynomial.value(2.0), polynomial.slope(2.0), polynomial.bend(2.0)), (9.0, 10.0, 6.0));
}

#[test]
#[should_panic(expected = "a batch holds one family")]
fn families_cannot_be_mixed_in_a_batch() {
    Tasks::plane(&[Objective::Booth(Booth::CLASSIC), Objective::Rosenbrock(Rosenbrock::CLASSIC)]);
}

#[test]
#[should_panic(expected = "a batch holds at least one task")]
fn a_batch_is_never_empty() {
    Tasks::plane(&[]);
}
