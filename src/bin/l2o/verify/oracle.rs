//! `oracle.json`: the largest gradient norm on an orbit.

use super::families::Parameters;
use super::{Case, Nested};
use l2o_playground::objective::{Objective, PlaneTasks};
use l2o_playground::symmetry::{Rotation, steepest_angles};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    cases: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    family: String,
    parameters: Parameters,
    x: [f32; 2],
    gradient_norm_before: Nested,
    largest_gradient_norm: Nested,
}

pub fn compare(file: &File) -> Vec<Case> {
    let compare_one = |(index, reference): (usize, &Reference)| {
        let objective = reference.parameters.objective();
        let mut theta = [0.0];
        steepest_angles(&PlaneTasks::new(&[objective]), &reference.x, &mut theta);
        let there = Rotation::forward(&objective, reference.x, theta[0]).point();
        let mut case = Case::new(format!("{} {}", reference.family, index + 1));
        let norm = |x| gradient_norm(&objective, x);
        case.compare("‖∇f‖ before", [norm(reference.x)], &reference.gradient_norm_before.flat());
        case.compare("largest ‖∇f‖", [norm(there)], &reference.largest_gradient_norm.flat());
        case
    };
    file.cases.iter().enumerate().map(compare_one).collect()
}

fn gradient_norm(objective: &Objective<f32>, x: [f32; 2]) -> f32 {
    let (_, [gx, gy]) = objective.value_and_gradient(x);
    (gx * gx + gy * gy).sqrt()
}
