//! What the forward pass of an unrolled segment leaves for the backward pass. Allocated once, used for every segment.

use super::layout::{LAYERS, Shape};

/// Activations of up to `capacity` steps of a network on `rows` independent rows, and the gradients flowing back.
///
/// Slot 0 of the state holds what was carried over from the segment before; step `t` reads slot `t` and writes slot `t + 1`.
#[derive(Clone, Debug)]
pub struct Tape {
    pub(super) rows: usize,
    pub(super) filled: usize,
    input: usize,
    outputs: usize,
    pub(super) layers: [LayerTape; LAYERS],
    /// [capacity × rows × output]
    pub(super) output: Vec<f32>,
    /// [capacity × rows × output]
    pub(super) d_output: Vec<f32>,
}

/// The part of one LSTM layer.
#[derive(Clone, Debug)]
pub(super) struct LayerTape {
    /// Hidden units (padded), and width of a joined row `[x, h]`.
    pub width: usize,
    pub joined: usize,
    /// [(capacity + 1) × rows × joined]: input and previous output of every step, side by side.
    pub joined_rows: Vec<f32>,
    /// [capacity × rows × 4·width]: pre-activations, then activations.
    pub gates: Vec<f32>,
    /// [(capacity + 1) × rows × width]
    pub cell: Vec<f32>,
    /// [capacity × rows × width]
    pub tanh_cell: Vec<f32>,
    /// [capacity × rows × 4·width]
    pub d_gates: Vec<f32>,
    /// [rows × width]: gradient of the output of the step being left.
    pub d_hidden: Vec<f32>,
    /// [rows × width]
    pub d_cell: Vec<f32>,
    /// [rows × input]: gradient of the features, of the first layer alone.
    pub d_input: Vec<f32>,
    rows: usize,
}

impl LayerTape {
    fn new(shape: &Shape, layer: usize, rows: usize, capacity: usize) -> Self {
        let (width, joined) = (shape.hidden_padded(), shape.joined(layer));
        LayerTape {
            width,
            joined,
            joined_rows: vec![0.0; (capacity + 1) * rows * joined],
            gates: vec![0.0; capacity * rows * 4 * width],
            cell: vec![0.0; (capacity + 1) * rows * width],
            tanh_cell: vec![0.0; capacity * rows * width],
            d_gates: vec![0.0; capacity * rows * 4 * width],
            d_hidden: vec![0.0; rows * width],
            d_cell: vec![0.0; rows * width],
            d_input: vec![0.0; if layer == 0 { rows * shape.layer_input_padded(0) } else { 0 }],
            rows,
        }
    }

    /// The output part of slot `t` onward: rows `joined` apart, from the first hidden unit.
    #[inline(always)]
    pub fn hidden(&self, t: usize) -> &[f32] {
        &self.joined_rows[t * self.rows * self.joined + self.joined - self.width..]
    }

    /// Copies the state of slot `from` to slot 0.
    fn carry(&mut self, from: usize) {
        let (rows, width, joined) = (self.rows, self.width, self.joined);
        self.cell.copy_within(from * rows * width..(from + 1) * rows * width, 0);
        for row in 0..rows {
            let source = (from * rows + row) * joined + joined - width;
            self.joined_rows.copy_within(source..source + width, row * joined + joined - width);
        }
    }

    /// Zeroes the state of slot 0.
    fn reset(&mut self) {
        self.cell[..self.rows * self.width].fill(0.0);
        for row in self.joined_rows[..self.rows * self.joined].chunks_exact_mut(self.joined) {
            row[self.joined - self.width..].fill(0.0);
        }
    }
}

impl Tape {
    /// A tape for `rows` rows and segments of at most `capacity` steps, with zero state.
    pub fn new(shape: &Shape, rows: usize, capacity: usize) -> Self {
        Tape {
            rows,
            filled: 0,
            input: shape.input,
            outputs: shape.output,
            layers: [0, 1].map(|layer| LayerTape::new(shape, layer, rows, capacity)),
            output: vec![0.0; capacity * rows * shape.output_padded()],
            d_output: vec![0.0; capacity * rows * shape.output_padded()],
        }
    }

    /// Starts a sequence: zero hidden and cell state, no steps taken.
    pub fn reset(&mut self) {
        self.filled = 0;
        self.layers.iter_mut().for_each(LayerTape::reset);
    }

    /// Starts the next segment: the state reached is carried over (and detached), the steps are forgotten.
    pub fn carry(&mut self) {
        let filled = std::mem::take(&mut self.filled);
        self.layers.iter_mut().for_each(|layer| layer.carry(filled));
    }

    /// Claims the next step and returns its index in the segment.
    pub fn next_step(&mut self) -> usize {
        self.filled += 1;
        self.filled - 1
    }

    /// Number of independent rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The features of `row` at step `t`, to be written before the forward pass. [input]
    pub fn input_mut(&mut self, t: usize, row: usize) -> &mut [f32] {
        let joined = self.layers[0].joined;
        &mut self.layers[0].joined_rows[(t * self.rows + row) * joined..][..self.input]
    }

    /// What the network returned for `row` at step `t`. [output]
    pub fn output(&self, t: usize, row: usize) -> &[f32] {
        let width = self.output.len() / (self.rows * self.capacity());
        &self.output[(t * self.rows + row) * width..][..self.outputs]
    }

    /// The gradient of the meta-loss to the output of `row` at step `t`, to be written before the backward pass. [output]
    pub fn d_output_mut(&mut self, t: usize, row: usize) -> &mut [f32] {
        let width = self.output.len() / (self.rows * self.capacity());
        &mut self.d_output[(t * self.rows + row) * width..][..self.outputs]
    }

    /// The gradient to the features of `row`, as [`super::Lstm::input_gradient`] found it. [input]
    pub fn d_input(&self, row: usize) -> &[f32] {
        let padded = self.layers[0].d_input.len() / self.rows;
        &self.layers[0].d_input[row * padded..][..self.input]
    }

    /// Hidden and cell state of `layer` after the last step taken, row by row, without padding: `(h, c)`.
    pub fn state(&self, layer: usize, row: usize, hidden: usize) -> (&[f32], &[f32]) {
        let own = &self.layers[layer];
        let h = &own.hidden(self.filled)[row * own.joined..][..hidden];
        let c = &own.cell[(self.filled * self.rows + row) * own.width..][..hidden];
        (h, c)
    }

    /// Starts the backward pass: nothing flows in from beyond the segment (truncated BPTT).
    pub fn start_backward(&mut self) {
        for layer in &mut self.layers {
            layer.d_hidden.fill(0.0);
            layer.d_cell.fill(0.0);
        }
    }

    fn capacity(&self) -> usize {
        self.layers[0].cell.len() / (self.rows * self.layers[0].width) - 1
    }
}
