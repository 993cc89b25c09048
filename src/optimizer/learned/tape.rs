//! What the forward pass of a segment leaves for the backward pass, and the state that a run carries along.

use super::Learned;
use super::orbit::ORBIT_FEATURES;
use super::spec::{Base, Carry};
use crate::nn::Tape;
use crate::objective::Tasks;
use crate::symmetry::{ActionTape, GlForm};

/// Working memory of a learned optimizer on a batch of tasks. Allocated once, used for every segment of every run.
#[derive(Clone, Debug)]
pub struct LearnedTape {
    /// One per network.
    pub(super) nets: Vec<Tape>,
    pub(super) action: Option<ActionTape>,
    pub(super) records: Vec<Record>,
    /// Steps taken in this run.
    pub(super) time: u32,
    pub(super) state: State,
    /// Gradients to the state, flowing backwards.
    pub(super) d_state: State,
    /// Elements of the step at hand, and the gradient to them. [tasks × group]
    pub(super) elements: Vec<f32>,
    pub(super) d_elements: Vec<f32>,
    /// Gradient to the α and β of the step at hand, shaped like [`Record::alpha`] and [`Record::beta`].
    pub(super) d_alpha: Vec<f32>,
    pub(super) d_beta: Vec<f32>,
    /// Gradient to y (then to v) of the step at hand. [tasks × dimension]
    pub(super) d_point: Vec<f32>,
    /// Gradient to ∇f, where it is not detached. [tasks × dimension]
    pub(super) d_gradient: Vec<f32>,
    /// Features of the orbits at the step at hand, and the gradient to them. [tasks × `ORBIT_FEATURES`]; empty where none are read.
    pub(super) orbits: Vec<f32>,
    pub(super) d_orbits: Vec<f32>,
}

/// What one step of all tasks leaves behind.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// x_{t−1} and ∇f(x_{t−1}), [tasks × dimension]
    pub x: Vec<f32>,
    pub gradient: Vec<f32>,
    /// v_{t−1}, [tasks × dimension]; empty without momentum.
    pub velocity: Vec<f32>,
    /// The α [tasks] (or [tasks × dimension]) and β [tasks] that the step used.
    pub alpha: Vec<f32>,
    pub beta: Vec<f32>,
    /// What scaled the angle, [tasks]
    pub bounds: Vec<f32>,
    /// Which share of the element was applied, [tasks]
    pub gates: Vec<f32>,
    /// Whether the step was taken (see `Descent`), [tasks]
    pub taken: Vec<bool>,
    /// Whether the schedule has a teleport here.
    pub teleports: bool,
}

/// What flows from step to step besides the iterate and the networks' state.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// v, [tasks × dimension]; empty without momentum.
    pub velocity: Vec<f32>,
    /// W, where it is not the iterate, [tasks × dimension]; else empty.
    pub plain: Vec<f32>,
    /// α and β for the next step, where they lag; shaped like [`Record::alpha`] and [`Record::beta`].
    pub alpha: Vec<f32>,
    pub beta: Vec<f32>,
}

impl Learned {
    /// A tape for a batch of tasks like `tasks` and segments of at most `steps` steps.
    pub fn tape(&self, tasks: &Tasks, steps: usize) -> LearnedTape {
        let spec = &self.spec;
        let count = tasks.len();
        let numbers = vec![0.0; count * spec.dimension];
        let momentum = matches!(spec.base, Base::Momentum(_));
        let rates = match spec.base {
            Base::Update { .. } => 0,
            Base::Rate(_) | Base::Momentum(_) => count * spec.rows(0),
        };
        let some = |wanted: bool| if wanted { numbers.clone() } else { Vec::new() };
        let betas = vec![0.0; if momentum { count } else { 0 }];
        let record = Record {
            x: numbers.clone(),
            gradient: numbers.clone(),
            velocity: some(momentum),
            alpha: vec![0.0; rates],
            beta: betas.clone(),
            bounds: vec![1.0; count],
            gates: vec![1.0; count],
            taken: vec![false; count],
            teleports: false,
        };
        let state = State {
            velocity: some(momentum),
            plain: some(self.carries_plain()),
            alpha: vec![0.0; rates],
            beta: betas,
        };
        let shape = tasks.shape();
        let form = spec.teleport.as_ref().map_or(GlForm::Exact, |teleport| teleport.form);
        let orbits = vec![0.0; if spec.orbit_features { count * ORBIT_FEATURES } else { 0 }];
        let nets = self.networks.iter().enumerate();
        let mut tape = LearnedTape {
            nets: nets.map(|(i, net)| Tape::new(net.shape(), count * spec.rows(i), steps)).collect(),
            action: spec.teleport.as_ref().map(|_| ActionTape::new(shape, count, steps, form)),
            records: vec![record; steps],
            time: 0,
            d_state: state.clone(),
            d_alpha: state.alpha.clone(),
            d_beta: state.beta.clone(),
            state,
            elements: vec![0.0; count * spec.group],
            d_elements: vec![0.0; count * spec.group],
            d_point: numbers.clone(),
            d_gradient: numbers,
            orbits: orbits.clone(),
            d_orbits: orbits,
        };
        self.reset(&mut tape);
        tape
    }

    /// Starts a run: zero state, no steps taken.
    pub fn reset(&self, tape: &mut LearnedTape) {
        tape.nets.iter_mut().for_each(Tape::reset);
        tape.time = 0;
        tape.state.velocity.fill(0.0);
        tape.state.beta.fill(0.0);
        if let Base::Rate(rate) | Base::Momentum(rate) = self.spec.base {
            tape.state.alpha.fill(rate.initial);
        }
    }

    /// Whether W is kept beside the iterate.
    pub(super) fn carries_plain(&self) -> bool {
        self.spec.carry == Carry::Plain
            && self.spec.teleport.is_some()
            && matches!(self.spec.base, Base::Momentum(_))
    }
}

impl LearnedTape {
    /// Starts the next segment: state is carried over and detached.
    pub fn carry(&mut self) {
        self.nets.iter_mut().for_each(Tape::carry);
    }

    /// Starts the backward pass of a segment: nothing flows in from beyond it (truncated BPTT).
    pub fn start_backward(&mut self) {
        self.nets.iter_mut().for_each(Tape::start_backward);
        for part in [
            &mut self.d_state.velocity,
            &mut self.d_state.plain,
            &mut self.d_state.alpha,
            &mut self.d_state.beta,
        ] {
            part.fill(0.0);
        }
    }
}
