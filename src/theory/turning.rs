//! Learning to teleport on the fly (section 4.2, Algorithm 2, Fig 2): where the learned angle turns.
//!
//! For `f(x) = xᵀAx` with `A = QΛQᵀ` positive definite, `B = A^{1/2}` and `g_θ(x) = B⁻¹R_θBx`, a step of Algorithm 2 ends in
//! `x' = (I − 2αA) B⁻¹R_θBx`. B commutes with A, so `f(x') = ‖(I − 2αΛ) z‖²` with `z = QᵀR_θBx`. Turning θ turns z:
//! ```text
//! ∂f(x')/∂θ = 2 zᵀ D R_{π/2} z = 2 (D₂ − D₁) z₁z₂ = (D₂ − D₁) ‖z‖² sin 2φ,   D_i = (1 − 2αλ_i)²
//! ```
//! with φ the angle of z. (The paper's appendix B leaves out R_θ and Q.) It vanishes on the principal axes and is largest
//! half-way between them. θ descends, so while `α(λ₁ + λ₂) < 1` the iterate turns toward the axis of the larger eigenvalue, the
//! *shorter* axis of the level ellipse. Once α is larger, (1 − 2αλ)² is larger there and it turns toward the longer one.

use super::Quadratic;
use super::quadratic::rotation;
use nalgebra::{Matrix2, Vector2};

/// A positive definite quadratic, with what Algorithm 2 needs of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bowl {
    quadratic: Quadratic,
    root: Matrix2<f64>,
}

impl Bowl {
    /// `None` unless A is positive definite.
    pub fn new(quadratic: Quadratic) -> Option<Self> {
        Some(Bowl { quadratic, root: quadratic.root()? })
    }

    /// `B = A^{1/2}`
    pub fn root(&self) -> Matrix2<f64> {
        self.root
    }

    /// `∂f(x_{t+1})/∂θ_t` in closed form, at x with angle θ and step size α.
    pub fn turning(&self, x: Vector2<f64>, theta: f64, alpha: f64) -> f64 {
        let (z, shrink) = (self.turned(x, theta), self.shrinkage(alpha));
        2.0 * (shrink.y - shrink.x) * z.x * z.y
    }

    /// `f(x_{t+1})`: the value after a teleport by θ and a gradient step of size α.
    pub fn value_after(&self, x: Vector2<f64>, theta: f64, alpha: f64) -> f64 {
        let z = self.turned(x, theta);
        self.shrinkage(alpha).dot(&z.component_mul(&z))
    }

    /// The step size beyond which θ turns the iterate toward the longer axis of the level ellipse: there `D₁ = D₂`.
    pub fn turns_over_at(&self) -> f64 {
        1.0 / self.quadratic.eigenvalues.sum()
    }

    /// `R_θBx`: `B g_θ(x)`.
    pub fn turn(&self, x: Vector2<f64>, theta: f64) -> Vector2<f64> {
        rotation(theta) * (self.root * x)
    }

    /// `z = QᵀR_θBx`
    fn turned(&self, x: Vector2<f64>, theta: f64) -> Vector2<f64> {
        self.quadratic.axes.transpose() * self.turn(x, theta)
    }

    /// `D_i = (1 − 2αλ_i)²`
    fn shrinkage(&self, alpha: f64) -> Vector2<f64> {
        self.quadratic.eigenvalues.map(|lambda| (1.0 - 2.0 * alpha * lambda) * (1.0 - 2.0 * alpha * lambda))
    }
}
