//! Learned optimizers of the plane, to be varied.

use l2o_playground::objective::{Objective, Sample, Task, Vector};
use l2o_playground::optimizer::{
    Arrangement, Base, Carry, Features, LearnedSpec, Networks, Schedule, TeleportSpec,
};
use l2o_playground::symmetry::GlForm;

/// L2O without teleports.
pub const SPEC: LearnedSpec = LearnedSpec {
    dimension: 2,
    group: 1,
    layers: Vec::new(),
    hidden: 5,
    arrangement: Arrangement::Joint,
    features: Features::Clip { limit: 10.0 },
    orbit_features: false,
    base: Base::Update { scale: 0.1 },
    teleport: None,
    networks: Networks::Two,
    lag: false,
    carry: Carry::Teleported,
};

/// A teleport at every step.
pub const fn teleport(zero_head: bool, bounded: bool) -> TeleportSpec {
    let (form, schedule) = (GlForm::Exact, Schedule::Every(1));
    TeleportSpec { zero_head, bounded, gate: false, norm: 0.01, form, schedule }
}

/// What a sample of a distribution of the plane holds.
pub fn plane(sample: &Sample) -> (Objective<f32>, Vector<f32>) {
    match (&sample.task, sample.start.as_slice()) {
        (Task::Plane(objective), &[x, y]) => (*objective, [x, y]),
        other => panic!("not a task of the plane: {other:?}"),
    }
}
