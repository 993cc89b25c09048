//! Evolution strategies: the meta-gradient from pairs of perturbed optimizers, forward passes only.
//!
//! With perturbations ±δᵢ, `δᵢ ~ N(0, σ²)` for every weight and meta-losses Lᵢ±:
//! ```text
//! ES:   g = 1/(2σ²P) Σᵢ (Lᵢ⁺ − Lᵢ⁻) δᵢ       every pair starts where the unperturbed optimizer stands
//! PES:  g = 1/(2σ²P) Σᵢ (Lᵢ⁺ − Lᵢ⁻) ξᵢ       every pair lives on through the run; ξᵢ is the sum of its δ since the run began
//! ```
//! ES estimates the gradient of the truncated loss, PES (Vicol, Metz & Sohl-Dickstein 2021, Algorithm 2) that of the whole run.

use super::{MetaLoss, Weighting};
use crate::fingerprint::Fingerprint;
use crate::nn::Lstm;
use crate::objective::Tasks;
use crate::optimizer::{Descent, Learned, LearnedTape, Step};
use crate::random::{Purpose, Random};

/// Everything an estimate works in. Allocated once.
pub struct Evolution {
    loss: MetaLoss,
    weighting: Weighting,
    sigma: f32,
    persistent: bool,
    pairs: Vec<Pair>,
    /// The unperturbed optimizer, which the others start from where they do not persist.
    center: Walker,
    /// Positions of the trainable weights of every network.
    offsets: Vec<Vec<usize>>,
    random: Random,
    /// Steps of the segment, taken so far, and the walker whose turn it is (the center comes last).
    length: usize,
    taken: usize,
    turn: usize,
    step: Step,
    /// Meta-loss and its unused gradient.
    losses: Vec<f32>,
    d_loss: Vec<f32>,
}

/// Two optimizers with opposite perturbations.
struct Pair {
    walkers: [Walker; 2],
    /// δ of this segment and their sum since the run began, per network, laid out like the weights.
    delta: Vec<Vec<f32>>,
    sum: Vec<Vec<f32>>,
}

/// An optimizer with weights of its own on iterates of its own.
#[derive(Clone)]
struct Walker {
    learned: Learned,
    tape: LearnedTape,
    descent: Descent,
    /// Weighted meta-loss of this segment.
    loss: f32,
}

impl Evolution {
    /// Room for `pairs` pairs on batches like `tasks`; perturbations follow from `seed`.
    pub fn new(
        learned: &Learned,
        tasks: &Tasks,
        (loss, weighting): (MetaLoss, Weighting),
        (pairs, sigma, persistent): (u32, f32, bool),
        seed: u64,
    ) -> Self {
        let center = Walker {
            learned: learned.clone(),
            tape: learned.tape(tasks, 1),
            descent: Descent::new(tasks.len(), tasks.dimension()),
            loss: 0.0,
        };
        let zeros: Vec<Vec<f32>> = learned.networks().iter().map(|n| vec![0.0; n.weights().len()]).collect();
        let pair =
            || Pair { walkers: [center.clone(), center.clone()], delta: zeros.clone(), sum: zeros.clone() };
        Evolution {
            loss,
            weighting,
            sigma,
            persistent,
            pairs: (0..pairs).map(|_| pair()).collect(),
            center,
            offsets: learned.networks().iter().map(Lstm::offsets).collect(),
            random: Random::new(seed, Purpose::Perturbations, 0),
            length: 0,
            taken: 0,
            turn: 0,
            step: Step::new(tasks.len(), tasks.dimension()),
            losses: vec![0.0; tasks.len()],
            d_loss: vec![0.0; tasks.len() * tasks.dimension()],
        }
    }

    /// Starts a run: all stand at the start.
    pub fn start_run(&mut self, learned: &Learned, descent: &Descent) {
        let pairs = self.pairs.iter_mut().flat_map(|pair| &mut pair.walkers);
        for walker in pairs.chain(std::iter::once(&mut self.center)) {
            walker.descent.clone_from(descent);
            learned.reset(&mut walker.tape);
        }
        for sum in self.pairs.iter_mut().flat_map(|pair| &mut pair.sum) {
            sum.fill(0.0);
        }
    }

    /// Starts a segment: new perturbations and, unless they persist, a common starting point.
    pub fn start_segment(&mut self, learned: &Learned, length: usize) {
        (self.length, self.taken, self.turn) = (length, 0, 0);
        self.center.learned.clone_from(learned);
        for pair in &mut self.pairs {
            for ((delta, sum), offsets) in pair.delta.iter_mut().zip(&mut pair.sum).zip(&self.offsets) {
                for &at in offsets {
                    delta[at] = self.sigma * self.random.normal();
                    sum[at] += delta[at];
                }
            }
            for (walker, sign) in pair.walkers.iter_mut().zip([1.0, -1.0]) {
                if !self.persistent {
                    walker.tape.clone_from(&self.center.tape);
                    walker.descent.clone_from(&self.center.descent);
                }
                walker.loss = 0.0;
                walker.perturb(learned, &pair.delta, sign);
            }
        }
    }

    /// One step of one walker. Whether all have walked the whole segment.
    pub fn advance(
        &mut self,
        _learned: &Learned,
        tasks: &mut Tasks,
        descent: &mut Descent,
        fingerprint: &mut Fingerprint,
    ) -> bool {
        let weight = self.weighting.weight(self.taken, self.length);
        let walkers = 2 * self.pairs.len();
        let walker = match self.turn {
            turn if turn < walkers => &mut self.pairs[turn / 2].walkers[turn % 2],
            _ => &mut self.center,
        };
        walker.tape.carry();
        walker.learned.forward(&mut walker.tape, tasks, &walker.descent, &mut self.step);
        walker.descent.advance(tasks, &mut self.step);
        let Descent { x, f, gradient, .. } = &walker.descent;
        self.loss.evaluate(tasks, x, f, gradient, &mut self.losses, &mut self.d_loss);
        walker.loss += weight * (self.losses.iter().sum::<f32>() / self.losses.len() as f32);
        fingerprint.descent(&walker.descent);
        if self.turn == walkers {
            descent.clone_from(&walker.descent);
        }
        self.turn += 1;
        if self.turn > walkers {
            self.turn = 0;
            self.taken += 1;
        }
        self.taken == self.length
    }

    /// Writes the estimate and returns the mean meta-loss of the perturbed optimizers, averaged over steps.
    pub fn finish(&mut self, gradients: &mut [Vec<f32>]) -> f32 {
        for gradient in &mut *gradients {
            gradient.fill(0.0);
        }
        let mut total = 0.0;
        for pair in &self.pairs {
            let [plus, minus] = [&pair.walkers[0], &pair.walkers[1]].map(|walker| walker.loss);
            total += plus + minus;
            let factor = (plus - minus) / (2.0 * self.sigma * self.sigma * self.pairs.len() as f32);
            let directions = if self.persistent { &pair.sum } else { &pair.delta };
            for (gradient, direction) in gradients.iter_mut().zip(directions) {
                for (gradient, direction) in gradient.iter_mut().zip(direction) {
                    *gradient += factor * direction;
                }
            }
        }
        total / (2 * self.pairs.len() * self.length) as f32
    }
}

impl Walker {
    /// Takes the weights of `learned` with `sign · delta` added.
    fn perturb(&mut self, learned: &Learned, delta: &[Vec<f32>], sign: f32) {
        let pairs = self.learned.networks_mut().iter_mut().zip(learned.networks()).zip(delta);
        for ((own, center), delta) in pairs {
            own.update(|weights| {
                for ((weight, center), delta) in weights.iter_mut().zip(center.weights()).zip(delta) {
                    *weight = center + sign * delta;
                }
            });
        }
    }
}
