//! `newton.json`: Proposition 4.1 on quadratics `wᵀAw` of any dimension.

use super::{Case, Nested, VerifyError};
use l2o_playground::theory::newton_parts;
use nalgebra::{DMatrix, DVector};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    cases: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(rename = "A")]
    a: Nested,
    w: Nested,
    gradient: Nested,
    newton: Nested,
    parallel: Nested,
    orthogonal: Nested,
    slope: f64,
}

pub fn compare(file: &File) -> Result<Vec<Case>, VerifyError> {
    file.cases.iter().map(compare_one).collect()
}

fn compare_one(reference: &Reference) -> Result<Case, VerifyError> {
    let w = DVector::from_vec(reference.w.flat());
    let a = DMatrix::from_row_slice(w.len(), w.len(), &reference.a.flat());
    let name = format!("{} dimensions", w.len());
    let gradient = 2.0 * &a * &w;
    let parts = newton_parts(&gradient, &(2.0 * a))
        .ok_or_else(|| VerifyError::Data(name.clone(), "A is singular, or the gradient zero".into()))?;
    let mut case = Case::new(name);
    let mut compare = |what: &str, vector: &DVector<f64>, expected: &Nested| {
        case.compare(what, vector.iter().map(|&value| value as f32), &expected.flat());
    };
    compare("∇L", &gradient, &reference.gradient);
    compare("v₂", &parts.newton, &reference.newton);
    compare("v∥", &parts.parallel, &reference.parallel);
    compare("v⊥", &parts.orthogonal, &reference.orthogonal);
    case.compare("slope", [parts.slope as f32], &[reference.slope]);
    Ok(case)
}
