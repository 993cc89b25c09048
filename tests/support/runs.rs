//! Optimization runs of a batch, task by task.

use l2o_playground::objective::{Objective, Tasks, Vector};
use l2o_playground::optimizer::{Descent, Step, UpdateRule};

/// Iterate and value of one task after a step, and whether it still moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    pub x: Vector<f32>,
    pub f: f32,
    pub moving: bool,
}

/// Point number `task` of [tasks × 2].
pub fn point(points: &[f32], task: usize) -> Vector<f32> {
    [points[2 * task], points[2 * task + 1]]
}

/// The path of every task, [tasks][steps + 1], when `rule` solves them side by side.
pub fn solve(
    objectives: &[Objective<f32>],
    starts: &[Vector<f32>],
    rule: &mut dyn UpdateRule,
    steps: usize,
) -> Vec<Vec<Stop>> {
    let mut tasks = Tasks::plane(objectives);
    let (mut descent, mut step) = (Descent::new(tasks.len(), 2), Step::new(tasks.len(), 2));
    descent.start(&mut tasks, starts.as_flattened());
    rule.reset(&tasks);
    let mut paths = vec![Vec::new(); tasks.len()];
    for t in 0..=steps {
        if t > 0 {
            rule.step(&mut tasks, &descent, &mut step);
            descent.advance(&mut tasks, &mut step);
        }
        for (task, path) in paths.iter_mut().enumerate() {
            path.push(Stop { x: point(&descent.x, task), f: descent.f[task], moving: descent.moving[task] });
        }
    }
    paths
}
