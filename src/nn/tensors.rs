//! Weights under `PyTorch`'s names and shapes, for exchange and for checking.

use super::layout::{GATES, LAYERS, Shape};
use super::lstm::Lstm;
use crate::text::listed;

/// One named matrix or vector, row-major as `PyTorch` has it: `weight_ih_l0 [4H × input]`, `bias_ih_l0 [4H]`,
/// `head_weight [output × H]`, ….
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Tensor {
    /// `PyTorch`'s name.
    pub name: String,
    /// One or two sizes.
    pub shape: Vec<usize>,
    /// Row-major values.
    #[cfg_attr(test, ts(type = "Float32Array"))]
    pub values: Vec<f32>,
}

impl Tensor {
    /// The same under a longer name: `prefix` comes before it.
    pub fn within(self, prefix: &str) -> Self {
        Tensor { name: format!("{prefix}{}", self.name), ..self }
    }
}

/// Why weights could not be taken.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum TensorError {
    /// A tensor of the network is not among those given.
    #[error("{name} is missing")]
    Missing {
        /// The tensor's name.
        name: String,
    },
    /// A tensor has another shape than the network.
    #[error("{name} has shape [{}], expected [{}]", sizes(given), sizes(expected))]
    Shape {
        /// The tensor's name.
        name: String,
        /// What was given.
        given: Vec<usize>,
        /// What the network has.
        expected: Vec<usize>,
    },
    /// A tensor is none of the network's.
    #[error("“{name}” is not one of this network's tensors")]
    Unknown {
        /// The tensor's name, as given.
        name: String,
    },
    /// A value is not a finite number.
    #[error("{name} holds a value that is not finite")]
    NotFinite {
        /// The tensor's name.
        name: String,
    },
}

// Not `{:?}`: formatting for debugging is left out of the WebAssembly (scripts/trap-panics.mjs).
fn sizes(shape: &[usize]) -> String {
    listed(&mut shape.iter().map(ToString::to_string), ", ")
}

/// A tensor of a shape: its name, its sizes and where each of its elements lies in the flat vector.
struct Place {
    name: String,
    sizes: Vec<usize>,
    offsets: Vec<usize>,
}

fn places(network: &Lstm) -> Vec<Place> {
    let (shape, layout) = (network.shape(), network.layout());
    let hidden = shape.hidden_padded();
    let mut all = Vec::new();
    for (layer, range) in layout.layers.iter().enumerate() {
        let gate_offset = |unit: usize| (unit / shape.hidden) * hidden + unit % shape.hidden;
        let weight_offsets = |first_row: usize, columns: usize| {
            let gates = shape.gates_padded();
            let element =
                move |unit, column| range.weights.start + (first_row + column) * gates + gate_offset(unit);
            (0..GATES * shape.hidden)
                .flat_map(|unit| (0..columns).map(move |column| element(unit, column)))
                .collect::<Vec<_>>()
        };
        let bias_offsets =
            |start: usize| (0..GATES * shape.hidden).map(|unit| start + gate_offset(unit)).collect();
        let rows = GATES * shape.hidden;
        let input = shape.layer_input(layer);
        let mut add = |stem: &str, sizes: Vec<usize>, offsets: Vec<usize>| {
            all.push(Place { name: format!("{stem}_l{layer}"), sizes, offsets });
        };
        add("weight_ih", vec![rows, input], weight_offsets(0, input));
        add(
            "weight_hh",
            vec![rows, shape.hidden],
            weight_offsets(shape.layer_input_padded(layer), shape.hidden),
        );
        add("bias_ih", vec![rows], bias_offsets(range.bias_ih.start));
        add("bias_hh", vec![rows], bias_offsets(range.bias_hh.start));
    }
    let element = |output: usize, unit: usize| layout.head.start + unit * shape.output_padded() + output;
    let offsets =
        (0..shape.output).flat_map(|o| (0..shape.hidden).map(move |unit| element(o, unit))).collect();
    all.push(Place { name: "head_weight".into(), sizes: vec![shape.output, shape.hidden], offsets });
    let offsets = (0..shape.output).map(|o| layout.head_bias.start + o).collect();
    all.push(Place { name: "head_bias".into(), sizes: vec![shape.output], offsets });
    all
}

impl Lstm {
    /// The weights under `PyTorch`'s names.
    pub fn tensors(&self) -> Vec<Tensor> {
        self.tensors_of(self.weights())
    }

    /// Any vector laid out like the weights (a gradient, say) under `PyTorch`'s names.
    pub fn tensors_of(&self, flat: &[f32]) -> Vec<Tensor> {
        let values = |place: &Place| place.offsets.iter().map(|&at| flat[at]).collect();
        places(self)
            .into_iter()
            .map(|p| Tensor { values: values(&p), name: p.name, shape: p.sizes })
            .collect()
    }

    /// A network of this shape with weights from those of `tensors` whose names begin with `prefix`, in any order.
    ///
    /// # Errors
    /// Names the first tensor that is missing, has another shape, or holds a value that is not finite.
    pub fn from_tensors(shape: Shape, prefix: &str, tensors: &[Tensor]) -> Result<Self, TensorError> {
        let mut network = Lstm::zeros(shape);
        let mut flat = vec![0.0; network.weights().len()];
        for place in places(&network) {
            let name = format!("{prefix}{}", place.name);
            let Some(tensor) = tensors.iter().find(|tensor| tensor.name == name) else {
                return Err(TensorError::Missing { name });
            };
            if tensor.shape != place.sizes || tensor.values.len() != place.offsets.len() {
                return Err(TensorError::Shape { name, given: tensor.shape.clone(), expected: place.sizes });
            }
            if tensor.values.iter().any(|value| !value.is_finite()) {
                return Err(TensorError::NotFinite { name });
            }
            for (&at, &value) in place.offsets.iter().zip(&tensor.values) {
                flat[at] = value;
            }
        }
        network.update(|weights| weights.copy_from_slice(&flat));
        Ok(network)
    }

    /// Where the trainable weights lie in the flat vector, in the order of `PyTorch`'s names and rows; the rest is padding.
    pub fn offsets(&self) -> Vec<usize> {
        places(self).into_iter().flat_map(|place| place.offsets).collect()
    }

    /// Every weight from `draw`, called in the order of `PyTorch`'s names and rows, so that padding does not matter.
    pub fn initialized(shape: Shape, mut draw: impl FnMut() -> f32) -> Self {
        let mut network = Lstm::zeros(shape);
        let offsets = network.offsets();
        network.update(|weights| offsets.iter().for_each(|&at| weights[at] = draw()));
        network
    }

    /// Sets the part of the linear head behind some outputs to zero, so that these are zero until it is trained.
    pub fn zero_outputs(&mut self, outputs: std::ops::Range<usize>) {
        let (layout, width) = (self.layout(), self.shape().output_padded());
        let (head, bias) = (layout.head.clone(), layout.head_bias.start);
        self.update(|weights| {
            for row in weights[head].chunks_exact_mut(width) {
                row[outputs.clone()].fill(0.0);
            }
            weights[bias + outputs.start..bias + outputs.end].fill(0.0);
        });
    }
}

const _: () = assert!(LAYERS == 2, "names and tapes are written out for two layers");
