//! `on_the_fly.json`: Algorithm 2 on quadratics, by the chain rule and in closed form.

use super::{Case, Nested, VerifyError};
use l2o_playground::objective::{Booth, Objective, Tasks};
use l2o_playground::optimizer::{Descent, OnTheFly, Step, UpdateRule};
use l2o_playground::theory::{Bowl, Quadratic};
use nalgebra::{Matrix2, Vector2};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    cases: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(rename = "A")]
    a: [[f64; 2]; 2],
    alpha: f64,
    beta: f64,
    x: Vec<[f64; 2]>,
    theta: Vec<f64>,
    d_f_next_d_theta: Nested,
}

pub fn compare(file: &File) -> Result<Vec<Case>, VerifyError> {
    file.cases.iter().enumerate().map(|(index, reference)| compare_one(index, reference)).collect()
}

fn compare_one(index: usize, reference: &Reference) -> Result<Case, VerifyError> {
    let name = format!("quadratic {}", index + 1);
    let [[a, b], [c, d]] = reference.a;
    let not_definite = || VerifyError::Data(name.clone(), "A is not positive definite".into());
    let bowl = Quadratic::new(Matrix2::new(a, b, c, d)).and_then(Bowl::new).ok_or_else(not_definite)?;
    let root = bowl.root().map(|value| value as f32);
    let h = Booth { a: [[root[(0, 0)], root[(0, 1)]], [root[(1, 0)], root[(1, 1)]]], b: [0.0; 2] };
    let mut tasks = Tasks::plane(&[Objective::Booth(h)]);
    let (mut descent, mut step) = (Descent::new(1, 2), Step::new(1, 2));
    descent.start(&mut tasks, &reference.x[0].map(|value| value as f32));
    let mut rule = OnTheFly::new(reference.alpha as f32, reference.beta as f32, reference.theta[0] as f32);
    rule.reset(&tasks);
    let (mut x, mut theta, mut slopes) = (descent.x.clone(), rule.theta().to_vec(), Vec::new());
    for _ in 1..reference.x.len() {
        rule.step(&mut tasks, &descent, &mut step);
        descent.advance(&mut tasks, &mut step);
        x.extend_from_slice(&descent.x);
        theta.extend_from_slice(rule.theta());
        slopes.extend_from_slice(rule.slope());
    }
    let expected = reference.d_f_next_d_theta.flat();
    let closed = reference.x.iter().zip(&reference.theta).take(expected.len());
    let closed =
        closed.map(|(&[x, y], &theta)| bowl.turning(Vector2::new(x, y), theta, reference.alpha) as f32);
    let mut case = Case::new(name);
    case.compare("x", x, reference.x.as_flattened());
    case.compare("θ", theta, &reference.theta);
    case.compare("∂f/∂θ", slopes, &expected);
    case.compare("∂f/∂θ in closed form", closed, &expected);
    Ok(case)
}
