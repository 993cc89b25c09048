//! Meta-training: Algorithm 1 of the paper. Unrolled segments, the meta-loss, gradient estimators, the trainer.

mod estimator;
mod evolution;
mod loss;
mod plateau;
mod segment;
mod trainer;

pub use estimator::EstimatorSettings;
pub use evolution::Evolution;
pub use loss::{MetaLoss, Weighting};
pub use segment::Segment;
pub use trainer::{Decay, MetaUpdate, Trainer, TrainerSettings};
