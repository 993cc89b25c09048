//! A task is solved with the same bits alone and in company, wherever it stands in the batch, by every optimizer.
#![allow(clippy::float_cmp)] // equality is claimed to the bit

mod support;

use l2o_playground::nn::AdamSettings;
use l2o_playground::objective::{Distribution, FamilyName, Objective, Vector};
use l2o_playground::optimizer::{
    AdaptiveMoments, Arrangement, Base, Features, Learned, LearnedSpec, Momentum, Rollout, TeleportSpec,
    UpdateRule,
};
use l2o_playground::random::{Purpose, Random};
use support::runs::solve;
use support::specs::{self, SPEC, plane};

const STEPS: usize = 12;

fn learned(
    arrangement: Arrangement,
    features: Features,
    teleport: Option<TeleportSpec>,
) -> Box<dyn UpdateRule> {
    let spec = LearnedSpec { arrangement, features, base: Base::Update { scale: 0.3 }, teleport, ..SPEC };
    Box::new(Rollout::new(Learned::initialized(spec, 3)))
}

/// One of every kind of optimizer.
fn rules() -> Vec<(&'static str, Box<dyn UpdateRule>)> {
    let teleport = |bounded| Some(specs::teleport(false, bounded));
    let (joint, coordinatewise) = (Arrangement::Joint, Arrangement::Coordinatewise);
    let clip = Features::Clip { limit: 10.0 };
    vec![
        ("GD", Box::new(Momentum::new(0.01, 0.0))),
        ("momentum", Box::new(Momentum::new(0.01, 0.9))),
        ("Adam", Box::new(AdaptiveMoments::new(0.1, AdamSettings::default()))),
        ("L2O", learned(joint, clip, None)),
        ("L2O, coordinatewise", learned(coordinatewise, Features::LogSign, None)),
        ("L2O + teleport", learned(joint, clip, teleport(true))),
        ("L2O + teleport, coordinatewise", learned(coordinatewise, Features::Raw, teleport(false))),
    ]
}

/// Nine tasks: two whole vectors and one lane.
fn tasks(distribution: &Distribution) -> (Vec<Objective<f32>>, Vec<Vector<f32>>) {
    let mut random = Random::new(1, Purpose::Evaluation, 0);
    (0..9).map(|_| distribution.sample(&mut random)).map(|sample| plane(&sample)).unzip()
}

fn distributions() -> impl Iterator<Item = Distribution> {
    FamilyName::ALL.iter().map(|&family| Distribution::Variable { family, min_det: 0.1 })
}

#[test]
fn a_task_alone_takes_the_path_it_takes_in_a_batch() {
    for distribution in distributions() {
        let (objectives, starts) = tasks(&distribution);
        for (name, mut rule) in rules() {
            let together = solve(&objectives, &starts, rule.as_mut(), STEPS);
            for (task, path) in together.iter().enumerate() {
                let alone = solve(&objectives[task..=task], &starts[task..=task], rule.as_mut(), STEPS);
                assert_eq!(alone[0], *path, "{name}, task {task} of {distribution:?}");
            }
        }
    }
}

#[test]
fn the_place_in_a_batch_does_not_matter() {
    for distribution in distributions() {
        let (mut objectives, mut starts) = tasks(&distribution);
        for (name, mut rule) in rules() {
            let forwards = solve(&objectives, &starts, rule.as_mut(), STEPS);
            objectives.reverse();
            starts.reverse();
            let mut backwards = solve(&objectives, &starts, rule.as_mut(), STEPS);
            backwards.reverse();
            assert_eq!(forwards, backwards, "{name}, {distribution:?}");
        }
    }
}

#[test]
fn a_rule_that_was_reset_knows_nothing_of_the_run_before() {
    let (objectives, starts) =
        tasks(&Distribution::Variable { family: FamilyName::Rosenbrock, min_det: 0.1 });
    for (name, mut rule) in rules() {
        let first = solve(&objectives, &starts, rule.as_mut(), STEPS);
        assert_eq!(solve(&objectives, &starts, rule.as_mut(), STEPS), first, "{name}");
        let moved = first.iter().all(|path| path[STEPS].x != path[0].x);
        assert!(moved, "{name} does not move");
    }
}
