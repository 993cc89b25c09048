//! Tuned step sizes for the baselines.

use super::choices::OptimizerName;
use super::config::Config;
use crate::nn::AdamSettings;
use crate::objective::{Sample, Tasks, lane};
use crate::optimizer::{AdaptiveMoments, Descent, Momentum, Step, UpdateRule};
use crate::random::{Purpose, Random};

/// Tasks on which step sizes are compared; none of them is used in training or evaluation.
const TASKS: usize = 64;

/// Step sizes tried: four to a decade, from 1e-5 to 5.6.
const CANDIDATES: [f32; 24] = [
    1e-5, 1.8e-5, 3.2e-5, 5.6e-5, 1e-4, 1.8e-4, 3.2e-4, 5.6e-4, 1e-3, 1.8e-3, 3.2e-3, 5.6e-3, 1e-2, 1.8e-2,
    3.2e-2, 5.6e-2, 0.1, 0.18, 0.32, 0.56, 1.0, 1.8, 3.2, 5.6,
];

/// Added to f before its logarithm, so that a task solved exactly counts as very good, not as infinitely good.
const FLOOR: f32 = 1e-30;

/// The baseline `name` with this step size; `None` for a learned optimizer.
pub fn baseline(config: &Config, name: OptimizerName, rate: f32) -> Option<Box<dyn UpdateRule>> {
    match name {
        OptimizerName::Gd => Some(Box::new(Momentum::new(rate, 0.0))),
        OptimizerName::Momentum => Some(Box::new(Momentum::new(rate, config.momentum_beta))),
        OptimizerName::Adam => Some(Box::new(AdaptiveMoments::new(rate, AdamSettings::default()))),
        OptimizerName::L2o | OptimizerName::L2oTele => None,
    }
}

/// The step size that the config gives for `name`, if it gives one.
pub fn given_rate(config: &Config, name: OptimizerName) -> Option<f32> {
    match name {
        OptimizerName::Gd => config.gd_rate,
        OptimizerName::Momentum => config.momentum_rate,
        OptimizerName::Adam => config.adam_rate,
        OptimizerName::L2o | OptimizerName::L2oTele => None,
    }
}

/// A search for the step size with the lowest mean of `log f` after the last step, one candidate at a time.
pub struct Tuning {
    tasks: Tasks,
    samples: Vec<Sample>,
    tried: usize,
    best: Option<(f32, f32)>,
}

impl Tuning {
    /// Draws the tasks.
    pub fn new(config: &Config) -> Self {
        let mut random = Random::new(u64::from(config.seed), Purpose::Tuning, 0);
        let distribution = config.distribution();
        let samples: Vec<Sample> = (0..TASKS).map(|_| distribution.sample(&mut random)).collect();
        let objectives: Vec<_> = samples.iter().map(|sample| sample.objective).collect();
        Tuning { tasks: Tasks::new(&objectives), samples, tried: 0, best: None }
    }

    /// Candidates tried, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.tried, CANDIDATES.len())
    }

    /// Tries the next step size; the best one after the last.
    pub fn advance(&mut self, config: &Config, name: OptimizerName) -> Option<f32> {
        if let (Some(&rate), true) = (CANDIDATES.get(self.tried), self.tried < CANDIDATES.len()) {
            if let Some(mut rule) = baseline(config, name, rate) {
                let score = self.score(rule.as_mut(), config.eval_steps);
                if self.best.is_none_or(|(_, lowest)| score < lowest) {
                    self.best = Some((rate, score));
                }
            }
            self.tried += 1;
        }
        if self.tried == CANDIDATES.len() { self.best.map(|(rate, _)| rate) } else { None }
    }

    fn score(&self, rule: &mut dyn UpdateRule, steps: u32) -> f32 {
        let starts: Vec<_> = self.samples.iter().map(|sample| sample.start).collect();
        let (mut descent, mut step) = (Descent::new(TASKS), Step::new(TASKS));
        descent.start(&self.tasks, &starts);
        rule.reset(TASKS);
        for _ in 0..steps {
            rule.step(&self.tasks, &descent, &mut step);
            descent.advance(&self.tasks, &mut step);
        }
        (0..TASKS).map(|task| libm::logf(lane(&descent.f, task) + FLOOR)).sum::<f32>() / TASKS as f32
    }
}
