//! Matrix product and transposition.
//!
//! One kernel serves the forward pass (`Z = b + X·W`), perceptrons forward and backward, and
//! the weight gradient (`dW += Xᵀ·dZ`, by reading `X` with its strides exchanged). Each element of the result is
//! `((c + a₀b₀) + a₁b₁) + …` in this order, whatever the tiling: results do not depend on the shape of the tiles.

use super::{F32x4, Lanes, WIDTH};

/// A read-only matrix inside a slice: element `(i, k)` is `data[i · row + k · column]`.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    /// The values, from element (0, 0) on.
    pub data: &'a [f32],
    /// Distance between rows.
    pub row: usize,
    /// Distance between columns.
    pub column: usize,
}

impl<'a> Matrix<'a> {
    /// The row-major matrix whose rows are `row` apart.
    pub fn rows(data: &'a [f32], row: usize) -> Self {
        Matrix { data, row, column: 1 }
    }

    /// The transpose of the row-major matrix whose rows are `row` apart.
    pub fn transposed(data: &'a [f32], row: usize) -> Self {
        Matrix { data, row: 1, column: row }
    }

    fn reaches(&self, rows: usize, columns: usize) -> usize {
        // Saturating: strides that overflow reach beyond every slice.
        (rows - 1)
            .saturating_mul(self.row)
            .saturating_add((columns - 1).saturating_mul(self.column))
            .saturating_add(1)
    }
}

/// `C += A·B`.  a: [m × k], b: [k × n] with rows `b_row` apart, c: [m × n] with rows `c_row` apart. Fastest where `n` is a
/// multiple of four: the columns that fill no vector are computed one by one.
///
/// # Panics
/// If a slice is too short for its shape.
pub fn gemm([m, n, k]: [usize; 3], a: Matrix, b: &[f32], b_row: usize, c: &mut [f32], c_row: usize) {
    if m == 0 || n == 0 || k == 0 {
        return;
    }
    let product = Product::checked([m, n, k], a, b, b_row, c, c_row);
    let whole = n - n % WIDTH;
    // SAFETY: the product was checked for this shape.
    unsafe { product.run_in_blocks(m, whole) };
    for i in 0..m {
        for j in whole..n {
            let terms = (0..k).map(|k| a.data[i * a.row + k * a.column] * b[k * b_row + j]);
            c[i * c_row + j] = terms.fold(c[i * c_row + j], |sum, term| sum + term);
        }
    }
}

/// `C = bias + A·B`, with the same bias in every row: its elements come before those of the sums. Shapes as for [`gemm`], `n` a
/// multiple of four, `k` not 0.  bias: [n]
///
/// # Panics
/// If a slice is too short for its shape, `n` is not a multiple of four, or `k` is 0.
pub fn gemm_bias(
    [m, n, k]: [usize; 3],
    a: Matrix,
    b: &[f32],
    b_row: usize,
    bias: &[f32],
    c: &mut [f32],
    c_row: usize,
) {
    if m == 0 || n == 0 {
        return;
    }
    assert!(
        n.is_multiple_of(WIDTH) && k > 0 && bias.len() >= n,
        "gemm_bias: {n} columns, depth {k}, or bias"
    );
    let mut product = Product::checked([m, n, k], a, b, b_row, c, c_row);
    (product.start, product.start_row) = (bias.as_ptr(), 0);
    // SAFETY: the product was checked for this shape, and the bias has n elements.
    unsafe { product.run_in_blocks(m, n) }
}

/// The operands of one product.
struct Product<V> {
    a: *const f32,
    a_row: usize,
    a_column: usize,
    b: *const f32,
    b_row: usize,
    /// What the sums begin with: C itself, or something else whose rows are `start_row` apart.
    start: *const f32,
    start_row: usize,
    c: *mut f32,
    c_row: usize,
    k: usize,
    lanes: std::marker::PhantomData<V>,
}

impl Product<F32x4> {
    /// `C += A·B` of a shape without zeros.
    ///
    /// # Panics
    /// If a slice is too short for its shape.
    fn checked(
        [m, n, k]: [usize; 3],
        a: Matrix,
        b: &[f32],
        b_row: usize,
        c: &mut [f32],
        c_row: usize,
    ) -> Self {
        assert!(a.data.len() >= a.reaches(m, k), "gemm: a is too short");
        let long_enough = |matrix: &[f32], row: usize, rows: usize| {
            matrix.len() >= Matrix::rows(matrix, row).reaches(rows, n)
        };
        assert!(long_enough(b, b_row, k) && long_enough(c, c_row, m), "gemm: b or c is too short");
        let c = c.as_mut_ptr();
        Product {
            a: a.data.as_ptr(),
            a_row: a.row,
            a_column: a.column,
            b: b.as_ptr(),
            b_row,
            start: c,
            start_row: c_row,
            c,
            c_row,
            k,
            lanes: std::marker::PhantomData,
        }
    }
}

impl<V: Lanes> Product<V> {
    /// The part of the product that `count` depths from `first` on contribute.
    fn depths(&self, first: usize, count: usize) -> Self {
        let (start, start_row) =
            if first == 0 { (self.start, self.start_row) } else { (self.c.cast_const(), self.c_row) };
        Product {
            // Not read beyond what the caller of `run` vouches for.
            a: self.a.wrapping_add(first * self.a_column),
            b: self.b.wrapping_add(first * self.b_row),
            start,
            start_row,
            k: count,
            ..*self
        }
    }

    /// # Safety
    /// Rows below `m`, columns below `n` and depths below `k` must lie inside the operands.
    unsafe fn run_in_blocks(&self, m: usize, n: usize) {
        // Large operands are read in blocks of rows that stay in cache from tile to tile. With few rows of A there is little to
        // do per row of B: then a block is as many rows as the machine can stream at once.
        let block = if m <= 4 { 16 } else { 256 };
        for first in (0..self.k).step_by(block) {
            let part = self.depths(first, block.min(self.k - first));
            // SAFETY: the depths of a part are among those of the whole.
            unsafe { part.run(m, n) }
        }
    }

    /// # Safety
    /// Rows below `m` and columns below `n` must lie inside the operands.
    unsafe fn run(&self, m: usize, n: usize) {
        let mut i = 0;
        // SAFETY: each strip's rows end at or before m.
        unsafe {
            while i + 4 <= m {
                self.strip::<4, 2>(i, n);
                i += 4;
            }
            match m - i {
                3 => self.strip::<3, 2>(i, n),
                2 => self.strip::<2, 4>(i, n),
                1 => self.strip::<1, 8>(i, n),
                _ => {}
            }
        }
    }

    /// `ROWS` rows from `i` on, all columns: tiles of `VECTORS` vectors, then narrower ones for what is left.
    ///
    /// # Safety
    /// Rows `i..i + ROWS` and columns below `n` must lie inside the operands.
    #[inline(always)]
    unsafe fn strip<const ROWS: usize, const VECTORS: usize>(&self, i: usize, n: usize) {
        let mut j = 0;
        // SAFETY: each tile's columns end at or before n.
        unsafe {
            while j + VECTORS * WIDTH <= n {
                self.tile::<ROWS, VECTORS>(i, j);
                j += VECTORS * WIDTH;
            }
            if VECTORS > 4 && j + 4 * WIDTH <= n {
                self.tile::<ROWS, 4>(i, j);
                j += 4 * WIDTH;
            }
            if VECTORS > 2 && j + 2 * WIDTH <= n {
                self.tile::<ROWS, 2>(i, j);
                j += 2 * WIDTH;
            }
            if j < n {
                self.tile::<ROWS, 1>(i, j);
            }
        }
    }

    /// One tile of the result, kept in registers over the whole depth.
    ///
    /// # Safety
    /// Rows `i..i + ROWS` and columns `j..j + 4·VECTORS` must lie inside the operands.
    #[inline(always)]
    unsafe fn tile<const ROWS: usize, const VECTORS: usize>(&self, i: usize, j: usize) {
        let mut sums = [[V::of(0.0); VECTORS]; ROWS];
        for (r, row) in sums.iter_mut().enumerate() {
            for (v, sum) in row.iter_mut().enumerate() {
                // SAFETY: row i + r and columns j + 4v.. are inside of where the sums start by the caller's promise.
                *sum = unsafe { V::load(self.start.add((i + r) * self.start_row + j + v * WIDTH)) };
            }
        }
        for k in 0..self.k {
            let b: [V; VECTORS] = std::array::from_fn(|v| {
                // SAFETY: depth k and columns j + 4v.. are inside b.
                unsafe { V::load(self.b.add(k * self.b_row + j + v * WIDTH)) }
            });
            for (r, row) in sums.iter_mut().enumerate() {
                // SAFETY: row i + r and depth k are inside a.
                let a = V::of(unsafe { *self.a.add((i + r) * self.a_row + k * self.a_column) });
                for (sum, b) in row.iter_mut().zip(b) {
                    *sum = *sum + a * b;
                }
            }
        }
        for (r, row) in sums.iter().enumerate() {
            for (v, sum) in row.iter().enumerate() {
                // SAFETY: row i + r and columns j + 4v.. are inside c by the caller's promise.
                unsafe { sum.store(self.c.add((i + r) * self.c_row + j + v * WIDTH)) };
            }
        }
    }
}

/// `out = aᵀ`.  a: [rows × columns], out: [columns × rows], both row-major without gaps.
///
/// # Panics
/// If a slice is too short for its shape.
pub fn transpose(rows: usize, columns: usize, a: &[f32], out: &mut [f32]) {
    let (a, out) = (&a[..rows * columns], &mut out[..rows * columns]);
    for (i, row) in a.chunks_exact(columns.max(1)).enumerate() {
        for (j, &value) in row.iter().enumerate() {
            out[j * rows + i] = value;
        }
    }
}
