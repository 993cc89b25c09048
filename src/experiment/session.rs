//! One optimizer of an experiment at work: tuned or trained (unless it was trained elsewhere), then evaluated, a small step at a
//! time.

use super::checkpoints::Checkpoints;
use super::choices::{Named, OptimizerName};
use super::config::Config;
use super::evaluation::{Evaluation, start};
use super::marks::{self, TrainingMarks};
use super::plan::job;
use super::scene::shown;
use super::statistics::{Details, Summary};
use super::trajectory::Trajectory;
use super::tuning::{Tuning, baseline, given_rate};
use super::weights::named;
use crate::fingerprint::Fingerprint;
use crate::meta::Trainer;
use crate::nn::{Lstm, Tensor};
use crate::optimizer::{Learned, Rollout, UpdateRule};
use serde::Serialize;

/// Meta-losses that there is room for from the start: a training of any usual length never needs more memory than it began
/// with. The longest ones that a link may ask for would not fit.
const ROOM: u32 = 1 << 18;

/// Floating-point operations that take less than a tenth of a millisecond where there are vectors.
const MOMENT: u64 = 1_000_000;

/// What a session is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// A baseline's step size is sought.
    Tuning,
    /// A learned optimizer is trained.
    Training,
    /// Unseen tasks are solved.
    Evaluating,
    /// The summary is ready.
    Done,
}

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Of `total`: step sizes tried, meta-updates done, steps evaluated.
    pub done: u32,
    /// What there is to do in this phase.
    pub total: u32,
    /// Meta-updates skipped because the meta-gradient was not finite.
    pub skipped: u32,
}

/// The run of one optimizer.
pub struct Session {
    config: Config,
    optimizer: OptimizerName,
    key: String,
    stage: Stage,
    /// Meta-loss of every meta-update.
    meta_losses: Vec<f32>,
    marks: TrainingMarks,
    skipped: u32,
    evaluation: Option<Evaluation>,
    summary: Option<Summary>,
}

/// The optimizer itself.
enum Stage {
    /// A baseline whose step size is sought.
    Tuning(Box<Tuning>),
    /// A baseline with its step size.
    Tuned(f32),
    /// A learned optimizer, in training or trained.
    Learned(Box<Trainer>, Checkpoints),
    /// A learned optimizer that was trained elsewhere, and is left as it is.
    Imported(Box<Learned>),
}

impl Session {
    /// Everything set up, nothing done.
    pub fn new(config: Config, optimizer: OptimizerName) -> Self {
        let stage = if optimizer.is_learned() {
            let spec = config.learned_spec(optimizer);
            let settings = config.trainer_settings();
            let trainer = Trainer::new(spec, config.distribution(), settings, u64::from(config.seed));
            let checkpoints = Checkpoints::new(trainer.learned());
            Stage::Learned(Box::new(trainer), checkpoints)
        } else if let Some(rate) = given_rate(&config, optimizer) {
            Stage::Tuned(rate)
        } else {
            Stage::Tuning(Box::new(Tuning::new(&config)))
        };
        Self::at(stage, config, optimizer)
    }

    /// An optimizer that was trained elsewhere (see [`super::owners`]): it is evaluated as it is.
    pub fn imported(config: Config, optimizer: OptimizerName, learned: Learned) -> Self {
        Self::at(Stage::Imported(Box::new(learned)), config, optimizer)
    }

    fn at(stage: Stage, config: Config, optimizer: OptimizerName) -> Self {
        let job = job(&config, optimizer);
        Session {
            config,
            optimizer,
            key: job.key,
            stage,
            meta_losses: Vec::with_capacity(job.meta_updates.min(ROOM) as usize),
            marks: TrainingMarks::new(job.meta_updates),
            skipped: 0,
            evaluation: None,
            summary: None,
        }
    }

    /// The smallest piece of work (one step of one batch or, while a step size is sought, one candidate); whether there is more to do.
    pub fn advance(&mut self) -> bool {
        if self.summary.is_some() {
            return false;
        }
        match &mut self.stage {
            Stage::Tuning(tuning) => {
                if let Some(rate) = tuning.advance(&self.config, self.optimizer) {
                    self.stage = Stage::Tuned(rate);
                }
            }
            Stage::Learned(trainer, checkpoints) if !trainer.is_done() => {
                if let Some(update) = trainer.advance() {
                    self.meta_losses.push(update.loss);
                    self.skipped += u32::from(update.skipped);
                    self.marks.offer(trainer.updates(), trainer.fingerprint());
                    checkpoints.offer(trainer.updates(), trainer.learned());
                }
            }
            Stage::Tuned(_) | Stage::Learned(..) | Stage::Imported(_) => self.evaluate(),
        }
        true
    }

    /// How many of the coming steps are a moment together, so that nobody need look at the clock between them; at least 1.
    pub fn small_steps(&self) -> u64 {
        match &self.stage {
            Stage::Learned(trainer, _) if !trainer.is_done() => {
                let settings = self.config.trainer_settings();
                // A meta-update is `unroll` steps forward and as many backward.
                let of_a_step = self.operations_per_update() / (2 * u64::from(settings.unroll.max(1)));
                (MOMENT / of_a_step.max(1)).max(1)
            }
            _ => 1,
        }
    }

    /// Works to the end.
    pub fn finish(&mut self) {
        while self.advance() {}
    }

    /// How far the session is.
    pub fn progress(&self) -> Progress {
        let report = |phase, done: usize, total: usize| Progress {
            phase,
            done: done as u32,
            total: total as u32,
            skipped: self.skipped,
        };
        if self.summary.is_some() {
            return report(Phase::Done, 1, 1);
        }
        match (&self.stage, &self.evaluation) {
            (Stage::Tuning(tuning), _) => {
                let (done, total) = tuning.progress();
                report(Phase::Tuning, done, total)
            }
            (Stage::Learned(trainer, _), _) if !trainer.is_done() => {
                let total = self.config.trainer_settings().meta_updates();
                report(Phase::Training, trainer.updates() as usize, total as usize)
            }
            (_, Some(evaluation)) => {
                let (done, total) = evaluation.progress();
                report(Phase::Evaluating, done as usize, total as usize)
            }
            (_, None) => report(Phase::Evaluating, 0, 1),
        }
    }

    /// Floating-point operations of a meta-update; 0 where nothing is learned. See [`crate::meta::TrainerSettings::operations_per_update`].
    pub fn operations_per_update(&self) -> u64 {
        match &self.stage {
            Stage::Learned(trainer, _) => {
                self.config.trainer_settings().operations_per_update(trainer.learned().spec())
            }
            Stage::Tuning(_) | Stage::Tuned(_) | Stage::Imported(_) => 0,
        }
    }

    /// Meta-loss of every meta-update so far, averaged over batch and steps.
    pub fn meta_losses(&self) -> &[f32] {
        &self.meta_losses
    }

    /// The results, when done.
    pub fn summary(&self) -> Option<&Summary> {
        self.summary.as_ref()
    }

    /// What a sweep keeps beyond the results, when done.
    pub fn details(&self) -> Option<Details> {
        let evaluation = self.evaluation.as_ref().filter(|_| self.summary.is_some())?;
        Some(Details::new(evaluation.results().0))
    }

    /// The shown task solved by the optimizer as it is now; empty while a step size is still sought.
    pub fn trajectory(&self) -> Trajectory {
        self.rule().map(|rule| self.solve(rule)).unwrap_or_default()
    }

    /// Meta-updates after which the learned optimizer was kept as it was, ascending from 0; empty for the others.
    pub fn checkpoints(&self) -> Vec<u32> {
        match &self.stage {
            Stage::Learned(_, checkpoints) => checkpoints.times().collect(),
            Stage::Tuning(_) | Stage::Tuned(_) | Stage::Imported(_) => Vec::new(),
        }
    }

    /// The shown task solved by the optimizer as it was at the last checkpoint that is not later than `updates`. Optimizers that
    /// are not learned here were always as they are.
    pub fn trajectory_then(&self, updates: u32) -> Trajectory {
        match &self.stage {
            Stage::Learned(_, checkpoints) => self.solve(rollout(checkpoints.before(updates))),
            Stage::Tuning(_) | Stage::Tuned(_) | Stage::Imported(_) => self.trajectory(),
        }
    }

    /// The weights of the learned optimizer as it is now, named `l2o.m1.weight_ih_l0`, …; none of the others.
    pub fn tensors(&self) -> Vec<Tensor> {
        match &self.stage {
            Stage::Learned(trainer, _) => named(self.optimizer, trainer.learned()),
            Stage::Imported(learned) => named(self.optimizer, learned),
            Stage::Tuning(_) | Stage::Tuned(_) => Vec::new(),
        }
    }

    /// The same as of the last checkpoint that is not later than `updates`.
    pub fn tensors_then(&self, updates: u32) -> Vec<Tensor> {
        match &self.stage {
            Stage::Learned(_, checkpoints) => named(self.optimizer, checkpoints.before(updates)),
            Stage::Tuning(_) | Stage::Tuned(_) | Stage::Imported(_) => self.tensors(),
        }
    }

    fn solve(&self, mut rule: Box<dyn UpdateRule>) -> Trajectory {
        let sample = shown(&self.config);
        let batch = start(&self.config, std::slice::from_ref(&sample));
        Trajectory::new(&sample, batch, rule.as_mut(), self.config.eval_steps)
    }

    /// Takes over another config that has the same key: what is shown, and the evaluation, which is made again if it differs.
    /// Returns whether it could; training is never repeated.
    pub fn adopt(&mut self, config: Config) -> bool {
        if job(&config, self.optimizer).key != self.key {
            return false;
        }
        let extent = |config: &Config| (config.eval_tasks, config.eval_steps);
        if extent(&config) != extent(&self.config) {
            self.evaluation = None;
            self.summary = None;
        }
        self.config = config;
        true
    }

    fn evaluate(&mut self) {
        if self.evaluation.is_none() {
            self.evaluation = self.rule().map(|rule| Evaluation::new(&self.config, rule));
        }
        let Some(evaluation) = &mut self.evaluation else { return };
        if !evaluation.advance(&self.config) {
            self.summary = self.evaluation.as_ref().map(|evaluation| self.summarize(evaluation));
        }
    }

    /// The optimizer as it is now, before its first step; `None` while a step size is still sought.
    fn rule(&self) -> Option<Box<dyn UpdateRule>> {
        match &self.stage {
            Stage::Tuning(_) => None,
            Stage::Tuned(rate) => baseline(&self.config, self.optimizer, *rate),
            Stage::Learned(trainer, _) => Some(rollout(trainer.learned())),
            Stage::Imported(learned) => Some(rollout(learned)),
        }
    }

    fn summarize(&self, evaluation: &Evaluation) -> Summary {
        let mut whole = Fingerprint::new();
        let mut marks = String::new();
        let step_size = match &self.stage {
            Stage::Tuned(rate) => Some(*rate),
            _ => None,
        };
        match &self.stage {
            Stage::Learned(trainer, _) => {
                whole.word(trainer.fingerprint().hash());
                marks = self.marks.complete(trainer.fingerprint());
            }
            Stage::Tuned(rate) => {
                whole.value(*rate);
                marks::push(&mut marks, whole.hash(), 1);
            }
            // Never that of a training, whatever the weights.
            Stage::Imported(learned) => {
                whole.text("imported");
                let networks = learned.networks().iter();
                networks.flat_map(Lstm::weights).for_each(|&weight| whole.value(weight));
            }
            Stage::Tuning(_) => {}
        }
        whole.word(evaluation.fingerprint());
        marks::push_steps(&mut marks, evaluation.by_step());
        let (values, diverged) = evaluation.results();
        let made = (step_size, self.meta_losses.len() as u32);
        Summary::new(self.optimizer.choice().name, (whole.hash(), marks), made, values, diverged)
    }
}

fn rollout(learned: &Learned) -> Box<dyn UpdateRule> {
    Box::new(Rollout::new(learned.clone()))
}
