//! Files of weights, in the safetensors format.

use l2o_playground::experiment::{Config, WeightsError, encode};
use l2o_playground::nn::Tensor;
use safetensors::{Dtype, SafeTensorError, SafeTensors, View};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Why a file of weights could not be read, taken or written. The path is named as it was given.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{path:?} cannot be read: {error}")]
    Read { path: PathBuf, error: std::io::Error },
    #[error("{path:?} cannot be written: {error}")]
    Write { path: PathBuf, error: std::io::Error },
    #[error("{path:?} is no safetensors file: {error}")]
    Format { path: PathBuf, error: SafeTensorError },
    #[error("{path:?}: {name:?} holds numbers of type {given}; F32 alone is taken")]
    Type { path: PathBuf, name: String, given: Dtype },
    #[error("{path:?}: {error}")]
    Weights { path: PathBuf, error: WeightsError },
}

/// All tensors of a file.
pub fn read(path: &Path) -> Result<Vec<Tensor>, FileError> {
    let bytes = std::fs::read(path).map_err(|error| FileError::Read { path: path.into(), error })?;
    let file =
        SafeTensors::deserialize(&bytes).map_err(|error| FileError::Format { path: path.into(), error })?;
    let tensor = |(name, view): (String, safetensors::tensor::TensorView)| {
        if view.dtype() != Dtype::F32 {
            return Err(FileError::Type { path: path.into(), name, given: view.dtype() });
        }
        let (values, _) = view.data().as_chunks();
        let values = values.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        Ok(Tensor { name, shape: view.shape().to_vec(), values })
    };
    let mut tensors = file.tensors();
    tensors.sort_by(|(one, _), (other, _)| one.cmp(other)); // the file's own order is that of a hash map
    tensors.into_iter().map(tensor).collect()
}

/// Writes weights, and of which optimizers of which experiment they are.
pub fn write(path: &Path, config: &Config, optimizers: &[&str], tensors: &[Tensor]) -> Result<(), FileError> {
    let about = [
        ("link", format!("#{}", encode(config))),
        ("optimizers", optimizers.join(",")),
        ("version", env!("CARGO_PKG_VERSION").into()),
    ];
    let about = about.map(|(key, text)| (key.to_owned(), text)).into_iter().collect();
    let named = tensors.iter().map(|tensor| (&tensor.name, Written(tensor)));
    let bytes = safetensors::serialize(named, Some(about))
        .map_err(|error| FileError::Format { path: path.into(), error })?;
    std::fs::write(path, bytes).map_err(|error| FileError::Write { path: path.into(), error })
}

/// A tensor as the bytes of a file.
struct Written<'a>(&'a Tensor);

impl View for Written<'_> {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        &self.0.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        self.0.values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    fn data_len(&self) -> usize {
        4 * self.0.values.len()
    }
}
