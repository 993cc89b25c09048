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

/// What a tuned optimizer reaches in the time that another takes.
#[derive(Serialize)]
pub struct AsLong {
    pub optimizer: &'static str,
    pub steps: u32,
    /// Median of f over [`TASKS`] tasks.
    pub median: f32,
}

/// Tasks on which tuned optimizers are followed for long.
pub const TASKS: u32 = 64;

/// What every baseline of a config, tuned for as many steps, reaches in the time of the steps of the learned optimizer `name`.
pub fn as_long_as(name: &str, config: &Config, timed: &[Timed]) -> Vec<AsLong> {
    let time =
        |name: &str| timed.iter().find(|timed| timed.optimizer == name).map(|timed| timed.microseconds);
    let baselines = config.optimizers.iter().filter(|optimizer| !optimizer.is_learned());
    let follow = |&optimizer: &OptimizerName| {
        let ratio = time(name)? / time(optimizer.name())?;
        let steps = (f64::from(config.eval_steps) * ratio).round() as u32;
        let config = Config { eval_steps: steps, eval_tasks: TASKS, ..config.clone() };
        let mut session = Session::new(config, optimizer);
        session.finish();
        Some(AsLong { optimizer: optimizer.name(), steps, median: session.summary()?.median_final })
    };
    baselines.filter_map(follow).collect()
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
