//! What the paper proves holds for random instances, and fails where its assumptions do.

mod support;

use l2o_playground::theory::{Bowl, Quadratic, newton_parts, power_inequality};
use nalgebra::{DMatrix, DVector, Matrix2, Vector2};
use proptest::prelude::*;
use support::{agree, cases, derivative};

fn matrices() -> impl Strategy<Value = (DMatrix<f64>, DVector<f64>)> {
    (2..=5_usize).prop_flat_map(|n| {
        let numbers = |size| prop::collection::vec(-1.0..1.0, size);
        (numbers(n * n), numbers(n)).prop_map(move |(m, w)| {
            let m = DMatrix::from_vec(n, n, m);
            (&m * m.transpose() + 0.1 * DMatrix::identity(n, n), DVector::from_vec(w).add_scalar(1e-3))
        })
    })
}

/// Symmetric, positive definite, with axes at any angle.
fn ellipses() -> impl Strategy<Value = (Matrix2<f64>, f64)> {
    (0.2..2.0, 2.5..6.0, -3.0..3.0_f64).prop_map(|(short, long, turn): (f64, f64, f64)| {
        let q = rotation(turn);
        (q * Matrix2::from_diagonal(&Vector2::new(short, long)) * q.transpose(), turn)
    })
}

fn points() -> impl Strategy<Value = Vector2<f64>> {
    support::families::points().prop_map(|[x, y]| Vector2::new(x, y))
}

fn rotation(theta: f64) -> Matrix2<f64> {
    Matrix2::new(theta.cos(), -theta.sin(), theta.sin(), theta.cos())
}

/// `f(x_{t+1})` of Algorithm 2 on `xᵀAx`.
fn next(a: &Matrix2<f64>, root: &Matrix2<f64>, x: Vector2<f64>, theta: f64, alpha: f64) -> f64 {
    let moved = root.try_inverse().map_or(x, |inverse| inverse * rotation(theta) * root * x);
    let next = moved - 2.0 * alpha * a * moved;
    next.dot(&(a * next))
}

fn bowl(a: Matrix2<f64>) -> Result<Bowl, TestCaseError> {
    Quadratic::new(a).and_then(Bowl::new).ok_or_else(|| TestCaseError::fail("not definite"))
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn newtons_missing_part_climbs_the_gradient_norm((h, g) in matrices()) {
        let parts = newton_parts(&g, &h).ok_or_else(|| TestCaseError::fail("no parts"))?;
        let scale = 2.0 * (&h * &g).norm() * parts.orthogonal.norm();
        prop_assert!(parts.slope >= -1e-12 * (1.0 + scale), "{h} {g}: {}", parts.slope);
        prop_assert!(parts.orthogonal.dot(&g).abs() <= 1e-9 * (1.0 + parts.newton.norm()) * g.norm());
        agree(&"H v₂ = −∇L", (&h * &parts.newton).as_slice(), (-&g).as_slice(), 1e-9)?;
        // The slope is that of ‖∇L‖² on the quadratic with this gradient and Hessian.
        let [numeric] = derivative(|by| [(&g + by * &h * &parts.orthogonal).norm_squared()]);
        agree(&"slope", &[parts.slope], &[numeric], 1e-7)?;
    }

    #[test]
    fn the_inequality_of_powers_holds_for_positive_definite_matrices(
        (a, w) in matrices(), alpha in -3..=3_i32, beta in -3..=3_i32,
    ) {
        let sides = power_inequality(&a, &w, alpha, beta).ok_or_else(|| TestCaseError::fail("no inverse"))?;
        // Sixth powers of matrices with condition numbers of some hundred lose digits.
        prop_assert!(sides.left <= sides.right * (1.0 + 1e-6), "{a} {w} {alpha} {beta}: {sides:?}");
        prop_assert!(beta != 0 || sides.holds());
    }

    #[test]
    fn turning_is_the_slope_of_the_next_value((a, _) in ellipses(), x in points(), theta in -3.0..3.0, alpha in 0.0..0.5) {
        let bowl = bowl(a)?;
        agree(&"B²", (bowl.root() * bowl.root()).as_slice(), a.as_slice(), 1e-10)?;
        let [numeric] = derivative(|by| [next(&a, &bowl.root(), x, theta + by, alpha)]);
        agree(&format_args!("{a} at {x}, θ = {theta}, α = {alpha}"), &[bowl.turning(x, theta, alpha)], &[numeric], 1e-8)?;
        let value = next(&a, &bowl.root(), x, theta, alpha);
        agree(&"f(x')", &[bowl.value_after(x, theta, alpha)], &[value], 1e-9)?;
    }

    #[test]
    fn turning_vanishes_on_the_axes_and_is_largest_half_way((a, turn) in ellipses(), alpha in 0.0..0.3) {
        let bowl = bowl(a)?;
        // From a point with B x on the first axis, the angle θ is the angle to it.
        let axis = rotation(turn) * Vector2::new(1.0, 0.0);
        let x = bowl.root().try_inverse().map_or(axis, |inverse| inverse * axis);
        let size = |theta: f64| bowl.turning(x, theta, alpha).abs();
        let quarter = std::f64::consts::FRAC_PI_4;
        for corner in 0..4 {
            prop_assert!(size(2.0 * quarter * f64::from(corner)) <= 1e-9);
        }
        let largest = size(quarter);
        for step in 0..100 {
            prop_assert!(size(0.0314 * f64::from(step)) <= largest + 1e-9);
        }
    }
}

#[test]
fn without_definiteness_the_inequality_fails_and_the_slope_is_negative() {
    let (a, w) =
        (DMatrix::from_diagonal(&DVector::from_vec(vec![1.0, -2.0])), DVector::from_vec(vec![1.0, 3.0]));
    let sides = power_inequality(&a, &w, 0, 1);
    let close = sides.is_some_and(|s| (s.left - 100.0).abs() < 1e-9 && (s.right - 59.5).abs() < 1e-9);
    assert!(close && sides.is_some_and(|sides| !sides.holds()), "{sides:?}");
    // With ∇L = w and H = A, gradient norms shrink along Newton's missing part.
    let slope = newton_parts(&w, &a).map(|parts| parts.slope);
    assert!(slope.is_some_and(|slope| slope < -1.0), "{slope:?}");
}

#[test]
fn the_turning_needs_the_angle_and_the_axes_that_the_paper_leaves_out() {
    let quadratic = Quadratic::turned(Vector2::new(0.5, 3.0), 0.6);
    let (a, root) = (quadratic.matrix(), quadratic.root().unwrap_or_default());
    let (x, theta, alpha) = (Vector2::new(1.0, -0.7), 0.4, 0.05);
    let [slope] = derivative(|by| [next(&a, &root, x, theta + by, alpha)]);
    let d = quadratic.eigenvalues.map(|lambda| (1.0 - 2.0 * alpha * lambda).powi(2));
    let off = |z: Vector2<f64>| (2.0 * (d.y - d.x) * z.x * z.y - slope).abs() / slope.abs();
    assert!(off(quadratic.axes.transpose() * rotation(theta) * root * x) < 1e-8);
    assert!(off(quadratic.axes.transpose() * root * x) > 0.1, "without R_θ");
    assert!(off(rotation(theta) * root * x) > 0.1, "without Q");
    assert!(off(root * x) > 0.1, "without both");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_gradient_is_equally_long_along_the_curve(
        (one, two) in (0.2..4.0, prop_oneof![-4.0..-0.2, 0.2..4.0]), angle in -3.0..3.0, x in points(),
    ) {
        let quadratic = Quadratic::turned(Vector2::new(one, two), angle);
        let curve = quadratic.equally_steep(x, 16).ok_or_else(|| TestCaseError::fail("singular"))?;
        let steepness = |x: &Vector2<f64>| (2.0 * quadratic.matrix() * x).norm();
        agree(&"begins at x", curve[0].as_slice(), x.as_slice(), 1e-9)?;
        for point in &curve {
            agree(&"‖∇f‖", &[steepness(point)], &[steepness(&x)], 1e-9)?;
        }
    }

    #[test]
    fn beyond_the_step_size_where_it_turns_over_the_angle_turns_the_other_way(
        (short, long) in (0.2..2.0, 2.5..6.0), x in points(), theta in -3.0..3.0,
    ) {
        let bowl = Quadratic::turned(Vector2::new(short, long), 0.4);
        let bowl = Bowl::new(bowl).ok_or_else(|| TestCaseError::fail("not definite"))?;
        let at = bowl.turns_over_at();
        let [before, after] = [0.9, 1.1].map(|factor| bowl.turning(x, theta, factor * at));
        prop_assert!(before * after <= 0.0, "{before} {after}");
        prop_assert!(bowl.turning(x, theta, at).abs() <= 1e-9 * (1.0 + before.abs()));
    }
}
