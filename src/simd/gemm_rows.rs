//! Matrix product with a transposed right-hand side, read row by row.
//!
//! The backward pass multiplies by transposed weights (`dX += dZ·Wᵀ`). Each element of the result is a dot product of two
//! contiguous rows: large weights are read in the order in which they lie in memory, and no transposed copy is kept. An
//! element is the sum over four lanes, each in order of depth, and then across, whatever the tiling.

use super::{F32x4, Lanes, WIDTH};

/// Columns of a tile: one vector of results.
const COLUMNS: usize = WIDTH;

/// `C += A·Bᵀ`.  a: [m × k] with rows `a_row` apart, b: [n × k] with rows `b_row` apart, c: [m × n] with rows `c_row` apart;
/// `k` and `n` multiples of four.
///
/// # Panics
/// If `k` or `n` is not a multiple of four or a slice is too short for its shape.
pub fn gemm_rows(
    [m, n, k]: [usize; 3],
    a: &[f32],
    a_row: usize,
    b: &[f32],
    b_row: usize,
    c: &mut [f32],
    c_row: usize,
) {
    if m == 0 || n == 0 || k == 0 {
        return;
    }
    assert!(n.is_multiple_of(COLUMNS) && k.is_multiple_of(WIDTH), "gemm_rows: {n} columns, depth {k}");
    assert!(
        a.len() >= (m - 1) * a_row + k && b.len() >= (n - 1) * b_row + k,
        "gemm_rows: a or b is too short"
    );
    assert!(c.len() >= (m - 1) * c_row + n, "gemm_rows: c is too short");
    let product = Product { a: a.as_ptr(), a_row, b: b.as_ptr(), b_row, c: c.as_mut_ptr(), c_row, k };
    let pairs = m - m % 2;
    // SAFETY: the asserts above bound every element that rows below m, columns below n and depth below k can touch.
    unsafe {
        for i in (0..pairs).step_by(2) {
            product.strip::<F32x4, 2>(i, n);
        }
        if pairs < m {
            product.strip::<F32x4, 1>(pairs, n);
        }
    }
}

/// The operands of one product, checked by [`gemm_rows`].
struct Product {
    a: *const f32,
    a_row: usize,
    b: *const f32,
    b_row: usize,
    c: *mut f32,
    c_row: usize,
    k: usize,
}

impl Product {
    /// `ROWS` rows from `i` on, all columns.
    ///
    /// # Safety
    /// Rows `i..i + ROWS` and columns below `n` must lie inside the operands.
    #[inline(always)]
    unsafe fn strip<V: Lanes, const ROWS: usize>(&self, i: usize, n: usize) {
        for j in (0..n).step_by(COLUMNS) {
            // SAFETY: n is a multiple of the tile's columns.
            unsafe { self.tile::<V, ROWS>(i, j) };
        }
    }

    /// `ROWS × 4` dot products at once.
    ///
    /// # Safety
    /// Rows `i..i + ROWS` and columns `j..j + 4` must lie inside the operands.
    #[inline(always)]
    unsafe fn tile<V: Lanes, const ROWS: usize>(&self, i: usize, j: usize) {
        let mut sums = [[V::of(0.0); COLUMNS]; ROWS];
        for k in (0..self.k).step_by(WIDTH) {
            let b: [V; COLUMNS] = std::array::from_fn(|column| {
                // SAFETY: row j + column and depth k.. are inside b.
                unsafe { V::load(self.b.add((j + column) * self.b_row + k)) }
            });
            for (r, row) in sums.iter_mut().enumerate() {
                // SAFETY: row i + r and depth k.. are inside a.
                let a = unsafe { V::load(self.a.add((i + r) * self.a_row + k)) };
                for (sum, b) in row.iter_mut().zip(b) {
                    *sum = *sum + a * b;
                }
            }
        }
        for (r, row) in sums.into_iter().enumerate() {
            let [w, x, y, z] = V::transpose(row);
            // SAFETY: row i + r and columns j..j + 4 are inside c.
            unsafe {
                let target = self.c.add((i + r) * self.c_row + j);
                (V::load(target) + ((w + x) + (y + z))).store(target);
            }
        }
    }
}
