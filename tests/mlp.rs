//! The loss of a perceptron is that of plain loops in `f64`; gradient and Hessian are those of its finite differences.
#![allow(clippy::float_cmp)] // where equality is claimed, it is claimed to the bit

mod support;

use l2o_playground::objective::{MlpShape, MlpTasks, MlpWorkspace};
use proptest::prelude::*;
use support::perceptron::{Perceptron, slopes, stream};
use support::{agree, cases, relative_error, widened};

fn shapes() -> impl Strategy<Value = MlpShape> {
    let widths = prop::collection::vec(1..=7_usize, 3..=5);
    (widths, 1..=6_usize).prop_map(|(widths, samples)| MlpShape { widths, samples })
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn value_and_gradient_are_those_of_plain_loops(shape in shapes(), seed in any::<u64>()) {
        let drawn = Perceptron::random(&shape, &mut stream(seed), 1e-3);
        let at = widened(&drawn.weights);
        let mut gradient = vec![f32::NAN; at.len()];
        let mut work = MlpWorkspace::new(&shape);
        let value = drawn.task().value_and_gradient(&shape, &drawn.weights, &mut gradient, &mut work);
        // Where the prediction is all but right, the residual is a small difference of numbers near 1: rounding then is relative to these.
        let residual = |loss: f64| [(2.0 * loss).sqrt()];
        agree(&format_args!("‖Y − P‖ of {shape:?}"), &residual(f64::from(value)), &residual(drawn.loss(&at)), 1e-5)?;
        let exact = slopes(&at, 1e-6, |w| drawn.loss(w));
        agree(&format_args!("∇L of {shape:?}"), &widened(&gradient), &exact, 1e-4)?;
        prop_assert_eq!(drawn.task().value(&shape, &drawn.weights, &mut work), value);
    }

    #[test]
    fn the_hessian_times_a_direction_is_the_difference_of_gradients(shape in shapes(), seed in any::<u64>()) {
        let mut random = stream(seed);
        let drawn = Perceptron::random(&shape, &mut random, 1e-3);
        let (at, size) = (widened(&drawn.weights), drawn.weights.len());
        let direction: Vec<f32> = (0..size).map(|_| random.normal()).collect();
        let mut got = vec![f32::NAN; size];
        let mut work = MlpWorkspace::new(&shape);
        drawn.task().hessian_times(&shape, &drawn.weights, &direction, &mut got, &mut work);
        let along = |by: f64, w: &[f64]| -> f64 {
            drawn.loss_of_piece(&w.iter().zip(&direction).map(|(w, &d)| w + by * f64::from(d)).collect::<Vec<_>>())
        };
        let difference = |w: &[f64]| (along(2e-4, w) - along(-2e-4, w)) / 4e-4;
        let expected = slopes(&at, 2e-4, difference);
        let error = relative_error(&widened(&got), &expected);
        prop_assert!(error <= 1e-4, "H·v of {shape:?} is off by {error:.1e}");
    }

    #[test]
    fn a_batch_is_its_tasks_one_by_one(shape in shapes(), seed in any::<u64>(), count in 1..4_usize) {
        let mut random = stream(seed);
        let all: Vec<_> = (0..count).map(|_| Perceptron::random(&shape, &mut random, 0.0)).collect();
        let weights: Vec<f32> = all.iter().flat_map(|drawn| &drawn.weights).copied().collect();
        let mut batch = MlpTasks::new(shape.clone(), all.iter().map(Perceptron::task).collect());
        let (mut values, mut gradients) = (vec![f32::NAN; count], vec![f32::NAN; weights.len()]);
        batch.evaluate(&weights, &mut values, &mut gradients);
        let (size, mut work) = (shape.parameters(), MlpWorkspace::new(&shape));
        for (i, drawn) in all.iter().enumerate() {
            let mut gradient = vec![f32::NAN; size];
            let value = drawn.task().value_and_gradient(&shape, &drawn.weights, &mut gradient, &mut work);
            prop_assert_eq!((value, gradient.as_slice()), (values[i], &gradients[i * size..][..size]));
        }
    }
}
