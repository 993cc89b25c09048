//! Baselines that need second derivatives or the symmetry: Newton's method, the oracle, Algorithm 2.

mod support;

use l2o_playground::objective::{Booth, Objective, PlaneTasks, Rosenbrock, Tasks};
use l2o_playground::optimizer::{Descent, Newton, OnTheFly, Step, UpdateRule};
use l2o_playground::symmetry::{Rotation, steepest_angles};
use l2o_playground::theory::{Bowl, Quadratic};
use nalgebra::{Matrix2, Vector2};
use proptest::prelude::*;
use support::families::{objectives, points};
use support::runs::solve;
use support::{agree, cases, norm, widened};

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn newton_reaches_the_minimum_of_a_bowl_in_one_step(objective in objectives(), x in points()) {
        prop_assume!(matches!(objective, Objective::Booth(_)));
        let single = objective.map(|value| value as f32);
        let path = &solve(&[single], &[x.map(|v| v as f32)], &mut Newton::new(1.0), 1)[0];
        let minimum = single.map(f64::from).minimum();
        agree(&format_args!("{objective:?} from {x:?}"), &path[1].x.map(f64::from), &minimum, 5e-3)?;
        prop_assert!(path[1].f <= 1e-5 * (1.0 + path[0].f), "f = {} of {}", path[1].f, path[0].f);
    }

    #[test]
    fn no_sampled_angle_has_a_larger_gradient_than_the_oracles(objective in objectives(), x in points()) {
        let single = objective.map(|value| value as f32);
        let start = x.map(|v| v as f32);
        let mut theta = [f32::NAN];
        steepest_angles(&PlaneTasks::new(&[single]), &start, &mut theta);
        let exact = single.map(f64::from);
        let steepness = |theta: f64| {
            norm(&exact.value_and_gradient(Rotation::forward(&exact, start.map(f64::from), theta).point()).1)
        };
        let best = (0..720).map(|i| steepness(f64::from(i) * std::f64::consts::TAU / 720.0)).fold(0.0, f64::max);
        let own = steepness(f64::from(theta[0]));
        prop_assert!(own >= best * (1.0 - 1e-3), "{objective:?} at {x:?}: {own} < {best}");
    }

    #[test]
    fn algorithm_2_by_the_chain_rule_is_the_closed_form_on_quadratics(
        (short, long, turn) in (0.2..2.0, 0.2..4.0, -3.0..3.0_f64), x in points(), theta in -3.0..3.0, alpha in 0.0..0.2,
    ) {
        let q = Matrix2::new(turn.cos(), -turn.sin(), turn.sin(), turn.cos());
        let a = q * Matrix2::from_diagonal(&Vector2::new(short, long)) * q.transpose();
        let quadratic = Quadratic::new(a).ok_or_else(|| TestCaseError::fail("not finite"))?;
        let bowl = Bowl::new(quadratic).ok_or_else(|| TestCaseError::fail("not definite"))?;
        let root = bowl.root().transpose().data.0.map(|row| row.map(|value| value as f32));
        let mut tasks = Tasks::plane(&[Objective::Booth(Booth { a: root, b: [0.0; 2] })]);
        let (mut descent, mut step) = (Descent::new(1, 2), Step::new(1, 2));
        descent.start(&mut tasks, &x.map(|v| v as f32));
        let mut rule = OnTheFly::new(alpha as f32, 0.1, theta as f32);
        rule.reset(&tasks);
        rule.step(&mut tasks, &descent, &mut step);
        let expected = bowl.turning(Vector2::from(x), theta, alpha);
        let size = 1.0 + quadratic.eigenvalues.max() * (x[0] * x[0] + x[1] * x[1]);
        prop_assert!((f64::from(rule.slope()[0]) - expected).abs() <= 1e-5 * size, "{} vs {expected}", rule.slope()[0]);
        let turned = widened(rule.theta())[0];
        prop_assert!((turned - (theta - 0.1 * expected)).abs() <= 1e-5 * size, "θ' = {turned}");
    }
}

#[test]
fn newton_descends_where_the_hessian_is_indefinite() {
    let rosenbrock = Objective::Rosenbrock(Rosenbrock::CLASSIC);
    for start in [[0.0, 1.0], [0.2, 1.5], [-0.3, 2.0], [0.5, 3.0]] {
        let [[a, b], [_, d]] = rosenbrock.hessian(start);
        assert!(a * d - b * b < 0.0, "indefinite at {start:?}");
        let path = &solve(&[rosenbrock], &[start], &mut Newton::new(0.1), 1)[0];
        let (_, gradient) = rosenbrock.value_and_gradient(start);
        let slope: f32 = (0..2).map(|axis| gradient[axis] * (path[1].x[axis] - start[axis])).sum();
        assert!(slope < 0.0 && path[1].f < path[0].f, "{start:?}: slope {slope}, {:?}", path[1]);
    }
}
