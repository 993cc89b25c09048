//! Tuned step sizes for the baselines.

use super::choices::OptimizerName;
use super::config::Config;
use super::evaluation::start;
use crate::nn::AdamSettings;
use crate::objective::Sample;
use crate::optimizer::{AdaptiveMoments, Jump, JumpingDescent, Momentum, Newton, OnTheFly, Step, UpdateRule};
use crate::random::{Purpose, Random};

/// Tasks on which step sizes are compared; none of them is used in training or evaluation. Perceptrons take longer, and
/// differ less from each other.
const TASKS: usize = 64;
const PERCEPTRONS: usize = 16;

/// Step sizes tried: four to a decade, from 1e-5 to 5.6.
const CANDIDATES: [f32; 24] = [
    1e-5, 1.8e-5, 3.2e-5, 5.6e-5, 1e-4, 1.8e-4, 3.2e-4, 5.6e-4, 1e-3, 1.8e-3, 3.2e-3, 5.6e-3, 1e-2, 1.8e-2,
    3.2e-2, 5.6e-2, 0.1, 0.18, 0.32, 0.56, 1.0, 1.8, 3.2, 5.6,
];

/// What a diverged task counts: more than all logarithms of the others together can make up for.
const DIVERGED: f32 = 1e5;

/// Added to f before its logarithm, so that a task solved exactly counts as very good, not as infinitely good.
const FLOOR: f32 = 1e-30;

/// The baseline `name` with this step size; `None` for a learned optimizer.
pub fn baseline(config: &Config, name: OptimizerName, rate: f32) -> Option<Box<dyn UpdateRule>> {
    let jumping = |jump| -> Option<Box<dyn UpdateRule>> {
        let (schedule, form) = (config.jump_schedule(), config.gl_form());
        Some(Box::new(JumpingDescent::new(rate, jump, schedule, config.tele_norm, form)))
    };
    match name {
        OptimizerName::Gd => Some(Box::new(Momentum::new(rate, 0.0))),
        OptimizerName::Momentum => Some(Box::new(Momentum::new(rate, config.momentum_beta))),
        OptimizerName::Adam => Some(Box::new(AdaptiveMoments::new(rate, AdamSettings::default()))),
        OptimizerName::Newton => Some(Box::new(Newton::new(rate))),
        OptimizerName::Oracle => jumping(Jump::Oracle { ascent: config.ascent }),
        OptimizerName::Random => jumping(Jump::Random { seed: u64::from(config.seed) }),
        OptimizerName::Fly => Some(Box::new(OnTheFly::new(rate, config.fly_beta, config.fly_theta))),
        OptimizerName::L2o
        | OptimizerName::L2oTele
        | OptimizerName::Lr
        | OptimizerName::LrTele
        | OptimizerName::LrMom
        | OptimizerName::LrTeleMom => None,
    }
}

/// The step size that the config gives for `name`, if it gives one.
pub fn given_rate(config: &Config, name: OptimizerName) -> Option<f32> {
    match name {
        OptimizerName::Gd => config.gd_rate,
        OptimizerName::Momentum => config.momentum_rate,
        OptimizerName::Adam => config.adam_rate,
        OptimizerName::Newton => Some(config.newton_rate),
        OptimizerName::Oracle => config.oracle_rate,
        OptimizerName::Random => config.random_rate,
        OptimizerName::Fly => config.fly_rate,
        _ => None,
    }
}

/// A search for the step size with the lowest mean of `log f` after the last step, one candidate at a time.
pub struct Tuning {
    samples: Vec<Sample>,
    tried: usize,
    best: Option<(f32, f32)>,
}

impl Tuning {
    /// Draws the tasks.
    pub fn new(config: &Config) -> Self {
        let mut random = Random::new(u64::from(config.seed), Purpose::Tuning, 0);
        let distribution = config.distribution();
        let count = if config.task.is_planar() { TASKS } else { PERCEPTRONS };
        Tuning {
            samples: (0..count).map(|_| distribution.sample(&mut random)).collect(),
            tried: 0,
            best: None,
        }
    }

    /// Candidates tried, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.tried, CANDIDATES.len())
    }

    /// Tries the next step size; the best one after the last.
    pub fn advance(&mut self, config: &Config, name: OptimizerName) -> Option<f32> {
        if let Some(&rate) = CANDIDATES.get(self.tried) {
            if let Some(mut rule) = baseline(config, name, rate) {
                let score = self.score(config, rule.as_mut());
                if self.best.is_none_or(|(_, lowest)| score < lowest) {
                    self.best = Some((rate, score));
                }
            }
            self.tried += 1;
        }
        if self.tried == CANDIDATES.len() { self.best.map(|(rate, _)| rate) } else { None }
    }

    /// Lower is better. Tasks that diverge count as if their f were infinite, as far as that can be averaged: a step size at
    /// which fewer tasks diverge is always better.
    fn score(&self, config: &Config, rule: &mut dyn UpdateRule) -> f32 {
        let (mut tasks, mut descent) = start(config, &self.samples);
        let mut step = Step::new(tasks.len(), tasks.dimension());
        rule.reset(&tasks);
        for _ in 0..config.eval_steps {
            rule.step(&mut tasks, &descent, &mut step);
            descent.advance(&mut tasks, &mut step);
        }
        let logs = descent.f.iter().zip(&descent.moving);
        let score = |(f, moving): (&f32, &bool)| if *moving { libm::logf(f + FLOOR) } else { DIVERGED };
        logs.map(score).sum::<f32>() / descent.f.len() as f32
    }
}
