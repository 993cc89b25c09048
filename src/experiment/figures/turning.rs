//! Algorithm 2 at a point (Fig 2): where the angle turns, by three routes that must agree.

use super::super::config::Config;
use super::{point, quadratic};
use crate::theory::Bowl;
use nalgebra::Vector2;
use serde::Serialize;
use std::f64::consts::TAU;

/// Points of the level set around which the direction of turning is shown.
const RING: u16 = 96;
/// Step of the central difference, in radians.
const DIFFERENCE: f64 = 1e-5;
/// Step size α where the link leaves it to the engine.
const ALPHA: f64 = 0.05;

/// What Algorithm 2 sees of its angle at the figure's point.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Turning {
    /// The point x.
    pub point: [f64; 2],
    /// f(x)
    pub value: f64,
    /// f(x'), after the teleport by θ₀ and a gradient step of size α.
    pub next: f64,
    /// ∂f(x')/∂θ in closed form.
    pub closed: f64,
    /// The same by a central difference.
    pub numeric: f64,
    /// Step size α.
    pub alpha: f64,
    /// Step size beyond which the iterate turns toward the longer axis.
    pub turns_over_at: f64,
    /// The level set through x, `g_θ(x)` for equally spaced θ: [points × 2].
    pub ring: Vec<f64>,
    /// f after a gradient step from each of its points: [points].
    pub ring_next: Vec<f64>,
    /// ∂f(x')/∂θ at each of them: [points]. Algorithm 2 moves them against its sign.
    pub ring_slope: Vec<f64>,
    /// Half axes of the level set [2 × 2], the one of λ₁ first.
    pub axes: [[f64; 2]; 2],
}

/// Algorithm 2 on the figure's quadratic. `None` if that is no bowl, or the figure another one.
pub fn turning(config: &Config) -> Option<Turning> {
    let quadratic = quadratic(config)?;
    let (bowl, x) = (Bowl::new(quadratic)?, point(config));
    let (theta, alpha) = (f64::from(config.fly_theta), config.fly_rate.map_or(ALPHA, f64::from));
    let inverse = bowl.root().try_inverse()?;
    let value = (bowl.root() * x).norm_squared();
    let ring: Vec<Vector2<f64>> = (0..RING)
        .map(|i| bowl.turn(x, TAU * f64::from(i) / f64::from(RING)))
        .map(|turned| inverse * turned)
        .collect();
    let difference =
        bowl.value_after(x, theta + DIFFERENCE, alpha) - bowl.value_after(x, theta - DIFFERENCE, alpha);
    let half = |i: usize| quadratic.axes.column(i) * (value / quadratic.eigenvalues[i]).sqrt();
    Some(Turning {
        point: x.into(),
        value,
        next: bowl.value_after(x, theta, alpha),
        closed: bowl.turning(x, theta, alpha),
        numeric: difference / (2.0 * DIFFERENCE),
        alpha,
        turns_over_at: bowl.turns_over_at(),
        ring_next: ring.iter().map(|&point| bowl.value_after(point, 0.0, alpha)).collect(),
        ring_slope: ring.iter().map(|&point| bowl.turning(point, 0.0, alpha)).collect(),
        ring: ring.iter().flat_map(|point| [point.x, point.y]).collect(),
        axes: [half(0), half(1)].map(Into::into),
    })
}
