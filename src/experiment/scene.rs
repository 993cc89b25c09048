//! The task that is shown, in words and numbers.

use super::config::Config;
use super::evaluation::unseen;
use super::field::Group;
use super::figures;
use super::link::encode_some;
use crate::objective::{Sample, Task, Vector};
use crate::text::listed;
use serde::Serialize;

/// What the picture shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Scene {
    /// Everything the picture's background depends on, as a link: scenes with the same key show the same function.
    pub key: String,
    /// f written out, in the plane with its numbers.
    pub formula: String,
    /// What there is to see of a function of the plane; absent for perceptrons.
    pub plane: Option<PlaneScene>,
    /// Whether teleports leave f unchanged, to rounding.
    pub invariant: bool,
    /// Tasks drawn and rejected before this one.
    pub rejected: u32,
    /// Whether other unseen tasks are other functions.
    pub variable: bool,
}

/// A function of the plane.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlaneScene {
    /// Where f is 0.
    pub minimum: Vector<f32>,
    /// Where trajectories start.
    pub start: Vector<f32>,
    /// `x_min, x_max, y_min, y_max` of a square that holds minimum and start.
    pub bounds: [f32; 4],
}

/// The shown task, or a figure's own function, with the config's start, if it gives one.
pub fn shown(config: &Config) -> Sample {
    let mut sample = figures::bowl(config).unwrap_or_else(|| unseen(config, config.show));
    if let (Some(start), Task::Plane(_)) = (&config.start, &sample.task) {
        sample.start.clone_from(start);
    }
    sample
}

/// Describes the shown task.
pub fn scene(config: &Config) -> Scene {
    let Sample { task, start, rejected } = shown(config);
    let plane = match (&task, start.as_slice()) {
        (Task::Plane(objective), &[x, y]) => {
            let drawn = unseen(config, config.show).start;
            let minimum = objective.minimum();
            Some(PlaneScene { minimum, start: [x, y], bounds: bounds(minimum, [drawn[0], drawn[1]], [x, y]) })
        }
        _ => None,
    };
    Scene {
        key: encode_some(config, &|field| {
            matches!(field.group, Group::Task | Group::Figure) || matches!(field.key, "seed" | "show")
        }),
        formula: match &task {
            Task::Plane(objective) => objective.formula(),
            Task::Mlp(_) => perceptron_formula(config.mlp_widths.len() - 1),
        },
        plane,
        invariant: config.task.is_planar() || config.mlp_shape().is_invariant(config.gl_form()),
        rejected,
        variable: !config.distribution().is_fixed(),
    }
}

/// Such as `L(W₁, W₂) = ½‖Y − W₂ σ(W₁ X)‖²`.
fn perceptron_formula(depth: usize) -> String {
    let names = ["W₁", "W₂", "W₃", "W₄"];
    let names = &names[..depth.min(names.len())];
    let inner =
        names[..names.len() - 1].iter().fold("X".to_owned(), |inner, name| format!("σ({name} {inner})"));
    let last = names.last().copied().unwrap_or_default();
    format!("L({}) = ½‖Y − {last} {inner}‖²", listed(&mut names.iter().map(|&name| name.into()), ", "))
}

/// A square around the minimum and the task's own start; it grows only when the start is moved outside, so that the picture
/// rests while a visitor drags.
fn bounds(minimum: Vector<f32>, drawn: Vector<f32>, start: Vector<f32>) -> [f32; 4] {
    /// How much room is left around minimum and start, as a share of their distance, and at least.
    const MARGIN: (f32, f32) = (0.45, 0.7);
    let axis = |i: usize| {
        let (low, high) = (minimum[i].min(drawn[i]), minimum[i].max(drawn[i]));
        (0.5 * (low + high), 0.5 * (high - low))
    };
    let (center, spread) = ([axis(0).0, axis(1).0], axis(0).1.max(axis(1).1));
    let mut half = spread + (2.0 * spread * MARGIN.0).max(MARGIN.1);
    let reach = (0..2).map(|i| (start[i] - center[i]).abs()).fold(0.0, f32::max);
    if reach > 0.95 * half {
        half = 1.15 * reach;
    }
    [center[0] - half, center[0] + half, center[1] - half, center[1] + half]
}
