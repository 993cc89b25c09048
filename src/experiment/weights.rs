//! Weights from elsewhere: learned optimizers that are evaluated as they are.

use super::choices::OptimizerName;
use super::config::Config;
use crate::nn::{Tensor, TensorError};
use crate::optimizer::Learned;
use crate::text::listed;

/// Why weights do not fit an experiment.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum WeightsError {
    /// One of them does not fit its optimizer.
    #[error(transparent)]
    Tensor(#[from] TensorError),
    /// None of them belongs to an optimizer of the experiment.
    #[error("the weights begin with “{first}”, but those of this experiment begin with {expected}")]
    Others {
        /// Name of the first tensor given.
        first: String,
        /// What names begin with.
        expected: String,
    },
    /// There are none.
    #[error("there are no weights")]
    Empty,
    /// The experiment has no learned optimizer.
    #[error("no LSTM is switched on, so there is nothing that the weights could belong to")]
    NothingLearned,
}

/// What comes before the names of an optimizer's weights: `l2o.`.
fn prefix(optimizer: OptimizerName) -> String {
    format!("{}.", optimizer.name())
}

/// The weights of a learned optimizer, named `l2o.m1.weight_ih_l0`, ….
pub fn named(optimizer: OptimizerName, learned: &Learned) -> Vec<Tensor> {
    learned.tensors(&prefix(optimizer))
}

/// The learned optimizers of an experiment whose weights are among `tensors`. Weights of optimizers that are not switched on
/// are left aside.
///
/// # Errors
/// Names the first tensor that does not fit, or says that none belongs here.
pub fn owners(config: &Config, tensors: &[Tensor]) -> Result<Vec<(OptimizerName, Learned)>, WeightsError> {
    let learned: Vec<OptimizerName> =
        config.optimizers.iter().copied().filter(|optimizer| optimizer.is_learned()).collect();
    if learned.is_empty() {
        return Err(WeightsError::NothingLearned);
    }
    let Some(first) = tensors.first() else { return Err(WeightsError::Empty) };
    let mut found = Vec::new();
    for &optimizer in &learned {
        let prefix = prefix(optimizer);
        if tensors.iter().any(|tensor| tensor.name.starts_with(&prefix)) {
            found.push((optimizer, Learned::from_tensors(config.learned_spec(optimizer), &prefix, tensors)?));
        }
    }
    if found.is_empty() {
        let expected = listed(&mut learned.into_iter().map(prefix), " or ");
        return Err(WeightsError::Others { first: first.name.clone(), expected });
    }
    Ok(found)
}
