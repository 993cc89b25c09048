//! The figures of the article say what the paper proves, at any point of any link.

use l2o_playground::experiment::figures::{newton, orbit, turning};
use l2o_playground::experiment::{Config, decode, reading};
use l2o_playground::theory::{PowerInequality, power_inequality};
use nalgebra::{DMatrix, DVector, SymmetricEigen};
use proptest::prelude::*;

mod support;
use support::cases;

fn config(link: &str) -> Config {
    let decoded = decode(link);
    assert!(decoded.problems.is_empty(), "{:?}", decoded.problems);
    decoded.config
}

#[test]
fn the_papers_counterexample_is_a_link() {
    let newton = newton(&config("fig=newton&quad=1,-2,0&start=0.5,-0.75"));
    let newton = newton.as_ref();
    assert_eq!(newton.map(|n| n.gradient), Some([1.0, 3.0]));
    let lemma = newton.and_then(|n| n.lemma).unwrap_or_default();
    assert!((lemma[0] - 100.0).abs() < 1e-9 && (lemma[1] - 59.5).abs() < 1e-9, "{lemma:?}");
    assert!(newton.and_then(|n| n.vectors).is_some_and(|v| v.slope < 0.0));
}

#[test]
fn at_the_minimum_there_is_no_newton_step() {
    let newton = newton(&config("fig=newton&start=0,0"));
    assert!(newton.is_some_and(|n| n.vectors.is_none() && n.lemma.is_none()));
}

#[test]
fn what_is_read_off_a_landscape_is_what_it_shows() {
    let [x, y] = [0.5, -2.0];
    let read = |link: &str| reading(&config(link), [x, y]).map(|reading| (reading.f, reading.gradient));
    let booth = (x + 2.0 * y - 7.0, 2.0 * x + y - 5.0);
    let gradient = [2.0 * booth.0 + 4.0 * booth.1, 4.0 * booth.0 + 2.0 * booth.1];
    assert_eq!(read("task=booth"), Some((booth.0 * booth.0 + booth.1 * booth.1, gradient)));
    // Eigenvalues 1 and −2 along the axes: x² − 2y².
    assert_eq!(read("fig=newton&quad=1,-2,0"), Some((x * x - 2.0 * y * y, [2.0 * x, -4.0 * y])));
    assert_eq!(read("task=mlp&opt=gd"), None);
}

#[test]
fn perceptrons_have_no_figures() {
    let config = config("task=mlp&opt=gd");
    assert!(orbit(&config).is_none() && newton(&config).is_none() && turning(&config).is_none());
    let decoded = decode("task=mlp&opt=gd&fig=orbit");
    assert_eq!(decoded.problems[0].field, "fig");
}

#[test]
fn what_no_figure_can_show_is_refused_by_name() {
    for (link, part) in [
        ("fig=newton&quad=0,1,0", "singular"),
        ("fig=fly&quad=1,-1,0", "positive eigenvalues"),
        ("quad=1,2", "3 numbers"),
        ("fig=9", "one of none, orbit"),
    ] {
        let problems = decode(link).problems;
        assert!(problems.len() == 1 && problems[0].takes.contains(part), "{link}: {problems:?}");
    }
}

fn plane() -> impl Strategy<Value = String> {
    let tasks = ["booth", "booth-fixed", "booth-variable", "rosenbrock-fixed", "rosenbrock-variable"];
    (prop::sample::select(tasks.to_vec()), -2.0..2.0_f32, -2.0..2.0_f32)
        .prop_map(|(task, x, y)| format!("task={task}&min_det=0.3&fig=orbit&start={x:.3},{y:.3}"))
}

fn bowl() -> impl Strategy<Value = String> {
    (0.1..5.0, 0.1..5.0, 0..180, -2.0..2.0, -2.0..2.0, -3.0..3.0, 0.001..0.4).prop_map(
        |(one, two, angle, x, y, theta, alpha)| {
            format!(
                "fig=fly&quad={one:.3},{two:.3},{angle}&start={x:.3},{y:.3}&fly_theta={theta:.3}&fly_lr={alpha:.4}"
            )
        },
    )
}

/// 2A of the quadratic of a link.
fn hessian(link: &str) -> DMatrix<f64> {
    let &[one, two, degrees] = config(link).quadratic.as_slice() else { return DMatrix::zeros(2, 2) };
    let (sine, cosine) = f64::from(degrees).to_radians().sin_cos();
    let axes = DMatrix::from_row_slice(2, 2, &[cosine, -sine, sine, cosine]);
    let eigenvalues = DVector::from_vec(vec![2.0 * f64::from(one), 2.0 * f64::from(two)]);
    &axes * DMatrix::from_diagonal(&eigenvalues) * axes.transpose()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn f_stays_on_an_orbit_and_no_point_of_it_is_steeper_than_the_oracles(link in plane()) {
        let orbit = orbit(&config(&link)).ok_or_else(|| TestCaseError::fail("no orbit"))?;
        prop_assert!(orbit.spread < 1e-2, "{link}: f varies by {}", orbit.spread);
        let steepest = orbit.gradient_norm.iter().copied().fold(0.0, f32::max);
        prop_assert!(orbit.steepest.gradient_norm >= steepest * (1.0 - 1e-3), "{link}");
        prop_assert_eq!(orbit.points.len(), 2 * orbit.gradient_norm.len());
        prop_assert!(!orbit.peaks.is_empty() && orbit.peaks.len() < 20, "{link}: {:?}", orbit.peaks);
    }

    #[test]
    fn three_routes_lead_to_the_same_turning(link in bowl()) {
        let turning = turning(&config(&link)).ok_or_else(|| TestCaseError::fail("no bowl"))?;
        let scale = 1.0 + turning.value + turning.next;
        prop_assert!((turning.closed - turning.numeric).abs() < 1e-6 * scale, "{link}: {turning:?}");
        let by_ring = turning.ring_next.iter().zip(&turning.ring_slope);
        prop_assert!(by_ring.clone().all(|(next, _)| *next >= 0.0));
        // Over the whole orbit the slope integrates to nothing.
        let sum: f64 = turning.ring_slope.iter().sum();
        prop_assert!(sum.abs() < 1e-9 * scale * 96.0, "{link}: {sum}");
    }

    #[test]
    fn in_a_bowl_the_slope_is_never_negative(link in bowl()) {
        let link = link.replace("fig=fly", "fig=newton");
        let newton = newton(&config(&link)).ok_or_else(|| TestCaseError::fail("no plane"))?;
        if let (Some(vectors), Some([left, right])) = (newton.vectors, newton.lemma) {
            let [[g0, g1], w] = [newton.gradient, newton.point];
            let by_hessian = |v: &DVector<f64>| hessian(&link) * v;
            let gradient = by_hessian(&DVector::from_column_slice(&w));
            prop_assert!((gradient[0] - g0).abs() + (gradient[1] - g1).abs() <= 1e-6 * (1.0 + right));
            let sides = power_inequality(&hessian(&link), &gradient, 0, 1);
            let close = |sides: PowerInequality| (sides.left - left).abs() + (sides.right - right).abs() <= 1e-6 * (1.0 + right);
            prop_assert!(sides.is_some_and(close), "{link}: {sides:?} {left} {right}");
            let ends = SymmetricEigen::new(hessian(&link)).eigenvalues;
            prop_assert!((ends.min() - newton.curvatures[0]).abs() + (ends.max() - newton.curvatures[1]).abs() <= 1e-6);
            prop_assert!(left <= right * (1.0 + 1e-9));
            prop_assert!(vectors.slope >= -1e-9 * (1.0 + right));
        }
    }
}
