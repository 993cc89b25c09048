//! The weights of a learned optimizer under names, for exchange: `m1.weight_ih_l0`, …, `m2.head_bias`.

use super::{Learned, LearnedSpec};
use crate::nn::{Lstm, Tensor, TensorError};

/// What comes before the names of network `index`.
fn prefix(index: usize) -> String {
    format!("m{}.", index + 1)
}

impl Learned {
    /// The weights of m₁ and, where there is one, m₂.
    pub fn tensors(&self) -> Vec<Tensor> {
        let of = |(index, network): (usize, &Lstm)| {
            network.tensors().into_iter().map(move |tensor| tensor.within(&prefix(index)))
        };
        self.networks.iter().enumerate().flat_map(of).collect()
    }

    /// The optimizer that `spec` describes with these weights, in any order.
    ///
    /// # Errors
    /// Names the first tensor that is missing, has another shape, holds a value that is not finite, or is not known.
    pub fn from_tensors(spec: LearnedSpec, tensors: &[Tensor]) -> Result<Self, TensorError> {
        let network = |(index, shape)| {
            let prefix = prefix(index);
            let own: Vec<Tensor> = tensors.iter().filter_map(|tensor| tensor.without(&prefix)).collect();
            Lstm::from_tensors(shape, &own).map_err(|error| error.within(&prefix))
        };
        let networks = spec.shapes().into_iter().enumerate().map(network).collect::<Result<Vec<_>, _>>()?;
        let learned = Learned { spec, networks };
        learned.refuse_others(tensors)?;
        Ok(learned)
    }

    /// Weights that would be left over belong to another optimizer.
    fn refuse_others(&self, tensors: &[Tensor]) -> Result<(), TensorError> {
        let own = self.networks.iter().enumerate().flat_map(|(index, network)| {
            network.tensor_names().into_iter().map(move |name| prefix(index) + &name)
        });
        let own: Vec<String> = own.collect();
        match tensors.iter().find(|tensor| !own.contains(&tensor.name)) {
            Some(other) => Err(TensorError::Unknown { name: other.name.clone() }),
            None => Ok(()),
        }
    }
}
