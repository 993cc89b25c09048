//! `unroll_2d.json`: an unrolled segment of (teleporting) L2O with its meta-gradient.

use super::families::Parameters;
use super::lstm::Weights;
use super::{Case, Nested, VerifyError};
use l2o_playground::meta::{MetaLoss, Segment, Weighting};
use l2o_playground::objective::Tasks;
use l2o_playground::optimizer::{
    Arrangement, Base, Carry, Descent, Features, Learned, LearnedSpec, Networks, Schedule, TeleportSpec,
};
use l2o_playground::symmetry::GlForm;
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
            dimension: 2,
            group: 1,
            layers: Vec::new(),
            hidden: self.hidden,
            arrangement: Arrangement::Joint,
            features: Features::Clip { limit: self.clip },
            orbit_features: false,
            base: Base::Update { scale: self.update_scale },
            teleport: self.teleport.then_some(TeleportSpec {
                zero_head: false,
                bounded: false,
                gate: false,
                norm: 0.0,
                form: GlForm::Exact,
                schedule: Schedule::Every(1),
            }),
            networks: Networks::Two,
            lag: false,
            carry: Carry::Teleported,
        };
        let given = std::iter::once(&self.update_weights).chain(&self.teleport_weights);
        let networks = given.zip(spec.shapes()).map(|(weights, shape)| weights.network(shape));
        Ok(Learned::from_networks(spec.clone(), networks.collect::<Result<_, _>>()?))
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
    let objectives: Vec<_> = reference.parameters.iter().map(Parameters::objective).collect();
    let mut tasks = Tasks::plane(&objectives);
    let mut descent = Descent::new(tasks.len(), 2);
    descent.start(&mut tasks, reference.x0.as_flattened());
    let mut segment = Segment::new(&learned, &tasks, reference.steps, loss, Weighting::Uniform, false);
    let (mut x, mut f, mut theta) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..reference.steps {
        segment.forward(&learned, &mut tasks, &mut descent);
        x.extend_from_slice(&descent.x);
        f.extend_from_slice(&descent.f);
        theta.extend_from_slice(&segment.step().element);
    }
    let mut case =
        Case::new(format!("{}{}", reference.family, if reference.teleport { " + teleport" } else { "" }));
    case.compare("x", x, &reference.x.flat());
    case.compare("f", f, &reference.f.flat());
    if let Some(expected) = &reference.theta {
        case.compare("θ", theta, &expected.flat());
    }
    case.compare("meta-loss", [segment.meta_loss()], &[reference.loss]);
    let expected = std::iter::once(&reference.grad_update_weights).chain(&reference.grad_teleport_weights);
    compare_meta_gradient(&mut case, &learned, &mut segment, &tasks, expected);
    Ok(case)
}

/// The gradient of the segment's meta-loss to all weights of every network.
pub fn compare_meta_gradient<'a>(
    case: &mut Case,
    learned: &Learned,
    segment: &mut Segment,
    tasks: &Tasks,
    expected: impl Iterator<Item = &'a Weights>,
) {
    segment.start_backward();
    (0..segment.taken()).rev().for_each(|t| segment.backward(learned, tasks, t));
    let mut gradients: Vec<Vec<f32>> =
        learned.networks().iter().map(|n| vec![0.0; n.weights().len()]).collect();
    segment.meta_gradient(learned, &mut gradients);
    let networks = learned.networks().iter().zip(["m₁ ", "m₂ "]);
    for ((expected, (network, name)), gradient) in expected.zip(networks).zip(&gradients) {
        expected.compare(case, &format!("gradient to {name}"), network, gradient);
    }
}
