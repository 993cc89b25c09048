//! Optimization runs of a batch, task by task.

use l2o_playground::objective::{Objective, Tasks, Vector, lane, point};
use l2o_playground::optimizer::{Descent, Step, UpdateRule};

/// Iterate and value of one task after a step, and whether it still moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    pub x: Vector<f32>,
    pub f: f32,
    pub moving: bool,
}

/// The path of every task, [tasks][steps + 1], when `rule` solves them side by side.
pub fn solve(
    objectives: &[Objective<f32>],
    starts: &[Vector<f32>],
    rule: &mut dyn UpdateRule,
    steps: usize,
) -> Vec<Vec<Stop>> {
    let tasks = Tasks::new(objectives);
    let (mut descent, mut step) = (Descent::new(tasks.len()), Step::new(tasks.len()));
    descent.start(&tasks, starts);
    rule.reset(tasks.len());
    let mut paths = vec![Vec::new(); tasks.len()];
    for t in 0..=steps {
        if t > 0 {
            rule.step(&tasks, &descent, &mut step);
            descent.advance(&tasks, &mut step);
        }
        for (task, path) in paths.iter_mut().enumerate() {
            let moving = lane(&descent.moving, task) > 0.5;
            path.push(Stop { x: point(&descent.x, task), f: lane(&descent.f, task), moving });
        }
    }
    paths
}
