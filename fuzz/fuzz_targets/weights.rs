//! Whatever bytes are given for a file of weights: they are those of optimizers that can be evaluated, or refused with a sentence.
#![no_main]

use l2o_playground::experiment::{Session, decode, owners};
use l2o_playground::nn::Tensor;
use libfuzzer_sys::fuzz_target;
use safetensors::{Dtype, SafeTensors};

const LINK: &str = "v=1&opt=l2o,l2o-tele&hidden=1&runs=1&steps=1&unroll=1&eval_tasks=2&eval_steps=3";

fuzz_target!(|bytes: &[u8]| {
    let config = decode(LINK).config;
    let Ok(file) = SafeTensors::deserialize(bytes) else { return };
    let tensor = |(name, view): (String, safetensors::tensor::TensorView)| {
        let (values, _) = view.data().as_chunks();
        let values = values.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        (view.dtype() == Dtype::F32).then(|| Tensor { name, shape: view.shape().to_vec(), values })
    };
    let Some(tensors) = file.tensors().into_iter().map(tensor).collect::<Option<Vec<_>>>() else { return };
    match owners(&config, &tensors) {
        Ok(found) => {
            for (optimizer, learned) in found {
                let mut session = Session::imported(config.clone(), optimizer, learned);
                session.finish();
                assert!(session.summary().is_some_and(|summary| !summary.median_final.is_nan()));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
