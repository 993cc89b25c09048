//! What goes into the networks of a learned optimizer and what comes out: features of the gradient, the scaled update,
//! the angle.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::nn::{Lstm, Shape};
use l2o_playground::objective::{Distribution, FamilyName, Objective, Vector};
use l2o_playground::optimizer::{Arrangement, Base, Features, Learned, LearnedSpec, Rollout};
use l2o_playground::random::{Purpose, Random};
use support::runs::solve;
use support::specs::{SPEC, plane, teleport};

const FEATURES: [Features; 3] = [Features::Raw, Features::Clip { limit: 3.0 }, Features::LogSign];

fn of(features: Features, gradient: f32) -> Vec<f32> {
    let mut out = vec![f32::NAN; features.width()];
    features.forward(gradient, &mut out);
    out
}

#[test]
fn features_are_those_of_their_definitions() {
    assert_eq!(of(Features::Raw, -12.5), [-12.5]);
    let clip = Features::Clip { limit: 3.0 };
    assert_eq!([-1e9, -3.0, 0.5, 3.5].map(|g| of(clip, g)[0]), [-3.0, -3.0, 0.5, 3.0]);
    // Andrychowicz et al. with p = 10: large gradients by logarithm and sign, small ones by −1 and eᵖ g.
    let close = |got: Vec<f32>, expected: [f64; 2]| {
        let error = got.iter().zip(expected).map(|(&got, expected)| (f64::from(got) - expected).abs());
        assert!(error.fold(0.0, f64::max) < 1e-6, "{got:?} vs {expected:?}");
    };
    for size in [1e-4_f64, 0.1, 1.0, 30.0, 1e30] {
        for sign in [-1.0, 1.0] {
            close(of(Features::LogSign, (sign * size) as f32), [size.ln() / 10.0, sign]);
        }
    }
    for small in [0.0_f64, 1e-20, -1e-5, 4.5e-5] {
        close(of(Features::LogSign, small as f32), [-1.0, small * 10.0_f64.exp()]);
    }
}

#[test]
fn features_go_backward_as_their_differences_go_forward() {
    for features in FEATURES {
        for gradient in [1e-5_f32, -2e-5, 1e-3, -0.5, 2.0, 2.9, -7.0, 100.0] {
            let step = 1e-2 * gradient.abs();
            let (below, above) = (of(features, gradient - step), of(features, gradient + step));
            for at in 0..features.width() {
                let mut d_out = vec![0.0; features.width()];
                d_out[at] = 1.0;
                let analytic = features.backward(gradient, &d_out);
                let numeric = (above[at] - below[at]) / (2.0 * step);
                let error = (analytic - numeric).abs() / numeric.abs().max(1e-6);
                assert!(error < 2e-3, "{features:?} at {gradient}, feature {at}: {analytic} vs {numeric}");
            }
        }
    }
}

/// Tasks and starts of the variable Booth distribution.
fn tasks(count: usize) -> (Vec<Objective<f32>>, Vec<Vector<f32>>) {
    let mut random = Random::new(9, Purpose::Evaluation, 0);
    let distribution = Distribution::Variable { family: FamilyName::Booth, min_det: 0.5 };
    (0..count).map(|_| distribution.sample(&mut random)).map(|sample| plane(&sample)).unzip()
}

#[test]
fn with_a_zero_head_teleporting_l2o_starts_as_plain_l2o() {
    let (objectives, starts) = tasks(6);
    let run = |teleport| {
        let learned = Learned::initialized(LearnedSpec { teleport, ..SPEC }, 7);
        solve(&objectives, &starts, &mut Rollout::new(learned), 10)
    };
    let plain = run(None);
    let distance = |other: &[Vec<support::runs::Stop>]| {
        let pairs = plain.iter().flatten().zip(other.iter().flatten());
        pairs.flat_map(|(a, b)| [a.x[0] - b.x[0], a.x[1] - b.x[1]]).map(f32::abs).fold(0.0, f32::max)
    };
    for bounded in [false, true] {
        // h⁻¹(h(x)) rounds: the iterates agree, not their bits.
        let zero = distance(&run(Some(teleport(true, bounded))));
        assert!(zero < 1e-4, "bounded: {bounded}: {zero} apart");
        let random = distance(&run(Some(teleport(false, bounded))));
        assert!(random > 1e-2, "bounded: {bounded}: only {random} apart");
    }
}

#[test]
fn the_update_is_the_output_times_the_scale() {
    let (objectives, starts) = tasks(5);
    let run = |scale| {
        let learned = Learned::initialized(LearnedSpec { base: Base::Update { scale }, ..SPEC }, 8);
        solve(&objectives, &starts, &mut Rollout::new(learned), 1)
    };
    // 0.25 and 0.5 are powers of two: the second update is twice the first but for the rounding of x.
    for (short, long) in run(0.25).iter().zip(&run(0.5)) {
        for axis in [0, 1] {
            let [a, b] = [short, long].map(|path| path[1].x[axis] - path[0].x[axis]);
            assert!(a != 0.0 && (b - 2.0 * a).abs() < 1e-6, "{a} and {b}");
        }
    }
}

#[test]
fn initial_weights_lie_within_one_over_the_root_of_hidden_and_depend_on_the_seed() {
    let weights = |seed| -> Vec<f32> {
        let learned = Learned::initialized(SPEC, seed);
        learned.networks()[0].tensors().into_iter().flat_map(|tensor| tensor.values).collect()
    };
    let limit = 1.0 / 5.0_f32.sqrt();
    let all = weights(1);
    assert!(all.iter().all(|weight| weight.abs() <= limit));
    assert!(all.iter().any(|weight| weight.abs() > 0.95 * limit));
    assert_eq!(all, weights(1));
    assert_ne!(all, weights(2));
}

#[test]
fn shapes_follow_from_features_and_arrangement() {
    for (features, width) in FEATURES.into_iter().zip([1, 1, 2]) {
        let joint = LearnedSpec { features, ..SPEC };
        let coordinatewise = LearnedSpec { arrangement: Arrangement::Coordinatewise, ..joint.clone() };
        let shape = |input: usize, output| Shape { input: input * width, hidden: 5, output };
        assert_eq!(joint.shapes(), [shape(2, 2)]);
        assert_eq!(coordinatewise.shapes(), [shape(1, 1)]);
        for spec in [joint, coordinatewise] {
            let teleporting = LearnedSpec { teleport: Some(teleport(true, true)), ..spec };
            assert_eq!(teleporting.shapes()[1..], [shape(2, 1)]);
        }
    }
}

#[test]
#[should_panic(expected = "networks do not fit")]
fn networks_of_another_shape_are_refused() {
    Learned::from_networks(SPEC, vec![Lstm::zeros(Shape { input: 2, hidden: 6, output: 2 })]);
}
