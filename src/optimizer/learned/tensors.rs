//! The weights of a learned optimizer under names, for exchange: `m1.weight_ih_l0`, …, `m2.head_bias`.

use super::{Learned, LearnedSpec};
use crate::nn::{Lstm, Tensor, TensorError};

impl Learned {
    /// The weights of m₁ and, where there is one, m₂; `prefix` comes before every name.
    pub fn tensors(&self, prefix: &str) -> Vec<Tensor> {
        let mut all = Vec::new();
        for (index, network) in self.networks.iter().enumerate() {
            for tensor in network.tensors() {
                all.push(tensor.within(&of_network(prefix, index)));
            }
        }
        all
    }

    /// The optimizer that `spec` describes with those of `tensors` whose names begin with `prefix`, in any order.
    ///
    /// # Errors
    /// Names the first tensor that is missing, has another shape, or holds a value that is not finite; then one that would be
    /// left over, and so belongs to another optimizer.
    pub fn from_tensors(spec: LearnedSpec, prefix: &str, tensors: &[Tensor]) -> Result<Self, TensorError> {
        let mut networks = Vec::new();
        for (index, shape) in spec.shapes().into_iter().enumerate() {
            networks.push(Lstm::from_tensors(shape, &of_network(prefix, index), tensors)?);
        }
        let learned = Learned::from_networks(spec, networks);
        let own = learned.tensors(prefix);
        let is_own = |tensor: &Tensor| own.iter().any(|own| own.name == tensor.name);
        match tensors.iter().find(|tensor| tensor.name.starts_with(prefix) && !is_own(tensor)) {
            Some(other) => Err(TensorError::Unknown { name: other.name.clone() }),
            None => Ok(learned),
        }
    }
}

/// What comes before the names of network `index`.
fn of_network(prefix: &str, index: usize) -> String {
    format!("{prefix}m{}.", index + 1)
}
