//! Quadratics of the plane, by their eigenvalues and axes.

use nalgebra::{Matrix2, SymmetricEigen, Vector2};

/// `f(x) = xᵀAx` with `A = QΛQᵀ` symmetric, of any definiteness. Its Hessian is 2A.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quadratic {
    /// λ₁, λ₂: the eigenvalues of A.
    pub eigenvalues: Vector2<f64>,
    /// Q, a rotation: its columns are the principal axes.
    pub axes: Matrix2<f64>,
}

impl Quadratic {
    /// For a symmetric A; `None` if it is not finite.
    pub fn new(a: Matrix2<f64>) -> Option<Self> {
        let eigen = SymmetricEigen::try_new(a, f64::EPSILON, 100)?;
        let mut axes = eigen.eigenvectors;
        if axes.determinant() < 0.0 {
            // A reflection would turn the other way round: either sign makes an eigenvector.
            axes.column_mut(1).neg_mut();
        }
        let finite = eigen.eigenvalues.iter().chain(&axes).all(|value| value.is_finite());
        finite.then_some(Quadratic { eigenvalues: eigen.eigenvalues, axes })
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
