//! `families.json`: objectives, their derivatives and the teleported point.

use super::{Case, Nested};
use l2o_playground::objective::{Bijection, Booth, Objective, Polynomial, Rosenbrock};
use l2o_playground::symmetry::Rotation;
use serde::Deserialize;

/// Parameters of either family.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Parameters {
    /// `h(x) = A x + b`
    Booth {
        #[serde(rename = "A")]
        a: [[f32; 2]; 2],
        b: [f32; 2],
    },
    /// `c` in ascending powers or a constant; `d = [d₁, d₂, d₃]` of `d₁x² + d₂x + d₃`.
    Rosenbrock { a: f32, b: f32, c: f32, d: [f32; 3] },
}

impl Parameters {
    /// The objective.
    pub fn objective(&self) -> Objective<f32> {
        match *self {
            Parameters::Booth { a, b } => Objective::Booth(Booth { a, b }),
            Parameters::Rosenbrock { a, b, c, d: [d1, d2, d3] } => Objective::Rosenbrock(Rosenbrock {
                a,
                b,
                c: Polynomial::from_coefficients(&[c]),
                d: Polynomial::from_coefficients(&[d3, d2, d1]),
            }),
        }
    }
}

#[derive(Deserialize)]
pub struct File {
    cases: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    family: String,
    parameters: Parameters,
    x: [f32; 2],
    theta: f32,
    h: Nested,
    minimum: Nested,
    f: Nested,
    gradient: Nested,
    hessian: Nested,
    teleported: Nested,
    d_teleported_d_theta: Nested,
    d_teleported_d_x: Nested,
}

pub fn compare(file: &File) -> Vec<Case> {
    let compare_one = |(index, reference): (usize, &Reference)| {
        let objective = reference.parameters.objective();
        let mut case = Case::new(format!("{} {}", reference.family, index + 1));
        let (f, gradient) = objective.value_and_gradient(reference.x);
        case.compare("h", objective.h(reference.x), &reference.h.flat());
        case.compare("minimum", objective.minimum(), &reference.minimum.flat());
        case.compare("f", [f], &reference.f.flat());
        case.compare("gradient", gradient, &reference.gradient.flat());
        case.compare(
            "Hessian",
            objective.hessian(reference.x).into_iter().flatten(),
            &reference.hessian.flat(),
        );
        let rotation = Rotation::forward(&objective, reference.x, reference.theta);
        case.compare("teleported", rotation.point(), &reference.teleported.flat());
        case.compare(
            "d teleported / d θ",
            rotation.d_theta(&objective),
            &reference.d_teleported_d_theta.flat(),
        );
        let d_x = rotation.d_x(&objective);
        case.compare("d teleported / d x", d_x.into_iter().flatten(), &reference.d_teleported_d_x.flat());
        // The backward pass is what training uses: it must agree with both derivatives.
        let back = [[1.0, 0.0], [0.0, 1.0]].map(|unit| rotation.backward(&objective, unit));
        case.compare(
            "backward to θ",
            back.map(|(d_theta, _)| d_theta),
            &reference.d_teleported_d_theta.flat(),
        );
        let d_x = back.into_iter().flat_map(|(_, d_x)| d_x);
        case.compare("backward to x", d_x, &reference.d_teleported_d_x.flat());
        case
    };
    file.cases.iter().enumerate().map(compare_one).collect()
}
