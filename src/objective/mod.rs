//! What is minimised, and the distributions that tasks are drawn from.
//!
//! A task is plain data. A batch of tasks ([`Tasks`]) evaluates all of them at once; points, gradients and parameters of a
//! batch are flat slices, task after task.

mod mlp;
mod plane;
mod sampler;
mod tasks;

pub use mlp::{LEAK, MlpShape, MlpTask, MlpTasks, MlpWorkspace, leaky, leaky_slope};
pub use plane::{
    Bijection, Booth, Drawn, Family, FamilyName, Matrix2, Objective, PlaneTasks, Polynomial, Rosenbrock,
    Spiral, Vector, load, store, times, transposed_times,
};
pub use sampler::{Distribution, Sample};
pub use tasks::{Task, Tasks};
