//! Group actions that leave an objective unchanged, with their derivatives.

mod so2;

pub use so2::{Rotation, arc, bound_jump};
