//! A learned gate on perceptrons: its gradient is that of finite differences, and it scales the element that is applied.

use l2o_playground::meta::{MetaLoss, Segment, Weighting};
use l2o_playground::objective::{Distribution, MlpShape, Sample, Tasks};
use l2o_playground::optimizer::{
    Arrangement, Base, Carry, Descent, Features, Learned, LearnedSpec, Networks, RateMap, RateSpec, Schedule,
    TeleportSpec,
};
use l2o_playground::random::{Purpose, Random};
use l2o_playground::symmetry::GlForm;

/// One step: the features of a second one are detached, which differences would not know.
const STEPS: usize = 1;

fn spec(shape: &MlpShape, networks: Networks) -> LearnedSpec {
    LearnedSpec {
        dimension: shape.parameters(),
        group: shape.group_dimension(),
        layers: shape.hidden().to_vec(),
        hidden: 3,
        arrangement: Arrangement::Joint,
        features: Features::Clip { limit: 3.0 },
        orbit_features: false,
        base: Base::Momentum(RateSpec { map: RateMap::Log, range: (1e-3, 0.1), initial: 0.01 }),
        teleport: Some(TeleportSpec {
            zero_head: false,
            bounded: false,
            gate: true,
            // Large, and to first order only: such a teleport changes the loss.
            norm: 0.5,
            form: GlForm::FirstOrder,
            schedule: Schedule::Every(1),
        }),
        networks,
        lag: false,
        carry: Carry::Teleported,
    }
}

/// Meta-loss and meta-gradient of a segment.
fn segment(learned: &Learned, shape: &MlpShape) -> (f32, Vec<Vec<f32>>, Vec<f32>) {
    let distribution = Distribution::Mlp(shape.clone());
    let mut random = Random::new(5, Purpose::Training, 0);
    let samples: Vec<Sample> = (0..3).map(|_| distribution.sample(&mut random)).collect();
    let mut tasks = Tasks::new(samples.iter().map(|sample| &sample.task), Some(shape));
    let starts: Vec<f32> = samples.iter().flat_map(|sample| &sample.start).copied().collect();
    let mut descent = Descent::new(tasks.len(), tasks.dimension());
    descent.start(&mut tasks, &starts);
    let mut segment = Segment::new(learned, &tasks, STEPS, MetaLoss::Value, Weighting::Uniform, false);
    segment.reset(learned);
    (0..STEPS).for_each(|_| segment.forward(learned, &mut tasks, &mut descent));
    let elements = segment.step().element.clone();
    segment.start_backward();
    (0..STEPS).rev().for_each(|t| segment.backward(learned, &tasks, t));
    let mut gradients: Vec<Vec<f32>> =
        learned.networks().iter().map(|network| vec![0.0; network.weights().len()]).collect();
    segment.meta_gradient(learned, &mut gradients);
    (segment.meta_loss(), gradients, elements)
}

/// The same with the bias of the gate, the last output of the last network, moved by `by`.
fn moved(learned: &Learned, by: f32) -> Learned {
    let mut tensors = learned.tensors("");
    let bias = tensors.iter_mut().rfind(|tensor| tensor.name.ends_with("head_bias"));
    if let Some(last) = bias.and_then(|bias| bias.values.last_mut()) {
        *last += by;
    }
    match Learned::from_tensors(learned.spec().clone(), "", &tensors) {
        Ok(learned) => learned,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_gradient_of_the_gate_is_that_of_finite_differences() {
    let shape = MlpShape { widths: vec![3, 2, 4], samples: 3 };
    for networks in [Networks::One, Networks::Two] {
        for seed in 0..4 {
            let learned = Learned::initialized(spec(&shape, networks), seed);
            let (_, gradients, _) = segment(&learned, &shape);
            let last = learned.networks().len() - 1;
            let named = learned.networks()[last].tensors_of(&gradients[last]);
            let bias = named.iter().find(|tensor| tensor.name.ends_with("head_bias"));
            let analytic = bias.and_then(|bias| bias.values.last()).copied().unwrap_or(f32::NAN);
            let step = 0.02;
            let numeric = (segment(&moved(&learned, step), &shape).0
                - segment(&moved(&learned, -step), &shape).0)
                / (2.0 * step);
            let error = (analytic - numeric).abs() / (1e-3 + numeric.abs());
            assert!(error < 0.02, "{networks:?}, seed {seed}: {analytic} vs {numeric}");
        }
    }
}

#[test]
fn the_gate_scales_what_is_applied() {
    let shape = MlpShape { widths: vec![3, 2, 4], samples: 3 };
    let learned = Learned::initialized(spec(&shape, Networks::Two), 1);
    let [closed, open] = [-30.0, 30.0].map(|by| segment(&moved(&learned, by), &shape).2);
    assert!(closed.iter().all(|size| size.abs() < 1e-6), "{closed:?}");
    assert!(open.iter().all(|size| (size - 0.5).abs() < 1e-3), "{open:?}");
}
