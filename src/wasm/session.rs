//! Sessions, advanced by time budgets.

use super::Weights;
use super::convert::{self, plain};
use crate::experiment::{self, OptimizerName};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds, in pages, workers and Node alike.
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    pub(super) fn now() -> f64;
}

/// One optimizer of an experiment at work. See [`experiment::Session`].
#[wasm_bindgen]
pub struct Session(experiment::Session);

#[wasm_bindgen]
impl Session {
    /// The run of one optimizer, nothing done yet.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str, optimizer: &str) -> Result<Session, JsError> {
        let optimizer = named(optimizer)?;
        Ok(Session(experiment::Session::new(experiment::decode(link).config, optimizer)))
    }

    /// The run of one optimizer that is not trained, but has these weights.
    pub fn imported(link: &str, optimizer: &str, weights: &Weights) -> Result<Session, JsError> {
        let optimizer = named(optimizer)?;
        let learned = weights.of(link, optimizer)?;
        Ok(Session(experiment::Session::imported(experiment::decode(link).config, optimizer, learned)))
    }

    /// Works until the time is up or all is done; how far it is then.
    #[wasm_bindgen(unchecked_return_type = "import('../types').Progress")]
    pub fn run_for(&mut self, milliseconds: f64) -> Result<JsValue, JsError> {
        let end = now() + milliseconds;
        let mut more = self.0.advance();
        while more && now() < end {
            more = (0..self.0.small_steps()).all(|_| self.0.advance());
        }
        plain(&self.0.progress())
    }

    /// Floating-point operations of a meta-update; 0 where nothing is learned.
    pub fn operations_per_update(&self) -> f64 {
        self.0.operations_per_update() as f64
    }

    /// Meta-losses of all meta-updates from number `since` on.
    pub fn meta_losses(&self, since: usize) -> Vec<f32> {
        self.0.meta_losses().get(since..).unwrap_or_default().to_vec()
    }

    /// The shown task solved by the optimizer as it is now.
    #[wasm_bindgen(unchecked_return_type = "import('../types').Trajectory")]
    pub fn trajectory(&self) -> Result<JsValue, JsValue> {
        convert::trajectory(&self.0.trajectory())
    }

    /// Meta-updates after which the learned optimizer was kept as it was.
    pub fn checkpoints(&self) -> Vec<u32> {
        self.0.checkpoints()
    }

    /// The shown task solved by the optimizer as it was at the last checkpoint that is not later than `updates`.
    #[wasm_bindgen(unchecked_return_type = "import('../types').Trajectory")]
    pub fn trajectory_then(&self, updates: u32) -> Result<JsValue, JsValue> {
        convert::trajectory(&self.0.trajectory_then(updates))
    }

    /// The weights of the learned optimizer as it is now.
    #[wasm_bindgen(unchecked_return_type = "import('../types').Tensor[]")]
    pub fn tensors(&self) -> Result<JsValue, JsValue> {
        convert::tensors(&self.0.tensors())
    }

    /// The weights of the learned optimizer as it was at the last checkpoint that is not later than `updates`.
    #[wasm_bindgen(unchecked_return_type = "import('../types').Tensor[]")]
    pub fn tensors_then(&self, updates: u32) -> Result<JsValue, JsValue> {
        convert::tensors(&self.0.tensors_then(updates))
    }

    /// Takes over another experiment of which this run is a part too. Whether it is.
    pub fn adopt(&mut self, link: &str) -> bool {
        self.0.adopt(experiment::decode(link).config)
    }

    /// How far it is.
    #[wasm_bindgen(unchecked_return_type = "import('../types').Progress")]
    pub fn progress(&self) -> Result<JsValue, JsError> {
        plain(&self.0.progress())
    }

    /// The results when done, else `null`.
    #[wasm_bindgen(unchecked_return_type = "import('../types').Summary | null")]
    pub fn summary(&self) -> Result<JsValue, JsError> {
        plain(&self.0.summary())
    }
}

fn named(optimizer: &str) -> Result<OptimizerName, JsError> {
    let unknown = || JsError::new(&format!("there is no optimizer “{optimizer}”"));
    OptimizerName::named(optimizer).ok_or_else(unknown)
}
