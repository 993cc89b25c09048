//! Polynomials of one variable with a fixed number of coefficients.

use crate::simd::Real;

/// `k₀ + k₁x + k₂x² + …`: coefficients in ascending powers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Polynomial<T, const N: usize>(pub [T; N]);

impl<const N: usize> Polynomial<f32, N> {
    /// From at most `N` coefficients in ascending powers; the rest are zero.
    pub fn from_coefficients(given: &[f32]) -> Self {
        Polynomial(std::array::from_fn(|power| given.get(power).copied().unwrap_or(0.0)))
    }
}

impl<T: Real, const N: usize> Polynomial<T, N> {
    /// The value at `x`.
    #[inline]
    pub fn value(&self, x: T) -> T {
        self.0.iter().rev().fold(T::of(0.0), |sum, &k| sum * x + k)
    }

    /// The first derivative at `x`.
    #[inline]
    pub fn slope(&self, x: T) -> T {
        self.descending(1, x, |power| power as f32)
    }

    /// The second derivative at `x`.
    #[inline]
    pub fn bend(&self, x: T) -> T {
        self.descending(2, x, |power| (power * (power - 1)) as f32)
    }

    /// `Σ factor(p) · k_p · x^(p − order)` over powers `p ≥ order`.
    #[inline]
    fn descending(&self, order: usize, x: T, factor: impl Fn(usize) -> f32) -> T {
        let mut sum = T::of(0.0);
        for power in (order..N).rev() {
            sum = sum * x + T::of(factor(power)) * self.0[power];
        }
        sum
    }
}
