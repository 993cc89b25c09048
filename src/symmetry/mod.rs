//! Group actions that leave an objective unchanged, with their derivatives.

mod gl;
mod inverse;
mod so2;

pub use gl::{GlAction, GlForm, GlRecord};
pub use inverse::{Singular, inverse, pseudo_inverse};
pub use so2::{Rotation, arc, bound_jump};
