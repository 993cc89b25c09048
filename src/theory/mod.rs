//! What the paper proves (section 4 and appendices A and B), as functions that the page's figures and the tests evaluate.
//!
//! In double precision: nothing here is hot, and the claims are inequalities.

mod lemma;
mod newton;
mod quadratic;
mod turning;

pub use lemma::{PowerInequality, power_inequality};
pub use newton::{NewtonParts, newton_parts};
pub use quadratic::Quadratic;
pub use turning::Bowl;
