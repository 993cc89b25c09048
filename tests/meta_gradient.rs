//! The meta-gradient of a whole segment is that of finite differences of the same segment in `f64`, for every learned
//! optimizer, meta-loss, weighting, arrangement and preprocessing, with and without second derivatives.
//!
//! Two things are constants by definition: the factor that bounds a jump and, without second derivatives, the features
//! of the gradient. The differences are taken with both frozen at what the undisturbed segment saw.

mod support;

use l2o_playground::meta::{MetaLoss, Weighting};
use l2o_playground::objective::{Booth, Objective};
use l2o_playground::optimizer::{Arrangement, Base, Features, Learned, LearnedSpec, Rollout, TeleportSpec};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use support::families::{FAMILIES, points};
use support::runs::solve;
use support::specs::{SPEC, teleport};
use support::unroll::Case;
use support::unroll::Unroll;

const LOSSES: [MetaLoss; 4] =
    [MetaLoss::Value, MetaLoss::Log1p, MetaLoss::Log { epsilon: 1e-3 }, MetaLoss::Distance];
const WEIGHTINGS: [Weighting; 3] = [Weighting::Uniform, Weighting::Linear, Weighting::Last];
const ARRANGEMENTS: [Arrangement; 2] = [Arrangement::Joint, Arrangement::Coordinatewise];
const FEATURES: [Features; 3] = [Features::Raw, Features::Clip { limit: 3.0 }, Features::LogSign];

/// Every combination of the closed choices, each with random weights and tasks of a random family, 1 to 5 of them.
fn every_case(teleport: Option<&TeleportSpec>) -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    let mut draw = |tasks: usize| {
        let family = prop::sample::select(FAMILIES);
        let batch =
            family.prop_flat_map(move |(_, members)| prop::collection::vec((members(), points()), tasks));
        // Drawing from a strategy fails only if its filter rejects for ever.
        batch.new_tree(&mut runner).map(|tree| tree.current()).unwrap_or_default()
    };
    let mut cases = Vec::new();
    for loss in LOSSES {
        for weighting in WEIGHTINGS {
            for (arrangement, features) in ARRANGEMENTS.iter().flat_map(|&a| FEATURES.map(|f| (a, f))) {
                for second_order in [false, true] {
                    let spec = LearnedSpec {
                        hidden: 3,
                        arrangement,
                        features,
                        base: Base::Update { scale: 0.2 },
                        teleport: teleport.cloned(),
                        ..SPEC
                    };
                    let learned = Learned::initialized(spec.clone(), cases.len() as u64);
                    let batch = draw(1 + cases.len() % 5);
                    let objectives: Vec<_> = batch.iter().map(|(o, _)| o.map(|v| v as f32)).collect();
                    let starts = batch.iter().map(|(_, x)| x.map(|v| 0.5 * v as f32)).collect();
                    let exact = objectives.iter().map(|o| o.map(f64::from)).collect();
                    let taken = vec![4; batch.len()];
                    let unroll =
                        Unroll { spec, loss, weighting, second_order, objectives: exact, steps: 4, taken };
                    cases.push(Case { unroll, learned, objectives, starts });
                }
            }
        }
    }
    cases
}

#[test]
fn the_meta_gradient_of_l2o_is_that_of_finite_differences() {
    for case in every_case(None) {
        case.check_segment(0);
    }
}

#[test]
fn the_meta_gradient_of_teleporting_l2o_is_that_of_finite_differences() {
    for case in every_case(Some(&teleport(false, false))) {
        case.check_segment(0);
    }
}

#[test]
fn the_meta_gradient_treats_the_bound_of_a_jump_as_constant() {
    for case in every_case(Some(&teleport(false, true))) {
        case.check_segment(0);
    }
}

#[test]
fn the_meta_gradient_of_a_gate_and_of_orbit_features_is_that_of_finite_differences() {
    let gated = TeleportSpec { gate: true, ..teleport(false, true) };
    for (index, mut case) in every_case(Some(&gated)).into_iter().enumerate().step_by(3) {
        case.unroll.spec.orbit_features = true;
        case.learned = Learned::initialized(case.unroll.spec.clone(), index as u64);
        case.check_segment(index % 2);
    }
}

#[test]
fn the_next_segment_treats_what_it_was_handed_as_constant() {
    for teleport in [None, Some(&teleport(false, true))] {
        for case in every_case(teleport).iter().step_by(5) {
            case.check_segment(1);
        }
    }
}

#[test]
fn no_gradient_flows_through_a_step_that_was_not_taken() {
    // f is largest near the rim, which some tasks reach on their way: from then on they keep their point.
    let booth = Booth { a: [[1e18, 2e17], [0.0, 8e17]], b: [0.0; 2] };
    let starts = vec![[16.8, 0.0], [1.0, -2.0], [-16.9, 0.5], [0.0, 20.0], [-12.0, -13.0]];
    for (seed, arrangement) in (1..).zip(ARRANGEMENTS) {
        let features = Features::Clip { limit: 3.0 };
        let spec = LearnedSpec {
            hidden: 3,
            arrangement,
            features,
            base: Base::Update { scale: 1.0 },
            teleport: Some(teleport(false, false)),
            ..SPEC
        };
        let learned = Learned::initialized(spec.clone(), seed);
        let objectives = vec![Objective::Booth(booth); starts.len()];
        let steps = 6;
        let paths = solve(&objectives, &starts, &mut Rollout::new(learned.clone()), steps);
        let taken: Vec<usize> =
            paths.iter().map(|path| path[1..].iter().filter(|stop| stop.moving).count()).collect();
        assert!(taken.iter().any(|taken| (1..steps).contains(taken)) && taken.contains(&steps), "{taken:?}");
        let unroll = Unroll {
            spec,
            loss: MetaLoss::Distance,
            weighting: Weighting::Linear,
            second_order: false,
            objectives: objectives.iter().map(|objective| objective.map(f64::from)).collect(),
            steps,
            taken,
        };
        Case { unroll, learned, objectives, starts: starts.clone() }.check_segment(0);
    }
}
