//! The action of SO(2) leaves every objective unchanged, is a group action, and has the derivatives it claims.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::objective::{Objective, Vector, transposed_times};
use l2o_playground::symmetry::{Rotation, arc, bound_jump};
use proptest::prelude::*;
use support::families::{objectives, points};
use support::{agree, cases, derivative, norm, shifted};

fn angles() -> impl Strategy<Value = f64> {
    -7.0..7.0
}

/// `g_θ(x)`
fn g(objective: &Objective<f64>, theta: f64, x: Vector<f64>) -> Vector<f64> {
    Rotation::forward(objective, x, theta).point()
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn teleporting_keeps_the_loss(objective in objectives(), x in points(), theta in angles()) {
        let (before, after) = (objective.value(x), objective.value(g(&objective, theta, x)));
        agree(&format_args!("f(g(x)) of {objective:?} at {x:?}, θ = {theta}"), &[after], &[before], 1e-9)?;
    }

    #[test]
    fn an_angle_of_zero_goes_nowhere(objective in objectives(), x in points()) {
        agree(&format_args!("g_0 of {objective:?} at {x:?}"), &g(&objective, 0.0, x), &x, 1e-12)?;
    }

    #[test]
    fn angles_add_up(objective in objectives(), x in points(), alpha in angles(), beta in angles()) {
        let in_two = g(&objective, alpha, g(&objective, beta, x));
        let at_once = g(&objective, alpha + beta, x);
        agree(&format_args!("{objective:?} at {x:?}, {alpha} and {beta}"), &in_two, &at_once, 1e-9)?;
    }

    #[test]
    fn the_derivative_to_the_angle_is_that_of_finite_differences(
        objective in objectives(), x in points(), theta in angles(),
    ) {
        let numeric = derivative(|by| g(&objective, theta + by, x));
        let analytic = Rotation::forward(&objective, x, theta).d_theta(&objective);
        agree(&format_args!("∂g/∂θ of {objective:?} at {x:?}, θ = {theta}"), &analytic, &numeric, 1e-8)?;
    }

    #[test]
    fn the_derivative_to_the_point_is_that_of_finite_differences(
        objective in objectives(), x in points(), theta in angles(),
    ) {
        let [left, right] = [0, 1].map(|axis| derivative(|by| g(&objective, theta, shifted(x, axis, by))));
        let [[a, b], [c, d]] = Rotation::forward(&objective, x, theta).d_x(&objective);
        let case = format!("∂g/∂x of {objective:?} at {x:?}, θ = {theta}");
        agree(&case, &[a, b, c, d], &[left[0], right[0], left[1], right[1]], 1e-8)?;
    }

    #[test]
    fn the_backward_pass_is_the_transpose_of_both_derivatives(
        objective in objectives(), x in points(), theta in angles(), d_to in points(),
    ) {
        let rotation = Rotation::forward(&objective, x, theta);
        let (d_theta, d_x) = rotation.backward(&objective, d_to);
        let case = format!("{objective:?} at {x:?}, θ = {theta}");
        let [u, v] = rotation.d_theta(&objective);
        let expected = u * d_to[0] + v * d_to[1];
        agree(&format_args!("backward to θ of {case}"), &[d_theta], &[expected], 1e-11)?;
        let expected = transposed_times(rotation.d_x(&objective), d_to);
        agree(&format_args!("backward to x of {case}"), &d_x, &expected, 1e-11)?;
    }

    #[test]
    fn a_bounded_jump_is_to_first_order_no_longer_than_one_plus_the_distance_from_the_origin(
        objective in objectives(), x in points(), theta in -1000.0..1000.0,
    ) {
        let bound = bound_jump(&objective, x, theta);
        let velocity = norm(&Rotation::forward(&objective, x, 0.0).d_theta(&objective));
        let (jump, longest) = (velocity * (bound * theta).abs(), 1.0 + norm(&x));
        prop_assert!(bound > 0.0 && bound <= 1.0, "{objective:?} at {x:?}, θ = {theta}: factor {bound}");
        prop_assert!(jump <= longest * (1.0 + 1e-12), "{objective:?} at {x:?}, θ = {theta}: {jump} > {longest}");
        // The factor is no smaller than it must be: a jump much shorter than the bound stays as it is.
        let free = velocity * theta.abs() / longest;
        agree(&format_args!("factor for {objective:?} at {x:?}, θ = {theta}"), &[bound], &[1.0 / (1.0 + free)], 1e-12)?;
    }

    #[test]
    fn an_arc_stays_on_the_level_set_and_ends_at_the_teleported_point(
        wide in objectives(), x in points(), theta in -3.0..3.0_f32, count in 2_usize..20,
    ) {
        let objective = wide.map(|value| value as f32);
        let x = x.map(|axis| axis as f32);
        let points: Vec<Vector<f32>> = arc(&objective, x, theta, count).collect();
        prop_assert_eq!(points.len(), count);
        prop_assert_eq!(points[count - 1], Rotation::forward(&objective, x, theta).point());
        // Measured in f64, so that the rounding of the arc's points is all that is left. To first order it moves f by
        // ‖∇f‖ times the error of the point.
        let exact = objective.map(f64::from);
        let f = exact.value(x.map(f64::from));
        for (i, point) in points.into_iter().enumerate() {
            let (at_point, gradient) = exact.value_and_gradient(point.map(f64::from));
            let scale = f + norm(&gradient) * (1.0 + norm(&point.map(f64::from)));
            let error = (at_point - f).abs() / scale;
            prop_assert!(error <= 1e-5, "point {i} of {objective:?} at {x:?}, θ = {theta}: {at_point} vs {f}");
        }
    }
}

#[test]
fn an_angle_of_zero_is_not_scaled() {
    let objective = Objective::Booth(l2o_playground::objective::Booth::CLASSIC);
    assert_eq!(bound_jump(&objective, [0.3, -2.0], 0.0), 1.0);
}

#[test]
fn an_arc_of_one_point_or_none_is_its_start_or_empty() {
    let objective =
        Objective::Booth(l2o_playground::objective::Booth { a: [[1.0, 0.0], [0.0, 1.0]], b: [0.0; 2] });
    assert_eq!(arc(&objective, [0.5, -2.0], 1.0, 1).collect::<Vec<_>>(), [[0.5, -2.0]]);
    assert_eq!(arc(&objective, [0.5, -2.0], 1.0, 0).count(), 0);
}
