//! Proposition 4.1 at a point (Fig 1), with Lemma A.1, from which it follows.

use super::super::choices::GroundName;
use super::super::config::Config;
use super::super::scene::shown;
use super::{point, quadratic};
use crate::objective::{Matrix2, Task};
use crate::theory::{Quadratic, newton_parts};
use nalgebra::{DMatrix, DVector, Vector2};
use serde::Serialize;

/// Points of the curve on which the gradient is equally long.
const CURVE: u16 = 128;

/// Newton's step at a point, taken apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Newton {
    /// The point w.
    pub point: [f64; 2],
    /// L(w)
    pub value: f64,
    /// ∇L(w)
    pub gradient: [f64; 2],
    /// Eigenvalues of the Hessian H at w, ascending.
    pub curvatures: [f64; 2],
    /// `None` where the gradient is zero or H is singular.
    pub vectors: Option<Vectors>,
    /// Lemma A.1 for H, ∇L, α = 0 and β = 1: `(gᵀg)²` and `(gᵀHg)(gᵀH⁻¹g)`. The slope is negative where the first is larger.
    pub lemma: Option<[f64; 2]>,
    /// A closed curve through w on which ‖∇L‖ is what it is at w: [points × 2]; empty unless L is a quadratic.
    pub equally_steep: Vec<f64>,
}

/// The vectors of Fig 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Vectors {
    /// v₁ = −∇L
    pub descent: [f64; 2],
    /// v₂ = −H⁻¹∇L
    pub newton: [f64; 2],
    /// v_∥, the projection of v₂ on v₁.
    pub parallel: [f64; 2],
    /// v_⊥ = v₂ − v_∥
    pub orthogonal: [f64; 2],
    /// Directional derivative of ‖∇L‖² along v_⊥.
    pub slope: f64,
}

/// Newton's step at the figure's point: on its quadratic or on the shown task. `None` where that is not a function of the plane.
pub fn newton(config: &Config) -> Option<Newton> {
    if let (Some(quadratic), GroundName::Quadratic) = (quadratic(config), config.ground) {
        let (w, a) = (point(config), quadratic.matrix());
        let curve = quadratic.equally_steep(w, CURVE).unwrap_or_default();
        let curve = curve.iter().flat_map(|point| [point.x, point.y]).collect();
        let hessian = 2.0 * a;
        return Some(at(w, w.dot(&(a * w)), hessian * w, hessian.data.0, curve));
    }
    let sample = shown(config);
    let (Task::Plane(objective), &[x, y]) = (sample.task, sample.start.as_slice()) else { return None };
    let (value, gradient) = objective.value_and_gradient([x, y]);
    let hessian = objective.hessian([x, y]).map(|row| row.map(f64::from));
    let [w, gradient] = [[x, y], gradient].map(|[x, y]| Vector2::new(f64::from(x), f64::from(y)));
    Some(at(w, f64::from(value), gradient, hessian, Vec::new()))
}

/// hessian: symmetric, so that rows and columns are the same.
fn at(
    w: Vector2<f64>,
    value: f64,
    gradient: Vector2<f64>,
    hessian: Matrix2<f64>,
    equally_steep: Vec<f64>,
) -> Newton {
    let h = DMatrix::from_row_slice(2, 2, hessian.as_flattened());
    let g = DVector::from_column_slice(gradient.as_slice());
    let parts = newton_parts(&g, &h);
    let lemma = parts.as_ref().map(|parts| {
        let squared = g.norm_squared();
        [squared * squared, g.dot(&(&h * &g)) * -g.dot(&parts.newton)]
    });
    let pair = |vector: &DVector<f64>| [vector[0], vector[1]];
    let eigenvalues = Quadratic::new(hessian.into()).map_or([f64::NAN; 2], |form| form.eigenvalues.into());
    Newton {
        point: w.into(),
        value,
        gradient: gradient.into(),
        curvatures: eigenvalues,
        vectors: parts.map(|parts| Vectors {
            descent: pair(&parts.descent),
            newton: pair(&parts.newton),
            parallel: pair(&parts.parallel),
            orthogonal: pair(&parts.orthogonal),
            slope: parts.slope,
        }),
        lemma,
        equally_steep,
    }
}
