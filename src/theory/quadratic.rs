//! Quadratics of the plane, by their eigenvalues and axes.

use nalgebra::{Matrix2, Vector2};

/// `f(x) = xᵀAx` with `A = QΛQᵀ` symmetric, of any definiteness. Its Hessian is 2A.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quadratic {
    /// λ₁, λ₂: the eigenvalues of A.
    pub eigenvalues: Vector2<f64>,
    /// Q, a rotation: its columns are the principal axes.
    pub axes: Matrix2<f64>,
}

impl Quadratic {
    /// For a symmetric A, the smaller eigenvalue first; `None` if it is not finite.
    pub fn new(a: Matrix2<f64>) -> Option<Self> {
        let (mean, half_gap, cross) =
            (f64::midpoint(a.m11, a.m22), 0.5 * (a.m11 - a.m22), f64::midpoint(a.m12, a.m21));
        let radius = libm::sqrt(half_gap * half_gap + cross * cross);
        // The axis of the larger eigenvalue is at half the angle of (half_gap, cross); that of the smaller a quarter turn before.
        let angle = 0.5 * libm::atan2(cross, half_gap) - std::f64::consts::FRAC_PI_2;
        let finite = mean.is_finite() && radius.is_finite();
        finite.then(|| Self::turned(Vector2::new(mean - radius, mean + radius), angle))
    }

    /// With these eigenvalues, the first axis at `angle` (radians) to the horizontal.
    pub fn turned(eigenvalues: Vector2<f64>, angle: f64) -> Self {
        Quadratic { eigenvalues, axes: rotation(angle) }
    }

    /// Whether A is positive definite, so that f is a bowl.
    pub fn is_definite(&self) -> bool {
        self.eigenvalues.min() > 0.0
    }

    /// A
    pub fn matrix(&self) -> Matrix2<f64> {
        self.with(self.eigenvalues)
    }

    /// `B = A^{1/2}`, so that `f = ‖Bx‖²`; `None` unless A is positive definite.
    pub fn root(&self) -> Option<Matrix2<f64>> {
        self.is_definite().then(|| self.with(self.eigenvalues.map(libm::sqrt)))
    }

    /// A closed curve [points × 2] on which `‖∇f‖` is as large as at `x`, beginning there: `Ax` turns. `None` if A is singular.
    pub fn equally_steep(&self, x: Vector2<f64>, points: u16) -> Option<Vec<Vector2<f64>>> {
        let inverse = self.with(self.eigenvalues.map(f64::recip));
        let slope = self.matrix() * x;
        let turn = |i: u16| 2.0 * std::f64::consts::PI * f64::from(i) / f64::from(points);
        let finite = inverse.iter().all(|value| value.is_finite());
        finite.then(|| (0..points).map(|i| inverse * rotation(turn(i)) * slope).collect())
    }

    /// The matrix with these axes and other eigenvalues.
    fn with(&self, eigenvalues: Vector2<f64>) -> Matrix2<f64> {
        self.axes * Matrix2::from_diagonal(&eigenvalues) * self.axes.transpose()
    }
}

/// `R_θ`
pub(super) fn rotation(theta: f64) -> Matrix2<f64> {
    let (sine, cosine) = libm::sincos(theta);
    Matrix2::new(cosine, -sine, sine, cosine)
}
