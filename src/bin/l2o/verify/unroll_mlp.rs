//! `unroll_mlp.json`: an unrolled segment on a perceptron, with its meta-gradient.

use super::lstm::Weights;
use super::unroll::compare_meta_gradient;
use super::{Case, Nested, VerifyError};
use l2o_playground::meta::{MetaLoss, Segment, Weighting};
use l2o_playground::objective::{MlpShape, MlpTask, Task, Tasks};
use l2o_playground::optimizer::{
    Arrangement, Base, Carry, Descent, Features, Learned, LearnedSpec, Networks, RateMap, RateSpec, Schedule,
    Step, TeleportSpec,
};
use l2o_playground::symmetry::GlForm;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    cases: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
struct Reference {
    kind: String,
    action: Option<String>,
    dim: usize,
    hidden: usize,
    steps: usize,
    #[serde(rename = "X")]
    x: Nested,
    #[serde(rename = "Y")]
    y: Nested,
    #[serde(rename = "W1")]
    w1: Nested,
    #[serde(rename = "W2")]
    w2: Nested,
    weights: Weights,
    alpha_0: f32,
    teleport_norm: f32,
    alpha_clamp: [f32; 2],
    trajectory: Vec<State>,
    loss: f64,
    grad_weights: Weights,
}

/// After one step.
#[derive(Deserialize)]
struct State {
    #[serde(rename = "W1")]
    w1: Nested,
    #[serde(rename = "W2")]
    w2: Nested,
    loss: f64,
    loss_before_teleport: Option<f64>,
    alpha_next: f32,
    beta_next: f32,
}

impl State {
    fn weights(&self) -> Vec<f64> {
        [self.w1.flat(), self.w2.flat()].concat()
    }
}

impl Reference {
    fn spec(&self, shape: &MlpShape) -> Result<LearnedSpec, VerifyError> {
        let rate = RateSpec {
            map: RateMap::Clamp,
            range: (self.alpha_clamp[0], self.alpha_clamp[1]),
            initial: self.alpha_0,
        };
        let base = match self.kind.as_str() {
            // W ← W − out
            "update" => Base::Update { scale: -1.0 },
            "tele" => Base::Rate(rate),
            "momentum" => Base::Momentum(rate),
            other => return Err(VerifyError::Choice("kind", other.into())),
        };
        let form = match self.action.as_deref() {
            None => None,
            Some("first_order") => Some(GlForm::FirstOrder),
            Some("exact") => Some(GlForm::Exact),
            Some(other) => return Err(VerifyError::Choice("action", other.into())),
        };
        let norm = self.teleport_norm;
        let schedule = Schedule::Every(1);
        Ok(LearnedSpec {
            dimension: shape.parameters(),
            group: shape.group_dimension(),
            layers: shape.hidden().to_vec(),
            hidden: self.hidden,
            arrangement: Arrangement::Joint,
            features: Features::Raw,
            orbit_features: false,
            base,
            teleport: form.map(|form| TeleportSpec {
                zero_head: false,
                bounded: false,
                gate: false,
                norm,
                form,
                schedule,
            }),
            networks: Networks::One,
            lag: true,
            carry: Carry::Teleported,
        })
    }
}

pub fn compare(file: &File) -> Result<Vec<Case>, VerifyError> {
    file.cases.iter().map(compare_one).collect()
}

fn compare_one(reference: &Reference) -> Result<Case, VerifyError> {
    let name = format!("{} {}", reference.kind, reference.action.as_deref().unwrap_or("without teleport"));
    let shape = MlpShape { widths: vec![reference.dim; 3], samples: reference.dim };
    let task = MlpTask::new(&shape, reference.x.flat_f32(), reference.y.flat_f32())
        .map_err(|error| VerifyError::Data(name.clone(), error.to_string()))?;
    let spec = reference.spec(&shape)?;
    let networks = spec.shapes().into_iter().map(|shape| reference.weights.network(shape));
    let learned = Learned::from_networks(spec.clone(), networks.collect::<Result<_, _>>()?);
    let mut tasks = Tasks::new([&Task::Mlp(task)], Some(&shape));
    let start: Vec<f32> = reference.w1.flat_f32().into_iter().chain(reference.w2.flat_f32()).collect();
    let mut descent = Descent::new(1, start.len());
    descent.start(&mut tasks, &start);
    let mut segment =
        Segment::new(&learned, &tasks, reference.steps, MetaLoss::Value, Weighting::Uniform, false);
    let mut seen = Seen::default();
    for _ in 0..reference.steps {
        segment.forward(&learned, &mut tasks, &mut descent);
        seen.push(&mut tasks, &descent, segment.step());
    }
    let mut case = Case::new(name);
    seen.compare(&mut case, &reference.trajectory);
    case.compare("meta-loss", [segment.meta_loss()], &[reference.loss]);
    let expected = std::iter::once(&reference.grad_weights);
    compare_meta_gradient(&mut case, &learned, &mut segment, &tasks, expected);
    Ok(case)
}

/// What the engine did, step by step.
#[derive(Default)]
struct Seen {
    weights: Vec<f32>,
    loss: Vec<f32>,
    before_teleport: Vec<f32>,
    alpha: Vec<f32>,
    beta: Vec<f32>,
}

impl Seen {
    fn push(&mut self, tasks: &mut Tasks, descent: &Descent, step: &Step) {
        self.weights.extend_from_slice(&descent.x);
        self.loss.push(descent.f[0]);
        let (mut value, mut gradient) = ([0.0], vec![0.0; descent.x.len()]);
        tasks.evaluate(&step.middle, &mut value, &mut gradient);
        self.before_teleport.push(value[0]);
        self.alpha.push(step.alpha[0]);
        self.beta.push(step.beta[0]);
    }

    fn compare(self, case: &mut Case, expected: &[State]) {
        let weights: Vec<f64> = expected.iter().flat_map(State::weights).collect();
        case.compare("W", self.weights, &weights);
        case.compare("L", self.loss, &expected.iter().map(|state| state.loss).collect::<Vec<_>>());
        let before: Vec<f64> = expected.iter().filter_map(|state| state.loss_before_teleport).collect();
        if !before.is_empty() {
            case.compare("L before the teleport", self.before_teleport, &before);
        }
        // The α and β that a step uses are those returned at the step before.
        let rates = |seen: &[f32]| seen.get(1..).unwrap_or_default().to_vec();
        let given = |rate: fn(&State) -> f32| -> Vec<f64> {
            expected[..expected.len() - 1].iter().map(|state| f64::from(rate(state))).collect()
        };
        if self.alpha.iter().all(|alpha| alpha.is_finite()) {
            case.compare("α", rates(&self.alpha), &given(|state| state.alpha_next));
        }
        if self.beta.iter().all(|beta| beta.is_finite()) {
            case.compare("β", rates(&self.beta), &given(|state| state.beta_next));
        }
    }
}
