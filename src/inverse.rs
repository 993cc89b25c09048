//! Inverses of small matrices, computed in double precision and rounded once.

use nalgebra::{DMatrix, DMatrixView, Dyn};

/// The smallest pivot that counts as not zero, relative to the largest element: the precision of what is inverted, f32.
const SMALLEST_PIVOT: f64 = 1e-7;

/// A matrix without an inverse, to the precision at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the matrix is singular")]
pub struct Singular;

/// `a⁻¹` by LU decomposition with partial pivoting.  a, out: [n × n], row-major.
///
/// # Errors
/// If `a` is singular to working precision, or not finite; `out` is then unchanged.
pub fn inverse(n: usize, a: &[f32], out: &mut [f32]) -> Result<(), Singular> {
    write(&inverted(from_rows(n, n, a))?, out);
    Ok(())
}

/// The pseudo-inverse of a matrix of full rank: `(aᵀa)⁻¹aᵀ`, or `aᵀ(aaᵀ)⁻¹` where it has more columns than rows.
/// a: [rows × columns], out: [columns × rows], row-major.
///
/// # Errors
/// If `a` has not full rank to working precision, or is not finite; `out` is then unchanged.
pub fn pseudo_inverse(rows: usize, columns: usize, a: &[f32], out: &mut [f32]) -> Result<(), Singular> {
    let a = from_rows(rows, columns, a);
    let pseudo = match rows.cmp(&columns) {
        std::cmp::Ordering::Equal => inverted(a)?,
        std::cmp::Ordering::Greater => inverted(a.tr_mul(&a))? * a.transpose(),
        std::cmp::Ordering::Less => a.transpose() * inverted(&a * a.transpose())?,
    };
    write(&pseudo, out);
    Ok(())
}

fn inverted(a: DMatrix<f64>) -> Result<DMatrix<f64>, Singular> {
    if a.iter().any(|value| !value.is_finite()) {
        return Err(Singular);
    }
    let largest = a.amax();
    let lu = a.lu();
    let smallest = lu.u().diagonal().iter().fold(f64::INFINITY, |least, pivot| least.min(pivot.abs()));
    if smallest <= SMALLEST_PIVOT * largest {
        return Err(Singular);
    }
    lu.try_inverse().ok_or(Singular)
}

fn from_rows(rows: usize, columns: usize, a: &[f32]) -> DMatrix<f64> {
    let view: DMatrixView<'_, f32, Dyn, nalgebra::Const<1>> = DMatrixView::from_slice_with_strides_generic(
        a,
        Dyn(rows),
        Dyn(columns),
        Dyn(columns),
        nalgebra::Const::<1>,
    );
    view.map(f64::from)
}

fn write(a: &DMatrix<f64>, out: &mut [f32]) {
    for (row, target) in a.row_iter().zip(out.chunks_exact_mut(a.ncols())) {
        for (value, target) in row.iter().zip(target) {
            *target = *value as f32;
        }
    }
}
