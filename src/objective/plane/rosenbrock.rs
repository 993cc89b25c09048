//! Generalized Rosenbrock: `h(x, y) = (c(x)·y + d(x), a·x + b)` with polynomials `c`, `d` (paper, section 5).

use super::{Bijection, Drawn, Family, Matrix2, Polynomial, Vector};
use crate::random::Random;
use crate::simd::Real;
use crate::text::sum;

/// Number of coefficients of `c`: at most a quadratic, which can be free of roots.
pub const C_TERMS: usize = 3;
/// Number of coefficients of `d`: at most a quartic.
pub const D_TERMS: usize = 5;

/// `h(x, y) = (c(x)·y + d(x), a·x + b)` with `a ≠ 0` and `c` without roots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rosenbrock<T> {
    /// Slope of the second component.
    pub a: T,
    /// Offset of the second component.
    pub b: T,
    /// Factor of `y`; must not vanish.
    pub c: Polynomial<T, C_TERMS>,
    /// The curve along which the valley bends.
    pub d: Polynomial<T, D_TERMS>,
}

impl Rosenbrock<f32> {
    /// Rosenbrock's function `100 (x² − y)² + (x − 1)²`, minimum (1, 1).
    pub const CLASSIC: Self = Rosenbrock {
        a: 1.0,
        b: -1.0,
        c: Polynomial([-10.0, 0.0, 0.0]),
        d: Polynomial([0.0, 0.0, 10.0, 0.0, 0.0]),
    };

    /// `a = 1`, `b = −1`, `c = −2`, `d(x) = 0.4x²` (Fig 5).
    pub const FIG5: Self = Rosenbrock {
        a: 1.0,
        b: -1.0,
        c: Polynomial([-2.0, 0.0, 0.0]),
        d: Polynomial([0.0, 0.0, 0.4, 0.0, 0.0]),
    };
}

impl<T: Real> Rosenbrock<T> {
    /// `∂h₁/∂x` at `x`.
    #[inline]
    fn slope(&self, x: Vector<T>) -> T {
        self.c.slope(x[0]) * x[1] + self.d.slope(x[0])
    }
}

impl<T: Real> Bijection<T> for Rosenbrock<T> {
    #[inline]
    fn h(&self, x: Vector<T>) -> Vector<T> {
        [self.c.value(x[0]) * x[1] + self.d.value(x[0]), self.a * x[0] + self.b]
    }
    #[inline]
    fn inverse(&self, u: Vector<T>) -> Vector<T> {
        let x = (u[1] - self.b) / self.a;
        [x, (u[0] - self.d.value(x)) / self.c.value(x)]
    }
    #[inline]
    fn jacobian(&self, x: Vector<T>) -> Matrix2<T> {
        [[self.slope(x), self.c.value(x[0])], [self.a, T::of(0.0)]]
    }
    #[inline]
    fn solve(&self, x: Vector<T>, r: Vector<T>) -> Vector<T> {
        let first = r[1] / self.a;
        [first, (r[0] - self.slope(x) * first) / self.c.value(x[0])]
    }
    #[inline]
    fn solve_transposed(&self, x: Vector<T>, r: Vector<T>) -> Vector<T> {
        let first = r[1] / self.c.value(x[0]);
        [first, (r[0] - self.slope(x) * first) / self.a]
    }
    #[inline]
    fn curvature(&self, x: Vector<T>, r: Vector<T>) -> Matrix2<T> {
        let cross = r[0] * self.c.slope(x[0]);
        [[r[0] * (self.c.bend(x[0]) * x[1] + self.d.bend(x[0])), cross], [cross, T::of(0.0)]]
    }
}

impl<T: Real> Family<T, { 2 + C_TERMS + D_TERMS }> for Rosenbrock<T> {
    fn parameters(&self) -> [T; 2 + C_TERMS + D_TERMS] {
        let (Polynomial([c0, c1, c2]), Polynomial([d0, d1, d2, d3, d4])) = (self.c, self.d);
        [self.a, self.b, c0, c1, c2, d0, d1, d2, d3, d4]
    }
    fn from_parameters([a, b, c0, c1, c2, d0, d1, d2, d3, d4]: [T; 2 + C_TERMS + D_TERMS]) -> Self {
        Rosenbrock { a, b, c: Polynomial([c0, c1, c2]), d: Polynomial([d0, d1, d2, d3, d4]) }
    }
}

impl Drawn for Rosenbrock<f32> {
    /// a, b, c₁, d₁, d₂, d₃ ~ N(0, 1), `c(x) = c₁`, `d(x) = d₁x² + d₂x + d₃` (Fig 6).
    fn draw(random: &mut Random) -> Self {
        let [a, b, c, d1, d2, d3] = std::array::from_fn(|_| random.normal());
        Rosenbrock { a, b, c: Polynomial([c, 0.0, 0.0]), d: Polynomial([d3, d2, d1, 0.0, 0.0]) }
    }
    /// The smaller of `|a|` and `|c₁|`: `c` is constant where it is drawn.
    fn margin(&self) -> f32 {
        self.a.abs().min(self.c.0[0].abs())
    }
    fn formula(&self) -> String {
        let powers = ["", "x", "x²", "x³", "x⁴"];
        let polynomial = |coefficients: &[f32], factor: &str| -> Vec<(f32, String)> {
            let terms = coefficients.iter().zip(powers).rev();
            terms.map(|(&k, power)| (k, format!("{power}{factor}"))).collect()
        };
        let first: Vec<(f32, String)> =
            polynomial(&self.c.0, "y").into_iter().chain(polynomial(&self.d.0, "")).collect();
        let first: Vec<(f32, &str)> = first.iter().map(|(k, name)| (*k, name.as_str())).collect();
        format!("f(x, y) = ({})² + ({})²", sum(&first), sum(&[(self.a, "x"), (self.b, "")]))
    }
}
