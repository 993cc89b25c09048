//! One optimizer from one start on one task, with all that is drawn.

use crate::objective::{Objective, Tasks, Vector, lane, point};
use crate::optimizer::{Descent, Step, UpdateRule};
use crate::symmetry::arc;

/// Points of the arc on which a teleport is drawn.
pub const ARC_POINTS: usize = 12;

/// A trajectory of N steps.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Trajectory {
    /// Iterates x₀…x_N: [2(N + 1)].
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub x: Vec<f32>,
    /// The point before the teleport of each step: [2N]; equals the iterate where nothing teleports.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub moved: Vec<f32>,
    /// Each step's way along the level set, from `moved` to the iterate: [`2·ARC_POINTS·N`]; empty if no step teleports.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub arcs: Vec<f32>,
    /// f(x₀)…f(x_N).
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub f: Vec<f32>,
    /// ‖∇f(x₀)‖…‖∇f(x_N)‖.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub gradient_norm: Vec<f32>,
    /// Angle of each step's teleport; empty if no step teleports.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub theta: Vec<f32>,
    /// The first step that could not be taken because its result was not finite.
    pub diverged_at: Option<u32>,
}

impl Trajectory {
    /// `steps` steps of `rule` on `objective` from `start`.
    pub fn new(
        objective: &Objective<f32>,
        start: Vector<f32>,
        rule: &mut dyn UpdateRule,
        steps: u32,
    ) -> Self {
        let tasks = Tasks::new(&[*objective]);
        let (mut descent, mut step) = (Descent::new(1), Step::new(1));
        descent.start(&tasks, &[start]);
        rule.reset(1);
        let mut trajectory = Trajectory::default();
        trajectory.push(&descent);
        for t in 1..=steps {
            rule.step(&tasks, &descent, &mut step);
            descent.advance(&tasks, &mut step);
            if trajectory.diverged_at.is_none() && lane(&descent.moving, 0) < 0.5 {
                trajectory.diverged_at = Some(t);
            }
            trajectory.push(&descent);
            trajectory.moved.extend(point(&step.moved, 0));
            trajectory.theta.push(lane(&step.theta, 0));
        }
        trajectory.draw_arcs(objective);
        trajectory
    }

    fn push(&mut self, descent: &Descent) {
        let [gx, gy] = point(&descent.gradient, 0);
        self.x.extend(point(&descent.x, 0));
        self.f.push(lane(&descent.f, 0));
        // Scaled, so that the square of a large but finite gradient does not overflow.
        let size = gx.abs().max(gy.abs()).max(f32::MIN_POSITIVE);
        let (gx, gy) = (gx / size, gy / size);
        self.gradient_norm.push((size * (gx * gx + gy * gy).sqrt()).min(f32::MAX));
    }

    fn draw_arcs(&mut self, objective: &Objective<f32>) {
        if self.theta.iter().all(|theta| theta.abs() < f32::MIN_POSITIVE) {
            self.theta.clear();
            return;
        }
        for (moved, &theta) in self.moved.chunks_exact(2).zip(&self.theta) {
            self.arcs.extend(arc(objective, [moved[0], moved[1]], theta, ARC_POINTS).flatten());
        }
    }
}
