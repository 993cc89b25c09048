//! What the figures of the article show, computed from a link like everything else.

mod newton;
mod orbit;
mod turning;

pub use newton::{Newton, Vectors, newton};
pub use orbit::{Orbit, Steepest, orbit};
pub use turning::{Turning, turning};

use super::choices::{FigureName, GroundName};
use super::config::Config;
use crate::objective::{Booth, Objective, Sample, Task};
use crate::theory::Quadratic;
use nalgebra::Vector2;

/// Where a figure of a quadratic begins, unless the link says otherwise.
const POINT: [f32; 2] = [1.6, 0.9];

/// The quadratic that a figure shows in place of a task.
pub(super) fn quadratic(config: &Config) -> Option<Quadratic> {
    let shown = match config.figure {
        FigureName::Newton => config.ground == GroundName::Quadratic,
        FigureName::Fly => true,
        _ => false,
    };
    let &[one, two, degrees] = config.quadratic.as_slice() else { return None };
    let eigenvalues = Vector2::new(f64::from(one), f64::from(two));
    shown.then(|| Quadratic::turned(eigenvalues, f64::from(degrees).to_radians()))
}

/// The figure's quadratic as a task `f = ‖Bx‖²`, where it is a bowl.
pub(super) fn bowl(config: &Config) -> Option<Sample> {
    let root = quadratic(config)?.root()?.map(|value| value as f32);
    let a = [0, 1].map(|row| [0, 1].map(|column| root[(row, column)]));
    let task = Task::Plane(Objective::Booth(Booth { a, b: [0.0; 2] }));
    Some(Sample { task, start: POINT.to_vec(), rejected: 0 })
}

/// The point of a figure of a quadratic.
fn point(config: &Config) -> Vector2<f64> {
    let at = config.start.as_deref().unwrap_or(&POINT);
    Vector2::new(f64::from(at[0]), f64::from(at[1]))
}
