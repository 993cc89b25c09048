//! Group actions that leave an objective unchanged, with their derivatives.

mod action;
mod gl;
mod oracle;
mod so2;

pub(crate) use action::four;
pub use action::{ActionTape, Outcome};
pub use gl::{GlAction, GlForm, GlRecord, GlWorkspace};
pub use oracle::{ascend, steepest_angles};
pub use so2::{Rotation, arc, bound_jump};
