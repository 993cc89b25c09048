//! Gradient descent and momentum are their formulas; tuned step sizes are the best on the tasks they are tuned on.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::experiment::{Config, OptimizerName, Session, TaskName};
use l2o_playground::nn::AdamSettings;
use l2o_playground::objective::{Objective, Rosenbrock, Vector};
use l2o_playground::optimizer::{AdaptiveMoments, Momentum, UpdateRule};
use l2o_playground::random::{Purpose, Random};
use support::runs::solve;
use support::specs::plane;

const ROSENBROCK: Objective<f32> = Objective::Rosenbrock(Rosenbrock::CLASSIC);

#[test]
fn momentum_is_polyaks_and_without_it_remains_gradient_descent() {
    for beta in [0.0, 0.9] {
        let path = &solve(&[ROSENBROCK], &[[-1.2, 1.0]], &mut Momentum::new(1e-4, beta), 50)[0];
        let (mut x, mut velocity): (Vector<f32>, Vector<f32>) = ([-1.2, 1.0], [0.0; 2]);
        for stop in &path[1..] {
            let (_, gradient) = ROSENBROCK.value_and_gradient(x);
            for axis in [0, 1] {
                velocity[axis] = beta * velocity[axis] - 1e-4 * gradient[axis];
                x[axis] += velocity[axis];
            }
            assert_eq!((stop.x, stop.f), (x, ROSENBROCK.value(x)), "β = {beta}");
        }
        assert!(path[50].f < 0.5 * path[0].f, "f goes from {} to {}", path[0].f, path[50].f);
    }
}

/// The step sizes that are tried: four to a decade.
fn candidates() -> Vec<f32> {
    (-5..=0)
        .flat_map(|decade| [1.0, 1.8, 3.2, 5.6].map(|digit| format!("{digit}e{decade}")))
        .flat_map(|t| t.parse())
        .collect()
}

fn rule(optimizer: OptimizerName, rate: f32, config: &Config) -> Box<dyn UpdateRule> {
    match optimizer {
        OptimizerName::Adam => Box::new(AdaptiveMoments::new(rate, AdamSettings::default())),
        OptimizerName::Momentum => Box::new(Momentum::new(rate, config.momentum_beta)),
        _ => Box::new(Momentum::new(rate, 0.0)),
    }
}

/// Mean of log f after the last step, on the tasks set aside for tuning.
fn score(config: &Config, optimizer: OptimizerName, rate: f32) -> f64 {
    let mut random = Random::new(u64::from(config.seed), Purpose::Tuning, 0);
    let samples = (0..64).map(|_| config.distribution().sample(&mut random));
    let (objectives, starts): (Vec<_>, Vec<_>) = samples.map(|sample| plane(&sample)).unzip();
    let steps = config.eval_steps as usize;
    let paths = solve(&objectives, &starts, rule(optimizer, rate, config).as_mut(), steps);
    paths.iter().map(|path| (f64::from(path[steps].f) + 1e-30).ln()).sum::<f64>() / 64.0
}

#[test]
fn the_tuned_step_size_is_the_best_of_24_on_tasks_of_its_own() {
    assert_eq!(candidates().len(), 24);
    for task in [TaskName::BoothFixed, TaskName::RosenbrockVariable] {
        let config = Config { task, eval_tasks: 4, eval_steps: 40, ..Config::default() };
        for optimizer in [OptimizerName::Gd, OptimizerName::Momentum, OptimizerName::Adam] {
            let mut session = Session::new(config.clone(), optimizer);
            session.finish();
            let tuned = session.summary().and_then(|summary| summary.step_size);
            let best = candidates()
                .into_iter()
                .min_by(|&a, &b| score(&config, optimizer, a).total_cmp(&score(&config, optimizer, b)));
            assert_eq!(tuned, best, "{optimizer:?} on {task:?}");
        }
    }
}

#[test]
fn a_given_step_size_is_used_as_it_is() {
    let config = Config { gd_rate: Some(0.0123), eval_tasks: 3, eval_steps: 5, ..Config::default() };
    let mut session = Session::new(config, OptimizerName::Gd);
    session.finish();
    assert_eq!(session.summary().and_then(|summary| summary.step_size), Some(0.0123));
}
