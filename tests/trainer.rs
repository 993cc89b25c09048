//! The trainer does Algorithm 1, spelled out here once more, update after update, and survives what is not finite.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::meta::{
    Decay, EstimatorSettings, MetaLoss, MetaUpdate, Segment, Trainer, TrainerSettings, Weighting,
};
use l2o_playground::nn::{Adam, AdamSettings, Lstm};
use l2o_playground::objective::{Distribution, FamilyName, Objective, Polynomial, Rosenbrock, Tasks, Vector};
use l2o_playground::optimizer::{Base, Descent, Features, Learned, LearnedSpec};
use l2o_playground::random::{Purpose, Random};
use support::specs::{self, plane};
use support::{bits, norm, relative_error, widened};

fn spec() -> LearnedSpec {
    LearnedSpec { teleport: Some(specs::teleport(true, true)), ..specs::SPEC }
}

/// Segments of 3, 3 and 1 steps.
const SETTINGS: TrainerSettings = TrainerSettings {
    runs: 4,
    steps: 7,
    unroll: 3,
    batch: 6,
    rates: [0.01; 2],
    decay: Decay::Cosine,
    gradient_clip: 0.2,
    loss: MetaLoss::Log1p,
    weighting: Weighting::Linear,
    second_order: false,
    estimator: EstimatorSettings::Bptt,
    patience: 0,
};

const DISTRIBUTION: Distribution = Distribution::Variable { family: FamilyName::Rosenbrock, min_det: 0.3 };

fn weights(learned: &Learned) -> Vec<f32> {
    learned.networks().iter().flat_map(Lstm::weights).copied().collect()
}

/// Algorithm 1: losses and weights after every meta-update, and how many of them clipped the gradient.
fn algorithm_1(settings: TrainerSettings, seed: u64) -> (Vec<(f32, Vec<f32>)>, usize) {
    let batch = settings.batch as usize;
    let mut learned = Learned::initialized(spec(), seed);
    let mut gradients: Vec<Vec<f32>> =
        learned.networks().iter().map(|network| vec![0.0; network.weights().len()]).collect();
    let mut adams: Vec<Adam> =
        gradients.iter().map(|gradient| Adam::new(gradient.len(), AdamSettings::default())).collect();
    let (mut updates, mut clipped) = (Vec::new(), 0);
    let total = settings.runs * settings.steps.div_ceil(settings.unroll);
    for run in 0..settings.runs {
        let mut random = Random::new(seed, Purpose::Training, u64::from(run));
        let (objectives, starts): (Vec<_>, Vec<Vector<f32>>) =
            (0..batch).map(|_| DISTRIBUTION.sample(&mut random)).map(|sample| plane(&sample)).unzip();
        let mut tasks = Tasks::plane(&objectives);
        let mut descent = Descent::new(batch, 2);
        descent.start(&mut tasks, starts.as_flattened());
        let (loss, weighting) = (settings.loss, settings.weighting);
        let mut segment =
            Segment::new(&learned, &tasks, settings.unroll as usize, loss, weighting, settings.second_order);
        let mut left = settings.steps;
        while left > 0 {
            let length = left.min(settings.unroll) as usize;
            (0..length).for_each(|_| segment.forward(&learned, &mut tasks, &mut descent));
            segment.start_backward();
            (0..length).rev().for_each(|t| segment.backward(&learned, &tasks, t));
            segment.meta_gradient(&learned, &mut gradients);
            let loss = segment.meta_loss() / length as f32;

            let norm = norm(&widened(&gradients.concat())) as f32;
            let clips = settings.gradient_clip > 0.0 && norm > settings.gradient_clip;
            clipped += usize::from(clips);
            let scale = if clips { settings.gradient_clip / norm } else { 1.0 };
            let progress = updates.len() as f32 / total as f32;
            let rate = match settings.decay {
                Decay::Constant => settings.rates[0],
                Decay::Cosine => {
                    settings.rates[0] * 0.5 * (1.0 + libm::cosf(std::f32::consts::PI * progress))
                }
            };
            for ((network, adam), gradient) in
                learned.networks_mut().iter_mut().zip(&mut adams).zip(&gradients)
            {
                network.update(|weights| adam.step(weights, gradient, scale, rate));
            }
            updates.push((loss, weights(&learned)));
            segment.carry();
            left -= length as u32;
        }
    }
    (updates, clipped)
}

fn trained(settings: TrainerSettings, seed: u64) -> Trainer {
    Trainer::new(spec(), DISTRIBUTION, settings, seed)
}

/// The largest change of any weight.
fn largest_change(before: &Learned, after: &Learned) -> f32 {
    let pairs = before.networks().iter().zip(after.networks());
    pairs
        .flat_map(|(a, b)| a.weights().iter().zip(b.weights()))
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, f32::max)
}

#[test]
fn every_update_is_the_one_of_algorithm_1() {
    for settings in [
        SETTINGS,
        TrainerSettings { decay: Decay::Constant, gradient_clip: 0.0, second_order: true, ..SETTINGS },
        TrainerSettings { unroll: 7, batch: 1, loss: MetaLoss::Distance, gradient_clip: 40.0, ..SETTINGS },
        // Longer than the run: one segment per run.
        TrainerSettings { unroll: 50, weighting: Weighting::Last, gradient_clip: 2.0, ..SETTINGS },
    ] {
        let mut trainer = trained(settings, 1);
        let (updates, clipped) = algorithm_1(settings, 1);
        let some = clipped > 0 && clipped < updates.len();
        assert_eq!(
            some,
            settings.gradient_clip > 0.0,
            "{clipped} of {} clipped, {settings:?}",
            updates.len()
        );
        for (update, (loss, expected)) in updates.into_iter().enumerate() {
            let case = format!("update {update} of {settings:?}");
            let report = trainer.meta_update();
            let close = report.is_some_and(|report| (report.loss - loss).abs() <= 1e-5 * loss.abs());
            assert!(close && report.is_some_and(|report| !report.skipped), "{case}: {report:?}, loss {loss}");
            let error = relative_error(&widened(&weights(trainer.learned())), &widened(&expected));
            assert!(error <= 1e-6, "{case}: weights are off by {error:.1e}");
        }
        assert!(trainer.is_done());
        assert_eq!(trainer.meta_update(), None);
    }
}

#[test]
fn training_in_small_pieces_is_training() {
    let (mut whole, mut pieces) = (trained(SETTINGS, 2), trained(SETTINGS, 2));
    let expected: Vec<MetaUpdate> = std::iter::from_fn(|| whole.meta_update()).collect();
    let (mut reports, mut calls) = (Vec::new(), 0);
    while !pieces.is_done() {
        reports.extend(pieces.advance());
        calls += 1;
    }
    assert_eq!(reports, expected);
    assert_eq!(bits(&weights(pieces.learned())), bits(&weights(whole.learned())));
    assert_eq!(pieces.fingerprint().hash(), whole.fingerprint().hash());
    assert_eq!(pieces.updates(), SETTINGS.meta_updates());
    // Every step once forward and once backward; the last one backward brings the update.
    assert_eq!(calls, 2 * SETTINGS.runs * SETTINGS.steps);
    assert_eq!(pieces.advance(), None);
}

#[test]
fn the_learning_rate_falls_to_zero_along_a_half_cosine() {
    let long = TrainerSettings { runs: 100, steps: 4, unroll: 2, gradient_clip: 0.0, ..SETTINGS };
    let last_change = |decay| {
        let mut trainer = trained(TrainerSettings { decay, ..long }, 3);
        (1..long.meta_updates()).for_each(|_| _ = trainer.meta_update());
        let before = trainer.learned().clone();
        assert!(trainer.meta_update().is_some() && trainer.is_done());
        largest_change(&before, trainer.learned()) / long.rates[0]
    };
    // ½(1 + cos(π·199/200)) = 6.2e-5; one step of Adam is at most a few rates long.
    let (constant, cosine) = (last_change(Decay::Constant), last_change(Decay::Cosine));
    assert!(cosine > 0.0 && cosine < 5e-4, "the last update changes weights by {cosine} rates");
    assert!(constant > 100.0 * cosine, "without decay by {constant} rates");

    // Half-way, the rate is half of what it was: of two updates, the first is alike and the second half as long.
    let short = TrainerSettings { runs: 1, steps: 2, unroll: 1, ..long };
    let [full, half] = [Decay::Constant, Decay::Cosine].map(|decay| {
        let mut trainer = trained(TrainerSettings { decay, ..short }, 3);
        trainer.meta_update();
        let first = trainer.learned().clone();
        trainer.meta_update();
        (weights(&first), largest_change(&first, trainer.learned()))
    });
    assert_eq!(full.0, half.0);
    assert!((half.1 / full.1 - 0.5).abs() < 1e-3, "{} and {}", half.1, full.1);
}

/// One step per run and one task per batch, on an `f` that is a power of x: some starts are harmless, some are not.
fn on_power(k: f32, settings: TrainerSettings) -> Trainer {
    let spec = LearnedSpec { features: Features::Raw, base: Base::Update { scale: 10.0 }, ..specs::SPEC };
    let steep =
        Rosenbrock { a: 1.0, b: 0.0, c: Polynomial([1.0, 0.0, 0.0]), d: Polynomial([0.0, 0.0, 0.0, 0.0, k]) };
    let distribution = Distribution::Fixed(Objective::Rosenbrock(steep));
    Trainer::new(spec, distribution, TrainerSettings { loss: MetaLoss::Value, batch: 1, ..settings }, 4)
}

#[test]
fn an_update_whose_gradient_is_not_finite_is_skipped_and_reported() {
    // f is finite up to |x| of 3.7 or so, ten times 10·∇f only up to 2.
    let settings =
        TrainerSettings { runs: 3000, steps: 10, unroll: 10, weighting: Weighting::Last, ..SETTINGS };
    let mut trainer = on_power(1e17, settings);
    let mut skipped = 0;
    while !trainer.is_done() {
        let before = weights(trainer.learned());
        if let Some(update) = trainer.meta_update() {
            skipped += u32::from(update.skipped);
            assert!(!update.skipped || weights(trainer.learned()) == before, "update {}", trainer.updates());
            assert!(update.loss.is_finite(), "update {}: {update:?}", trainer.updates());
        }
        let mut all = trainer.learned().networks().iter().flat_map(Lstm::weights);
        assert!(all.all(|weight| weight.is_finite()), "update {}", trainer.updates());
    }
    assert!(
        skipped > 50 && skipped < settings.meta_updates(),
        "{skipped} of {} skipped",
        settings.meta_updates()
    );
}

#[test]
fn the_wildest_training_keeps_weights_and_losses_finite() {
    let settings = TrainerSettings {
        runs: 20,
        steps: 50,
        unroll: 25,
        rates: [10.0; 2],
        gradient_clip: 0.0,
        loss: MetaLoss::Value,
        ..SETTINGS
    };
    let distribution = Distribution::Fixed(Objective::Rosenbrock(Rosenbrock::CLASSIC));
    for teleport in [None, Some(specs::teleport(false, false))] {
        let spec =
            LearnedSpec { features: Features::Raw, base: Base::Update { scale: 10.0 }, teleport, ..spec() };
        let mut trainer = Trainer::new(spec.clone(), distribution.clone(), settings, 6);
        while let Some(update) = trainer.meta_update() {
            let finite = weights(trainer.learned()).iter().all(|weight| weight.is_finite());
            assert!(
                update.loss.is_finite() && finite,
                "update {} of {spec:?}: {update:?}",
                trainer.updates()
            );
        }
        assert_eq!(trainer.updates(), settings.meta_updates());
    }
}

#[test]
fn a_finite_gradient_is_clipped_and_not_skipped_however_large_it_is() {
    // Its norm is some 1e24: representable, other than its square.
    let mut trainer = on_power(1e11, TrainerSettings { runs: 1, steps: 1, unroll: 1, ..SETTINGS });
    let before = weights(trainer.learned());
    let update = trainer.meta_update();
    assert!(update.is_some_and(|update| update.loss.is_finite() && update.loss > 1e20), "{update:?}");
    assert!(update.is_some_and(|update| !update.skipped), "{update:?}");
    assert_ne!(weights(trainer.learned()), before);
}

#[test]
fn rejected_draws_are_counted() {
    let mut trainer = trained(SETTINGS, 5);
    while trainer.meta_update().is_some() {}
    let expected: u64 = (0..u64::from(SETTINGS.runs))
        .map(|run| {
            let mut random = Random::new(5, Purpose::Training, run);
            (0..SETTINGS.batch).map(|_| u64::from(DISTRIBUTION.sample(&mut random).rejected)).sum::<u64>()
        })
        .sum();
    assert!(expected > 0);
    assert_eq!(trainer.rejected(), expected);
}
