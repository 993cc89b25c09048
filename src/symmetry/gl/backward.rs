//! The action on weights, backwards: in reverse order, with the same names.

use super::workspace::{GlWorkspace, Scratch, zeros};
use super::{GlAction, GlForm, GlRecord, Pair};
use crate::objective::{LEAK, leaky_slope};
use crate::simd::{Matrix, gemm, transpose};

impl GlAction<'_> {
    /// Given the gradient of a loss to the moved weights, replaces it by the gradient to the weights before, and writes the
    /// gradient to the generators to `d_t`.
    pub fn backward(
        &self,
        record: &GlRecord,
        work: &mut GlWorkspace,
        d_weights: &mut [f32],
        d_t: &mut [f32],
    ) {
        let GlWorkspace { d_above, d_h, pair: scratch, inverse } = work;
        let mut last = d_t.len();
        for m in (0..record.pairs.len()).rev() {
            let pair = &record.pairs[m];
            let [n, k, _, s] = self.sizes(m);
            // The input of the first pair is X: nobody asks for its gradient.
            zeros(d_h, if m > 0 { n * s } else { 0 });
            if m + 1 < record.pairs.len() {
                self.backward_activations(pair, &record.moved, m, scratch, d_weights, (d_above, d_h));
            }
            self.backward_pair(
                pair,
                m,
                (&mut *scratch, inverse),
                d_weights,
                &mut d_t[last - k * k..last],
                d_h,
            );
            last -= k * k;
            std::mem::swap(d_above, d_h);
        }
    }

    /// `h' = σ(W'h)`: d_z = d_h'∘σ'(W'h), d_W' += d_z hᵀ, d_h += W'ᵀ d_z.
    fn backward_activations(
        &self,
        pair: &Pair,
        moved: &[f32],
        m: usize,
        scratch: &mut Scratch,
        d_weights: &mut [f32],
        (d_above, d_h): (&[f32], &mut [f32]),
    ) {
        let [n, k, _, s] = self.sizes(m);
        let [d_z, h_t] = scratch.cut([k * s, s * n]);
        let range = self.shape.weights(m);
        let new_w = Matrix::rows(&moved[range.clone()], n);
        gemm([k, s, n], new_w, &pair.h, s, d_z, s);
        for (d_z, d) in d_z.iter_mut().zip(d_above) {
            *d_z = d * leaky_slope(*d_z);
        }
        transpose(n, s, &pair.h, h_t);
        gemm([k, n, s], Matrix::rows(d_z, s), h_t, n, &mut d_weights[range.clone()], n);
        if m > 0 {
            gemm([n, s, k], Matrix::transposed(&moved[range], n), d_z, s, d_h, s);
        }
    }

    fn backward_pair(
        &self,
        pair: &Pair,
        m: usize,
        (scratch, inverse): (&mut Scratch, &mut Scratch),
        d_weights: &mut [f32],
        d_t: &mut [f32],
        d_h: &mut [f32],
    ) {
        let [n, k, l, s] = self.sizes(m);
        let (lower, upper) = (self.shape.weights(m), self.shape.weights(m + 1));
        // V' = V · undo:  d_V = d_V' · undoᵀ,  d_undo = Vᵀ · d_V'
        let [d_new_v, undo_t, d_undo, left, d_new_w, h_plus_t, d_c, d_b, a_t, d_z, h_t, d_h_plus] =
            scratch.cut([l * k, k * k, k * k, k * k, k * n, n * s, k * s, k * s, s * k, k * s, s * n, s * n]);
        let d_v = &mut d_weights[upper];
        d_new_v.copy_from_slice(d_v);
        transpose(k, k, &pair.undo, undo_t);
        d_v.fill(0.0);
        gemm([l, k, k], Matrix::rows(d_new_v, k), undo_t, k, d_v, k);
        gemm([k, k, l], Matrix::transposed(&pair.v, k), d_new_v, k, d_undo, k);
        match self.form {
            // undo = I − T:  d_T = −d_undo
            GlForm::FirstOrder => d_t.copy_from_slice(d_undo),
            // undo = M⁻¹:  d_T = −undoᵀ · d_undo · undoᵀ
            GlForm::Exact => {
                gemm([k, k, k], Matrix::transposed(&pair.undo, k), d_undo, k, left, k);
                d_t.fill(0.0);
                gemm([k, k, k], Matrix::rows(left, k), undo_t, k, d_t, k);
            }
        }
        for d in d_t.iter_mut() {
            *d = -*d;
        }

        // W' = c h⁺ (+ W):  d_c = d_W' · h⁺ᵀ;  b = M a, c = σ⁻¹(b) (− z):  d_b = d_c ∘ (σ⁻¹)'(b)
        let d_w = &mut d_weights[lower];
        d_new_w.copy_from_slice(d_w);
        transpose(s, n, &pair.h_plus, h_plus_t);
        gemm([k, s, n], Matrix::rows(d_new_w, n), h_plus_t, s, d_c, s);
        for ((d_b, d_c), &b) in d_b.iter_mut().zip(d_c.iter()).zip(&pair.b) {
            *d_b = d_c * unleak_slope(b);
        }
        // d_T += d_b · aᵀ,  d_a = Mᵀ · d_b,  d_z = d_a ∘ σ'(z) (− d_c)
        transpose(k, s, &pair.a, a_t);
        gemm([k, k, s], Matrix::rows(d_b, s), a_t, k, d_t, k);
        gemm([k, s, k], Matrix::transposed(&pair.m, k), d_b, s, d_z, s);
        let kept = if n <= s { 1.0 } else { 0.0 };
        for ((d, &z), d_c) in d_z.iter_mut().zip(&pair.z).zip(d_c.iter()) {
            *d = *d * leaky_slope(z) - kept * d_c;
        }
        // z = W h:  d_W = d_z · hᵀ (+ d_W')
        transpose(n, s, &pair.h, h_t);
        if n > s {
            d_w.fill(0.0);
        }
        gemm([k, n, s], Matrix::rows(d_z, s), h_t, n, d_w, n);
        if m == 0 {
            return;
        }
        // d_h += Wᵀ · d_z,  d_h⁺ = cᵀ · d_W'
        gemm([n, s, k], Matrix::transposed(&pair.w, n), d_z, s, d_h, s);
        gemm([s, n, k], Matrix::transposed(&pair.c, s), d_new_w, n, d_h_plus, n);
        pseudo_inverse_backward([n, s], &pair.h, &pair.h_plus, d_h_plus, inverse, d_h);
    }
}

/// Adds to `d_a` the gradient that reaches `a` [m × n] through its pseudo-inverse `p` [n × m], given `d_p` (Golub & Pereyra 1973):
/// `d_a += −pᵀ d_p pᵀ + (I − a p) d_pᵀ p pᵀ + pᵀ p d_pᵀ (I − p a)`.
fn pseudo_inverse_backward(
    [m, n]: [usize; 2],
    a: &[f32],
    p: &[f32],
    d_p: &[f32],
    scratch: &mut Scratch,
    d_a: &mut [f32],
) {
    let product = |[rows, columns, depth]: [usize; 3], a: Matrix, b: &[f32], c: &mut [f32]| {
        gemm([rows, columns, depth], a, b, columns, c, columns);
    };
    let (mn, nn) = (m * n, n * n);
    let [p_t, d_p_t, d_p_p_t, p_t_d_p_p_t, p_p_t, right, p_right, a_p_right, p_d_p_t, left, left_p, left_p_a] =
        scratch.cut([mn, mn, nn, mn, nn, mn, nn, mn, nn, mn, m * m, mn]);
    transpose(n, m, p, p_t);
    transpose(n, m, d_p, d_p_t);
    product([n, n, m], Matrix::rows(d_p, m), p_t, d_p_p_t);
    product([m, n, n], Matrix::rows(p_t, n), d_p_p_t, p_t_d_p_p_t);
    // (I − a p) d_pᵀ (p pᵀ)
    product([n, n, m], Matrix::rows(p, m), p_t, p_p_t);
    product([m, n, n], Matrix::rows(d_p_t, n), p_p_t, right);
    product([n, n, m], Matrix::rows(p, m), right, p_right);
    product([m, n, n], Matrix::rows(a, n), p_right, a_p_right);
    // (pᵀ p) d_pᵀ (I − p a)
    product([n, n, m], Matrix::rows(p, m), d_p_t, p_d_p_t);
    product([m, n, n], Matrix::rows(p_t, n), p_d_p_t, left);
    product([m, m, n], Matrix::rows(left, n), p, left_p);
    product([m, n, m], Matrix::rows(left_p, m), a, left_p_a);
    for (i, d) in d_a.iter_mut().enumerate() {
        *d += -p_t_d_p_p_t[i] + (right[i] - a_p_right[i]) + (left[i] - left_p_a[i]);
    }
}

#[inline]
fn unleak_slope(b: f32) -> f32 {
    if b > 0.0 { 1.0 } else { 1.0 / LEAK }
}
