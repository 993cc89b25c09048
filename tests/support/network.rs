//! The two-layer LSTM in `f64`, straight from its equations, and gradients by finite differences.

use l2o_playground::nn::{Lstm, Shape};

/// A network as tensors in `PyTorch`'s layout: `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh` per layer, then the head.
#[derive(Clone, Debug)]
pub struct Network {
    pub shape: Shape,
    pub tensors: Vec<Named>,
}

/// One tensor.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub values: Vec<f64>,
}

/// `(h, c)` of both layers for one row.
#[derive(Clone, Debug)]
pub struct State {
    layers: [(Vec<f64>, Vec<f64>); 2],
}

impl Network {
    /// The same network as `lstm`.
    pub fn of(lstm: &Lstm) -> Self {
        let tensors: Vec<Named> = lstm
            .tensors()
            .into_iter()
            .map(|tensor| Named { name: tensor.name, values: super::widened(&tensor.values) })
            .collect();
        let names: Vec<&str> = tensors.iter().map(|tensor| tensor.name.as_str()).collect();
        let expected = [
            "weight_ih_l0",
            "weight_hh_l0",
            "bias_ih_l0",
            "bias_hh_l0",
            "weight_ih_l1",
            "weight_hh_l1",
            "bias_ih_l1",
            "bias_hh_l1",
            "head_weight",
            "head_bias",
        ];
        assert_eq!(names, expected, "names or their order");
        Network { shape: *lstm.shape(), tensors }
    }

    /// The state in which a sequence starts.
    pub fn start(&self) -> State {
        let zeros = || vec![0.0; self.shape.hidden];
        State { layers: [(zeros(), zeros()), (zeros(), zeros())] }
    }

    /// One step of one row.
    pub fn step(&self, state: &mut State, x: &[f64]) -> Vec<f64> {
        let mut input = x.to_vec();
        for (layer, (h, c)) in state.layers.iter_mut().enumerate() {
            let [w_ih, w_hh, b_ih, b_hh] =
                [0, 1, 2, 3].map(|i| self.tensors[4 * layer + i].values.as_slice());
            let hidden = h.len();
            let z: Vec<f64> = (0..4 * hidden)
                .map(|unit| {
                    row_times(w_ih, unit, &input) + b_ih[unit] + row_times(w_hh, unit, h) + b_hh[unit]
                })
                .collect();
            for unit in 0..hidden {
                let [i, f, g, o] = [0, 1, 2, 3].map(|gate| z[gate * hidden + unit]);
                c[unit] = sigmoid(f) * c[unit] + sigmoid(i) * g.tanh();
                h[unit] = sigmoid(o) * c[unit].tanh();
            }
            input.clone_from(h);
        }
        let (weight, bias) = (&self.tensors[8].values, &self.tensors[9].values);
        (0..self.shape.output).map(|unit| row_times(weight, unit, &input) + bias[unit]).collect()
    }
}

/// Row `row` of a row-major matrix times `x`.
fn row_times(matrix: &[f64], row: usize, x: &[f64]) -> f64 {
    matrix[row * x.len()..][..x.len()].iter().zip(x).map(|(weight, x)| weight * x).sum()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Gradient of `loss` to every tensor of `networks[which]`, by central differences.
pub fn numeric_gradient(networks: &[Network], which: usize, loss: impl Fn(&[Network]) -> f64) -> Vec<Named> {
    let mut moved = networks.to_vec();
    let mut gradient = networks[which].tensors.clone();
    for (tensor, own) in gradient.iter_mut().enumerate() {
        for (at, slope) in own.values.iter_mut().enumerate() {
            *slope = numeric_slope(|by| {
                let place = &mut moved[which].tensors[tensor].values[at];
                let value = std::mem::replace(place, *place + by);
                let loss = loss(&moved);
                moved[which].tensors[tensor].values[at] = value;
                loss
            });
        }
    }
    gradient
}

/// The slope of `f` at 0, by a central difference.
pub fn numeric_slope(mut f: impl FnMut(f64) -> f64) -> f64 {
    const STEP: f64 = 1e-6;
    (f(STEP) - f(-STEP)) / (2.0 * STEP)
}

/// The gradient of a network in its own layout, under names and in `f64`.
pub fn named(network: &Lstm, gradient: &[f32]) -> Vec<Named> {
    let tensors = network.tensors_of(gradient).into_iter();
    tensors.map(|tensor| Named { name: tensor.name, values: super::widened(&tensor.values) }).collect()
}

/// The tensor that is furthest off, and by how much: relative to its own norm or, where it has cancelled to less than
/// `share` of the whole gradient and rightly lost digits, to that share of the whole.
pub fn worst_tensor(analytic: &[Named], numeric: &[Named], share: f64) -> (String, f64) {
    assert_eq!(analytic.len(), numeric.len(), "different tensors");
    let whole = super::norm(&numeric.iter().map(|tensor| super::norm(&tensor.values)).collect::<Vec<_>>());
    let errors = analytic.iter().zip(numeric).map(|(analytic, numeric)| {
        assert_eq!(analytic.name, numeric.name, "tensors in another order");
        let size = super::norm(&numeric.values).max(share * whole);
        let error = super::distance(&analytic.values, &numeric.values) / if size > 0.0 { size } else { 1.0 };
        (analytic.name.clone(), error)
    });
    errors.max_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap_or_default()
}
