//! The action on perceptrons: exact it leaves the loss alone, to first order it almost does; its derivatives are those of the
//! formulas in `f64`; what cannot be done is said and changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a failed unwrap is a failed test

mod support;

use l2o_playground::objective::{MlpShape, MlpTask, MlpTasks, Task, Tasks};
use l2o_playground::symmetry::{ActionTape, GlAction, GlForm, GlRecord, GlWorkspace, Outcome, ascend};
use nalgebra::DMatrix;
use support::perceptron::{Perceptron, slopes, stream};
use support::{bits, norm, relative_error, widened};

const FORMS: [GlForm; 2] = [GlForm::Exact, GlForm::FirstOrder];

fn shape(widths: &[usize], samples: usize) -> MlpShape {
    MlpShape { widths: widths.to_vec(), samples }
}

/// A perceptron, and generators that may act on it.
type Drawn = (Perceptron, Vec<f32>);

/// A perceptron whose data are far from losing rank, and generators of norm `size` or so.
fn draw(shape: &MlpShape, seed: u64, size: f32) -> Drawn {
    let mut random = stream(seed);
    loop {
        let drawn = Perceptron::random(shape, &mut random, 1e-2);
        let t: Vec<f32> = (0..shape.group_dimension()).map(|_| size * random.normal()).collect();
        let (moved, nearest) = reference(&drawn, GlForm::Exact, &widened(&drawn.weights), &widened(&t));
        if nearest > 1e-2 && moved.iter().all(|w| w.abs() < 20.0) {
            return (drawn, t);
        }
    }
}

/// Two of them as tasks, and their weights one after the other.
fn two(shape: &MlpShape) -> ([Drawn; 2], Tasks, Vec<f32>) {
    let all = [1, 2].map(|seed| draw(shape, seed, 0.1));
    let tasks: Vec<Task> = all.iter().map(|(drawn, _)| Task::Mlp(drawn.task())).collect();
    let from = all.iter().flat_map(|(drawn, _)| &drawn.weights).copied().collect();
    let tasks = Tasks::new(&tasks, Some(shape));
    (all, tasks, from)
}

/// The action by its formulas, and how far it stays from kinks and from losing rank.
fn reference(drawn: &Perceptron, form: GlForm, weights: &[f64], t: &[f64]) -> (Vec<f64>, f64) {
    let (shape, mut moved, mut first, mut nearest) = (&drawn.shape, weights.to_vec(), 0, f64::INFINITY);
    let sigma = |z: f64| if z > 0.0 { z } else { 0.1 * z };
    let mut h = DMatrix::from_row_slice(shape.widths[0], shape.samples, &widened(&drawn.x));
    for m in 0..shape.depth() - 1 {
        let (n, k, l) = (shape.widths[m], shape.widths[m + 1], shape.widths[m + 2]);
        let w = DMatrix::from_row_slice(k, n, &moved[shape.weights(m)]);
        let v = DMatrix::from_row_slice(l, k, &moved[shape.weights(m + 1)]);
        let t = DMatrix::from_row_slice(k, k, &t[first..first + k * k]);
        first += k * k;
        let (one, z) = (DMatrix::identity(k, k), &w * &h);
        let b = (&one + &t) * z.map(sigma);
        let singular = h.singular_values();
        nearest = z.iter().chain(&b).fold(nearest, |least, z| least.min(z.abs()));
        nearest = nearest.min(singular.min() / singular.max());
        let new_w = b.map(|b| if b > 0.0 { b } else { b / 0.1 }) * h.clone().pseudo_inverse(1e-12).unwrap();
        let undo = if form == GlForm::Exact { (&one + &t).try_inverse().unwrap() } else { one - t };
        moved[shape.weights(m)].copy_from_slice(new_w.transpose().as_slice());
        moved[shape.weights(m + 1)].copy_from_slice((v * undo).transpose().as_slice());
        h = (new_w * h).map(sigma);
    }
    (moved, nearest)
}

fn teleported(drawn: &Perceptron, form: GlForm, t: &[f32]) -> Vec<f32> {
    let action = GlAction { shape: &drawn.shape, form, task: &drawn.task() };
    let mut moved = vec![f32::NAN; drawn.weights.len()];
    action.forward(&drawn.weights, t, &mut GlRecord::new(&drawn.shape), &mut moved).unwrap();
    moved
}

/// No layer below the last is narrower than there are samples.
fn wide_enough() -> [MlpShape; 5] {
    [
        shape(&[4, 4, 3], 4),
        shape(&[6, 5, 1], 3),
        shape(&[4, 5, 4, 2], 4),
        shape(&[6, 4, 7, 3], 3),
        shape(&[4, 5, 4, 5, 2], 3),
    ]
}

#[test]
fn the_exact_action_leaves_the_loss_unchanged() {
    for (shape, seed) in wide_enough().iter().flat_map(|shape| (0..20).map(move |seed| (shape, seed))) {
        assert!(shape.is_invariant(GlForm::Exact) && !shape.is_invariant(GlForm::FirstOrder));
        let (drawn, t) = draw(shape, seed, 0.1);
        let before = drawn.loss(&widened(&drawn.weights));
        let moved = teleported(&drawn, GlForm::Exact, &t);
        let error = relative_error(&[drawn.loss(&widened(&moved))], &[before]);
        assert!(error <= 1e-4, "{shape:?}, seed {seed}: off by {error:.1e}");
        assert!(relative_error(&widened(&moved), &widened(&drawn.weights)) > 1e-2, "it moves");
    }
}

#[test]
fn the_first_order_action_changes_the_loss_to_second_order() {
    for shape in wide_enough() {
        let change = |size: f32| -> f64 {
            let change = |seed| {
                let (drawn, t) = draw(&shape, seed, 0.02);
                let t: Vec<f32> = t.iter().map(|t| size * t).collect();
                let moved = teleported(&drawn, GlForm::FirstOrder, &t);
                relative_error(&[drawn.loss(&widened(&moved))], &[drawn.loss(&widened(&drawn.weights))])
            };
            (0..20).map(change).sum()
        };
        let (whole, half) = (change(1.0), change(0.5));
        assert!(whole > 1e-4 && (3.0..5.5).contains(&(whole / half)), "{shape:?}: {whole:.1e}, {half:.1e}");
    }
}

#[test]
fn forward_and_backward_are_those_of_the_formulas() {
    // One for all: what it held before must not matter.
    let mut work = GlWorkspace::default();
    for (shape, form) in [
        shape(&[4, 4, 3], 4),
        shape(&[3, 4, 2], 5),
        shape(&[5, 4, 3], 3),
        shape(&[4, 4, 4, 3], 4),
        shape(&[3, 3, 4, 2], 5),
        shape(&[5, 6, 4, 2], 3),
        shape(&[4, 5, 4, 4, 2], 3),
    ]
    .iter()
    .flat_map(|shape| FORMS.map(|form| (shape, form)))
    {
        for seed in 0..10 {
            let (drawn, t) = draw(shape, seed, 0.2);
            let (weights, wide_t) = (widened(&drawn.weights), widened(&t));
            let task = drawn.task();
            let action = GlAction { shape, form, task: &task };
            let mut record = GlRecord::new(shape);
            let mut moved = vec![f32::NAN; weights.len()];
            action.forward(&drawn.weights, &t, &mut record, &mut moved).unwrap();
            let case = format!("{form:?} of {shape:?}, seed {seed}");
            let error = relative_error(&widened(&moved), &reference(&drawn, form, &weights, &wide_t).0);
            assert!(error <= 1e-4, "{case}: moved weights are off by {error:.1e}");

            let mut random = stream(seed + 1000);
            let mut d: Vec<f32> = weights.iter().map(|_| random.normal()).collect();
            let along = widened(&d);
            let loss = |w: &[f64], t: &[f64]| -> f64 {
                reference(&drawn, form, w, t).0.iter().zip(&along).map(|(w, d)| w * d).sum()
            };
            let mut d_t = vec![0.0; t.len()];
            action.backward(&record, &mut work, &mut d, &mut d_t);
            let error = relative_error(&widened(&d), &slopes(&weights, 1e-6, |w| loss(w, &wide_t)));
            assert!(error <= 1e-3, "{case}: d_weights is off by {error:.1e}");
            let error = relative_error(&widened(&d_t), &slopes(&wide_t, 1e-6, |t| loss(&weights, t)));
            assert!(error <= 1e-3, "{case}: d_t is off by {error:.1e}");
        }
    }
}

/// As many units as samples in all layers that another one follows: the action at T = 0 is the identity.
fn faithful() -> [MlpShape; 3] {
    [shape(&[4, 4, 3], 4), shape(&[6, 5, 1], 3), shape(&[4, 4, 5, 2], 4)]
}

/// What the oracle makes of the weights in so many steps of such a norm, how far it went, and whether it had to stop.
fn ascended(drawn: &Perceptron, steps: u32, norm: f32) -> (Vec<f32>, f32, bool) {
    let tasks = MlpTasks::new(drawn.shape.clone(), vec![drawn.task()]);
    let (mut moved, mut size, mut singular) = (drawn.weights.clone(), [f32::NAN], [false]);
    ascend(&tasks, GlForm::Exact, (steps, norm), &mut moved, &mut size, &mut singular);
    (moved, size[0], singular[0])
}

/// `½‖∇L(W)‖²`
fn steepness(drawn: &Perceptron, weights: &[f64]) -> f64 {
    let gradient = slopes(weights, 1e-5, |w| drawn.loss_of_piece(w));
    0.5 * gradient.iter().map(|g| g * g).sum::<f64>()
}

#[test]
fn the_oracle_goes_where_the_gradient_grows_fastest() {
    for (shape, seed) in faithful().iter().flat_map(|shape| (0..5).map(move |seed| (shape, seed))) {
        let (drawn, _) = draw(shape, seed, 0.1);
        let weights = widened(&drawn.weights);
        let act = |t: &[f64]| reference(&drawn, GlForm::Exact, &weights, t).0;
        let mut t = slopes(&vec![0.0; shape.group_dimension()], 1e-5, |t| steepness(&drawn, &act(t)));
        let size = norm(&t);
        for t in &mut t {
            *t *= 1e-2 / size;
        }
        let way = |to: &[f64]| -> Vec<f64> { to.iter().zip(&weights).map(|(to, from)| to - from).collect() };
        let (moved, _, singular) = ascended(&drawn, 1, 1e-2);
        let error = relative_error(&way(&widened(&moved)), &way(&act(&t)));
        assert!(!singular && error <= 5e-3, "{shape:?}, seed {seed}: the way is off by {error:.1e}");
    }
}

#[test]
fn the_oracles_ascent_keeps_the_loss_and_stops_where_there_is_no_gradient() {
    for (shape, seed) in faithful().iter().flat_map(|shape| (0..5).map(move |seed| (shape, seed))) {
        let (drawn, _) = draw(shape, seed, 0.1);
        let (moved, size, singular) = ascended(&drawn, 4, 1e-2);
        let (from, to) = (widened(&drawn.weights), widened(&moved));
        assert!(!singular && (size - 4e-2).abs() < 1e-6);
        let error = relative_error(&[drawn.loss(&to)], &[drawn.loss(&from)]);
        assert!(error <= 1e-4, "{shape:?}, seed {seed}: the loss is off by {error:.1e}");
        assert!(steepness(&drawn, &to) > steepness(&drawn, &from), "{shape:?}, seed {seed}");
    }
    // Zero weights that fit zero data.
    let (mut drawn, _) = draw(&shape(&[4, 4, 3], 4), 1, 0.1);
    drawn.weights.fill(0.0);
    drawn.y.fill(0.0);
    let (moved, size, singular) = ascended(&drawn, 4, 1e-2);
    assert_eq!((moved, size.to_bits(), singular), (drawn.weights, 0, true));
}

#[test]
fn a_singular_element_is_reported_and_moves_nothing_and_no_other_task() {
    let shape = shape(&[4, 4, 3], 4);
    let (all, tasks, from) = two(&shape);
    let mut elements: Vec<f32> = all.iter().flat_map(|(_, t)| t).copied().collect();
    // The second row of I + T repeats the first, to the bit: the first has few digits.
    for column in 0..4 {
        elements[column] = (256.0 * elements[column]).round() / 256.0;
        elements[4 + column] = elements[column] + [1.0, -1.0, 0.0, 0.0][column];
    }
    let mut tape = ActionTape::new(Some(&shape), 2, 1, GlForm::Exact);
    let mut to = vec![f32::NAN; from.len()];
    tape.forward(0, &tasks, &from, &elements, &mut to);
    assert_eq!(tape.outcomes(0), [Outcome::Singular, Outcome::Teleported]);
    let size = shape.parameters();
    assert_eq!(bits(&to[..size]), bits(&from[..size]));
    assert_eq!(bits(&to[size..]), bits(&teleported(&all[1].0, GlForm::Exact, &all[1].1)));
    // Backwards, the gradient passes a step that was not made as it is.
    let mut d: Vec<f32> = from.iter().map(|w| 2.0 * w).collect();
    let (before, mut d_g) = (d.clone(), vec![f32::NAN; elements.len()]);
    tape.backward(0, &tasks, &mut d, &mut d_g);
    assert_eq!(bits(&d[..size]), bits(&before[..size]));
    assert!(d_g[..16].iter().all(|d| d.to_bits() == 0) && d[size..] != before[size..]);
}

#[test]
fn every_step_goes_backwards_through_its_own_elements() {
    let shape = shape(&[4, 4, 3], 4);
    let (all, tasks, from) = two(&shape);
    let first: Vec<f32> = all.iter().flat_map(|(_, t)| t).copied().collect();
    let second: Vec<f32> = first.iter().map(|t| -0.5 * t).collect();
    let mut to = from.clone();
    let back = |tape: &mut ActionTape, t: usize| {
        let (mut d, mut d_g) = (from.clone(), first.clone());
        tape.backward(t, &tasks, &mut d, &mut d_g);
        (bits(&d), bits(&d_g))
    };
    let mut both = ActionTape::new(Some(&shape), 2, 2, GlForm::Exact);
    for (t, elements) in [&first, &second].into_iter().enumerate() {
        both.forward(t, &tasks, &from, elements, &mut to);
    }
    for (t, elements) in [&first, &second].into_iter().enumerate().rev() {
        let mut alone = ActionTape::new(Some(&shape), 2, 1, GlForm::Exact);
        alone.forward(0, &tasks, &from, elements, &mut to);
        assert_eq!(back(&mut both, t), back(&mut alone, 0), "step {t}");
    }
}

#[test]
fn data_without_full_rank_are_refused() {
    let mut random = stream(5);
    for (widths, samples) in [([3, 4, 2], 5), ([5, 4, 2], 3), ([4, 4, 2], 4)] {
        let shape = shape(&widths, samples);
        let mut x: Vec<f32> = (0..widths[0] * samples).map(|_| random.normal()).collect();
        let y = vec![1.0; widths[2] * samples];
        assert!(MlpTask::new(&shape, x.clone(), y.clone()).is_ok());
        if widths[0] <= samples {
            x.copy_within(..samples, samples);
        } else {
            x.chunks_exact_mut(samples).for_each(|row| row[1] = row[0]);
        }
        assert!(MlpTask::new(&shape, x, y).is_err(), "{shape:?}");
    }
}
