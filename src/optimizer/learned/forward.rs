//! One step of a learned optimizer.

use super::heads::sigmoid;
use super::orbit::{self, ORBIT_FEATURES};
use super::spec::Base;
use super::{Learned, LearnedTape};
use crate::objective::{Tasks, load};
use crate::optimizer::{Descent, Step, element_size};
use crate::simd::{Lanes, WIDTH, scale};
use crate::symmetry::Outcome;

impl Learned {
    /// Proposes the next step from where `descent` stands; returns its index in the segment.
    pub fn forward(
        &self,
        tape: &mut LearnedTape,
        tasks: &Tasks,
        descent: &Descent,
        step: &mut Step,
    ) -> usize {
        self.read_orbits(tape, tasks, descent);
        let t = self.run_networks(tape, descent);
        tape.time += 1;
        let record = &mut tape.records[t];
        record.x.copy_from_slice(&descent.x);
        record.gradient.copy_from_slice(&descent.gradient);
        record.teleports =
            self.spec.teleport.as_ref().is_some_and(|teleport| teleport.schedule.contains(tape.time));
        self.choose_rates(tape, t);
        self.walk(tape, t, step);
        self.jump(tape, t, tasks, step);
        t
    }

    /// To be told after [`Descent::advance`] which iterates took step `t`: no gradient flows through a step not taken.
    pub fn taken(&self, tape: &mut LearnedTape, t: usize, descent: &Descent) {
        tape.records[t].taken.copy_from_slice(&descent.moving);
    }

    /// Where on their orbits the iterates stand, and how high these lie.
    fn read_orbits(&self, tape: &mut LearnedTape, tasks: &Tasks, descent: &Descent) {
        let Tasks::Plane(plane) = tasks else { return };
        for (i, objective) in plane.packed().iter().enumerate().filter(|_| self.spec.orbit_features) {
            let four = orbit::forward(objective, load(&descent.x, i)).map(Lanes::to_array);
            let orbits = tape.orbits.chunks_exact_mut(ORBIT_FEATURES).skip(i * WIDTH).take(WIDTH);
            for (lane, orbit) in orbits.enumerate() {
                orbit.copy_from_slice(&four.map(|feature| feature[lane]));
            }
        }
    }

    /// Features of the gradient (and of the orbit) in, outputs of the networks out.
    fn run_networks(&self, tape: &mut LearnedTape, descent: &Descent) -> usize {
        let mut t = 0;
        for (index, (network, own)) in self.networks.iter().zip(&mut tape.nets).enumerate() {
            t = own.next_step();
            let columns = self.spec.dimension / self.spec.rows(index);
            for (row, gradient) in descent.gradient.chunks_exact(columns).enumerate() {
                self.spec.features.forward_all(gradient, own.input_mut(t, row));
                if self.spec.orbit_features {
                    let orbit =
                        &tape.orbits[row / self.spec.rows(index) * ORBIT_FEATURES..][..ORBIT_FEATURES];
                    let first = columns * self.spec.features.width();
                    own.input_mut(t, row)[first..first + ORBIT_FEATURES].copy_from_slice(orbit);
                }
            }
            network.forward(own, t);
        }
        t
    }

    /// α and β of the step: those just returned or, where they lag, those of the step before.
    fn choose_rates(&self, tape: &mut LearnedTape, t: usize) {
        let (Base::Rate(rate) | Base::Momentum(rate)) = self.spec.base else { return };
        let heads = &self.heads;
        let record = &mut tape.records[t];
        if self.spec.lag {
            record.alpha.copy_from_slice(&tape.state.alpha);
            record.beta.copy_from_slice(&tape.state.beta);
        }
        let state = &mut tape.state;
        let (alphas, betas) = if self.spec.lag {
            (&mut state.alpha, &mut state.beta)
        } else {
            (&mut record.alpha, &mut record.beta)
        };
        if let Some(place) = heads.alpha {
            for (row, alpha) in alphas.iter_mut().enumerate() {
                *alpha = rate.forward(tape.nets[place.network].output(t, row)[place.first]);
            }
        }
        if let Some(place) = heads.beta {
            for (task, beta) in betas.iter_mut().enumerate() {
                *beta = sigmoid(tape.nets[place.network].output(t, task)[place.first]);
            }
        }
    }

    /// The part that follows the gradient: writes y to `step.next`.
    fn walk(&self, tape: &mut LearnedTape, t: usize, step: &mut Step) {
        let size = self.spec.dimension;
        let record = &mut tape.records[t];
        match self.spec.base {
            Base::Update { scale } => {
                let (rows, columns) = (self.spec.rows(0), size / self.spec.rows(0));
                let first = self.heads.update.map_or(0, |place| place.first);
                let points = step.next.chunks_exact_mut(columns).zip(record.x.chunks_exact(columns));
                for (row, (next, x)) in points.enumerate() {
                    let update = &tape.nets[0].output(t, row)[first..first + columns];
                    for ((next, x), update) in next.iter_mut().zip(x).zip(update) {
                        *next = x + scale * update;
                    }
                }
                debug_assert_eq!(rows * columns, size);
            }
            Base::Rate(_) => {
                let alphas = Spread::new(&record.alpha, size, record.x.len());
                for (i, next) in step.next.iter_mut().enumerate() {
                    *next = record.x[i] - alphas.at(i) * record.gradient[i];
                }
            }
            Base::Momentum(_) => {
                let alphas = Spread::new(&record.alpha, size, record.x.len());
                record.velocity.copy_from_slice(&tape.state.velocity);
                if self.carries_plain() && tape.time == 1 {
                    tape.state.plain.copy_from_slice(&record.x);
                }
                for (i, next) in step.next.iter_mut().enumerate() {
                    let v = record.beta[i / size] * record.velocity[i] - alphas.at(i) * record.gradient[i];
                    tape.state.velocity[i] = v;
                    *next = if tape.state.plain.is_empty() { record.x[i] } else { tape.state.plain[i] } + v;
                }
                if !tape.state.plain.is_empty() {
                    tape.state.plain.copy_from_slice(&step.next);
                }
            }
        }
        step.middle.copy_from_slice(&step.next);
        for (task, (alpha, beta)) in step.alpha.iter_mut().zip(&mut step.beta).enumerate() {
            // One number is told per task: of step sizes by coordinate, the mean.
            let own = &record.alpha[record.alpha.len() / record.taken.len() * task..];
            let own = &own[..record.alpha.len() / record.taken.len()];
            *alpha = if own.is_empty() { f32::NAN } else { own.iter().sum::<f32>() / own.len() as f32 };
            *beta = record.beta.get(task).copied().unwrap_or(f32::NAN);
        }
    }

    /// The teleport: moves `step.next` by the element that the network returned.
    fn jump(&self, tape: &mut LearnedTape, t: usize, tasks: &Tasks, step: &mut Step) {
        step.element.fill(0.0);
        step.singular.fill(false);
        let (Some(teleport), Some(place)) = (&self.spec.teleport, self.heads.element) else { return };
        let Some(action) = &mut tape.action else { return };
        let record = &mut tape.records[t];
        if !record.teleports {
            action.skip(t);
            return;
        }
        let group = self.spec.group;
        for (task, element) in tape.elements.chunks_exact_mut(group).enumerate() {
            element
                .copy_from_slice(&tape.nets[place.network].output(t, task)[place.first..place.first + group]);
        }
        teleport.elements(&self.spec, tasks, &step.middle, &mut tape.elements, &mut record.bounds);
        if let Some(place) = self.heads.gate {
            for (task, element) in tape.elements.chunks_exact_mut(group).enumerate() {
                record.gates[task] = sigmoid(tape.nets[place.network].output(t, task)[place.first]);
                scale(element, record.gates[task]);
            }
        }
        action.forward(t, tasks, &step.middle, &tape.elements, &mut step.next);
        for (task, element) in tape.elements.chunks_exact(group).enumerate() {
            let outcome = action.outcomes(t)[task];
            step.singular[task] = outcome == Outcome::Singular;
            step.element[task] = if outcome == Outcome::Singular { 0.0 } else { element_size(element) };
        }
    }
}

/// One number per task, or one per coordinate, read per coordinate.
pub(super) struct Spread<'a> {
    values: &'a [f32],
    /// Coordinates that share a value.
    share: usize,
}

impl<'a> Spread<'a> {
    pub fn new(values: &'a [f32], dimension: usize, coordinates: usize) -> Self {
        Spread { values, share: if values.len() == coordinates { 1 } else { dimension } }
    }

    pub fn at(&self, coordinate: usize) -> f32 {
        self.values[coordinate / self.share]
    }
}
