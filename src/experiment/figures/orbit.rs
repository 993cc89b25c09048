//! A point and its orbit: f stays, the gradient does not (paper, section 3.1).

use super::super::config::Config;
use super::super::scene::shown;
use crate::objective::{Objective, PlaneTasks, Task, Vector};
use crate::symmetry::{arc, steepest_angles};
use serde::Serialize;
use std::f32::consts::TAU;

/// Points of an orbit, the first repeated at the end.
const POINTS: usize = 257;

/// The orbit of the shown start: all points that its teleports reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Orbit {
    /// `g_θ(x)` for equally spaced θ from 0 to 2π: [points × 2], beginning and ending at x.
    pub points: Vec<f32>,
    /// `‖∇f‖` at each of them: [points].
    pub gradient_norm: Vec<f32>,
    /// Those at which `‖∇f‖` is larger than at both neighbours.
    pub peaks: Vec<u32>,
    /// f(x), the same on the whole orbit.
    pub f: f32,
    /// Largest `|f(g_θ(x)) − f(x)| / f(x)`: rounding, and no more.
    pub spread: f32,
    /// Where the oracle teleports to.
    pub steepest: Steepest,
}

/// The steepest point of an orbit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Steepest {
    /// The angle that leads there, in radians.
    pub theta: f32,
    /// `g_θ(x)`
    pub point: Vector<f32>,
    /// `‖∇f‖` there.
    pub gradient_norm: f32,
}

/// The orbit of the shown start. `None` where the task is not a function of the plane.
pub fn orbit(config: &Config) -> Option<Orbit> {
    let sample = shown(config);
    let (Task::Plane(objective), &[x, y]) = (sample.task, sample.start.as_slice()) else { return None };
    let points: Vec<Vector<f32>> = arc(&objective, [x, y], TAU, POINTS).collect();
    let gradient_norm: Vec<f32> = points.iter().map(|&point| steepness(&objective, point)).collect();
    let f = objective.value([x, y]);
    let spread = points.iter().map(|&point| (objective.value(point) - f).abs()).fold(0.0, f32::max);
    let mut theta = [0.0];
    steepest_angles(&PlaneTasks::new(&[objective]), &[x, y], &mut theta);
    let point = arc(&objective, [x, y], theta[0], 2).last().unwrap_or([x, y]);
    Some(Orbit {
        peaks: peaks(&gradient_norm),
        gradient_norm,
        points: points.into_flattened(),
        f,
        spread: spread / f.max(f32::MIN_POSITIVE),
        steepest: Steepest { theta: theta[0], point, gradient_norm: steepness(&objective, point) },
    })
}

fn steepness(objective: &Objective<f32>, point: Vector<f32>) -> f32 {
    let (_, [x, y]) = objective.value_and_gradient(point);
    (x * x + y * y).sqrt()
}

/// Local maxima of values on a closed curve whose last point is its first.
fn peaks(values: &[f32]) -> Vec<u32> {
    let count = values.len() - 1;
    let is_peak = |&i: &usize| values[i] > values[(i + count - 1) % count] && values[i] >= values[i + 1];
    (0..count).filter(is_peak).map(|i| i as u32).collect()
}
