//! 2-D objectives `f(x) = ‖h(x)‖²` with a bijection `h: R² → R²`.
//!
//! The minimum value is 0, at `h⁻¹(0)`. With `J = ∂h/∂x`: `∇f = 2Jᵀh`, Hessian `2JᵀJ + 2 Σ hᵢ ∇²hᵢ`. An objective is
//! plain data, generic over [`Real`]: one task in `f32`, four side by side in the engine, `f64` in tests.

mod batch;
mod booth;
mod family;
mod polynomial;
mod rosenbrock;
mod spiral;

pub use batch::{PlaneTasks, load, store};
pub use booth::Booth;
pub use family::{Drawn, Family};
pub use polynomial::Polynomial;
pub use rosenbrock::Rosenbrock;
pub use spiral::Spiral;

use crate::random::Random;
use crate::simd::{F32x4, Real, WIDTH};
use family::{families, side_by_side};

/// A point, or a vector, of the plane.
pub type Vector<T> = [T; 2];

/// A 2×2 matrix by rows.
pub type Matrix2<T> = [[T; 2]; 2];

/// The bijection that defines an objective; everything else follows from it.
pub trait Bijection<T: Real> {
    /// `h(x)`.
    fn h(&self, x: Vector<T>) -> Vector<T>;
    /// `h⁻¹(u)`.
    fn inverse(&self, u: Vector<T>) -> Vector<T>;
    /// `J = ∂h/∂x` at `x`.
    fn jacobian(&self, x: Vector<T>) -> Matrix2<T>;
    /// `J⁻¹ r` at `x`.
    fn solve(&self, x: Vector<T>, r: Vector<T>) -> Vector<T>;
    /// `J⁻ᵀ r` at `x`.
    fn solve_transposed(&self, x: Vector<T>, r: Vector<T>) -> Vector<T>;
    /// `Σ rᵢ ∇²hᵢ` at `x`, a symmetric matrix.
    fn curvature(&self, x: Vector<T>, r: Vector<T>) -> Matrix2<T>;
}

families! {
    /// Convex: `h` is affine.
    Booth,
    /// Nonconvex: level sets are bent along a polynomial.
    Rosenbrock,
    /// Nonconvex: level sets are wound around the minimum.
    Spiral,
}

impl<T: Real> Objective<T> {
    /// `f(x) = ‖h(x)‖²`.
    #[inline]
    pub fn value(&self, x: Vector<T>) -> T {
        let [u, v] = self.h(x);
        u * u + v * v
    }

    /// `f(x)` and `∇f(x) = 2Jᵀh`.
    #[inline]
    pub fn value_and_gradient(&self, x: Vector<T>) -> (T, Vector<T>) {
        let [u, v] = self.h(x);
        let [[a, b], [c, d]] = self.jacobian(x);
        let two = T::of(2.0);
        (u * u + v * v, [two * (a * u + c * v), two * (b * u + d * v)])
    }

    /// The Hessian `2JᵀJ + 2 Σ hᵢ ∇²hᵢ` at `x`.
    pub fn hessian(&self, x: Vector<T>) -> Matrix2<T> {
        let [[a, b], [c, d]] = self.jacobian(x);
        let curvature = self.curvature(x, self.h(x));
        let two = T::of(2.0);
        let cross = a * b + c * d + curvature[0][1];
        [
            [two * (a * a + c * c + curvature[0][0]), two * cross],
            [two * cross, two * (b * b + d * d + curvature[1][1])],
        ]
    }

    /// The minimum `x* = h⁻¹(0)`.
    pub fn minimum(&self) -> Vector<T> {
        self.inverse([T::of(0.0); 2])
    }
}

/// `Mᵀ v`.
#[inline]
pub fn transposed_times<T: Real>(m: Matrix2<T>, v: Vector<T>) -> Vector<T> {
    [m[0][0] * v[0] + m[1][0] * v[1], m[0][1] * v[0] + m[1][1] * v[1]]
}

/// `M v`.
#[inline]
pub fn times<T: Real>(m: Matrix2<T>, v: Vector<T>) -> Vector<T> {
    [m[0][0] * v[0] + m[0][1] * v[1], m[1][0] * v[0] + m[1][1] * v[1]]
}

/// `det M`.
fn determinant<T: Real>([[a, b], [c, d]]: Matrix2<T>) -> T {
    a * d - b * c
}

/// `M⁻¹`, not finite where `det M = 0`.
fn inverse<T: Real>(m: Matrix2<T>) -> Matrix2<T> {
    let [[a, b], [c, d]] = m;
    let det = determinant(m);
    [[d / det, -b / det], [-c / det, a / det]]
}
