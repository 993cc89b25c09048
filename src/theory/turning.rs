//! Learning to teleport on the fly (section 4.2, Algorithm 2, Fig 2): where the learned angle turns.
//!
//! For `f(x) = xᵀAx` with `A = QΛQᵀ` positive definite, `B = A^{1/2}` and `g_θ(x) = B⁻¹R_θBx`, a step of Algorithm 2 ends in
//! `x' = (I − 2αA) B⁻¹R_θBx`. B commutes with A, so `f(x') = ‖(I − 2αΛ) z‖²` with `z = QᵀR_θBx`. Turning θ turns z:
//! ```text
//! ∂f(x')/∂θ = 2 zᵀ D R_{π/2} z = 2 (D₂ − D₁) z₁z₂ = (D₂ − D₁) ‖z‖² sin 2φ,   D_i = (1 − 2αλ_i)²
//! ```
//! with φ the angle of z. (The paper's appendix B leaves out R_θ and Q.) It vanishes on the principal axes and is largest
//! half-way between them. θ descends, so while `αλ_i < ½` the iterate turns toward the axis of the larger eigenvalue, the
//! *shorter* axis of the level ellipse. Once αλ is larger, (1 − 2αλ)² grows again and it turns toward the longer one.

use nalgebra::{Matrix2, Rotation2, SymmetricEigen, Vector2};

/// A quadratic `xᵀAx` prepared for [`turning`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurningEllipse {
    /// Eigenvalues of A, both positive.
    pub eigenvalues: Vector2<f64>,
    /// Q, a rotation: its columns are the principal axes.
    pub axes: Matrix2<f64>,
    /// `B = A^{1/2}`
    pub root: Matrix2<f64>,
}

impl TurningEllipse {
    /// For a symmetric A; `None` unless it is positive definite.
    pub fn new(a: Matrix2<f64>) -> Option<Self> {
        let eigen = SymmetricEigen::try_new(a, f64::EPSILON, 100)?;
        let mut axes = eigen.eigenvectors;
        if axes.determinant() < 0.0 {
            // A reflection would turn the other way round: either sign makes an eigenvector.
            axes.column_mut(1).neg_mut();
        }
        let eigenvalues = eigen.eigenvalues;
        if !(eigenvalues.min() > 0.0 && eigenvalues.max().is_finite()) {
            return None;
        }
        let root = axes * Matrix2::from_diagonal(&eigenvalues.map(f64::sqrt)) * axes.transpose();
        Some(TurningEllipse { eigenvalues, axes, root })
    }
}

/// `∂f(x_{t+1})/∂θ_t` in closed form, at x with angle θ and step size α.
pub fn turning(ellipse: &TurningEllipse, x: Vector2<f64>, theta: f64, alpha: f64) -> f64 {
    let (sine, cosine) = libm::sincos(theta);
    let turn = Rotation2::from_matrix_unchecked(Matrix2::new(cosine, -sine, sine, cosine));
    let z = ellipse.axes.transpose() * (turn * (ellipse.root * x));
    let shrink =
        ellipse.eigenvalues.map(|lambda| (1.0 - 2.0 * alpha * lambda) * (1.0 - 2.0 * alpha * lambda));
    2.0 * (shrink.y - shrink.x) * z.x * z.y
}
