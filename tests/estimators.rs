//! Evolution strategies estimate the gradient that back-propagation computes; persistent ones differ from the second unroll on.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::fingerprint::Fingerprint;
use l2o_playground::meta::{Evolution, MetaLoss, Segment, Weighting};
use l2o_playground::objective::{Booth, Objective, Tasks};
use l2o_playground::optimizer::{Descent, Learned, LearnedSpec};
use support::specs::SPEC;
use support::{norm, widened};

const STARTS: [f32; 4] = [1.5, -0.5, 0.3, 0.8];

fn problem() -> (Learned, Tasks, Descent) {
    let bowl = Objective::Booth(Booth { a: [[1.0, 0.3], [-0.2, 0.7]], b: [0.4, -0.1] });
    let mut tasks = Tasks::plane(&[bowl; 2]);
    let mut descent = Descent::new(2, 2);
    descent.start(&mut tasks, &STARTS);
    (Learned::initialized(LearnedSpec { hidden: 1, ..SPEC }, 3), tasks, descent)
}

/// Estimates of the first `count` unrolls of three steps, without updates in between, and their losses.
fn estimates(pairs: u32, persistent: bool, count: usize) -> Vec<(Vec<f32>, f32)> {
    let (learned, mut tasks, mut descent) = problem();
    let losses = (MetaLoss::Value, Weighting::Uniform);
    let mut evolution = Evolution::new(&learned, &tasks, losses, (pairs, 0.01, persistent), 1);
    evolution.start_run(&learned, &descent);
    let mut estimate = |_| {
        evolution.start_segment(&learned, 3);
        let mut fingerprint = Fingerprint::new();
        while !evolution.advance(&learned, &mut tasks, &mut descent, &mut fingerprint) {}
        let mut gradients = vec![vec![f32::NAN; learned.networks()[0].weights().len()]];
        let loss = evolution.finish(&mut gradients);
        (gradients.concat(), loss)
    };
    (0..count).map(&mut estimate).collect()
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let (a, b) = (widened(a), widened(b));
    a.iter().zip(&b).map(|(a, b)| a * b).sum::<f64>() / (norm(&a) * norm(&b))
}

#[test]
fn many_pairs_point_where_back_propagation_points() {
    let (learned, mut tasks, mut descent) = problem();
    // Second derivatives of f are part of what perturbed weights feel.
    let mut segment = Segment::new(&learned, &tasks, 3, MetaLoss::Value, Weighting::Uniform, true);
    (0..3).for_each(|_| segment.forward(&learned, &mut tasks, &mut descent));
    segment.start_backward();
    (0..3).rev().for_each(|t| segment.backward(&learned, &tasks, t));
    let mut exact = vec![vec![0.0; learned.networks()[0].weights().len()]];
    segment.meta_gradient(&learned, &mut exact);
    let exact = exact.concat();
    let (estimate, loss) = estimates(800, false, 1).remove(0);
    let alike = cosine(&estimate, &exact);
    assert!(alike > 0.9, "cosine {alike}");
    let size = norm(&widened(&estimate)) / norm(&widened(&exact));
    assert!((0.8..1.3).contains(&size), "{size} times as long");
    assert!((loss / (segment.meta_loss() / 3.0) - 1.0).abs() < 1e-2, "mean loss {loss}");
}

#[test]
fn persistence_matters_from_the_second_unroll_on() {
    let [plain, persistent] = [false, true].map(|persistent| estimates(8, persistent, 2));
    assert_eq!(plain[0], persistent[0]);
    assert_ne!(plain[1], persistent[1]);
    assert!(plain.iter().chain(&persistent).all(|(gradient, _)| norm(&widened(gradient)) > 0.0));
}
