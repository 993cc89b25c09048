//! Learned step sizes and momentum coefficients: the meta-gradient is that of finite differences in `f64` for every way in which
//! they are made, share networks, lag, meet teleports and are carried on.

mod support;

use l2o_playground::meta::{MetaLoss, Weighting};
use l2o_playground::objective::Objective;
use l2o_playground::optimizer::{
    Arrangement, Base, Carry, Features, Learned, LearnedSpec, Networks, RateMap, RateSpec, Schedule,
    TeleportSpec,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use support::families::{FAMILIES, points};
use support::specs::{SPEC, teleport};
use support::unroll::{Case, Unroll};

const CLAMP: RateSpec = RateSpec { map: RateMap::Clamp, range: (1e-3, 0.3), initial: 0.02 };
const LOG: RateSpec = RateSpec { map: RateMap::Log, range: (1e-3, 0.3), initial: 0.02 };

/// No teleports, teleports at every step, at every second, at chosen ones.
fn teleports() -> Vec<Option<TeleportSpec>> {
    let schedules = [Schedule::Every(1), Schedule::Every(2), Schedule::Steps(vec![1, 3, 6])];
    let scheduled = schedules
        .into_iter()
        .zip([(true, false), (false, true), (true, true)])
        .map(|(schedule, (bounded, gate))| Some(TeleportSpec { schedule, gate, ..teleport(false, bounded) }));
    std::iter::once(None).chain(scheduled).collect()
}

/// Every combination for these bases, two tasks of a random family each.
fn check(bases: &[Base], carries: &[Carry]) {
    let mut runner = TestRunner::deterministic();
    let mut count = 0;
    for (base, teleport) in bases.iter().flat_map(|&base| teleports().into_iter().map(move |t| (base, t))) {
        for (networks, lag) in
            [Networks::One, Networks::Two].into_iter().flat_map(|n| [false, true].map(|lag| (n, lag)))
        {
            for &carry in carries {
                count += 1;
                let coordinatewise = networks == Networks::Two && count % 3 == 0;
                let arrangement =
                    if coordinatewise { Arrangement::Coordinatewise } else { Arrangement::Joint };
                let features = [Features::Clip { limit: 3.0 }, Features::LogSign][count % 2];
                let teleport = teleport.clone();
                let orbit_features = count % 5 < 2;
                let spec = LearnedSpec {
                    hidden: 3,
                    arrangement,
                    features,
                    orbit_features,
                    base,
                    teleport,
                    networks,
                    lag,
                    carry,
                    ..SPEC
                };
                case(&spec, count, &mut runner).check_segment(count % 2);
            }
        }
    }
}

/// Random tasks on which the optimizer stays within reason for two segments: where it diverges, digits are lost to chaos.
fn case(spec: &LearnedSpec, count: usize, runner: &mut TestRunner) -> Case {
    loop {
        let batch = prop::sample::select(FAMILIES)
            .prop_flat_map(|(_, members)| prop::collection::vec((members(), points()), 2));
        let batch = batch.new_tree(runner).map(|tree| tree.current()).unwrap_or_default();
        let objectives: Vec<Objective<f32>> = batch.iter().map(|(o, _)| o.map(|v| v as f32)).collect();
        let starts: Vec<[f32; 2]> = batch.iter().map(|(_, x)| x.map(|v| 0.5 * v as f32)).collect();
        let unroll = Unroll {
            spec: spec.clone(),
            loss: MetaLoss::Log1p,
            weighting: Weighting::Linear,
            second_order: count % 4 < 2,
            objectives: objectives.iter().map(|objective| objective.map(f64::from)).collect(),
            steps: 4,
            taken: vec![4; 2],
        };
        let case =
            Case { unroll, learned: Learned::initialized(spec.clone(), count as u64), objectives, starts };
        if case.losses().into_iter().all(|loss| loss < 10.0) {
            return case;
        }
    }
}

#[test]
fn the_meta_gradient_of_a_learned_step_size_is_that_of_finite_differences() {
    check(&[Base::Rate(CLAMP), Base::Rate(LOG)], &[Carry::Teleported]);
}

#[test]
fn the_meta_gradient_of_learned_momentum_is_that_of_finite_differences() {
    check(&[Base::Momentum(CLAMP), Base::Momentum(LOG)], &[Carry::Teleported, Carry::Plain]);
}

#[test]
fn the_meta_gradient_of_updates_that_share_a_network_with_scheduled_teleports_is_that_of_finite_differences()
{
    check(&[Base::Update { scale: 0.2 }], &[Carry::Teleported]);
}
