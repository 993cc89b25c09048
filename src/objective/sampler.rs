//! Task distributions: those of the paper's Figs 3 to 7, and fixed objectives.

use super::{Booth, MlpShape, MlpTask, Objective, Polynomial, Rosenbrock, Task};
use crate::random::Random;

/// Where tasks (what is minimised, and the start) come from. In the plane the start is always `x₀ ~ N(0, I₂)`.
#[derive(Clone, Debug, PartialEq)]
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
    /// Regression with a perceptron (Fig 7): every entry of X, Y and of the starting weights ~ U(0, 1).
    Mlp(MlpShape),
}

/// One task and where to start.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What is minimised.
    pub task: Task,
    /// The start, [dimension].
    pub start: Vec<f32>,
    /// How many tasks were drawn and rejected before this one.
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

    /// Draws a task. An exactly singular one (probability zero) is rejected whatever the bound.
    pub fn sample(&self, random: &mut Random) -> Sample {
        let mut rejected = 0;
        let task = loop {
            if let Some(task) = self.draw(random) {
                break task;
            }
            rejected += 1;
        };
        let start = match self {
            Distribution::Mlp(shape) => (0..shape.parameters()).map(|_| random.uniform(0.0, 1.0)).collect(),
            _ => vec![random.normal(), random.normal()],
        };
        Sample { task, start, rejected }
    }

    /// Whether every task has the same objective.
    pub fn is_fixed(&self) -> bool {
        matches!(self, Distribution::Fixed(_))
    }

    /// The shape of the perceptrons, where there are any.
    pub fn shape(&self) -> Option<&MlpShape> {
        match self {
            Distribution::Mlp(shape) => Some(shape),
            _ => None,
        }
    }

    /// A task, unless it is too close to being singular.
    fn draw(&self, random: &mut Random) -> Option<Task> {
        let far = |volume: f32, min_det: f32| volume > 0.0 && volume >= min_det;
        match *self {
            Distribution::Fixed(objective) => Some(Task::Plane(objective)),
            Distribution::VariableBooth { min_det } => {
                let mut normal = || random.normal();
                let booth =
                    Booth { a: [[normal(), normal()], [normal(), normal()]], b: [normal(), normal()] };
                far(booth.determinant().abs(), min_det).then_some(Task::Plane(Objective::Booth(booth)))
            }
            Distribution::VariableRosenbrock { min_det } => {
                let [a, b, c, d1, d2, d3] = std::array::from_fn(|_| random.normal());
                let (c_poly, d_poly) = (Polynomial([c, 0.0, 0.0]), Polynomial([d3, d2, d1, 0.0, 0.0]));
                let objective = Objective::Rosenbrock(Rosenbrock { a, b, c: c_poly, d: d_poly });
                far(a.abs().min(c.abs()), min_det).then_some(Task::Plane(objective))
            }
            Distribution::Mlp(ref shape) => {
                let mut uniform = |rows: usize| -> Vec<f32> {
                    (0..rows * shape.samples).map(|_| random.uniform(0.0, 1.0)).collect()
                };
                let (x, y) = (uniform(shape.widths[0]), uniform(shape.widths[shape.depth()]));
                MlpTask::new(shape, x, y).ok().map(Task::Mlp)
            }
        }
    }
}
