//! Networks: two stacked LSTM layers with a linear head, and Adam. Nothing here knows what is being optimized.

mod adam;
mod layout;
mod lstm;
mod operations;
mod tape;
mod tensors;

pub use adam::{Adam, AdamSettings};
pub use layout::{LAYERS, Shape};
pub use lstm::Lstm;
pub use tape::Tape;
pub use tensors::{Tensor, TensorError};
