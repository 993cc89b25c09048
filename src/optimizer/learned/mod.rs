//! Learned optimizers: LSTMs that read the gradient and return what their kind of step needs (paper, sections 3.2, 5 and
//! Algorithm 3).
//!
//! ```text
//! z = features(∇f(x))                          detached, unless second derivatives are asked for;
//!                                              with orbit features also h(x)/‖h(x)‖ and log‖h(x)‖
//! update:      y = x + scale · m₁(z)            L2O
//! rate:        y = x − α∇f(x)                   LSTM(lr), α from m₁
//! momentum:    v = βv₋ − α∇f(x),  y = x + v     LSTM(lr, momentum), α from m₁, β from m₂
//! teleport:    x' = g·y                         at the scheduled steps, g (an angle, or a matrix T) from m₂
//! ```

mod backward;
mod element;
mod forward;
mod heads;
mod orbit;
mod rollout;
mod spec;
mod tape;
mod tensors;

pub use rollout::Rollout;
pub use spec::{Arrangement, Base, Carry, LearnedSpec, Networks, RateMap, RateSpec, Schedule, TeleportSpec};
pub use tape::LearnedTape;

use crate::nn::{Lstm, Shape};
use crate::random::{Purpose, Random};
use heads::Heads;

/// A learned optimizer: its networks.
#[derive(Clone, Debug)]
pub struct Learned {
    spec: LearnedSpec,
    /// m₁ and, where there is one, m₂.
    networks: Vec<Lstm>,
    /// Where the outputs of a step lie.
    heads: Heads,
}

impl Learned {
    /// Weights uniform in ±1/√hidden, as `PyTorch` initializes an LSTM.
    pub fn initialized(spec: LearnedSpec, seed: u64) -> Self {
        let limit = 1.0 / (spec.hidden as f32).sqrt();
        let network = |(index, shape): (u64, Shape)| {
            let mut random = Random::new(seed, Purpose::Weights, index);
            Lstm::initialized(shape, || random.uniform(-limit, limit))
        };
        let mut networks: Vec<Lstm> = (0..).zip(spec.shapes()).map(network).collect();
        let heads = Heads::new(&spec);
        if let (Some(place), Some(teleport)) = (heads.element, &spec.teleport)
            && teleport.zero_head
        {
            let outputs = &mut networks[place.network];
            outputs.zero_outputs(place.first..place.first + spec.group);
            if let Some(gate) = heads.gate {
                outputs.zero_outputs(gate.first..gate.first + 1);
            }
        }
        Learned { spec, networks, heads }
    }

    /// From networks made elsewhere: m₁ and, where the specification has one, m₂.
    ///
    /// # Panics
    /// If their number or shapes are not those of `spec`.
    pub fn from_networks(spec: LearnedSpec, networks: Vec<Lstm>) -> Self {
        let given: Vec<Shape> = networks.iter().map(|network| *network.shape()).collect();
        assert!(spec.shapes() == given, "networks do not fit the specification");
        Learned { heads: Heads::new(&spec), spec, networks }
    }

    /// What it is, apart from its weights.
    pub fn spec(&self) -> &LearnedSpec {
        &self.spec
    }

    /// The networks: m₁, then m₂.
    pub fn networks(&self) -> &[Lstm] {
        &self.networks
    }

    /// The networks, to be trained.
    pub fn networks_mut(&mut self) -> &mut [Lstm] {
        &mut self.networks
    }
}
