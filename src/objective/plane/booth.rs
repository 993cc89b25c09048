//! Generalized Booth: `h(x) = A x + b`, so that `f` is a convex quadratic with elliptic level sets (paper, section 5).

use super::{Bijection, Drawn, Family, Matrix2, Vector, determinant, inverse, times, transposed_times};
use crate::random::Random;
use crate::simd::Real;
use crate::text::sum;

/// `h(x) = A x + b` with `det A ≠ 0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Booth<T> {
    /// The linear part.
    pub a: Matrix2<T>,
    /// The offset.
    pub b: Vector<T>,
}

impl Booth<f32> {
    /// Booth's function `(x + 2y − 7)² + (2x + y − 5)²`, minimum (1, 3).
    pub const CLASSIC: Self = Booth { a: [[1.0, 2.0], [2.0, 1.0]], b: [-7.0, -5.0] };

    /// `A = diag(0.5, 3)`, `b = 0` (Fig 3).
    pub const FIG3: Self = Booth { a: [[0.5, 0.0], [0.0, 3.0]], b: [0.0, 0.0] };
}

impl<T: Real> Booth<T> {
    /// `det A`; `h` is a bijection where it is not 0.
    pub fn determinant(&self) -> T {
        determinant(self.a)
    }
}

impl<T: Real> Bijection<T> for Booth<T> {
    #[inline]
    fn h(&self, x: Vector<T>) -> Vector<T> {
        let [u, v] = times(self.a, x);
        [u + self.b[0], v + self.b[1]]
    }
    #[inline]
    fn inverse(&self, u: Vector<T>) -> Vector<T> {
        times(inverse(self.a), [u[0] - self.b[0], u[1] - self.b[1]])
    }
    #[inline]
    fn jacobian(&self, _x: Vector<T>) -> Matrix2<T> {
        self.a
    }
    #[inline]
    fn solve(&self, _x: Vector<T>, r: Vector<T>) -> Vector<T> {
        times(inverse(self.a), r)
    }
    #[inline]
    fn solve_transposed(&self, _x: Vector<T>, r: Vector<T>) -> Vector<T> {
        transposed_times(inverse(self.a), r)
    }
    #[inline]
    fn curvature(&self, _x: Vector<T>, _r: Vector<T>) -> Matrix2<T> {
        [[T::of(0.0); 2]; 2]
    }
}

impl<T: Real> Family<T, 6> for Booth<T> {
    fn parameters(&self) -> [T; 6] {
        let Booth { a: [[a, b], [c, d]], b: [e, f] } = *self;
        [a, b, c, d, e, f]
    }
    fn from_parameters([a, b, c, d, e, f]: [T; 6]) -> Self {
        Booth { a: [[a, b], [c, d]], b: [e, f] }
    }
}

impl Drawn for Booth<f32> {
    /// Every entry of A and b ~ N(0, 1) (Fig 4).
    fn draw(random: &mut Random) -> Self {
        Self::from_parameters(std::array::from_fn(|_| random.normal()))
    }
    /// `|det A|`.
    fn margin(&self) -> f32 {
        self.determinant().abs()
    }
    fn formula(&self) -> String {
        let row = |i: usize| sum(&[(self.a[i][0], "x"), (self.a[i][1], "y"), (self.b[i], "")]);
        format!("f(x, y) = ({})² + ({})²", row(0), row(1))
    }
}
