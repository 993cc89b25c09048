//! What makes a learned optimizer, apart from its weights.

use super::heads::Heads;
use super::orbit::ORBIT_FEATURES;
use crate::nn::Shape;
use crate::optimizer::Features;
use crate::symmetry::GlForm;

/// How m₁ meets the coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// One row per task: the LSTM sees the whole gradient (Zhao et al. 2024).
    Joint,
    /// One row per coordinate with shared weights (Andrychowicz et al. 2016): each coordinate gets its own update or step
    /// size. What belongs to the whole point (g, β) comes from m₂, which stays joint.
    Coordinatewise,
}

/// The part of a step that follows the gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Base {
    /// The LSTM returns the update itself.
    Update {
        /// Factor of the LSTM's output.
        scale: f32,
    },
    /// Gradient descent with a learned step size.
    Rate(RateSpec),
    /// The same with momentum, whose coefficient β = σ(·) is learned too.
    Momentum(RateSpec),
}

/// How a step size comes from an output of the LSTM.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateSpec {
    /// The map.
    pub map: RateMap,
    /// Smallest and largest step size, 0 < min < max.
    pub range: (f32, f32),
    /// α₀, used at the first step where the step sizes lag.
    pub initial: f32,
}

/// A map from an output r of the LSTM to a step size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateMap {
    /// r clamped to the range (Zhao et al. 2024). No gradient flows where it is clamped.
    Clamp,
    /// `min^(1−s) max^s` with `s = σ(r)`: the logarithm of α moves smoothly through the range.
    Log,
}

/// Whether one LSTM returns everything, or two share the work; the paper's Algorithm 3 has m₁ and m₂, its predecessor one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Networks {
    /// One, with the outputs g, then update or α, then β.
    One,
    /// m₁ returns update or α; m₂, with weights of its own, g and then β.
    Two,
}

/// What the next step of momentum starts from after a teleport. The paper's Algorithm 3 writes both, `W_t` and `x_t`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carry {
    /// `x_t = g(x_{t−1} + v_t)`: the teleported point is the iterate.
    Teleported,
    /// `W_t = W_{t−1} + v_t`, `x_t = g(W_t)`: the gradient is taken at the teleported point, but the next step starts from the
    /// point that was not teleported.
    Plain,
}

/// At which steps t = 1, 2, … of a run a teleport is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// At every k-th.
    Every(u32),
    /// At these.
    Steps(Vec<u32>),
}

impl Schedule {
    /// Whether step `t` (from 1) is one of them.
    pub fn contains(&self, t: u32) -> bool {
        match self {
            Schedule::Every(period) => t.is_multiple_of(*period),
            Schedule::Steps(steps) => steps.contains(&t),
        }
    }
}

/// The teleporting part of a learned optimizer.
#[derive(Clone, Debug, PartialEq)]
pub struct TeleportSpec {
    /// Whether the head that returns g starts at zero: training then starts as if nothing teleported.
    pub zero_head: bool,
    /// In the plane: whether [`crate::symmetry::bound_jump`] scales the angle.
    pub bounded: bool,
    /// Whether a further output decides which share σ(·) of the element is applied.
    pub gate: bool,
    /// For perceptrons: the Frobenius norm of every T, before its gate.
    pub norm: f32,
    /// For perceptrons: exact or first-order action.
    pub form: GlForm,
    /// When.
    pub schedule: Schedule,
}

/// What makes a learned optimizer, apart from its weights.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnedSpec {
    /// Parameters of a task.
    pub dimension: usize,
    /// Numbers of a group element.
    pub group: usize,
    /// Widths k of the matrices T that make up a group element, where it is not an angle.
    pub layers: Vec<usize>,
    /// Units per LSTM layer.
    pub hidden: usize,
    /// How m₁ meets the coordinates; with one network always jointly.
    pub arrangement: Arrangement,
    /// Preprocessing of the gradient.
    pub features: Features,
    /// In the plane: whether the LSTMs also see where on its orbit the iterate stands, and how high that lies.
    pub orbit_features: bool,
    /// The part of a step that follows the gradient.
    pub base: Base,
    /// Present where it teleports.
    pub teleport: Option<TeleportSpec>,
    /// One or two LSTMs.
    pub networks: Networks,
    /// Whether a step uses the α and β returned at the step before (as Zhao et al.'s program does), α₀ and β = 0 first.
    pub lag: bool,
    /// What follows a teleport with momentum.
    pub carry: Carry,
}

impl LearnedSpec {
    /// Whether each coordinate has a row of its own in m₁.
    pub(super) fn is_coordinatewise(&self) -> bool {
        self.arrangement == Arrangement::Coordinatewise && self.networks == Networks::Two
    }

    /// Rows per task of network `index`.
    pub fn rows(&self, index: usize) -> usize {
        if index == 0 && self.is_coordinatewise() { self.dimension } else { 1 }
    }

    /// Sizes of the networks.
    pub fn shapes(&self) -> Vec<Shape> {
        let outputs = Heads::new(self).outputs(self);
        let shape = |(index, &output): (usize, &usize)| Shape {
            input: self.dimension / self.rows(index) * self.features.width()
                + if self.orbit_features { ORBIT_FEATURES } else { 0 },
            hidden: self.hidden,
            output,
        };
        outputs.iter().filter(|&&output| output > 0).enumerate().map(shape).collect()
    }
}
