//! Which outputs of which network mean what, and how they become step sizes and momentum coefficients.

use super::spec::{Base, LearnedSpec, Networks, RateMap, RateSpec};
use crate::simd::clamped;

/// The outputs from number `first` on of one network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub network: usize,
    pub first: usize,
}

/// Where the outputs lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heads {
    /// [dimension] (or [1] per coordinate)
    pub update: Option<Place>,
    /// [1]
    pub alpha: Option<Place>,
    /// [1]
    pub beta: Option<Place>,
    /// [group]
    pub element: Option<Place>,
    /// [1], the last output of the network that returns the element.
    pub gate: Option<Place>,
}

impl Heads {
    pub fn new(spec: &LearnedSpec) -> Self {
        let momentum = matches!(spec.base, Base::Momentum(_));
        let group = if spec.teleport.is_some() { spec.group } else { 0 };
        let (base, second) = match spec.networks {
            Networks::One => (Place { network: 0, first: group }, 0),
            Networks::Two => (Place { network: 0, first: 0 }, 1),
        };
        // In one network β follows α; in two it follows g.
        let first = if second == 0 { group + 1 } else { group };
        let gated = spec.teleport.as_ref().is_some_and(|teleport| teleport.gate);
        let mut heads = Heads {
            gate: None,
            update: matches!(spec.base, Base::Update { .. }).then_some(base),
            alpha: matches!(spec.base, Base::Rate(_) | Base::Momentum(_)).then_some(base),
            beta: momentum.then_some(Place { network: second, first }),
            element: spec.teleport.as_ref().map(|_| Place { network: second, first: 0 }),
        };
        heads.gate = gated.then(|| Place { network: second, first: heads.outputs(spec)[second] });
        heads
    }

    /// Number of outputs of m₁ and of m₂ (0 where there is none).
    pub fn outputs(&self, spec: &LearnedSpec) -> [usize; 2] {
        let mut outputs = [0; 2];
        let parts = [
            (self.update, if spec.is_coordinatewise() { 1 } else { spec.dimension }),
            (self.alpha, 1),
            (self.beta, 1),
            (self.element, spec.group),
            (self.gate, 1),
        ];
        for (place, size) in parts {
            if let Some(Place { network, .. }) = place {
                outputs[network] += size;
            }
        }
        outputs
    }
}

impl RateSpec {
    /// α from the output `r`.
    pub(super) fn forward(&self, r: f32) -> f32 {
        let (min, max) = self.range;
        match self.map {
            RateMap::Clamp => clamped(r, self.range),
            RateMap::Log => {
                let share = sigmoid(r);
                libm::expf(libm::logf(min) + share * libm::logf(max / min))
            }
        }
    }

    /// The gradient to the output `r`, from that to α.
    pub(super) fn backward(&self, r: f32, d_alpha: f32) -> f32 {
        let (min, max) = self.range;
        match self.map {
            RateMap::Clamp if r > min && r < max => d_alpha,
            RateMap::Clamp => 0.0,
            RateMap::Log => {
                let share = sigmoid(r);
                d_alpha * self.forward(r) * libm::logf(max / min) * share * (1.0 - share)
            }
        }
    }
}

/// `1 / (1 + e^−x)`; β of an output.
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}

/// The gradient to the output whose sigmoid is `beta`.
pub(super) fn sigmoid_backward(beta: f32, d_beta: f32) -> f32 {
    d_beta * beta * (1.0 - beta)
}
