//! One optimizer from one start on one task, with all that is drawn.

use crate::objective::{Objective, Sample, Task, Tasks};
use crate::optimizer::{Descent, Step, UpdateRule};
use crate::symmetry::arc;
use std::f32::consts::TAU;

/// Points of the arc on which a teleport is drawn.
pub const ARC_POINTS: usize = 24;

/// A trajectory of N steps of a task with `dimension` parameters.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Trajectory {
    /// Parameters of the task: 2, or the weights of the perceptron.
    pub dimension: u32,
    /// Iterates x₀…x_N: [(N + 1) × dimension].
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub x: Vec<f32>,
    /// In the plane: between the two parts of each step, before its teleport or (where it jumps first) after it: [2N]; equals
    /// the iterate where nothing teleports. Empty otherwise.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub middle: Vec<f32>,
    /// In the plane: each teleport's way along the level set, the shorter way round: [`2·ARC_POINTS·N`]; empty if no step teleports.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub arcs: Vec<f32>,
    /// Whether steps teleport before they walk.
    pub jump_first: bool,
    /// f(x₀)…f(x_N).
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub f: Vec<f32>,
    /// ‖∇f(x₀)‖…‖∇f(x_N)‖.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub gradient_norm: Vec<f32>,
    /// Size of each step's group element: the angle θ, or ‖T‖; empty if no step teleports.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub element: Vec<f32>,
    /// Invariance error `|f' − f| / f` of each step's teleport; empty if no step teleports.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub invariance: Vec<f32>,
    /// Step size of each step; empty if the optimizer has none.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub alpha: Vec<f32>,
    /// Momentum coefficient of each step; empty if the optimizer has none.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub beta: Vec<f32>,
    /// Steps whose teleport was skipped because `I + T` is singular.
    pub singular: Vec<u32>,
    /// The first step that could not be taken because its result was not finite.
    pub diverged_at: Option<u32>,
}

impl Trajectory {
    /// `steps` steps of `rule` on a batch of one, which stands at its start.
    pub fn new(
        sample: &Sample,
        (mut tasks, mut descent): (Tasks, Descent),
        rule: &mut dyn UpdateRule,
        steps: u32,
    ) -> Self {
        let mut step = Step::new(1, tasks.dimension());
        rule.reset(&tasks);
        let mut trajectory = Trajectory { dimension: tasks.dimension() as u32, ..Trajectory::default() };
        trajectory.push_point(&descent);
        for t in 1..=steps {
            let before = descent.f[0];
            rule.step(&mut tasks, &descent, &mut step);
            descent.advance(&mut tasks, &mut step);
            if trajectory.diverged_at.is_none() && !descent.moving[0] {
                trajectory.diverged_at = Some(t);
            }
            if step.singular[0] {
                trajectory.singular.push(t);
            }
            trajectory.push_point(&descent);
            trajectory.push_step(&step);
            trajectory.invariance.push(invariance_error(&mut tasks, before, &step, &descent));
        }
        trajectory.jump_first = step.jump_first;
        if trajectory.element.iter().all(|size| size.abs() < f32::MIN_POSITIVE) {
            trajectory.element.clear();
            trajectory.invariance.clear();
        } else if let Task::Plane(objective) = sample.task {
            trajectory.draw_arcs(&objective);
        }
        for rates in [&mut trajectory.alpha, &mut trajectory.beta] {
            if rates.iter().any(|rate| rate.is_nan()) {
                rates.clear();
            }
        }
        trajectory
    }

    fn push_point(&mut self, descent: &Descent) {
        self.x.extend(&descent.x);
        self.f.push(descent.f[0]);
        self.gradient_norm.push(norm(&descent.gradient));
    }

    fn push_step(&mut self, step: &Step) {
        if self.dimension == 2 {
            self.middle.extend(&step.middle);
        }
        self.element.push(step.element[0]);
        self.alpha.push(step.alpha[0]);
        self.beta.push(step.beta[0]);
    }

    fn draw_arcs(&mut self, objective: &Objective<f32>) {
        let from = if self.jump_first { &self.x } else { &self.middle };
        for (from, &theta) in from.chunks_exact(2).zip(&self.element) {
            let shorter = theta - TAU * (theta / TAU).round_ties_even();
            let mut last = [from[0], from[1]];
            for point in arc(objective, last, shorter, ARC_POINTS) {
                // Far out h may leave the numbers before its level set does: the arc then waits where it was.
                if point.iter().all(|axis| axis.is_finite()) {
                    last = point;
                }
                self.arcs.extend(last);
            }
        }
    }
}

/// `|f' − f| / f` across the teleport of the step just taken from a point with value `before`; 0 where there was none.
fn invariance_error(tasks: &mut Tasks, before: f32, step: &Step, descent: &Descent) -> f32 {
    if step.element[0].abs() < f32::MIN_POSITIVE {
        return 0.0;
    }
    let (mut value, mut gradient) = (vec![0.0], vec![0.0; tasks.dimension()]);
    tasks.evaluate(&step.middle, &mut value, &mut gradient);
    let (from, to) = if step.jump_first { (before, value[0]) } else { (value[0], descent.f[0]) };
    let error = (to - from).abs() / from.max(f32::MIN_POSITIVE);
    if error.is_finite() { error } else { f32::MAX }
}

/// The Euclidean norm, scaled so that the square of a large but finite component does not overflow.
fn norm(vector: &[f32]) -> f32 {
    let size = vector.iter().fold(f32::MIN_POSITIVE, |size, value| size.max(value.abs()));
    let squares: f32 = vector.iter().map(|value| (value / size) * (value / size)).sum();
    (size * squares.sqrt()).min(f32::MAX)
}
