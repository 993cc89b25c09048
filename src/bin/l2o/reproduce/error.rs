//! Why a sweep could not be made.

use super::studies;
use crate::weights::FileError;

/// What went wrong. Paths are named as they were given.
#[derive(Debug, thiserror::Error)]
pub enum ReproduceError {
    #[error("there is no study {given:?}; there are {}", studies::names())]
    Name { given: String },
    #[error("--seeds = {given:?} is not accepted; it takes a whole number from 1 to {most}")]
    Seeds { given: String, most: u32 },
    #[error(transparent)]
    File(#[from] FileError),
    #[error("results could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the results of {0:?} are missing")]
    Missing(String),
}
