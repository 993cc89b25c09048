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

use crate::inverse::{Singular, inverse, pseudo_inverse};
use crate::objective::{LEAK, MlpShape, MlpTask, leaky, leaky_slope};
use crate::simd::{Matrix, gemm, transpose};

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

    /// Given the gradient of a loss to the moved weights, replaces it by the gradient to the weights before, and writes the
    /// gradient to the generators to `d_t`.
    pub fn backward(&self, record: &GlRecord, d_weights: &mut [f32], d_t: &mut [f32]) {
        let mut last = d_t.len();
        // Gradient to the activations that the pair above took as its input.
        let mut d_above: Option<Vec<f32>> = None;
        for m in (0..self.shape.depth() - 1).rev() {
            let pair = &record.pairs[m];
            let [n, k, _, s] = self.sizes(m);
            let mut d_h = (m > 0).then(|| vec![0.0; n * s]);
            if let Some(d_above) = d_above {
                self.backward_activations(pair, &record.moved, m, &d_above, d_weights, d_h.as_deref_mut());
            }
            let d_pair = &mut d_t[last - k * k..last];
            self.backward_pair(pair, m, d_weights, d_pair, d_h.as_deref_mut());
            last -= k * k;
            d_above = d_h;
        }
    }

    /// `h' = σ(W'h)`: d_z = d_h'∘σ'(W'h), d_W' += d_z hᵀ, d_h += W'ᵀ d_z.
    fn backward_activations(
        &self,
        pair: &Pair,
        moved: &[f32],
        m: usize,
        d_above: &[f32],
        d_weights: &mut [f32],
        d_h: Option<&mut [f32]>,
    ) {
        let [n, k, _, s] = self.sizes(m);
        let range = self.shape.weights(m);
        let new_w = Matrix::rows(&moved[range.clone()], n);
        let mut d_z = vec![0.0; k * s];
        gemm([k, s, n], new_w, &pair.h, s, &mut d_z, s);
        for (d_z, d) in d_z.iter_mut().zip(d_above) {
            *d_z = d * leaky_slope(*d_z);
        }
        let h_t = transposed(n, s, &pair.h);
        gemm([k, n, s], Matrix::rows(&d_z, s), &h_t, n, &mut d_weights[range.clone()], n);
        if let Some(d_h) = d_h {
            gemm([n, s, k], Matrix::transposed(&moved[range], n), &d_z, s, d_h, s);
        }
    }

    fn backward_pair(
        &self,
        pair: &Pair,
        m: usize,
        d_weights: &mut [f32],
        d_t: &mut [f32],
        d_h: Option<&mut [f32]>,
    ) {
        let [n, k, l, s] = self.sizes(m);
        let (lower, upper) = (self.shape.weights(m), self.shape.weights(m + 1));
        // V' = V · undo:  d_V = d_V' · undoᵀ,  d_undo = Vᵀ · d_V'
        let d_new_v = d_weights[upper.clone()].to_vec();
        let undo_t = transposed(k, k, &pair.undo);
        let d_v = &mut d_weights[upper];
        d_v.fill(0.0);
        gemm([l, k, k], Matrix::rows(&d_new_v, k), &undo_t, k, d_v, k);
        let mut d_undo = vec![0.0; k * k];
        gemm([k, k, l], Matrix::transposed(&pair.v, k), &d_new_v, k, &mut d_undo, k);
        self.backward_undo(pair, &d_undo, d_t, k);

        // W' = c h⁺ (+ W):  d_c = d_W' · h⁺ᵀ;  b = M a, c = σ⁻¹(b) (− z):  d_b = d_c ∘ (σ⁻¹)'(b)
        let d_new_w = d_weights[lower.clone()].to_vec();
        let h_plus_t = transposed(s, n, &pair.h_plus);
        let mut d_c = vec![0.0; k * s];
        gemm([k, s, n], Matrix::rows(&d_new_w, n), &h_plus_t, s, &mut d_c, s);
        let d_b: Vec<f32> = d_c.iter().zip(&pair.b).map(|(d, &b)| d * unleak_slope(b)).collect();
        // d_T += d_b · aᵀ,  d_a = Mᵀ · d_b,  d_z = d_a ∘ σ'(z) (− d_c)
        let a_t = transposed(k, s, &pair.a);
        gemm([k, k, s], Matrix::rows(&d_b, s), &a_t, k, d_t, k);
        let mut d_z = vec![0.0; k * s];
        gemm([k, s, k], Matrix::transposed(&pair.m, k), &d_b, s, &mut d_z, s);
        let kept = if n <= s { 1.0 } else { 0.0 };
        for ((d, &z), d_c) in d_z.iter_mut().zip(&pair.z).zip(&d_c) {
            *d = *d * leaky_slope(z) - kept * d_c;
        }
        // z = W h:  d_W = d_z · hᵀ (+ d_W')
        let h_t = transposed(n, s, &pair.h);
        let d_w = &mut d_weights[lower];
        if n > s {
            d_w.fill(0.0);
        }
        gemm([k, n, s], Matrix::rows(&d_z, s), &h_t, n, d_w, n);
        let Some(d_h) = d_h else { return };
        // d_h += Wᵀ · d_z,  d_h⁺ = cᵀ · d_W'
        gemm([n, s, k], Matrix::transposed(&pair.w, n), &d_z, s, d_h, s);
        let mut d_h_plus = vec![0.0; s * n];
        gemm([s, n, k], Matrix::transposed(&pair.c, s), &d_new_w, n, &mut d_h_plus, n);
        pseudo_inverse_backward(n, s, &pair.h, &pair.h_plus, &d_h_plus, d_h);
    }

    /// `undo = I − T`: d_T = −d_undo.  `undo = M⁻¹`: d_T = −undoᵀ · d_undo · undoᵀ.
    fn backward_undo(&self, pair: &Pair, d_undo: &[f32], d_t: &mut [f32], k: usize) {
        match self.form {
            GlForm::FirstOrder => {
                for (d_t, d) in d_t.iter_mut().zip(d_undo) {
                    *d_t = -d;
                }
            }
            GlForm::Exact => {
                let mut left = vec![0.0; k * k];
                gemm([k, k, k], Matrix::transposed(&pair.undo, k), d_undo, k, &mut left, k);
                d_t.fill(0.0);
                gemm([k, k, k], Matrix::rows(&left, k), &transposed(k, k, &pair.undo), k, d_t, k);
                for d in d_t.iter_mut() {
                    *d = -*d;
                }
            }
        }
    }

    /// n, k, l and the samples s of pair `m`.
    fn sizes(&self, m: usize) -> [usize; 4] {
        [self.shape.widths[m], self.shape.widths[m + 1], self.shape.widths[m + 2], self.shape.samples]
    }
}

/// Adds to `d_a` the gradient that reaches `a` [m × n] through its pseudo-inverse `p` [n × m], given `d_p` (Golub & Pereyra 1973):
/// `d_a += −pᵀ d_p pᵀ + (I − a p) d_pᵀ p pᵀ + pᵀ p d_pᵀ (I − p a)`.
fn pseudo_inverse_backward(m: usize, n: usize, a: &[f32], p: &[f32], d_p: &[f32], d_a: &mut [f32]) {
    let product = |[rows, columns, depth]: [usize; 3], a: Matrix, b: &[f32]| {
        let mut c = vec![0.0; rows * columns];
        gemm([rows, columns, depth], a, b, columns, &mut c, columns);
        c
    };
    let p_t = transposed(n, m, p);
    let d_p_t = transposed(n, m, d_p);
    let d_p_p_t = product([n, n, m], Matrix::rows(d_p, m), &p_t);
    let p_t_d_p_p_t = product([m, n, n], Matrix::rows(&p_t, n), &d_p_p_t);
    // (I − a p) d_pᵀ (p pᵀ)
    let p_p_t = product([n, n, m], Matrix::rows(p, m), &p_t);
    let right = product([m, n, n], Matrix::rows(&d_p_t, n), &p_p_t);
    let p_right = product([n, n, m], Matrix::rows(p, m), &right);
    let a_p_right = product([m, n, n], Matrix::rows(a, n), &p_right);
    // (pᵀ p) d_pᵀ (I − p a)
    let p_d_p_t = product([n, n, m], Matrix::rows(p, m), &d_p_t);
    let left = product([m, n, n], Matrix::rows(&p_t, n), &p_d_p_t);
    let left_p = product([m, m, n], Matrix::rows(&left, n), p);
    let left_p_a = product([m, n, m], Matrix::rows(&left_p, m), a);
    for (i, d) in d_a.iter_mut().enumerate() {
        *d += -p_t_d_p_p_t[i] + (right[i] - a_p_right[i]) + (left[i] - left_p_a[i]);
    }
}

/// `σ⁻¹(b)`: leaky ReLU with slope 10.
#[inline]
fn unleak(b: f32) -> f32 {
    if b > 0.0 { b } else { b / LEAK }
}

#[inline]
fn unleak_slope(b: f32) -> f32 {
    if b > 0.0 { 1.0 } else { 1.0 / LEAK }
}

fn transposed(rows: usize, columns: usize, a: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; rows * columns];
    transpose(rows, columns, a, &mut out);
    out
}
