//! Weights under PyTorch's names: what is given out can be taken back, and what does not fit is named.
// a failed unwrap is a failed test
#![allow(clippy::unwrap_used)]

mod support;

use l2o_playground::nn::{Lstm, Shape, Tensor, TensorError};
use support::bits;

const SHAPE: Shape = Shape { input: 3, hidden: 5, output: 2 };

/// Every weight is another number.
fn network() -> Lstm {
    let mut count = 0.0;
    Lstm::initialized(SHAPE, || {
        count += 1.0;
        count
    })
}

/// The tensors of [`network`], one of them changed.
fn with(name: &str, change: impl FnOnce(&mut Tensor)) -> Vec<Tensor> {
    let mut tensors = network().tensors();
    change(tensors.iter_mut().find(|tensor| tensor.name == name).unwrap());
    tensors
}

#[test]
fn names_and_shapes_are_those_of_pytorch() {
    let tensors = network().tensors();
    let described: Vec<String> =
        tensors.iter().map(|tensor| format!("{} {:?}", tensor.name, tensor.shape)).collect();
    assert_eq!(
        described,
        [
            "weight_ih_l0 [20, 3]",
            "weight_hh_l0 [20, 5]",
            "bias_ih_l0 [20]",
            "bias_hh_l0 [20]",
            "weight_ih_l1 [20, 5]",
            "weight_hh_l1 [20, 5]",
            "bias_ih_l1 [20]",
            "bias_hh_l1 [20]",
            "head_weight [2, 5]",
            "head_bias [2]",
        ]
    );
}

#[test]
fn weights_are_drawn_in_the_order_of_names_and_rows_whatever_the_padding() {
    let values: Vec<f32> = network().tensors().into_iter().flat_map(|tensor| tensor.values).collect();
    let counted: Vec<f32> = (1..=SHAPE.weights()).map(|count| count as f32).collect();
    assert_eq!(bits(&values), bits(&counted));
}

#[test]
fn what_was_given_out_is_taken_back_in_any_order() {
    let network = network();
    let mut tensors = network.tensors();
    tensors.reverse();
    let taken = Lstm::from_tensors(SHAPE, "", &tensors).unwrap();
    assert_eq!(bits(taken.weights()), bits(network.weights()));
}

#[test]
fn a_missing_tensor_is_named() {
    let tensors = with("bias_hh_l1", |tensor| tensor.name = "bias_hh_l7".into());
    let error = Lstm::from_tensors(SHAPE, "", &tensors).unwrap_err();
    assert_eq!(error, TensorError::Missing { name: "bias_hh_l1".into() });
    assert_eq!(error.to_string(), "bias_hh_l1 is missing");
}

#[test]
fn a_transposed_tensor_is_refused_with_both_shapes() {
    let tensors = with("weight_ih_l0", |tensor| tensor.shape = vec![3, 20]);
    let error = Lstm::from_tensors(SHAPE, "", &tensors).unwrap_err();
    let (given, expected) = (vec![3, 20], vec![20, 3]);
    assert_eq!(error, TensorError::Shape { name: "weight_ih_l0".into(), given, expected });
    assert_eq!(error.to_string(), "weight_ih_l0 has shape [3, 20], expected [20, 3]");
}

#[test]
fn a_tensor_with_fewer_values_than_its_shape_says_is_refused() {
    let tensors = with("head_weight", |tensor| {
        tensor.values.pop();
    });
    let error = Lstm::from_tensors(SHAPE, "", &tensors).unwrap_err();
    assert!(matches!(&error, TensorError::Shape { name, .. } if name == "head_weight"), "{error}");
}

#[test]
fn a_value_that_is_not_finite_is_refused() {
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let tensors = with("weight_hh_l1", |tensor| tensor.values[7] = value);
        let error = Lstm::from_tensors(SHAPE, "", &tensors).unwrap_err();
        assert_eq!(error, TensorError::NotFinite { name: "weight_hh_l1".into() });
        assert_eq!(error.to_string(), "weight_hh_l1 holds a value that is not finite");
    }
}
