//! Task distributions: those of the paper's Figs 3 to 7, and fixed objectives.

use super::{FamilyName, MlpShape, MlpTask, Objective, Task};
use crate::random::Random;

/// Where tasks (what is minimised, and the start) come from. In the plane the start is always `x₀ ~ N(0, I₂)`.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same objective.
    Fixed(Objective<f32>),
    /// Members of a family, each number of them drawn anew; those nearer than the bound to a singular one are rejected.
    Variable {
        /// Booth (Fig 4), Rosenbrock (Fig 6), or another.
        family: FamilyName,
        /// Bound of the rejection ([`Drawn::margin`](super::Drawn::margin)); 0 is the paper's plain sampling.
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
        match *self {
            Distribution::Fixed(objective) => Some(Task::Plane(objective)),
            Distribution::Variable { family, min_det } => {
                let objective = family.draw(random);
                let margin = objective.margin();
                (margin > 0.0 && margin >= min_det).then_some(Task::Plane(objective))
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
