//! `l2o verify`: compares the engine with reference values computed elsewhere in double precision.

mod families;
mod lstm;
mod newton;
mod on_the_fly;
mod oracle;
mod unroll;
mod unroll_mlp;

use serde::Deserialize;
use std::path::Path;

/// The largest norm-wise relative error that passes, for an engine in `f32`.
const TOLERANCE: f64 = 1e-4;

/// Names of the files that can be compared.
const KNOWN: &str =
    "lstm.json, families.json, oracle.json, on_the_fly.json, newton.json, unroll_2d.json, unroll_mlp.json";

/// One case of a reference file: its name and how far each compared quantity is off.
pub struct Case {
    name: String,
    errors: Vec<(String, f64)>,
}

/// Why a file could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The name says what a file holds; this one is not known.
    #[error("{0} is not a known reference file (known: {KNOWN})")]
    Unknown(String),
    /// It could not be read.
    #[error("{0}: {1}")]
    Read(String, std::io::Error),
    /// It does not hold what its name promises.
    #[error("{0}: {1}")]
    Format(String, serde_json::Error),
    /// A case of it cannot be computed.
    #[error("{0}: {1}")]
    Data(String, String),
    /// Its weights do not fit.
    #[error("weights: {0}")]
    Weights(#[from] l2o_playground::nn::TensorError),
    /// A name inside is not known.
    #[error("unknown {0}: {1}")]
    Choice(&'static str, String),
}

/// Compares one file, prints a line per case, and returns whether all passed.
pub fn verify(path: &Path) -> Result<bool, VerifyError> {
    let shown = path.display().to_string();
    let cases = match path.file_name().and_then(|name| name.to_str()) {
        Some("lstm.json") => lstm::compare(&read(path)?)?,
        Some("families.json") => families::compare(&read(path)?),
        Some("oracle.json") => oracle::compare(&read(path)?),
        Some("on_the_fly.json") => on_the_fly::compare(&read(path)?)?,
        Some("newton.json") => newton::compare(&read(path)?)?,
        Some("unroll_2d.json") => unroll::compare(&read(path)?)?,
        Some("unroll_mlp.json") => unroll_mlp::compare(&read(path)?)?,
        _ => return Err(VerifyError::Unknown(shown)),
    };
    let mut all_passed = true;
    for case in cases {
        let (worst, error) = case.worst();
        let passed = error <= TOLERANCE;
        all_passed &= passed;
        let verdict = if passed { "PASS" } else { "FAIL" };
        println!("{verdict}  {shown}  {}  largest relative error {error:.1e} ({worst})", case.name);
    }
    Ok(all_passed)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, VerifyError> {
    let shown = || path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| VerifyError::Read(shown(), error))?;
    serde_json::from_str(&text).map_err(|error| VerifyError::Format(shown(), error))
}

impl Case {
    fn new(name: impl Into<String>) -> Self {
        Case { name: name.into(), errors: Vec::new() }
    }

    /// Records `‖got − expected‖ / ‖expected‖` (the plain norm of the difference where `expected` is zero).
    fn compare(&mut self, what: impl Into<String>, got: impl IntoIterator<Item = f32>, expected: &[f64]) {
        let got: Vec<f64> = got.into_iter().map(f64::from).collect();
        let what = what.into();
        if got.len() != expected.len() {
            self.errors
                .push((format!("{what}: {} values, expected {}", got.len(), expected.len()), f64::INFINITY));
            return;
        }
        let norm = |values: &mut dyn Iterator<Item = f64>| values.map(|v| v * v).sum::<f64>().sqrt();
        let difference = norm(&mut got.iter().zip(expected).map(|(g, e)| g - e));
        let size = norm(&mut expected.iter().copied());
        let error = if size > 0.0 { difference / size } else { difference };
        // A comparison with NaN must fail, not slip through `<=`.
        self.errors.push((what, if error.is_finite() { error } else { f64::INFINITY }));
    }

    fn worst(&self) -> (&str, f64) {
        let mut worst = ("nothing compared", f64::INFINITY);
        for (what, error) in &self.errors {
            if worst.1 == f64::INFINITY && worst.0 == "nothing compared" || *error > worst.1 {
                worst = (what, *error);
            }
        }
        worst
    }
}

/// A number, or lists of them nested to any depth: matrices, batches, sequences.
#[derive(Deserialize)]
#[serde(untagged)]
enum Nested {
    Number(f64),
    List(Vec<Nested>),
}

impl Nested {
    /// All numbers, outermost index slowest.
    fn flat(&self) -> Vec<f64> {
        match self {
            Nested::Number(value) => vec![*value],
            Nested::List(items) => items.iter().flat_map(Nested::flat).collect(),
        }
    }

    fn flat_f32(&self) -> Vec<f32> {
        self.flat().into_iter().map(|value| value as f32).collect()
    }

    /// Sizes along the first item of every level.
    fn sizes(&self) -> Vec<usize> {
        match self {
            Nested::Number(_) => Vec::new(),
            Nested::List(items) => std::iter::once(items.len())
                .chain(items.first().map(Nested::sizes).unwrap_or_default())
                .collect(),
        }
    }
}
