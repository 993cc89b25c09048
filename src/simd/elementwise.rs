//! Passes over whole slices whose lengths are multiples of four.

use super::{F32x4, Lanes, Real, WIDTH};

/// `out += x`, element by element.
///
/// # Panics
/// Unless the lengths agree and are multiples of four.
pub fn add_assign(out: &mut [f32], x: &[f32]) {
    assert!(
        out.len() == x.len() && x.len().is_multiple_of(WIDTH),
        "add_assign: lengths {} and {}",
        out.len(),
        x.len()
    );
    for (out, x) in out.chunks_exact_mut(WIDTH).zip(x.chunks_exact(WIDTH)) {
        (F32x4::from_slice(out) + F32x4::from_slice(x)).to_slice(out);
    }
}

/// `x *= factor`, for any length.
pub fn scale(x: &mut [f32], factor: f32) {
    for value in x {
        *value *= factor;
    }
}

/// `√Σ xᵢ²`, summed in order, for any length: the Euclidean or Frobenius norm.
pub fn norm(x: &[f32]) -> f32 {
    x.iter().map(|value| value * value).sum::<f32>().sqrt()
}

/// `out += Σ rows`, row after row.  out: [n], rows: [any × n], `n` a multiple of four and not 0.
///
/// # Panics
/// If `n` is 0 or not a multiple of four.
pub fn add_rows(out: &mut [f32], rows: &[f32]) {
    const SEVERAL: usize = 4;
    let n = out.len();
    assert!(n.is_multiple_of(WIDTH), "add_rows: {n} columns");
    let (blocks, rest) = out.split_at_mut(n - n % (SEVERAL * WIDTH));
    let first = blocks.len();
    for (block, out) in blocks.chunks_exact_mut(SEVERAL * WIDTH).enumerate() {
        add_columns::<SEVERAL>(out, rows, n, block * SEVERAL * WIDTH);
    }
    for (vector, out) in rest.chunks_exact_mut(WIDTH).enumerate() {
        add_columns::<1>(out, rows, n, first + vector * WIDTH);
    }
}

/// The part of `add_rows` for columns `first..first + 4·VECTORS` of `n`, whose sums stay in registers.
#[inline(always)]
fn add_columns<const VECTORS: usize>(out: &mut [f32], rows: &[f32], n: usize, first: usize) {
    let mut sums: [F32x4; VECTORS] = std::array::from_fn(|v| F32x4::from_slice(&out[v * WIDTH..]));
    for row in rows.chunks_exact(n) {
        let row = &row[first..][..VECTORS * WIDTH];
        for (sum, x) in sums.iter_mut().zip(row.chunks_exact(WIDTH)) {
            *sum = *sum + F32x4::from_slice(x);
        }
    }
    for (out, sum) in out.chunks_exact_mut(WIDTH).zip(sums) {
        sum.to_slice(out);
    }
}

/// `Σ xᵢ²`, summed in four lanes and then across: the order is fixed by the length alone.
///
/// # Panics
/// If the length is not a multiple of four.
pub fn sum_of_squares(x: &[f32]) -> f32 {
    assert!(x.len().is_multiple_of(WIDTH), "sum_of_squares: length {}", x.len());
    let mut sum = F32x4::of(0.0);
    for x in x.chunks_exact(WIDTH) {
        let x = F32x4::from_slice(x);
        sum = sum + x * x;
    }
    let [a, b, c, d] = sum.to_array();
    (a + b) + (c + d)
}
