//! An iterate that would become infinite stays at its last finite point, is reported, and touches no other task.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::experiment::{OptimizerName, Session, Summary, decode};
use l2o_playground::objective::{Booth, Objective, Rosenbrock, Tasks, Vector};
use l2o_playground::optimizer::{Descent, Momentum, Step};
use support::runs::{Stop, point, solve};

const ROSENBROCK: Objective<f32> = Objective::Rosenbrock(Rosenbrock::CLASSIC);
const STEPS: usize = 30;

/// Gradient descent on Rosenbrock's function, with a step that is stable near the minimum only.
fn descend(starts: &[Vector<f32>]) -> Vec<Vec<Stop>> {
    solve(&vec![ROSENBROCK; starts.len()], starts, &mut Momentum::new(1e-3, 0.0), STEPS)
}

/// Where the path stops moving.
fn stopped(path: &[Stop]) -> Option<usize> {
    path.iter().position(|stop| !stop.moving)
}

const CALM: [Vector<f32>; 5] = [[0.9, 0.8], [-0.5, 0.2], [1.1, 1.2], [0.0, 0.0], [0.3, -0.1]];
const WILD: Vector<f32> = [9.0, -9.0];

#[test]
fn a_diverging_iterate_is_frozen_at_its_last_finite_point() {
    let path = &descend(&[WILD])[0];
    let at = stopped(path).unwrap_or(STEPS);
    assert!(at > 1 && at < STEPS, "it diverges at step {at}, not at once and not too late");
    assert!(path.iter().all(|stop| stop.x.iter().all(|axis| axis.is_finite()) && stop.f.is_finite()));
    assert!(path[..at].windows(2).all(|pair| pair[0].x != pair[1].x), "it moves before");
    assert!(
        path[at..].iter().all(|stop| *stop == Stop { moving: false, ..path[at - 1] }),
        "it rests from then on"
    );
    // The step not taken: it really led to where f is not finite.
    let last = path[at - 1].x;
    let (_, gradient) = ROSENBROCK.value_and_gradient(last);
    let next = [0, 1].map(|axis| last[axis] - 1e-3 * gradient[axis]);
    assert!(!ROSENBROCK.value(next).is_finite(), "f is finite at {next:?}");
}

#[test]
fn a_start_without_a_finite_value_is_frozen_at_once_with_the_largest_value() {
    for start in [[3e10, 0.0], [f32::INFINITY, 0.0], [0.0, f32::NAN]] {
        let path = &descend(&[start])[0];
        assert!(path.iter().all(|stop| !stop.moving && stop.f == f32::MAX), "{start:?}");
    }
}

#[test]
fn a_step_that_was_not_taken_says_so_and_is_the_last() {
    let mut tasks = Tasks::plane(&[ROSENBROCK; 2]);
    let (mut descent, mut step) = (Descent::new(2, 2), Step::new(2, 2));
    descent.start(&mut tasks, &[0.5, -0.5, 0.25, 0.75]);
    // The first task is sent to infinity, then back; the second one goes on.
    for (first, second) in [(f32::INFINITY, 2.0), (0.5, 3.0)] {
        step.middle.copy_from_slice(&[7.0, 1.0, second, 1.0]);
        step.next.copy_from_slice(&[first, 1.0, second, 1.0]);
        step.element.fill(1.5);
        descent.advance(&mut tasks, &mut step);
        let of = |task| (point(&descent.x, task), point(&step.middle, task), point(&step.next, task));
        assert_eq!(of(0), ([0.5, -0.5], [0.5, -0.5], [0.5, -0.5]));
        assert_eq!(of(1), ([second, 1.0], [second, 1.0], [second, 1.0]));
        assert_eq!(step.element, [0.0, 1.5]);
        assert_eq!(descent.moving, [false, true]);
        assert_eq!(descent.f[0], ROSENBROCK.value([0.5, -0.5]));
    }
}

#[test]
fn the_other_tasks_of_a_batch_do_not_notice() {
    for place in 0..CALM.len() {
        let undisturbed = descend(&CALM);
        let mut starts = CALM;
        starts[place] = WILD;
        let disturbed = descend(&starts);
        assert!(stopped(&disturbed[place]).is_some());
        for task in (0..CALM.len()).filter(|&task| task != place) {
            assert_eq!(disturbed[task], undisturbed[task], "task {task} beside {place}");
            assert_eq!(stopped(&disturbed[task]), None);
        }
    }
}

#[test]
fn a_converging_batch_has_no_frozen_iterate() {
    let booth = Objective::Booth(Booth::CLASSIC);
    for path in solve(&[booth; 5], &CALM, &mut Momentum::new(0.05, 0.0), 200) {
        assert_eq!(stopped(&path), None);
        assert!(path[200].f < 1e-6, "f = {}", path[200].f);
    }
}

fn finished(link: &str, optimizer: OptimizerName) -> Session {
    let decoded = decode(link);
    assert_eq!(decoded.problems, []);
    let mut session = Session::new(decoded.config, optimizer);
    session.finish();
    session
}

fn assert_finite(summary: &Summary) {
    let single =
        [summary.median_final, summary.q1_final, summary.q3_final, summary.mean_final, summary.mean_log];
    let curves = summary.median.iter().chain(&summary.q1).chain(&summary.q3);
    assert!(single.iter().chain(curves).all(|value| value.is_finite()), "{summary:?}");
}

#[test]
fn diverged_tasks_are_counted_and_the_summary_stays_finite() {
    let all = finished("task=rosenbrock&gd_lr=10&eval_tasks=70&eval_steps=30", OptimizerName::Gd);
    let summary = all.summary().cloned();
    assert_eq!(summary.as_ref().map(|summary| summary.diverged), Some(70));
    summary.iter().for_each(assert_finite);

    let some = finished(
        "task=rosenbrock-variable&min_det=0&gd_lr=0.1&eval_tasks=70&eval_steps=30",
        OptimizerName::Gd,
    );
    let summary = some.summary().cloned();
    let diverged = summary.as_ref().map_or(0, |summary| summary.diverged);
    assert!(diverged > 0 && diverged < 70, "{diverged} of 70 diverged");
    summary.iter().for_each(assert_finite);
}

#[test]
fn a_trajectory_says_at_which_step_it_diverged_and_rests_there() {
    let session =
        finished("task=rosenbrock&gd_lr=1e-3&start=9,-9&eval_tasks=1&eval_steps=30", OptimizerName::Gd);
    let trajectory = session.trajectory();
    let expected = stopped(&descend(&[WILD])[0]);
    assert_eq!(trajectory.diverged_at.map(|step| step as usize), expected);
    let at = expected.unwrap_or(STEPS);
    let last = &trajectory.x[2 * (at - 1)..2 * at];
    assert!(trajectory.x[2 * at..].chunks_exact(2).all(|x| x == last));
    assert!(trajectory.gradient_norm.iter().chain(&trajectory.f).all(|value| value.is_finite()));

    let calm =
        finished("task=rosenbrock&gd_lr=1e-3&start=0.9,0.8&eval_tasks=1&eval_steps=30", OptimizerName::Gd);
    assert_eq!(calm.trajectory().diverged_at, None);
}
