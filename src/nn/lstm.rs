//! Two stacked LSTM layers with a linear head: forward and backward through time.
//!
//! ```text
//! z = [x, h]·W + b_ih + b_hh          z: [rows × 4H], gate order i, f, g, o
//! i = σ(zᵢ)  f = σ(z_f)  g = tanh(z_g)  o = σ(z_o)
//! c' = f∘c + i∘g        h' = o∘tanh(c')
//! out = h'₂·W_head + b_head
//! ```
//! (Hochreiter & Schmidhuber 1997, with forget gates; the equations of `torch.nn.LSTM`.)

use super::layout::{LAYERS, Layout, Shape};
use super::tape::{LayerTape, Tape};
use crate::simd::{
    F32x4, Lanes, Matrix, Real, WIDTH, add_assign, add_rows, gemm, gemm_bias, gemm_rows, sigmoid, tanh,
};

/// The network: its weights, and the sums of biases that are made anew once per update.
#[derive(Clone, Debug)]
pub struct Lstm {
    shape: Shape,
    layout: Layout,
    weights: Vec<f32>,
    /// `b_ih + b_hh`, [4H] per layer.
    bias: [Vec<f32>; LAYERS],
}

impl Lstm {
    /// A network with all weights zero.
    pub fn zeros(shape: Shape) -> Self {
        let layout = Layout::new(&shape);
        let bias = [0, 1].map(|_| vec![0.0; shape.gates_padded()]);
        Lstm { shape, weights: vec![0.0; layout.len], layout, bias }
    }

    /// Sizes of the network.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// All weights as one vector (padded; its layout is the network's own).
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// Where the weights lie.
    pub(super) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Lets `change` rewrite the weights, then renews the sums of biases.
    pub fn update(&mut self, change: impl FnOnce(&mut [f32])) {
        change(&mut self.weights);
        for (bias, range) in self.bias.iter_mut().zip(&self.layout.layers) {
            bias.copy_from_slice(&self.weights[range.bias_ih.clone()]);
            add_assign(bias, &self.weights[range.bias_hh.clone()]);
        }
    }

    /// Step `t` of the segment: reads the inputs written to `tape`, leaves the outputs there.
    pub fn forward(&self, tape: &mut Tape, t: usize) {
        self.forward_layer(tape, 0, t);
        self.forward_layer(tape, 1, t);
        let (rows, output) = (tape.rows, self.shape.output_padded());
        let out = &mut tape.output[t * rows * output..][..rows * output];
        let top = &tape.layers[1];
        let hidden = Matrix::rows(top.hidden(t + 1), top.joined);
        let head = &self.weights[self.layout.head.clone()];
        let bias = &self.weights[self.layout.head_bias.clone()];
        gemm_bias([rows, output, self.shape.hidden_padded()], hidden, head, output, bias, out, output);
    }

    fn forward_layer(&self, tape: &mut Tape, layer: usize, t: usize) {
        let rows = tape.rows;
        let gates_width = self.shape.gates_padded();
        let (below, above) = tape.layers.split_at_mut(1);
        let (own, next) =
            if layer == 0 { (&mut below[0], Some(&mut above[0])) } else { (&mut above[0], None) };

        let z = &mut own.gates[t * rows * gates_width..][..rows * gates_width];
        let joined = Matrix::rows(&own.joined_rows[t * rows * own.joined..], own.joined);
        let weights = &self.weights[self.layout.layers[layer].weights.clone()];
        let shape = [rows, gates_width, own.joined];
        gemm_bias(shape, joined, weights, gates_width, &self.bias[layer], z, gates_width);
        activate(own, next, rows, t);
    }

    /// Step `t` backwards; call for the last step first. Reads `tape`'s output gradients of step `t`, accumulates into the
    /// gradients of the state before the step, and keeps those of the gates for [`Lstm::weight_gradient`].
    pub fn backward(&self, tape: &mut Tape, t: usize) {
        let rows = tape.rows;
        let (hidden, output, gates) =
            (self.shape.hidden_padded(), self.shape.output_padded(), self.shape.gates_padded());
        // d_h₂ += d_out · W_headᵀ
        let d_out = &tape.d_output[t * rows * output..];
        let head = &self.weights[self.layout.head.clone()];
        gemm_rows([rows, hidden, output], d_out, output, head, output, &mut tape.layers[1].d_hidden, hidden);

        for layer in (0..LAYERS).rev() {
            let (below, from) = tape.layers.split_at_mut(layer);
            let own = &mut from[0];
            activate_backward(own, rows, t);
            let d_z = &own.d_gates[t * rows * gates..];
            let weights = &self.weights[self.layout.layers[layer].weights.clone()];
            let (of_input, of_hidden) = weights.split_at(self.shape.layer_input_padded(layer) * gates);
            // d_h = d_z · W_hᵀ, of the step before; in the second layer also d_h₁ += d_z · W_xᵀ, of this one
            own.d_hidden.fill(0.0);
            gemm_rows([rows, hidden, gates], d_z, gates, of_hidden, gates, &mut own.d_hidden, hidden);
            if let Some(below) = below.last_mut() {
                gemm_rows([rows, hidden, gates], d_z, gates, of_input, gates, &mut below.d_hidden, hidden);
            }
        }
    }

    /// After [`Lstm::backward`] of step `t`: leaves the gradient to the features in `tape`, for whoever does not detach them.
    pub fn input_gradient(&self, tape: &mut Tape, t: usize) {
        let (rows, gates) = (tape.rows, self.shape.gates_padded());
        let own = &mut tape.layers[0];
        let input = own.joined - own.width;
        let weights = &self.weights[self.layout.layers[0].weights.clone()];
        own.d_input.fill(0.0);
        let d_z = &own.d_gates[t * rows * gates..];
        gemm_rows([rows, input, gates], d_z, gates, weights, gates, &mut own.d_input, input);
    }

    /// After all steps went backwards: writes the gradient of the weights to `gradient` (laid out like the weights).
    pub fn weight_gradient(&self, tape: &Tape, gradient: &mut [f32]) {
        gradient.fill(0.0);
        let depth = tape.filled * tape.rows;
        let (hidden, output, gates) =
            (self.shape.hidden_padded(), self.shape.output_padded(), self.shape.gates_padded());
        for (own, range) in tape.layers.iter().zip(&self.layout.layers) {
            // d_W += [x, h]ᵀ · d_z over all steps and rows at once
            let joined = Matrix::transposed(&own.joined_rows, own.joined);
            let d_weights = &mut gradient[range.weights.clone()];
            gemm([own.joined, gates, depth], joined, &own.d_gates, gates, d_weights, gates);
            // Both biases enter as a sum: their gradients are equal.
            add_rows(&mut gradient[range.bias_ih.clone()], &own.d_gates[..depth * gates]);
            gradient.copy_within(range.bias_ih.clone(), range.bias_hh.start);
        }
        // d_W_head += h₂ᵀ · d_out; the outputs of step t stand in slot t + 1
        let top = &tape.layers[1];
        let outputs = Matrix::transposed(top.hidden(1), top.joined);
        let d_out = &tape.d_output[..depth * output];
        gemm(
            [hidden, output, depth],
            outputs,
            d_out,
            output,
            &mut gradient[self.layout.head.clone()],
            output,
        );
        add_rows(&mut gradient[self.layout.head_bias.clone()], d_out);
    }
}

/// Gates, cell and output of step `t` from the pre-activations, row by row. The layer above reads the output as its input of the
/// same step.
fn activate(own: &mut LayerTape, mut above: Option<&mut LayerTape>, rows: usize, t: usize) {
    let width = own.width;
    for row in 0..rows {
        let at = t * rows + row;
        let (before, after) = own.cell.split_at_mut((at + rows) * width);
        let count = width / WIDTH;
        let cell_before = vectors(&before[at * width..], count);
        let cell = vectors_mut(after, count);
        let tanh_cell = vectors_mut(&mut own.tanh_cell[at * width..], count);
        let gates = quarters_mut(&mut own.gates[at * 4 * width..][..4 * width]);
        let [i, f, g, o] = gates.map(|gate| vectors_mut(gate, count));
        let hidden =
            vectors_mut(&mut own.joined_rows[(at + rows) * own.joined + own.joined - width..], count);
        let input_above = match &mut above {
            Some(above) => vectors_mut(&mut above.joined_rows[at * above.joined..], count),
            None => &mut [],
        };
        for j in 0..count {
            let input = sigmoid(F32x4::from_slice(&i[j]));
            let forget = sigmoid(F32x4::from_slice(&f[j]));
            let candidate = tanh(F32x4::from_slice(&g[j]));
            let output = sigmoid(F32x4::from_slice(&o[j]));
            let c = forget * F32x4::from_slice(&cell_before[j]) + input * candidate;
            let tanh_c = tanh(c);
            input.to_slice(&mut i[j]);
            forget.to_slice(&mut f[j]);
            candidate.to_slice(&mut g[j]);
            output.to_slice(&mut o[j]);
            c.to_slice(&mut cell[j]);
            tanh_c.to_slice(&mut tanh_cell[j]);
            let h = output * tanh_c;
            h.to_slice(&mut hidden[j]);
            if let Some(above) = input_above.get_mut(j) {
                h.to_slice(above);
            }
        }
    }
}

/// From the gradients of output and cell to those of the pre-activations and of the cell before:
/// `d_c += d_h∘o∘(1 − tanh²c)`, `d_zᵢ = d_c∘g∘i∘(1 − i)`, `d_z_f = d_c∘c₋∘f∘(1 − f)`, `d_z_g = d_c∘i∘(1 − g²)`,
/// `d_z_o = d_h∘tanh c∘o∘(1 − o)`, `d_c₋ = d_c∘f`.
fn activate_backward(own: &mut LayerTape, rows: usize, t: usize) {
    let width = own.width;
    let one = F32x4::of(1.0);
    for row in 0..rows {
        let at = t * rows + row;
        let count = width / WIDTH;
        let cell_before = vectors(&own.cell[at * width..], count);
        let tanh_cell = vectors(&own.tanh_cell[at * width..], count);
        let gates = quarters(&own.gates[at * 4 * width..][..4 * width]);
        let [i, f, g, o] = gates.map(|gate| vectors(gate, count));
        let d_gates = quarters_mut(&mut own.d_gates[at * 4 * width..][..4 * width]);
        let [d_i, d_f, d_g, d_o] = d_gates.map(|gate| vectors_mut(gate, count));
        let d_hidden = vectors(&own.d_hidden[row * width..], count);
        let d_cell = vectors_mut(&mut own.d_cell[row * width..], count);
        for j in 0..count {
            let at = |gate: &[[f32; WIDTH]]| F32x4::from_slice(&gate[j]);
            let (input, forget, candidate, output) = (at(i), at(f), at(g), at(o));
            let (tanh_c, d_h) = (at(tanh_cell), at(d_hidden));
            let d_c = at(d_cell) + d_h * output * (one - tanh_c * tanh_c);
            (d_c * candidate * input * (one - input)).to_slice(&mut d_i[j]);
            (d_c * at(cell_before) * forget * (one - forget)).to_slice(&mut d_f[j]);
            (d_c * input * (one - candidate * candidate)).to_slice(&mut d_g[j]);
            (d_h * tanh_c * output * (one - output)).to_slice(&mut d_o[j]);
            (d_c * forget).to_slice(&mut d_cell[j]);
        }
    }
}

// All inlined, so that the loops above know the lengths and check none of their indices.
#[inline(always)]
fn quarters(x: &[f32]) -> [&[f32]; 4] {
    let (left, right) = x.split_at(x.len() / 2);
    let (a, b) = left.split_at(left.len() / 2);
    let (c, d) = right.split_at(right.len() / 2);
    [a, b, c, d]
}

#[inline(always)]
fn quarters_mut(x: &mut [f32]) -> [&mut [f32]; 4] {
    let quarter = x.len() / 4;
    let (left, right) = x.split_at_mut(2 * quarter);
    let (a, b) = left.split_at_mut(quarter);
    let (c, d) = right.split_at_mut(quarter);
    [a, b, c, d]
}

/// The first `count` vectors of `x`.
#[inline(always)]
fn vectors(x: &[f32], count: usize) -> &[[f32; WIDTH]] {
    &x.as_chunks().0[..count]
}

#[inline(always)]
fn vectors_mut(x: &mut [f32], count: usize) -> &mut [[f32; WIDTH]] {
    &mut x.as_chunks_mut().0[..count]
}
