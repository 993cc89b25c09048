//! Update rules: what turns the gradients at the current points into the next points.
//!
//! Objective, rule and loop are separate: a [`UpdateRule`] proposes a [`Step`], a [`Descent`] takes it and looks after
//! divergence. Learned and hand-written optimizers stand behind the same trait and are driven by the same loop.

mod adam;
mod descent;
mod features;
mod jumping;
mod learned;
mod momentum;
mod newton;
mod on_the_fly;

pub use adam::AdaptiveMoments;
pub use descent::{Descent, Step};
pub use features::Features;
pub use jumping::{Jump, JumpingDescent};
pub use learned::{
    Arrangement, Base, Carry, Learned, LearnedSpec, LearnedTape, Networks, RateMap, RateSpec, Rollout,
    Schedule, TeleportSpec,
};
pub use momentum::Momentum;
pub use newton::Newton;
pub use on_the_fly::OnTheFly;

use crate::objective::Tasks;
use crate::simd::norm;

/// One optimizer on a batch of tasks.
pub trait UpdateRule {
    /// Forgets all state; the next step is the first one on `tasks`.
    fn reset(&mut self, tasks: &Tasks);
    /// Proposes the next step from where `descent` stands.
    fn step(&mut self, tasks: &mut Tasks, descent: &Descent, step: &mut Step);
}

/// The size of a group element: the angle itself, or the Frobenius norm of its matrices.
fn element_size(element: &[f32]) -> f32 {
    match element {
        [angle] => *angle,
        _ => norm(element),
    }
}
