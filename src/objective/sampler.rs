//! Task distributions: those of the paper's Figs 3 to 6, and fixed objectives.

use super::{Booth, Objective, Polynomial, Rosenbrock, Vector};
use crate::random::Random;

/// Where tasks (objective and start) come from. The start is always `x₀ ~ N(0, I₂)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same objective.
    Fixed(Objective<f32>),
    /// Booth with every entry of A and b ~ N(0, 1) (Fig 4), rejecting `|det A| < min_det`.
    VariableBooth {
        /// Bound of the rejection; 0 is the paper's plain sampling.
        min_det: f32,
    },
    /// Rosenbrock with a, b, c₁, d₁, d₂, d₃ ~ N(0, 1), `c(x) = c₁`, `d(x) = d₁x² + d₂x + d₃` (Fig 6), rejecting
    /// `|a| < min_det` or `|c₁| < min_det`.
    VariableRosenbrock {
        /// Bound of the rejection; 0 is the paper's plain sampling.
        min_det: f32,
    },
}

/// One task: an objective and where to start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// What is minimised.
    pub objective: Objective<f32>,
    /// The start x₀.
    pub start: Vector<f32>,
    /// How many objectives were drawn and rejected before this one.
    pub rejected: u32,
}

impl Distribution {
    /// Fig 3: `A = diag(0.5, 3)`, `b = 0`.
    pub const FIXED_BOOTH: Self =
        Distribution::Fixed(Objective::Booth(Booth { a: [[0.5, 0.0], [0.0, 3.0]], b: [0.0, 0.0] }));

    /// Fig 5: `a = 1`, `b = −1`, `c = −2`, `d(x) = 0.4x²`.
    pub const FIXED_ROSENBROCK: Self = Distribution::Fixed(Objective::Rosenbrock(Rosenbrock {
        a: 1.0,
        b: -1.0,
        c: Polynomial([-2.0, 0.0, 0.0]),
        d: Polynomial([0.0, 0.0, 0.4, 0.0, 0.0]),
    }));

    /// Draws a task. An exactly singular objective (probability zero) is rejected whatever the bound.
    pub fn sample(&self, random: &mut Random) -> Sample {
        let mut rejected = 0;
        let objective = loop {
            let (objective, volume) = self.draw(random);
            if volume > 0.0 && volume >= self.min_det() {
                break objective;
            }
            rejected += 1;
        };
        Sample { objective, start: [random.normal(), random.normal()], rejected }
    }

    /// Whether every task has the same objective.
    pub fn is_fixed(&self) -> bool {
        matches!(self, Distribution::Fixed(_))
    }

    fn min_det(&self) -> f32 {
        match *self {
            Distribution::Fixed(_) => 0.0,
            Distribution::VariableBooth { min_det } | Distribution::VariableRosenbrock { min_det } => min_det,
        }
    }

    /// An objective and what `min_det` bounds: how far it is from being singular.
    fn draw(&self, random: &mut Random) -> (Objective<f32>, f32) {
        match *self {
            Distribution::Fixed(objective) => (objective, f32::INFINITY),
            Distribution::VariableBooth { .. } => {
                let mut normal = || random.normal();
                let booth =
                    Booth { a: [[normal(), normal()], [normal(), normal()]], b: [normal(), normal()] };
                (Objective::Booth(booth), booth.determinant().abs())
            }
            Distribution::VariableRosenbrock { .. } => {
                let [a, b, c, d1, d2, d3] = std::array::from_fn(|_| random.normal());
                let (c_poly, d_poly) = (Polynomial([c, 0.0, 0.0]), Polynomial([d3, d2, d1, 0.0, 0.0]));
                (Objective::Rosenbrock(Rosenbrock { a, b, c: c_poly, d: d_poly }), a.abs().min(c.abs()))
            }
        }
    }
}
