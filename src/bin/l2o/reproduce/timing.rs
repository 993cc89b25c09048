//! What a step costs.

use l2o_playground::experiment::{Config, OptimizerName, Phase, Session};
use serde::Serialize;
use std::time::Instant;

/// Measurements, of which the fastest counts: what slows a machine down is not the optimizer's.
const REPEATS: usize = 3;

/// The time that one step of one task takes on this machine.
#[derive(Serialize)]
pub struct Timed {
    pub optimizer: &'static str,
    pub microseconds: f64,
}

/// Every optimizer of a config on one task.
pub fn per_step(config: &Config) -> Vec<Timed> {
    let config = Config { runs: 1, steps: 1, unroll: 1, eval_tasks: 1, ..config.clone() };
    let time = |&optimizer: &OptimizerName| {
        let fastest = (0..REPEATS).map(|_| measured(&config, optimizer)).fold(f64::MAX, f64::min);
        Timed { optimizer: optimizer.name(), microseconds: fastest }
    };
    config.optimizers.iter().map(time).collect()
}

fn measured(config: &Config, optimizer: OptimizerName) -> f64 {
    let mut session = Session::new(config.clone(), optimizer);
    while session.progress().phase != Phase::Evaluating && session.advance() {}
    let started = Instant::now();
    session.finish();
    started.elapsed().as_secs_f64() * 1e6 / f64::from(config.eval_steps)
}
