//! Learned optimizers on 2-D tasks: L2O and L2O + teleport (paper, sections 3.2 and 5).
//!
//! ```text
//! z = features(∇f(x))            detached, unless second derivatives are asked for
//! y = x + scale · m_φ(z)         the learned update
//! x' = g_θ(y),  θ = m_ψ(z)       the learned teleport, from a second network with its own weights
//! ```

use super::{Descent, Features, Step, UpdateRule};
use crate::nn::{Lstm, Shape, Tape};
use crate::objective::{Points, Tasks, Vector, point, times};
use crate::random::{Purpose, Random};
use crate::simd::{F32x4, Lanes, Real, WIDTH};
use crate::symmetry::{Rotation, bound_jump};

/// How the update network meets the two coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// One row per task: the LSTM sees the whole gradient (Zhao et al. 2024).
    Joint,
    /// One row per coordinate with shared weights (Andrychowicz et al. 2016). The angle of a teleport belongs to the
    /// whole point, so the teleport network stays joint.
    Coordinatewise,
}

/// The teleporting part of a learned optimizer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TeleportSpec {
    /// Whether the angle's linear head starts at zero: training then starts as plain L2O.
    pub zero_head: bool,
    /// Whether [`bound_jump`] scales the angle.
    pub bounded: bool,
}

/// What makes a learned optimizer, apart from its weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearnedSpec {
    /// Units per LSTM layer.
    pub hidden: usize,
    /// Joint or coordinatewise.
    pub arrangement: Arrangement,
    /// Preprocessing of the gradient.
    pub features: Features,
    /// Factor of the update network's output.
    pub scale: f32,
    /// Present for L2O + teleport.
    pub teleport: Option<TeleportSpec>,
}

impl LearnedSpec {
    /// Rows of the update network per task.
    fn rows_per_task(&self) -> usize {
        match self.arrangement {
            Arrangement::Joint => 1,
            Arrangement::Coordinatewise => 2,
        }
    }

    /// Sizes of the update network.
    pub fn update_shape(&self) -> Shape {
        let axes = 2 / self.rows_per_task();
        Shape { input: axes * self.features.width(), hidden: self.hidden, output: axes }
    }

    /// Sizes of the teleport network, where there is one.
    pub fn teleport_shape(&self) -> Option<Shape> {
        self.teleport.map(|_| Shape { input: 2 * self.features.width(), hidden: self.hidden, output: 1 })
    }
}

/// A learned optimizer: its networks.
#[derive(Clone, Debug)]
pub struct Learned {
    spec: LearnedSpec,
    /// m_φ, then (for L2O + teleport) m_ψ.
    networks: Vec<Lstm>,
}

/// What the forward pass of a segment leaves for the backward pass.
#[derive(Clone, Debug)]
pub struct LearnedTape {
    /// One per network.
    tapes: Vec<Tape>,
    /// [steps × vectors]
    records: Vec<Record>,
    vectors: usize,
}

/// What one step of four tasks leaves behind.
#[derive(Clone, Copy, Debug)]
struct Record {
    x: Vector<F32x4>,
    gradient: Vector<F32x4>,
    rotation: Option<Rotation<F32x4>>,
    /// What [`bound_jump`] scaled the angle by.
    bound: F32x4,
    /// 0 where the step was not taken (see [`Descent`]).
    taken: F32x4,
}

impl Learned {
    /// Weights uniform in ±1/√hidden, as `PyTorch` initializes an LSTM.
    pub fn initialized(spec: LearnedSpec, seed: u64) -> Self {
        let limit = 1.0 / (spec.hidden as f32).sqrt();
        let network = |index: u64, shape| {
            let mut random = Random::new(seed, Purpose::Weights, index);
            Lstm::initialized(shape, || random.uniform(-limit, limit))
        };
        let mut networks = vec![network(0, spec.update_shape())];
        if let (Some(shape), Some(teleport)) = (spec.teleport_shape(), spec.teleport) {
            let mut angle = network(1, shape);
            if teleport.zero_head {
                angle.zero_head();
            }
            networks.push(angle);
        }
        Learned { spec, networks }
    }

    /// From networks made elsewhere: the update network and, for L2O + teleport, the teleport network.
    ///
    /// # Panics
    /// If their number or shapes are not those of `spec`.
    pub fn from_networks(spec: LearnedSpec, networks: Vec<Lstm>) -> Self {
        let shapes: Vec<Shape> = std::iter::once(spec.update_shape()).chain(spec.teleport_shape()).collect();
        let given: Vec<Shape> = networks.iter().map(|network| *network.shape()).collect();
        assert_eq!(shapes, given, "networks do not fit the specification");
        Learned { spec, networks }
    }

    /// The networks: update, then teleport.
    pub fn networks(&self) -> &[Lstm] {
        &self.networks
    }

    /// The networks, to be trained.
    pub fn networks_mut(&mut self) -> &mut [Lstm] {
        &mut self.networks
    }

    /// A tape for `tasks` tasks and segments of at most `steps` steps.
    pub fn tape(&self, tasks: usize, steps: usize) -> LearnedTape {
        let rows = [tasks * self.spec.rows_per_task(), tasks];
        let tapes =
            self.networks.iter().zip(rows).map(|(network, rows)| Tape::new(network.shape(), rows, steps));
        let nothing = Record {
            x: [F32x4::of(0.0); 2],
            gradient: [F32x4::of(0.0); 2],
            rotation: None,
            bound: F32x4::of(1.0),
            taken: F32x4::of(0.0),
        };
        let vectors = tasks.div_ceil(WIDTH);
        LearnedTape { tapes: tapes.collect(), records: vec![nothing; steps * vectors], vectors }
    }

    /// Proposes the next step from where `descent` stands; returns its index in the segment.
    pub fn forward(
        &self,
        tape: &mut LearnedTape,
        tasks: &Tasks,
        descent: &Descent,
        step: &mut Step,
    ) -> usize {
        let mut t = 0;
        for (index, (network, own)) in self.networks.iter().zip(&mut tape.tapes).enumerate() {
            t = own.next_step();
            self.write_features(index, own, t, tasks.len(), &descent.gradient);
            network.forward(own, t);
        }
        for (i, objective) in tasks.packed().iter().enumerate() {
            let update = self.update(&tape.tapes[0], t, i, tasks.len());
            let x = descent.x[i];
            let moved = [0, 1].map(|axis| x[axis] + F32x4::of(self.spec.scale) * update[axis]);
            let record = &mut tape.records[t * tape.vectors + i];
            (record.x, record.gradient) = (x, descent.gradient[i]);
            if let Some(teleport) = self.spec.teleport {
                let angle = four(i, tasks.len(), |task| tape.tapes[1].output(t, task)[0]);
                let bound =
                    if teleport.bounded { bound_jump(objective, moved, angle) } else { F32x4::of(1.0) };
                let rotation = Rotation::forward(objective, moved, bound * angle);
                (record.rotation, record.bound) = (Some(rotation), bound);
                (step.moved[i], step.next[i], step.theta[i]) = (moved, rotation.point(), bound * angle);
            } else {
                step.plain(i, moved);
            }
        }
        t
    }

    /// To be told after [`Descent::advance`] which iterates took step `t`: no gradient flows through a step not taken.
    pub fn taken(&self, tape: &mut LearnedTape, t: usize, descent: &Descent) {
        for (record, &moving) in tape.records[t * tape.vectors..].iter_mut().zip(&descent.moving) {
            record.taken = moving;
        }
    }

    /// Step `t` backwards; call for the last step first. `d_x` holds the gradient of the meta-loss to x_t and is replaced by
    /// the gradient to x_{t−1} that flows through this step. With `second_order` the features are not detached: their
    /// dependence on x_{t−1} enters by the Hessian.
    pub fn backward(
        &self,
        tape: &mut LearnedTape,
        tasks: &Tasks,
        t: usize,
        d_x: &mut Points,
        second_order: bool,
    ) {
        let zero = F32x4::of(0.0);
        let scale = F32x4::of(self.spec.scale);
        for (i, objective) in tasks.packed().iter().enumerate() {
            let record = tape.records[t * tape.vectors + i];
            let taken = |value: F32x4| F32x4::select_less(zero, record.taken, value, zero);
            let (d_theta, d_moved) = match record.rotation {
                Some(rotation) => rotation.backward(objective, d_x[i]),
                None => (zero, d_x[i]),
            };
            let d_update = d_moved.map(|d| taken(scale * d));
            self.write_d_update(&mut tape.tapes[0], t, i, tasks.len(), d_update);
            if self.spec.teleport.is_some() {
                let d_angle = taken(record.bound * d_theta);
                for (task, d) in real_lanes(i, tasks.len()).zip(d_angle.to_array()) {
                    tape.tapes[1].d_output_mut(t, task)[0] = d;
                }
            }
            d_x[i] = [0, 1].map(|axis| F32x4::select_less(zero, record.taken, d_moved[axis], d_x[i][axis]));
        }
        for (network, own) in self.networks.iter().zip(&mut tape.tapes) {
            network.backward(own, t);
        }
        if second_order {
            self.add_second_order(tape, tasks, t, d_x);
        }
    }

    /// After all steps went backwards: writes the gradient of every network's weights.
    pub fn weight_gradient(&self, tape: &LearnedTape, gradients: &mut [Vec<f32>]) {
        for ((network, own), gradient) in self.networks.iter().zip(&tape.tapes).zip(gradients) {
            network.weight_gradient(own, gradient);
        }
    }

    /// `d_x += ∇²f · d_∇f`, where `d_∇f` is what reached the features of every network.
    fn add_second_order(&self, tape: &LearnedTape, tasks: &Tasks, t: usize, d_x: &mut Points) {
        for (i, objective) in tasks.packed().iter().enumerate() {
            let record = &tape.records[t * tape.vectors + i];
            let mut d_gradient = [F32x4::of(0.0); 2];
            for (index, own) in tape.tapes.iter().enumerate() {
                for (axis, d) in d_gradient.iter_mut().enumerate() {
                    *d = *d
                        + four(i, tasks.len(), |task| {
                            let gradient = record.gradient[axis].to_array()[task % WIDTH];
                            let (row, column) = self.feature_place(index, task, axis);
                            self.spec.features.backward(gradient, &own.d_input(row)[column..])
                        });
                }
            }
            let through = times(objective.hessian(record.x), d_gradient);
            d_x[i] = [0, 1].map(|axis| {
                let zero = F32x4::of(0.0);
                d_x[i][axis] + F32x4::select_less(zero, record.taken, through[axis], zero)
            });
        }
    }

    /// Row and first column of the features of `axis` of `task` in network `index`.
    fn feature_place(&self, index: usize, task: usize, axis: usize) -> (usize, usize) {
        match self.spec.arrangement {
            Arrangement::Coordinatewise if index == 0 => (2 * task + axis, 0),
            _ => (task, axis * self.spec.features.width()),
        }
    }

    fn write_features(&self, index: usize, own: &mut Tape, t: usize, tasks: usize, gradient: &Points) {
        let width = self.spec.features.width();
        for task in 0..tasks {
            for (axis, gradient) in point(gradient, task).into_iter().enumerate() {
                let (row, column) = self.feature_place(index, task, axis);
                self.spec.features.forward(gradient, &mut own.input_mut(t, row)[column..column + width]);
            }
        }
    }

    /// The update network's output for the four tasks of vector `i`.
    fn update(&self, own: &Tape, t: usize, i: usize, tasks: usize) -> Vector<F32x4> {
        [0, 1].map(|axis| {
            four(i, tasks, |task| match self.spec.arrangement {
                Arrangement::Joint => own.output(t, task)[axis],
                Arrangement::Coordinatewise => own.output(t, 2 * task + axis)[0],
            })
        })
    }

    fn write_d_update(&self, own: &mut Tape, t: usize, i: usize, tasks: usize, d: Vector<F32x4>) {
        for (axis, d) in d.into_iter().enumerate() {
            for (task, d) in real_lanes(i, tasks).zip(d.to_array()) {
                match self.spec.arrangement {
                    Arrangement::Joint => own.d_output_mut(t, task)[axis] = d,
                    Arrangement::Coordinatewise => own.d_output_mut(t, 2 * task + axis)[0] = d,
                }
            }
        }
    }
}

impl LearnedTape {
    /// Starts a run: zero state, no steps taken.
    pub fn reset(&mut self) {
        self.tapes.iter_mut().for_each(Tape::reset);
    }

    /// Starts the next segment: state is carried over and detached.
    pub fn carry(&mut self) {
        self.tapes.iter_mut().for_each(Tape::carry);
    }

    /// Starts the backward pass of a segment.
    pub fn start_backward(&mut self) {
        self.tapes.iter_mut().for_each(Tape::start_backward);
    }
}

/// The tasks in vector `i`, without the copies that fill up the last vector.
fn real_lanes(i: usize, tasks: usize) -> std::ops::Range<usize> {
    i * WIDTH..((i + 1) * WIDTH).min(tasks)
}

/// Four values from the four tasks of vector `i`, the last task repeated.
fn four(i: usize, tasks: usize, value: impl Fn(usize) -> f32) -> F32x4 {
    F32x4::from_array(std::array::from_fn(|lane| value((i * WIDTH + lane).min(tasks - 1))))
}

/// A learned optimizer at work: forward only, any number of steps.
pub struct Rollout {
    learned: Learned,
    /// Room for one step, and for how many tasks.
    tape: Option<(usize, LearnedTape)>,
}

impl Rollout {
    /// Applies `learned`.
    pub fn new(learned: Learned) -> Self {
        Rollout { learned, tape: None }
    }
}

impl UpdateRule for Rollout {
    fn reset(&mut self, tasks: usize) {
        match &mut self.tape {
            Some((size, tape)) if *size == tasks => tape.reset(),
            other => *other = Some((tasks, self.learned.tape(tasks, 1))),
        }
    }

    fn step(&mut self, tasks: &Tasks, descent: &Descent, step: &mut Step) {
        let learned = &self.learned;
        let (_, tape) = self.tape.get_or_insert_with(|| (tasks.len(), learned.tape(tasks.len(), 1)));
        tape.carry();
        learned.forward(tape, tasks, descent, step);
    }
}
