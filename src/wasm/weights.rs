//! Weights on their way to learned optimizers.

use crate::experiment::{self, OptimizerName};
use crate::nn::Tensor;
use crate::optimizer::Learned;
use wasm_bindgen::prelude::*;

/// Weights as a file has them. See [`experiment::owners`].
#[wasm_bindgen]
#[derive(Default)]
pub struct Weights(Vec<Tensor>);

#[wasm_bindgen]
impl Weights {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Weights {
        Weights::default()
    }

    /// One more tensor.
    pub fn add(&mut self, name: String, shape: Vec<usize>, values: Vec<f32>) {
        self.0.push(Tensor { name, shape, values });
    }

    /// The names of the optimizers of a link to which they belong; an error if one does not fit.
    pub fn owners(&self, link: &str) -> Result<Vec<String>, JsError> {
        let owners = experiment::owners(&experiment::decode(link).config, &self.0)?;
        Ok(owners.into_iter().map(|(optimizer, _)| optimizer.name().into()).collect())
    }
}

impl Weights {
    /// Those of one optimizer.
    pub(super) fn of(&self, link: &str, optimizer: OptimizerName) -> Result<Learned, JsError> {
        let owners = experiment::owners(&experiment::decode(link).config, &self.0)?;
        let own = owners.into_iter().find(|(owner, _)| *owner == optimizer);
        own.map(|(_, learned)| learned).ok_or_else(|| JsError::new("the weights are another optimizer's"))
    }
}
