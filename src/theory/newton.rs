//! Proposition 4.1: a teleport toward larger gradients moves like the part of Newton's step that gradient descent lacks.

use nalgebra::{DMatrix, DVector};

/// Newton's step split along and across the negative gradient (Fig 1).
#[derive(Clone, Debug, PartialEq)]
pub struct NewtonParts {
    /// `v₁ = −∇L`
    pub descent: DVector<f64>,
    /// `v₂ = −H⁻¹∇L`
    pub newton: DVector<f64>,
    /// `v_∥`: the projection of v₂ on v₁.
    pub parallel: DVector<f64>,
    /// `v_⊥ = v₂ − v_∥`
    pub orthogonal: DVector<f64>,
    /// `2 (H∇L)·v_⊥`: the directional derivative of `‖∇L‖²` along v_⊥. Never negative where H is positive definite.
    pub slope: f64,
}

/// The parts at a point with this gradient and Hessian, of any dimension. `None` where the gradient is zero or H is singular.
pub fn newton_parts(gradient: &DVector<f64>, hessian: &DMatrix<f64>) -> Option<NewtonParts> {
    let squared = gradient.norm_squared();
    let step = hessian.clone().lu().solve(gradient)?;
    if !(squared > 0.0 && step.iter().all(|value| value.is_finite())) {
        return None;
    }
    let (descent, newton) = (-gradient, -step);
    let parallel = &descent * (newton.dot(&descent) / squared);
    let orthogonal = &newton - &parallel;
    let slope = 2.0 * (hessian * gradient).dot(&orthogonal);
    Some(NewtonParts { descent, newton, parallel, orthogonal, slope })
}
