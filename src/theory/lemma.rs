//! Lemma A.1: `(wᵀA^α w)² ≤ (wᵀA^{α+β}w)(wᵀA^{α−β}w)` for positive definite A and integers α, β.

use nalgebra::{DMatrix, DVector};

/// Both sides of the inequality.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerInequality {
    /// `(wᵀA^α w)²`
    pub left: f64,
    /// `(wᵀA^{α+β}w)(wᵀA^{α−β}w)`
    pub right: f64,
}

impl PowerInequality {
    /// Whether left ≤ right, to rounding.
    pub fn holds(&self) -> bool {
        self.left <= self.right + 1e-9 * self.left.abs().max(self.right.abs())
    }
}

/// Both sides for a symmetric A [n × n] and w [n]. `None` if a negative power is wanted of a singular A.
///
/// The lemma does not ask for it here: with an indefinite A (the paper's counterexample `A = diag(1, −2)`, `w = (1, 3)`,
/// α = 0, β = 1) the inequality fails, 100 > 59.5.
pub fn power_inequality(
    a: &DMatrix<f64>,
    w: &DVector<f64>,
    alpha: i32,
    beta: i32,
) -> Option<PowerInequality> {
    let form = |exponent: i32| power(a, exponent).map(|power| w.dot(&(power * w)));
    let (middle, up, down) = (form(alpha)?, form(alpha + beta)?, form(alpha - beta)?);
    Some(PowerInequality { left: middle * middle, right: up * down })
}

fn power(a: &DMatrix<f64>, exponent: i32) -> Option<DMatrix<f64>> {
    let base = if exponent < 0 { a.clone().try_inverse()? } else { a.clone() };
    Some(base.pow(exponent.unsigned_abs()))
}
