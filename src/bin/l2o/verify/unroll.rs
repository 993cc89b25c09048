//! `unroll_2d.json`: an unrolled segment of (teleporting) L2O with its meta-gradient.

use super::families::Parameters;
use super::lstm::Weights;
use super::{Case, Nested, VerifyError};
use l2o_playground::meta::{MetaLoss, Segment, Weighting};
use l2o_playground::objective::{Tasks, lane, point};
use l2o_playground::optimizer::{Arrangement, Descent, Features, Learned, LearnedSpec, TeleportSpec};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    cases: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    family: String,
    teleport: bool,
    hidden: usize,
    steps: usize,
    clip: f32,
    update_scale: f32,
    meta_loss: String,
    parameters: Vec<Parameters>,
    x0: Vec<[f32; 2]>,
    update_weights: Weights,
    teleport_weights: Option<Weights>,
    x: Nested,
    f: Nested,
    theta: Option<Nested>,
    loss: f64,
    grad_update_weights: Weights,
    grad_teleport_weights: Option<Weights>,
}

impl Reference {
    fn learned(&self) -> Result<Learned, VerifyError> {
        let spec = LearnedSpec {
            hidden: self.hidden,
            arrangement: Arrangement::Joint,
            features: Features::Clip { limit: self.clip },
            scale: self.update_scale,
            teleport: self.teleport.then_some(TeleportSpec { zero_head: false, bounded: false }),
        };
        let mut networks = vec![self.update_weights.network(spec.update_shape())?];
        if let (Some(shape), Some(weights)) = (spec.teleport_shape(), &self.teleport_weights) {
            networks.push(weights.network(shape)?);
        }
        Ok(Learned::from_networks(spec, networks))
    }
}

pub fn compare(file: &File) -> Result<Vec<Case>, VerifyError> {
    file.cases.iter().map(compare_one).collect()
}

fn compare_one(reference: &Reference) -> Result<Case, VerifyError> {
    let loss = match reference.meta_loss.as_str() {
        "log1p" => MetaLoss::Log1p,
        other => return Err(VerifyError::Choice("meta_loss", other.into())),
    };
    let learned = reference.learned()?;
    let batch = reference.x0.len();
    let tasks = Tasks::new(&reference.parameters.iter().map(Parameters::objective).collect::<Vec<_>>());
    let mut descent = Descent::new(batch);
    descent.start(&tasks, &reference.x0);
    let mut segment = Segment::new(&learned, batch, reference.steps, loss, Weighting::Uniform, false);
    let (mut x, mut f, mut theta) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..reference.steps {
        segment.forward(&learned, &tasks, &mut descent);
        x.extend((0..batch).flat_map(|task| point(&descent.x, task)));
        f.extend((0..batch).map(|task| lane(&descent.f, task)));
        theta.extend((0..batch).map(|task| lane(&segment.step().theta, task)));
    }
    let mut case =
        Case::new(format!("{}{}", reference.family, if reference.teleport { " + teleport" } else { "" }));
    case.compare("x", x, &reference.x.flat());
    case.compare("f", f, &reference.f.flat());
    if let Some(expected) = &reference.theta {
        case.compare("θ", theta, &expected.flat());
    }
    case.compare("meta-loss", [segment.meta_loss(&tasks)], &[reference.loss]);

    segment.start_backward();
    (0..reference.steps).rev().for_each(|t| segment.backward(&learned, &tasks, t));
    let mut gradients: Vec<Vec<f32>> =
        learned.networks().iter().map(|n| vec![0.0; n.weights().len()]).collect();
    segment.meta_gradient(&learned, &mut gradients);
    let expected = std::iter::once(&reference.grad_update_weights).chain(&reference.grad_teleport_weights);
    for ((expected, network), (gradient, name)) in
        expected.zip(learned.networks()).zip(gradients.iter().zip(["update ", "teleport "]))
    {
        expected.compare(&mut case, &format!("gradient to {name}"), network, gradient);
    }
    Ok(case)
}
