//! Update rules: what turns the gradients at the current points into the next points.
//!
//! Objective, rule and loop are separate: a [`UpdateRule`] proposes a [`Step`], a [`Descent`] takes it and looks after
//! divergence. Learned and hand-written optimizers stand behind the same trait and are driven by the same loop.

mod adam;
mod descent;
mod features;
mod learned;
mod momentum;

pub use adam::AdaptiveMoments;
pub use descent::{Descent, Step};
pub use features::Features;
pub use learned::{Arrangement, Learned, LearnedSpec, LearnedTape, Rollout, TeleportSpec};
pub use momentum::Momentum;

use crate::objective::Tasks;

/// One optimizer on a batch of tasks.
pub trait UpdateRule {
    /// Forgets all state; the next step is the first one on `tasks` tasks.
    fn reset(&mut self, tasks: usize);
    /// Proposes the next step from where `descent` stands.
    fn step(&mut self, tasks: &Tasks, descent: &Descent, step: &mut Step);
}
