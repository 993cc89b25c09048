//! `lstm.json`: the two-layer LSTM with its head, forward and backward.

use super::{Case, Nested, VerifyError};
use l2o_playground::nn::{Lstm, Shape, Tape, Tensor};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Weights or gradients under `PyTorch`'s names.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Weights(BTreeMap<String, Nested>);

impl Weights {
    /// The network with these weights.
    pub fn network(&self, shape: Shape) -> Result<Lstm, VerifyError> {
        let tensors = self.0.iter().map(|(name, values)| Tensor {
            name: name.clone(),
            shape: values.sizes(),
            values: values.flat_f32(),
        });
        Ok(Lstm::from_tensors(shape, "", &tensors.collect::<Vec<_>>())?)
    }

    /// Compares a flat gradient of `network` with these, name by name.
    pub fn compare(&self, case: &mut Case, prefix: &str, network: &Lstm, gradient: &[f32]) {
        for tensor in network.tensors_of(gradient) {
            let expected = self.0.get(&tensor.name).map(Nested::flat).unwrap_or_default();
            case.compare(format!("{prefix}{}", tensor.name), tensor.values, &expected);
        }
    }
}

#[derive(Deserialize)]
pub struct File {
    input: usize,
    hidden: usize,
    output: usize,
    batch: usize,
    steps: usize,
    weights: Weights,
    z: Nested,
    r: Nested,
    outputs: Nested,
    final_state: Nested,
    grad_z: Nested,
    grad_weights: Weights,
}

pub fn compare(file: &File) -> Result<Vec<Case>, VerifyError> {
    let shape = Shape { input: file.input, hidden: file.hidden, output: file.output };
    let network = file.weights.network(shape)?;
    let mut tape = Tape::new(&shape, file.batch, file.steps);
    let (z, r) = (file.z.flat_f32(), file.r.flat_f32());
    let mut outputs = Vec::new();
    for t in 0..file.steps {
        tape.next_step();
        for row in 0..file.batch {
            tape.input_mut(t, row).copy_from_slice(&z[(t * file.batch + row) * file.input..][..file.input]);
        }
        network.forward(&mut tape, t);
        (0..file.batch).for_each(|row| outputs.extend_from_slice(tape.output(t, row)));
    }
    let mut case = Case::new("lstm");
    case.compare("outputs", outputs, &file.outputs.flat());
    // By layer, then hidden before cell state, then by row.
    let mut state = Vec::new();
    for layer in 0..2 {
        let rows = || (0..file.batch).map(|row| tape.state(layer, row, file.hidden));
        rows().for_each(|(hidden, _)| state.extend_from_slice(hidden));
        rows().for_each(|(_, cell)| state.extend_from_slice(cell));
    }
    case.compare("final state", state, &file.final_state.flat());

    let mut d_z = vec![0.0; z.len()];
    tape.start_backward();
    for t in (0..file.steps).rev() {
        for row in 0..file.batch {
            tape.d_output_mut(t, row)
                .copy_from_slice(&r[(t * file.batch + row) * file.output..][..file.output]);
        }
        network.backward(&mut tape, t);
        network.input_gradient(&mut tape, t);
        for row in 0..file.batch {
            d_z[(t * file.batch + row) * file.input..][..file.input].copy_from_slice(tape.d_input(row));
        }
    }
    let mut gradient = vec![0.0; network.weights().len()];
    network.weight_gradient(&tape, &mut gradient);
    case.compare("gradient to z", d_z, &file.grad_z.flat());
    file.grad_weights.compare(&mut case, "gradient to ", &network, &gradient);
    Ok(vec![case])
}
