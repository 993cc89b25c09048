//! Regression with a small multi-layer perceptron: `L(W₁…W_D) = ½‖Y − W_D σ(W_{D−1} … σ(W₁X))‖²` (paper, section 5.2).
//!
//! σ is leaky ReLU with slope 0.1, without biases. All matrices are row-major without gaps; the parameters are the rows of
//! W₁, then those of W₂, and so on, as one vector.

use crate::inverse::{Singular, pseudo_inverse};
use crate::simd::{Matrix, gemm, transpose};
use std::ops::Range;

/// Slope of σ for negative numbers.
pub const LEAK: f32 = 0.1;

/// `σ(z)`.
#[inline]
pub fn leaky(z: f32) -> f32 {
    if z > 0.0 { z } else { LEAK * z }
}

/// `σ'(z)`; at 0 that of the negative side, as PyTorch has it.
#[inline]
pub fn leaky_slope(z: f32) -> f32 {
    if z > 0.0 { 1.0 } else { LEAK }
}

/// Sizes of a perceptron and of its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MlpShape {
    /// d₀ (inputs), d₁, …, d_D (outputs): W_m is [d_m × d_{m−1}]. Three to five numbers.
    pub widths: Vec<usize>,
    /// Columns of X and Y.
    pub samples: usize,
}

impl MlpShape {
    /// Number of weight matrices D.
    pub fn depth(&self) -> usize {
        self.widths.len() - 1
    }

    /// Number of parameters.
    pub fn parameters(&self) -> usize {
        self.widths.windows(2).map(|pair| pair[0] * pair[1]).sum()
    }

    /// Where W_m (from m = 0) lies in the vector of parameters.
    pub fn weights(&self, m: usize) -> Range<usize> {
        let start = self.widths[..=m].windows(2).map(|pair| pair[0] * pair[1]).sum();
        start..start + self.widths[m] * self.widths[m + 1]
    }

    /// Widths of the hidden layers: the group GL(d₁) × … × GL(d_{D−1}) acts on the parameters.
    pub fn hidden(&self) -> &[usize] {
        &self.widths[1..self.depth()]
    }

    /// Numbers of a group element: Σ d_m² over the hidden layers.
    pub fn group_dimension(&self) -> usize {
        self.hidden().iter().map(|k| k * k).sum()
    }
}

/// The data of one regression task.
#[derive(Clone, Debug, PartialEq)]
pub struct MlpTask {
    x: Vec<f32>,
    y: Vec<f32>,
    x_plus: Vec<f32>,
}

/// A batch of regressions with perceptrons of one shape.
#[derive(Clone, Debug)]
pub struct MlpTasks {
    shape: MlpShape,
    tasks: Vec<MlpTask>,
    work: MlpWorkspace,
}

impl MlpTasks {
    /// A batch of at least one task.
    pub fn new(shape: MlpShape, tasks: Vec<MlpTask>) -> Self {
        MlpTasks { work: MlpWorkspace::new(&shape), shape, tasks }
    }

    /// The shape of all perceptrons.
    pub fn shape(&self) -> &MlpShape {
        &self.shape
    }

    /// The tasks, one by one.
    pub fn tasks(&self) -> &[MlpTask] {
        &self.tasks
    }

    /// Number of tasks.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// L [tasks] and ∇L [tasks × parameters] at `weights` [tasks × parameters].
    pub fn evaluate(&mut self, weights: &[f32], value: &mut [f32], gradient: &mut [f32]) {
        let size = self.shape.parameters();
        let points = weights.chunks_exact(size).zip(gradient.chunks_exact_mut(size));
        for ((task, value), (weights, gradient)) in self.tasks.iter().zip(value).zip(points) {
            *value = task.value_and_gradient(&self.shape, weights, gradient, &mut self.work);
        }
    }
}

/// What the evaluation of one task works in; reused from step to step.
#[derive(Clone, Debug)]
pub struct MlpWorkspace {
    /// Pre-activations z_m = W_m h_{m−1} of the hidden layers, and the output of the last. [d_m × samples]
    z: Vec<Vec<f32>>,
    /// h_m = σ(z_m) of the hidden layers.
    h: Vec<Vec<f32>>,
    /// Gradient to the activations of a layer, and its transpose or that of activations.
    d_z: Vec<f32>,
    d_h: Vec<f32>,
    transposed: Vec<f32>,
}

impl MlpWorkspace {
    /// For tasks of this shape.
    pub fn new(shape: &MlpShape) -> Self {
        let room = |m: usize| vec![0.0; shape.widths[m + 1] * shape.samples];
        let widest = shape.widths.iter().max().copied().unwrap_or(0) * shape.samples;
        MlpWorkspace {
            z: (0..shape.depth()).map(room).collect(),
            h: (0..shape.depth() - 1).map(room).collect(),
            d_z: vec![0.0; widest],
            d_h: vec![0.0; widest],
            transposed: vec![0.0; widest],
        }
    }
}

impl MlpTask {
    /// The task with these data.  x: [d₀ × samples], y: [d_D × samples].
    ///
    /// # Errors
    /// If X has not full rank: its pseudo-inverse is needed for teleporting.
    pub fn new(shape: &MlpShape, x: Vec<f32>, y: Vec<f32>) -> Result<Self, Singular> {
        let mut x_plus = vec![0.0; x.len()];
        pseudo_inverse(shape.widths[0], shape.samples, &x, &mut x_plus)?;
        Ok(MlpTask { x, y, x_plus })
    }

    /// X, [d₀ × samples]
    pub fn x(&self) -> &[f32] {
        &self.x
    }

    /// Y, [d_D × samples]
    pub fn y(&self) -> &[f32] {
        &self.y
    }

    /// X⁺, [samples × d₀]
    pub fn x_plus(&self) -> &[f32] {
        &self.x_plus
    }

    /// `L(W)`.  parameters: [Σ d_m d_{m−1}]
    pub fn value(&self, shape: &MlpShape, parameters: &[f32], work: &mut MlpWorkspace) -> f32 {
        self.forward(shape, parameters, work);
        let output = &work.z[shape.depth() - 1];
        let squares = self.y.iter().zip(output).map(|(y, o)| (y - o) * (y - o));
        0.5 * squares.sum::<f32>()
    }

    /// `L(W)` and, written to `gradient`, `∇L(W)`; both [Σ d_m d_{m−1}].
    pub fn value_and_gradient(
        &self,
        shape: &MlpShape,
        parameters: &[f32],
        gradient: &mut [f32],
        work: &mut MlpWorkspace,
    ) -> f32 {
        let value = self.value(shape, parameters, work);
        let (depth, samples) = (shape.depth(), shape.samples);
        // d_z_D = W_D h_{D−1} − Y
        let outputs = shape.widths[depth] * samples;
        for ((d, o), y) in work.d_z[..outputs].iter_mut().zip(&work.z[depth - 1]).zip(&self.y) {
            *d = o - y;
        }
        for m in (0..depth).rev() {
            let (rows, columns) = (shape.widths[m + 1], shape.widths[m]);
            let below = if m == 0 { &self.x } else { &work.h[m - 1] };
            // d_W_m = d_z_m · h_{m−1}ᵀ
            transpose(columns, samples, below, &mut work.transposed);
            let d_weights = &mut gradient[shape.weights(m)];
            d_weights.fill(0.0);
            let d_z = Matrix::rows(&work.d_z, samples);
            gemm([rows, columns, samples], d_z, &work.transposed, columns, d_weights, columns);
            if m == 0 {
                break;
            }
            // d_h_{m−1} = W_mᵀ · d_z_m,  d_z_{m−1} = d_h ∘ σ'(z_{m−1})
            let weights = Matrix::transposed(&parameters[shape.weights(m)], columns);
            let d_h = &mut work.d_h[..columns * samples];
            d_h.fill(0.0);
            gemm([columns, samples, rows], weights, &work.d_z, samples, d_h, samples);
            for ((d_z, d_h), &z) in work.d_z.iter_mut().zip(d_h.iter()).zip(&work.z[m - 1]) {
                *d_z = d_h * leaky_slope(z);
            }
        }
        value
    }

    fn forward(&self, shape: &MlpShape, parameters: &[f32], work: &mut MlpWorkspace) {
        let samples = shape.samples;
        for m in 0..shape.depth() {
            let (rows, columns) = (shape.widths[m + 1], shape.widths[m]);
            let below = if m == 0 { &self.x } else { &work.h[m - 1] };
            let z = &mut work.z[m];
            z.fill(0.0);
            let weights = Matrix::rows(&parameters[shape.weights(m)], columns);
            gemm([rows, samples, columns], weights, below, samples, z, samples);
            if m + 1 < shape.depth() {
                for (h, &z) in work.h[m].iter_mut().zip(work.z[m].iter()) {
                    *h = leaky(z);
                }
            }
        }
    }

    /// The Hessian of L times a direction, written to `out`: the derivative of `∇L` along `direction` (Pearlmutter's
    /// R-operator, 1994). σ is piecewise linear: its second derivative is zero wherever it exists.
    pub fn hessian_times(
        &self,
        shape: &MlpShape,
        parameters: &[f32],
        direction: &[f32],
        out: &mut [f32],
        work: &mut MlpWorkspace,
    ) {
        self.forward(shape, parameters, work);
        let (depth, samples) = (shape.depth(), shape.samples);
        let tangents = self.forward_tangents(shape, parameters, direction, work);
        // δ_m = d_z_m and its tangent, from the last layer down
        let mut delta: Vec<f32> = work.z[depth - 1].iter().zip(&self.y).map(|(o, y)| o - y).collect();
        let mut r_delta = tangents[depth - 1].z.clone();
        for m in (0..depth).rev() {
            let (rows, columns) = (shape.widths[m + 1], shape.widths[m]);
            let below = if m == 0 { &self.x } else { &work.h[m - 1] };
            let d_out = &mut out[shape.weights(m)];
            d_out.fill(0.0);
            // R{d_W_m} = R{δ}·hᵀ + δ·R{h}ᵀ
            let below_t = transposed(columns, samples, below);
            gemm(
                [rows, columns, samples],
                Matrix::rows(&r_delta, samples),
                &below_t,
                columns,
                d_out,
                columns,
            );
            if m == 0 {
                break;
            }
            let r_below_t = transposed(columns, samples, &tangents[m - 1].h);
            gemm(
                [rows, columns, samples],
                Matrix::rows(&delta, samples),
                &r_below_t,
                columns,
                d_out,
                columns,
            );
            // R{δ_{m−1}} = σ' ∘ (Vᵀδ + Wᵀ R{δ}),  δ_{m−1} = σ' ∘ Wᵀδ
            let range = shape.weights(m);
            let weights = Matrix::transposed(&parameters[range.clone()], columns);
            let along = Matrix::transposed(&direction[range], columns);
            let mut r_next = vec![0.0; columns * samples];
            gemm([columns, samples, rows], along, &delta, samples, &mut r_next, samples);
            gemm([columns, samples, rows], weights, &r_delta, samples, &mut r_next, samples);
            let mut next = vec![0.0; columns * samples];
            gemm([columns, samples, rows], weights, &delta, samples, &mut next, samples);
            for ((next, r_next), &z) in next.iter_mut().zip(&mut r_next).zip(&work.z[m - 1]) {
                *next *= leaky_slope(z);
                *r_next *= leaky_slope(z);
            }
            (delta, r_delta) = (next, r_next);
        }
    }

    /// R{z_m} and R{h_m} of every layer.
    fn forward_tangents(
        &self,
        shape: &MlpShape,
        parameters: &[f32],
        direction: &[f32],
        work: &MlpWorkspace,
    ) -> Vec<Tangent> {
        let samples = shape.samples;
        let mut all: Vec<Tangent> = Vec::with_capacity(shape.depth());
        for m in 0..shape.depth() {
            let (rows, columns) = (shape.widths[m + 1], shape.widths[m]);
            let below = if m == 0 { &self.x } else { &work.h[m - 1] };
            let mut z = vec![0.0; rows * samples];
            let along = Matrix::rows(&direction[shape.weights(m)], columns);
            gemm([rows, samples, columns], along, below, samples, &mut z, samples);
            if let Some(below) = all.last() {
                let weights = Matrix::rows(&parameters[shape.weights(m)], columns);
                gemm([rows, samples, columns], weights, &below.h, samples, &mut z, samples);
            }
            let h = z.iter().zip(&work.z[m]).map(|(r_z, &z)| r_z * leaky_slope(z)).collect();
            all.push(Tangent { z, h });
        }
        all
    }
}

/// Tangents of one layer: R{z} and R{h}.
struct Tangent {
    z: Vec<f32>,
    h: Vec<f32>,
}

fn transposed(rows: usize, columns: usize, a: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; rows * columns];
    transpose(rows, columns, a, &mut out);
    out
}
