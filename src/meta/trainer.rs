//! Algorithm 1: meta-training in runs of unrolled segments.

use super::estimator::{Bptt, Estimator};
use super::plateau::Plateau;
use super::{EstimatorSettings, Evolution, MetaLoss, Segment, Weighting};
use crate::fingerprint::Fingerprint;
use crate::nn::{Adam, AdamSettings, Shape};
use crate::objective::{Distribution, Sample, Tasks};
use crate::optimizer::{Descent, Learned, LearnedSpec};
use crate::random::{Purpose, Random};
use crate::simd::sum_of_squares;

/// How the meta learning rate falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decay {
    /// It does not.
    Constant,
    /// `½(1 + cos πu/U)` times the initial rate at update u of U.
    Cosine,
}

/// Settings of Algorithm 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrainerSettings {
    /// R: number of runs.
    pub runs: u32,
    /// N: steps per run.
    pub steps: u32,
    /// T: steps per unrolled segment; the last segment of a run is shorter where T does not divide N.
    pub unroll: u32,
    /// B: tasks averaged per meta-update.
    pub batch: u32,
    /// Adam's learning rate for m₁ and for m₂.
    pub rates: [f32; 2],
    /// Its decay.
    pub decay: Decay,
    /// Bound of the meta-gradient's global norm; none if 0.
    pub gradient_clip: f32,
    /// Loss of an iterate.
    pub loss: MetaLoss,
    /// Weights of the steps.
    pub weighting: Weighting,
    /// Whether second derivatives of f flow into the meta-gradient.
    pub second_order: bool,
    /// How the meta-gradient is estimated.
    pub estimator: EstimatorSettings,
    /// k: training ends early once k runs were less than 1 % better than the k before; never if 0.
    pub patience: u32,
}

impl TrainerSettings {
    /// Meta-updates of the whole training: ⌈N/T⌉ per run.
    pub fn meta_updates(&self) -> u32 {
        self.runs * self.updates_per_run()
    }

    /// Meta-updates of one run.
    pub fn updates_per_run(&self) -> u32 {
        self.steps.div_ceil(self.unroll)
    }

    /// Floating-point operations that the networks of `spec` need for one meta-update on a whole unroll; what is counted
    /// is said where they are counted, in `nn::operations`.
    pub fn operations_per_update(&self, spec: &LearnedSpec) -> u64 {
        let steps = u64::from(self.unroll.min(self.steps)) * u64::from(self.batch);
        let of = |(index, shape): (usize, &Shape)| {
            let rows = steps * spec.rows(index) as u64;
            let estimate = match self.estimator {
                EstimatorSettings::Bptt => shape.forward_operations() + shape.backward_operations(),
                EstimatorSettings::Evolution { pairs, .. } => {
                    (2 * u64::from(pairs) + 1) * shape.forward_operations()
                }
            };
            rows * estimate + shape.adam_operations()
        };
        spec.shapes().iter().enumerate().map(of).sum()
    }
}

/// What a meta-update reports.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MetaUpdate {
    /// Meta-loss of the segment divided by the number of its steps.
    pub loss: f32,
    /// Whether the meta-gradient (or its square) was not finite, so that the weights were left as they were.
    pub skipped: bool,
}

/// A learned optimizer in training. [`Trainer::advance`] does one step at a time, so that a caller with a clock (a page
/// that must answer a click) can stop anywhere.
pub struct Trainer {
    settings: TrainerSettings,
    distribution: Distribution,
    seed: u64,
    learned: Learned,
    estimator: Estimator,
    tasks: Tasks,
    descent: Descent,
    gradients: Vec<Vec<f32>>,
    adams: Vec<Adam>,
    /// Runs started.
    run: u32,
    /// Steps of this run up to the end of the segment under way.
    step: u32,
    /// Meta-updates done.
    updates: u32,
    plateau: Plateau,
    /// Whether it ended early.
    stopped: bool,
    rejected: u64,
    fingerprint: Fingerprint,
}

impl Trainer {
    /// Freshly initialized networks; everything follows from `seed`.
    pub fn new(spec: LearnedSpec, distribution: Distribution, settings: TrainerSettings, seed: u64) -> Self {
        Self::with(Learned::initialized(spec, seed), distribution, settings, seed)
    }

    /// Goes on from a given optimizer, with fresh moments.
    pub fn with(learned: Learned, distribution: Distribution, settings: TrainerSettings, seed: u64) -> Self {
        let first =
            vec![distribution.sample(&mut Random::new(seed, Purpose::Training, 0)); settings.batch as usize];
        let tasks = Tasks::new(first.iter().map(|sample| &sample.task), distribution.shape());
        let gradients: Vec<Vec<f32>> =
            learned.networks().iter().map(|n| vec![0.0; n.weights().len()]).collect();
        let mut trainer = Trainer {
            estimator: estimator(&settings, &learned, &tasks, seed),
            adams: gradients.iter().map(|g| Adam::new(g.len(), AdamSettings::default())).collect(),
            gradients,
            learned,
            descent: Descent::new(tasks.len(), tasks.dimension()),
            tasks,
            plateau: Plateau::new(settings.patience),
            stopped: false,
            settings,
            distribution,
            seed,
            run: 0,
            step: 0,
            updates: 0,
            rejected: 0,
            fingerprint: Fingerprint::new(),
        };
        trainer.start_run();
        trainer
    }

    /// The optimizer as trained so far.
    pub fn learned(&self) -> &Learned {
        &self.learned
    }

    /// Meta-updates done.
    pub fn updates(&self) -> u32 {
        self.updates
    }

    /// Objectives drawn and rejected by `min_det` so far.
    pub fn rejected(&self) -> u64 {
        self.rejected
    }

    /// Hash over the bits of all iterates and losses of the training so far.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// Whether all meta-updates are done, or it ended early on a plateau.
    pub fn is_done(&self) -> bool {
        self.stopped || self.updates >= self.settings.meta_updates()
    }

    /// One step of every task forward or backward; a report when a meta-update was completed.
    pub fn advance(&mut self) -> Option<MetaUpdate> {
        if self.is_done() {
            return None;
        }
        let ready =
            self.estimator.advance(&self.learned, &mut self.tasks, &mut self.descent, &mut self.fingerprint);
        ready.then(|| self.update())
    }

    /// Steps on to the end of the next meta-update; `None` when the training is done.
    pub fn meta_update(&mut self) -> Option<MetaUpdate> {
        while !self.is_done() {
            if let Some(update) = self.advance() {
                return Some(update);
            }
        }
        None
    }

    /// The meta-gradient, Adam, and on to the next segment or run.
    fn update(&mut self) -> MetaUpdate {
        let loss = self.estimator.finish(&self.learned, &mut self.gradients);
        let norm = global_norm(&self.gradients);
        let clip = self.settings.gradient_clip;
        let scale = if clip > 0.0 && norm > clip { clip / norm } else { 1.0 };
        // Adam squares what it is given: a gradient whose square overflows would stop it for good.
        let largest = norm * scale;
        let skipped = !((largest * largest).is_finite() && loss.is_finite());
        if !skipped {
            let decayed = self.decayed();
            let networks = self.learned.networks_mut().iter_mut();
            let trained = networks.zip(&mut self.adams).zip(&self.gradients).zip(self.settings.rates);
            for (((network, adam), gradient), rate) in trained {
                network.update(|weights| adam.step(weights, gradient, scale, rate * decayed));
            }
        }
        let loss = if loss.is_finite() { loss } else { f32::MAX };
        self.fingerprint.value(loss);
        self.updates += 1;
        self.plateau.add(loss);
        if self.step < self.settings.steps {
            self.start_segment();
        } else {
            self.stopped = self.plateau.end_run();
            if !self.is_done() {
                self.run += 1;
                self.start_run();
            }
        }
        MetaUpdate { loss, skipped }
    }

    /// What the decay has left of the learning rates.
    fn decayed(&self) -> f32 {
        match self.settings.decay {
            Decay::Constant => 1.0,
            Decay::Cosine => {
                let progress = self.updates as f32 / self.settings.meta_updates() as f32;
                0.5 * (1.0 + libm::cosf(std::f32::consts::PI * progress))
            }
        }
    }

    /// Samples the run's tasks; every run has its own stream, so that runs do not depend on each other.
    fn start_run(&mut self) {
        let mut random = Random::new(self.seed, Purpose::Training, u64::from(self.run));
        let samples: Vec<Sample> =
            (0..self.settings.batch).map(|_| self.distribution.sample(&mut random)).collect();
        self.rejected += samples.iter().map(|sample| u64::from(sample.rejected)).sum::<u64>();
        let starts: Vec<f32> = samples.iter().flat_map(|sample| &sample.start).copied().collect();
        self.tasks = Tasks::new(samples.iter().map(|sample| &sample.task), self.distribution.shape());
        self.descent.start(&mut self.tasks, &starts);
        self.estimator.start_run(&self.learned, &self.descent);
        self.step = 0;
        self.start_segment();
    }

    fn start_segment(&mut self) {
        let length = self.settings.unroll.min(self.settings.steps - self.step);
        self.step += length;
        self.estimator.start_segment(&self.learned, length as usize);
    }
}

fn estimator(settings: &TrainerSettings, learned: &Learned, tasks: &Tasks, seed: u64) -> Estimator {
    let losses = (settings.loss, settings.weighting);
    match settings.estimator {
        EstimatorSettings::Bptt => {
            let unroll = settings.unroll.min(settings.steps) as usize;
            let (loss, weighting) = losses;
            Estimator::Bptt(Box::new(Bptt::new(Segment::new(
                learned,
                tasks,
                unroll,
                loss,
                weighting,
                settings.second_order,
            ))))
        }
        EstimatorSettings::Evolution { pairs, sigma, persistent } => Estimator::Evolution(Box::new(
            Evolution::new(learned, tasks, losses, (pairs, sigma, persistent), seed),
        )),
    }
}

/// The Euclidean norm of all gradients together, also where their squares overflow.
fn global_norm(gradients: &[Vec<f32>]) -> f32 {
    let squares: f32 = gradients.iter().map(|gradient| sum_of_squares(gradient)).sum();
    if squares.is_finite() {
        return squares.sqrt();
    }
    let values = || gradients.iter().flatten();
    let largest = values().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    let squares: f32 = values().map(|value| (value / largest) * (value / largest)).sum();
    largest * squares.sqrt()
}

#[cfg(test)]
mod tests {
    use super::global_norm;

    #[test]
    fn the_norm_of_all_gradients_is_known_also_where_their_squares_overflow() {
        for size in [1.0, 1e30_f32] {
            let gradients = [vec![0.0, 2.0 * size, 0.0, 0.0], vec![3.0 * size, 0.0, 0.0, 6.0 * size]];
            let norm = global_norm(&gradients);
            assert!((norm / size - 7.0).abs() < 1e-5, "{norm} for gradients of size {size}");
        }
    }
}
