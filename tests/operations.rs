//! The count of operations is that of the formulas, written out here for networks small enough to count by hand.

mod support;

use l2o_playground::experiment::{OptimizerName, Session, decode};
use l2o_playground::meta::{Decay, EstimatorSettings, MetaLoss, TrainerSettings, Weighting};
use l2o_playground::nn::Shape;
use l2o_playground::optimizer::LearnedSpec;
use support::specs;

#[test]
fn one_unit_per_layer_counted_by_hand() {
    let shape = Shape { input: 2, hidden: 1, output: 1 };
    let gates = 4;
    // Products with two features and h in the first layer, with h of both layers in the second, one in the head.
    let products = gates * 3 + gates * 2 + 1;
    // Four gates and a tanh; two products and their sum; one more product: for each of two units.
    assert_eq!(shape.forward_operations(), 2 * products + 2 * (5 + 3 + 1));
    let from_head = 2;
    // d_c: square, difference, two products, sum. Each gate: three products and a difference. d_c of the step before: a product.
    let units = 2 * (5 + 4 * 4 + 1);
    // To h of both layers and to x of the second; that x is h of the first: one sum.
    let states = 3 * 2 * gates + 1;
    let weights = 2 * products;
    let biases = 2 * gates + 1;
    assert_eq!(shape.backward_operations(), from_head + units + states + weights + biases);
    // Weights of both layers with two biases per gate, and the head with one.
    let count = gates * (3 + 2) + gates * (2 + 2) + 2;
    assert_eq!(shape.adam_operations(), 14 * count);
}

#[test]
fn a_meta_update_is_every_step_of_every_row_and_one_step_of_adam() {
    let settings = TrainerSettings {
        runs: 4,
        steps: 100,
        unroll: 20,
        batch: 3,
        rates: [0.01; 2],
        decay: Decay::Constant,
        gradient_clip: 0.0,
        loss: MetaLoss::Log1p,
        weighting: Weighting::Uniform,
        second_order: false,
        estimator: EstimatorSettings::Bptt,
        patience: 0,
    };
    let shapes = [Shape { input: 2, hidden: 5, output: 2 }, Shape { input: 2, hidden: 5, output: 1 }];
    let [plain, second] = shapes.map(|shape| {
        60 * (shape.forward_operations() + shape.backward_operations()) + shape.adam_operations()
    });
    assert_eq!(settings.operations_per_update(&specs::SPEC), plain);
    let teleporting = LearnedSpec { teleport: Some(specs::teleport(false, false)), ..specs::SPEC };
    assert_eq!(settings.operations_per_update(&teleporting), plain + second);
    let estimator = EstimatorSettings::Evolution { pairs: 2, sigma: 0.01, persistent: true };
    let evolving = TrainerSettings { estimator, ..settings };
    let forward = 5 * 60 * shapes[0].forward_operations() + shapes[0].adam_operations();
    assert_eq!(evolving.operations_per_update(&specs::SPEC), forward);
    let short = TrainerSettings { steps: 7, ..settings };
    let shorter = TrainerSettings { unroll: 7, ..settings };
    assert_eq!(
        short.operations_per_update(&specs::SPEC),
        shorter.operations_per_update(&specs::SPEC),
        "an unroll is no longer than a run"
    );
}

#[test]
fn a_session_counts_what_it_learns() {
    let session = |optimizer| Session::new(decode("#v=1&hidden=20&batch=1").config, optimizer);
    // 5 362 weights: about two operations each forward and four backward in 20 steps, and 14 in Adam.
    let count = session(OptimizerName::L2o).operations_per_update();
    assert!((690_000..720_000).contains(&count), "{count}");
    assert_eq!(session(OptimizerName::Gd).operations_per_update(), 0);
}
