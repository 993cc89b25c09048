//! The action of GL(d₁) × … × GL(d_{D−1}) on the weights of a perceptron (paper, section 5.2).
//!
//! For `M = I + T` and an adjacent pair of layers whose input is `h` (X, or the activations below):
//! ```text
//! W' = σ⁻¹(M σ(W h)) h⁺             the lower layer: its activations are multiplied by M
//! V' = V M⁻¹                        the upper layer undoes it: exact
//! V' = V (I − T)                    or undoes it to first order in T (Zhao et al. 2024)
//! ```
//! Where `h` has full row rank, `W = W h h⁺` and so `W' = W + (σ⁻¹(M σ(W h)) − W h) h⁺`: what is multiplied by h⁺ is then of
//! the size of T, and so is the rounding error. It is applied to every adjacent pair in turn, the lowest first, with the new activations as input of the next pair. The
//! loss is unchanged if `V' = V M⁻¹` and every `h` has full column rank (no more samples than units), so that `h⁺h = I`.

mod backward;
mod workspace;

pub use workspace::GlWorkspace;

use crate::inverse::{Singular, inverse, pseudo_inverse};
use crate::objective::{LEAK, MlpShape, MlpTask, leaky};
use crate::simd::{Matrix, gemm};

/// How the upper layer of a pair undoes M.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlForm {
    /// `V M⁻¹`: the loss is unchanged to rounding.
    Exact,
    /// `V (I − T)`: the loss changes by O(‖T‖²).
    FirstOrder,
}

/// The action on the weights of a perceptron, on one task.
#[derive(Clone, Copy, Debug)]
pub struct GlAction<'a> {
    /// The perceptron's shape.
    pub shape: &'a MlpShape,
    /// How the upper layer of a pair undoes M.
    pub form: GlForm,
    /// The task, which holds X and X⁺.
    pub task: &'a MlpTask,
}

/// What one application leaves for the backward pass. Allocated once, used for every step.
#[derive(Clone, Debug)]
pub struct GlRecord {
    /// One per adjacent pair.
    pairs: Vec<Pair>,
    /// The weights after the whole action.
    moved: Vec<f32>,
}

/// One pair of layers: lower weights W [k × n], upper weights V [l × k], input h [n × s].
#[derive(Clone, Debug)]
struct Pair {
    w: Vec<f32>,
    v: Vec<f32>,
    /// h [n × s] and h⁺ [s × n].
    h: Vec<f32>,
    h_plus: Vec<f32>,
    /// z = W h, a = σ(z), b = M a, and c = σ⁻¹(b), less z where W is kept. All [k × s].
    z: Vec<f32>,
    a: Vec<f32>,
    b: Vec<f32>,
    c: Vec<f32>,
    /// M = I + T and what the upper layer is multiplied by: M⁻¹ or I − T. [k × k]
    m: Vec<f32>,
    undo: Vec<f32>,
}

impl GlRecord {
    /// Room for one application to weights of this shape.
    pub fn new(shape: &MlpShape) -> Self {
        let samples = shape.samples;
        let pair = |m: usize| {
            let (n, k, l) = (shape.widths[m], shape.widths[m + 1], shape.widths[m + 2]);
            let zeros = |size: usize| vec![0.0; size];
            Pair {
                w: zeros(k * n),
                v: zeros(l * k),
                h: zeros(n * samples),
                h_plus: zeros(samples * n),
                z: zeros(k * samples),
                a: zeros(k * samples),
                b: zeros(k * samples),
                c: zeros(k * samples),
                m: zeros(k * k),
                undo: zeros(k * k),
            }
        };
        GlRecord { pairs: (0..shape.depth() - 1).map(pair).collect(), moved: vec![0.0; shape.parameters()] }
    }
}

impl MlpShape {
    /// Whether the action leaves the loss unchanged (to rounding): in the exact form, if no layer below the last is narrower
    /// than there are samples.
    pub fn is_invariant(&self, form: GlForm) -> bool {
        form == GlForm::Exact && self.widths[..self.depth() - 1].iter().all(|&width| width >= self.samples)
    }
}

impl GlAction<'_> {
    /// Moves `weights` by the group element with generators `t` (T₁, T₂, … row by row) and writes the result to `moved`.
    ///
    /// # Errors
    /// If an `I + T` is singular, or activations have lost rank; `moved` is then unspecified.
    pub fn forward(
        &self,
        weights: &[f32],
        t: &[f32],
        record: &mut GlRecord,
        moved: &mut [f32],
    ) -> Result<(), Singular> {
        moved.copy_from_slice(weights);
        let mut first = 0;
        for m in 0..self.shape.depth() - 1 {
            let (below, rest) = record.pairs.split_at_mut(m);
            let pair = &mut rest[0];
            self.load_input(pair, below.last(), moved, m)?;
            let k = self.shape.widths[m + 1];
            self.forward_pair(pair, &t[first..first + k * k], moved, m)?;
            first += k * k;
        }
        record.moved.copy_from_slice(moved);
        Ok(())
    }

    /// h and h⁺ of pair `m`: X for the first, else σ(W'h) of the pair below with its new weights.
    fn load_input(
        &self,
        pair: &mut Pair,
        below: Option<&Pair>,
        moved: &[f32],
        m: usize,
    ) -> Result<(), Singular> {
        let (n, samples) = (self.shape.widths[m], self.shape.samples);
        let Some(below) = below else {
            pair.h.copy_from_slice(self.task.x());
            pair.h_plus.copy_from_slice(self.task.x_plus());
            return Ok(());
        };
        let columns = self.shape.widths[m - 1];
        pair.h.fill(0.0);
        let weights = Matrix::rows(&moved[self.shape.weights(m - 1)], columns);
        gemm([n, samples, columns], weights, &below.h, samples, &mut pair.h, samples);
        pair.h.iter_mut().for_each(|h| *h = leaky(*h));
        pseudo_inverse(n, samples, &pair.h, &mut pair.h_plus)
    }

    fn forward_pair(&self, pair: &mut Pair, t: &[f32], moved: &mut [f32], m: usize) -> Result<(), Singular> {
        let [n, k, l, s] = self.sizes(m);
        let (lower, upper) = (self.shape.weights(m), self.shape.weights(m + 1));
        pair.w.copy_from_slice(&moved[lower.clone()]);
        pair.v.copy_from_slice(&moved[upper.clone()]);
        self.load_element(pair, t, k)?;
        // z = W h,  a = σ(z),  b = M a,  c = σ⁻¹(b)
        pair.z.fill(0.0);
        gemm([k, s, n], Matrix::rows(&pair.w, n), &pair.h, s, &mut pair.z, s);
        for (a, &z) in pair.a.iter_mut().zip(&pair.z) {
            *a = leaky(z);
        }
        pair.b.fill(0.0);
        gemm([k, s, k], Matrix::rows(&pair.m, k), &pair.a, s, &mut pair.b, s);
        let kept = if n <= s { 1.0 } else { 0.0 };
        for ((c, &b), &z) in pair.c.iter_mut().zip(&pair.b).zip(&pair.z) {
            *c = unleak(b) - kept * z;
        }
        // W' = c h⁺ (+ W),  V' = V · undo
        let new_w = &mut moved[lower];
        if n > s {
            new_w.fill(0.0);
        }
        gemm([k, n, s], Matrix::rows(&pair.c, s), &pair.h_plus, n, new_w, n);
        let new_v = &mut moved[upper];
        new_v.fill(0.0);
        gemm([l, k, k], Matrix::rows(&pair.v, k), &pair.undo, k, new_v, k);
        Ok(())
    }

    /// M = I + T and its undoing.
    fn load_element(&self, pair: &mut Pair, t: &[f32], k: usize) -> Result<(), Singular> {
        pair.m.copy_from_slice(t);
        for i in 0..k {
            pair.m[i * k + i] += 1.0;
        }
        match self.form {
            GlForm::Exact => inverse(k, &pair.m, &mut pair.undo),
            GlForm::FirstOrder => {
                for (undo, &t) in pair.undo.iter_mut().zip(t) {
                    *undo = -t;
                }
                for i in 0..k {
                    pair.undo[i * k + i] += 1.0;
                }
                Ok(())
            }
        }
    }

    /// n, k, l and the samples s of pair `m`.
    fn sizes(&self, m: usize) -> [usize; 4] {
        [self.shape.widths[m], self.shape.widths[m + 1], self.shape.widths[m + 2], self.shape.samples]
    }
}

/// `σ⁻¹(b)`: leaky ReLU with slope 10.
#[inline]
fn unleak(b: f32) -> f32 {
    if b > 0.0 { b } else { b / LEAK }
}
