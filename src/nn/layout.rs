//! Where each weight matrix lies in the flat vector of weights.
//!
//! Widths are padded to whole vectors. Padded units carry zero weights and are never excited: with a zero
//! pre-activation their candidate is tanh 0 = 0, so their cell, output and gradients stay exactly zero.

use crate::simd::padded;
use std::ops::Range;

/// Number of stacked LSTM layers.
pub const LAYERS: usize = 2;

/// Gates of an LSTM cell, in `PyTorch`'s order: input, forget, candidate, output.
pub const GATES: usize = 4;

/// Sizes of a network: `input → LSTM(hidden) → LSTM(hidden) → linear(output)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Features per row.
    pub input: usize,
    /// Units per LSTM layer.
    pub hidden: usize,
    /// Numbers returned per row.
    pub output: usize,
}

impl Shape {
    /// Hidden units including padding.
    pub fn hidden_padded(&self) -> usize {
        padded(self.hidden)
    }

    /// Outputs including padding.
    pub fn output_padded(&self) -> usize {
        padded(self.output)
    }

    /// Width of all gates of one layer, including padding.
    pub fn gates_padded(&self) -> usize {
        GATES * self.hidden_padded()
    }

    /// Inputs of `layer` including padding: the features for the first, the hidden units below for the second.
    pub fn layer_input_padded(&self, layer: usize) -> usize {
        if layer == 0 { padded(self.input) } else { self.hidden_padded() }
    }

    /// Inputs of `layer` without padding.
    pub fn layer_input(&self, layer: usize) -> usize {
        if layer == 0 { self.input } else { self.hidden }
    }

    /// Width of a row `[x, h]` that multiplies the stacked weights of `layer`.
    pub fn joined(&self, layer: usize) -> usize {
        self.layer_input_padded(layer) + self.hidden_padded()
    }

    /// Number of trainable weights, without padding.
    pub fn weights(&self) -> usize {
        let layers =
            (0..LAYERS).map(|l| GATES * self.hidden * (self.layer_input(l) + self.hidden + 2)).sum::<usize>();
        layers + self.output * (self.hidden + 1)
    }
}

/// Ranges of the flat weight vector.
#[derive(Clone, Debug)]
pub struct Layout {
    /// One per layer.
    pub layers: [LayerLayout; LAYERS],
    /// [hidden × output], input-major.
    pub head: Range<usize>,
    /// [output]
    pub head_bias: Range<usize>,
    /// Length of the whole vector; a multiple of four.
    pub len: usize,
}

/// Ranges of one LSTM layer.
#[derive(Clone, Debug)]
pub struct LayerLayout {
    /// `[x, h]`-stacked weights, [(input + hidden) × 4·hidden], input-major, so that the forward pass reads contiguous gate rows.
    pub weights: Range<usize>,
    /// `bias_ih`, [4·hidden]. Both of `PyTorch`'s biases are kept, so that weights and Adam's steps agree with it.
    pub bias_ih: Range<usize>,
    /// `bias_hh`, [4·hidden]
    pub bias_hh: Range<usize>,
}

impl Layout {
    /// The layout of a network of this shape.
    pub fn new(shape: &Shape) -> Self {
        let mut end = 0;
        let mut take = |length: usize| {
            let start = end;
            end += length;
            start..end
        };
        let gates = shape.gates_padded();
        let layers = [0, 1].map(|layer| LayerLayout {
            weights: take(shape.joined(layer) * gates),
            bias_ih: take(gates),
            bias_hh: take(gates),
        });
        let head = take(shape.hidden_padded() * shape.output_padded());
        let head_bias = take(shape.output_padded());
        Layout { layers, head, head_bias, len: end }
    }
}
