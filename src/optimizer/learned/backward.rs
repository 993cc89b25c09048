//! The step of `forward`, backwards: in reverse order, with the same names.

use super::forward::Spread;
use super::heads::sigmoid_backward;
use super::orbit::{self, ORBIT_FEATURES};
use super::spec::Base;
use super::{Learned, LearnedTape};
use crate::objective::{Tasks, load, store, times};
use crate::simd::{F32x4, Lanes, WIDTH};

impl Learned {
    /// Step `t` backwards; call for the last step first. `d_x` [tasks × dimension] holds the gradient of the meta-loss to x_t and
    /// is replaced by the gradient to x_{t−1} that flows through this step. With `second_order` (in the plane) the gradient of
    /// f is not detached: its dependence on x_{t−1} enters by the Hessian.
    pub fn backward(
        &self,
        tape: &mut LearnedTape,
        tasks: &Tasks,
        t: usize,
        d_x: &mut [f32],
        second_order: bool,
    ) {
        let size = self.spec.dimension;
        tape.d_point.copy_from_slice(d_x);
        for (d, &taken) in tape.d_point.chunks_exact_mut(size).zip(&tape.records[t].taken) {
            if !taken {
                d.fill(0.0);
            }
        }
        tape.d_gradient.fill(0.0);
        tape.d_orbits.fill(0.0);
        self.jump_backward(tape, tasks, t);
        self.walk_backward(tape, t);
        for (network, own) in self.networks.iter().zip(&mut tape.nets) {
            network.backward(own, t);
        }
        if second_order {
            for (network, own) in self.networks.iter().zip(&mut tape.nets) {
                network.input_gradient(own, t);
            }
            self.gradient_backward(tape, tasks, t);
        }
        let points = d_x.chunks_exact_mut(size).zip(tape.d_point.chunks_exact(size));
        for ((d_x, d), &taken) in points.zip(&tape.records[t].taken) {
            // An iterate that stayed hands the gradient on as it is.
            if taken {
                d_x.copy_from_slice(d);
            }
        }
    }

    /// After all steps went backwards: writes the gradient of every network's weights.
    pub fn weight_gradient(&self, tape: &LearnedTape, gradients: &mut [Vec<f32>]) {
        for ((network, own), gradient) in self.networks.iter().zip(&tape.nets).zip(gradients) {
            network.weight_gradient(own, gradient);
        }
    }

    /// From the gradient to x_t to that to y; the gradient to g goes to the network that returned it.
    fn jump_backward(&self, tape: &mut LearnedTape, tasks: &Tasks, t: usize) {
        let (Some(teleport), Some(place)) = (&self.spec.teleport, self.heads.element) else { return };
        let Some(action) = &mut tape.action else { return };
        let group = self.spec.group;
        let record = &tape.records[t];
        if record.teleports {
            action.backward(t, tasks, &mut tape.d_point, &mut tape.d_elements);
        } else {
            tape.d_elements.fill(0.0);
        }
        for (task, d) in tape.d_elements.chunks_exact_mut(group).enumerate() {
            let net = &mut tape.nets[place.network];
            let gate = record.gates[task];
            let mut d_gate = 0.0;
            if record.taken[task] {
                let raw = &net.output(t, task)[place.first..place.first + group];
                d_gate = teleport.elements_backward(&self.spec, raw, (record.bounds[task], gate), d);
            } else {
                d.fill(0.0);
            }
            if let Some(place) = self.heads.gate {
                net.d_output_mut(t, task)[place.first] = sigmoid_backward(gate, d_gate);
            }
            net.d_output_mut(t, task)[place.first..place.first + group].copy_from_slice(d);
        }
    }

    /// From the gradient to y to that to x_{t−1}; the gradients to update, α and β go to the networks.
    fn walk_backward(&self, tape: &mut LearnedTape, t: usize) {
        let size = self.spec.dimension;
        match self.spec.base {
            Base::Update { scale } => {
                let columns = size / self.spec.rows(0);
                let first = self.heads.update.map_or(0, |place| place.first);
                for (row, d) in tape.d_point.chunks_exact(columns).enumerate() {
                    let d_update = &mut tape.nets[0].d_output_mut(t, row)[first..first + columns];
                    for (d_update, d) in d_update.iter_mut().zip(d) {
                        *d_update = scale * d;
                    }
                }
            }
            Base::Rate(_) | Base::Momentum(_) => self.rates_backward(tape, t),
        }
    }

    /// `v = βv₋ − α∇`, `y = x + v` (or `W + v`), with β = 0 where there is no momentum.
    fn rates_backward(&self, tape: &mut LearnedTape, t: usize) {
        let size = self.spec.dimension;
        let record = &tape.records[t];
        let alphas = Spread::new(&record.alpha, size, record.x.len());
        let plain = self.carries_plain();
        let per_task = record.alpha.len() / record.taken.len();
        tape.d_alpha.fill(0.0);
        tape.d_beta.fill(0.0);
        for (i, d) in tape.d_point.iter_mut().enumerate() {
            let task = i / size;
            if !record.taken[task] {
                continue;
            }
            if plain {
                *d += tape.d_state.plain[i];
                tape.d_state.plain[i] = *d;
            }
            let mut d_v = *d;
            if let Some(d_velocity) = tape.d_state.velocity.get_mut(i) {
                d_v += *d_velocity;
                tape.d_beta[task] += d_v * record.velocity[i];
                *d_velocity = record.beta[task] * d_v;
            }
            tape.d_alpha[if per_task == 1 { task } else { i }] -= d_v * record.gradient[i];
            tape.d_gradient[i] = -alphas.at(i) * d_v;
            if plain {
                // y = W + v does not read x_{t−1}; W_{t−1} gets what flowed into `d_state.plain`.
                *d = 0.0;
            }
        }
        self.outputs_backward(tape, t);
    }

    /// Gradients to α and β go to the outputs they came from: of this step or, where they lag, of the step before.
    fn outputs_backward(&self, tape: &mut LearnedTape, t: usize) {
        let (Base::Rate(rate) | Base::Momentum(rate)) = self.spec.base else { return };
        if self.spec.lag {
            std::mem::swap(&mut tape.d_alpha, &mut tape.d_state.alpha);
            std::mem::swap(&mut tape.d_beta, &mut tape.d_state.beta);
        }
        let heads = &self.heads;
        if let Some(place) = heads.alpha {
            let net = &mut tape.nets[place.network];
            for (row, &d) in tape.d_alpha.iter().enumerate() {
                let raw = net.output(t, row)[place.first];
                net.d_output_mut(t, row)[place.first] = rate.backward(raw, d);
            }
        }
        if let Some(place) = heads.beta {
            let net = &mut tape.nets[place.network];
            for (task, &d) in tape.d_beta.iter().enumerate() {
                let beta = super::heads::sigmoid(net.output(t, task)[place.first]);
                net.d_output_mut(t, task)[place.first] = sigmoid_backward(beta, d);
            }
        }
    }

    /// `d_x += ∇²f · d_∇f`, where d_∇f is what reached the features of every network and the step itself; and what reached x by the
    /// features of its orbit.
    fn gradient_backward(&self, tape: &mut LearnedTape, tasks: &Tasks, t: usize) {
        let record = &tape.records[t];
        for (index, own) in tape.nets.iter().enumerate() {
            let columns = self.spec.dimension / self.spec.rows(index);
            let pairs = record.gradient.chunks_exact(columns).zip(tape.d_gradient.chunks_exact_mut(columns));
            for (row, (gradient, d_gradient)) in pairs.enumerate() {
                self.spec.features.backward_all(gradient, own.d_input(row), d_gradient);
                if self.spec.orbit_features {
                    let first = columns * self.spec.features.width();
                    let d_orbit = &mut tape.d_orbits[row / self.spec.rows(index) * ORBIT_FEATURES..];
                    for (sum, d) in d_orbit.iter_mut().zip(&own.d_input(row)[first..][..ORBIT_FEATURES]) {
                        *sum += d;
                    }
                }
            }
        }
        let Tasks::Plane(plane) = tasks else { return };
        for (i, objective) in plane.packed().iter().enumerate() {
            let x = load(&record.x, i);
            let mut through = times(objective.hessian(x), load(&tape.d_gradient, i));
            if self.spec.orbit_features {
                let d_orbit = orbit::backward(objective, x, orbits(&tape.d_orbits, i));
                through = [0, 1].map(|axis| through[axis] + d_orbit[axis]);
            }
            let d = load(&tape.d_point, i);
            store([0, 1].map(|axis| d[axis] + through[axis]), &mut tape.d_point, i);
        }
    }
}

/// The numbers of the four tasks of vector `i`, the last one's repeated where there are fewer.  values: [tasks × `ORBIT_FEATURES`]
fn orbits(values: &[f32], i: usize) -> [F32x4; ORBIT_FEATURES] {
    let last = values.len() / ORBIT_FEATURES - 1;
    std::array::from_fn(|feature| {
        F32x4::from_array(std::array::from_fn(|lane| {
            values[(i * WIDTH + lane).min(last) * ORBIT_FEATURES + feature]
        }))
    })
}
