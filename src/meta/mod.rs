//! Meta-training: Algorithm 1 of the paper. Unrolled segments, the meta-loss, the trainer.

mod loss;
mod segment;
mod trainer;

pub use loss::{MetaLoss, Weighting};
pub use segment::Segment;
pub use trainer::{Decay, MetaUpdate, Trainer, TrainerSettings};
