//! The same experiment gives the same bits, another seed gives others, and training works: L2O learns to beat GD.
// a failed unwrap is a failed test
#![allow(clippy::unwrap_used)]
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::experiment::{Config, OptimizerName, Phase, Session, decode};
use l2o_playground::meta::Trainer;
use support::bits;

const ALL: [OptimizerName; 5] = [
    OptimizerName::L2o,
    OptimizerName::L2oTele,
    OptimizerName::Gd,
    OptimizerName::Momentum,
    OptimizerName::Adam,
];

const TINY: &str = "hidden=5&runs=3&steps=8&unroll=3&batch=3&eval_tasks=70&eval_steps=9&task=rosenbrock-variable&theta_init=random";

fn config(link: &str) -> Config {
    let decoded = decode(link);
    assert_eq!(decoded.problems, []);
    decoded.config
}

fn finished(config: &Config, optimizer: OptimizerName) -> Session {
    let mut session = Session::new(config.clone(), optimizer);
    session.finish();
    session
}

fn hash(session: &Session) -> &str {
    &session.summary().unwrap().hash
}

#[test]
fn the_same_link_gives_the_same_bits() {
    for optimizer in ALL {
        let [first, second] = [0, 1].map(|_| finished(&config(TINY), optimizer));
        assert_eq!(first.summary(), second.summary());
        assert_eq!(first.trajectory(), second.trajectory());
        assert_eq!(bits(first.meta_losses()), bits(second.meta_losses()));
    }
}

#[test]
fn stopping_to_look_changes_nothing() {
    for optimizer in ALL {
        let undisturbed = finished(&config(TINY), optimizer);
        let mut watched = Session::new(config(TINY), optimizer);
        while watched.advance() {
            let progress = watched.progress();
            assert!(progress.done <= progress.total, "{progress:?}");
            let _ = watched.trajectory();
        }
        assert_eq!(watched.progress().phase, Phase::Done);
        assert_eq!(watched.summary(), undisturbed.summary());
    }
}

#[test]
fn another_seed_gives_other_bits() {
    for optimizer in ALL {
        let hashes: Vec<String> = (1..=4)
            .map(|seed| hash(&finished(&Config { seed, ..config(TINY) }, optimizer)).to_owned())
            .collect();
        let distinct: std::collections::BTreeSet<&String> = hashes.iter().collect();
        assert_eq!(distinct.len(), 4, "{optimizer:?}: {hashes:?}");
    }
}

#[test]
fn the_shown_trajectory_is_the_evaluated_one() {
    for optimizer in ALL {
        let session = finished(&Config { eval_tasks: 1, ..config(TINY) }, optimizer);
        let trajectory = session.trajectory();
        assert_eq!(bits(&trajectory.f), bits(&session.summary().unwrap().median), "{optimizer:?}");
        assert_eq!(trajectory.x.len(), 2 * 10);
        let teleports = optimizer == OptimizerName::L2oTele;
        assert_eq!(!trajectory.element.is_empty(), teleports, "{optimizer:?}");
        let iterates = &trajectory.x[2..];
        assert_eq!(bits(&trajectory.middle) != bits(iterates), teleports, "{optimizer:?}");
    }
}

#[test]
fn a_longer_evaluation_begins_like_a_shorter_one() {
    for optimizer in [OptimizerName::L2o, OptimizerName::L2oTele] {
        let [short, long] =
            [9, 14].map(|eval_steps| finished(&Config { eval_steps, ..config(TINY) }, optimizer));
        assert_eq!(bits(&long.summary().unwrap().median[..10]), bits(&short.summary().unwrap().median));
    }
}

#[test]
fn a_session_adopts_what_does_not_concern_its_training() {
    let mut session = finished(&config(TINY), OptimizerName::L2o);
    let before = hash(&session).to_owned();
    assert!(session.adopt(Config { show: 3, speed: 50.0, start: Some(vec![1.0, 2.0]), ..config(TINY) }));
    assert_eq!((hash(&session), session.trajectory().x[..2].to_vec()), (before.as_str(), vec![1.0, 2.0]));

    // Another evaluation is made again, from the optimizer as it is.
    let other = Config { eval_tasks: 5, ..config(TINY) };
    assert!(session.adopt(other.clone()));
    assert!(session.summary().is_none());
    session.finish();
    assert_eq!(session.summary(), finished(&other, OptimizerName::L2o).summary());

    assert!(!session.adopt(Config { hidden: 6, ..config(TINY) }), "another network is another training");
    assert!(!session.adopt(Config { seed: 2, ..config(TINY) }));
    assert_eq!(session.summary(), finished(&other, OptimizerName::L2o).summary());
}

#[test]
fn skipped_updates_are_counted() {
    // Runs of a thousand steps that a huge learning rate makes long, on a power of x: f comes near the largest finite
    // number, and its gradient, times a thousand, passes it.
    let link = "task=rosenbrock-custom&ros_d=0,0,0,0,100&loss=f&weights=last&features=raw&scale=10&lr=10\
        &runs=10&steps=1000&unroll=1000&batch=1&eval_tasks=5&eval_steps=9";
    let wild = config(link);
    let spec = wild.learned_spec(OptimizerName::L2o);
    let mut trainer = Trainer::new(spec, wild.distribution(), wild.trainer_settings(), u64::from(wild.seed));
    let expected = std::iter::from_fn(|| trainer.meta_update()).filter(|update| update.skipped).count();
    assert!(expected > 0, "none of ten updates was skipped");
    let session = finished(&wild, OptimizerName::L2o);
    assert_eq!((session.progress().skipped as usize, session.meta_losses().len()), (expected, 10));
    assert_eq!(finished(&config(TINY), OptimizerName::L2o).progress().skipped, 0);
}

#[test]
fn l2o_learns_to_beat_tuned_gradient_descent_on_the_fixed_bowl() {
    let modest =
        config("task=booth-fixed&hidden=12&runs=150&steps=40&batch=8&lr=0.01&eval_tasks=64&eval_steps=40");
    let gd = finished(&modest, OptimizerName::Gd).summary().unwrap().mean_log;
    for optimizer in [OptimizerName::L2o, OptimizerName::L2oTele] {
        let session = finished(&modest, optimizer);
        let (losses, mean_log) = (session.meta_losses(), session.summary().unwrap().mean_log);
        // Updates alternate between first and second halves of runs: compare whole runs.
        let mean = |losses: &[f32]| losses.iter().sum::<f32>() / losses.len() as f32;
        let (first, last) = (mean(&losses[..20]), mean(&losses[losses.len() - 20..]));
        assert!(last < 0.25 * first, "{optimizer:?}: the meta-loss went from {first} to {last}");
        assert!(mean_log < 0.5 * gd, "{optimizer:?}: mean log(1 + f) is {mean_log}, of tuned GD {gd}");
    }
}

#[test]
fn training_takes_the_iterates_nearer_to_the_minimum() {
    let link = "task=booth-fixed&hidden=12&batch=8&lr=0.01&eval_tasks=64&eval_steps=40&steps=40&runs=";
    let [untrained, trained] = [1, 150].map(|runs| {
        finished(&config(&format!("{link}{runs}")), OptimizerName::L2o).summary().unwrap().median_final
    });
    assert!(trained < 1e-4 * untrained, "median of f went from {untrained} to {trained}");
}

#[test]
fn a_training_that_gets_no_better_ends_early_and_what_it_did_is_the_beginning_of_the_whole() {
    let link =
        "task=booth&hidden=2&lr=1e-12&decay=none&runs=40&steps=6&unroll=3&batch=4&eval_tasks=3&eval_steps=4";
    let whole = finished(&config(link), OptimizerName::L2o);
    let short = finished(&config(&format!("{link}&patience=3")), OptimizerName::L2o);
    let count = short.meta_losses().len();
    assert_eq!(whole.meta_losses().len(), 80);
    assert!((12..80).contains(&count) && count.is_multiple_of(2), "{count}");
    assert_eq!(bits(short.meta_losses()), bits(&whole.meta_losses()[..count]));
    assert_eq!(short.summary().map(|summary| summary.meta_updates), Some(count as u32));
    assert_eq!(short.progress().phase, Phase::Done);
}
