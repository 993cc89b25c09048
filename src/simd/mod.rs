//! Four `f32` lanes and the kernels written over them. The only `unsafe` of the crate lives here.
//!
//! [`Lanes`] names exactly the operations the engine needs. Two types implement it: `wasm::F32x4` (simd128
//! intrinsics) and [`portable::F32x4`] (plain arrays, which LLVM turns into the vector instructions of the
//! machine). Both perform the same IEEE operations in the same order, so that their results are equal bit for
//! bit; there is no fused multiply-add and no relaxed SIMD. Algorithms are generic over the trait and the type
//! alias [`F32x4`] picks the fast one for the target.

mod elementwise;
mod gemm;
mod gemm_rows;
mod math;
mod peak;
pub mod portable;
mod real;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;

pub use elementwise::{add_assign, add_rows, norm, scale, sum_of_squares};
pub use gemm::{Matrix, gemm, gemm_bias, transpose};
pub use gemm_rows::gemm_rows;
pub use math::{ln, ln_1p, sigmoid, tanh};
pub use peak::multiply_and_add;
pub use real::{Real, clamped};

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub use portable::F32x4;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use wasm::F32x4;

/// How many `f32` a vector holds.
pub const WIDTH: usize = 4;

/// The next multiple of [`WIDTH`] that is at least `n`.
pub const fn padded(n: usize) -> usize {
    n.div_ceil(WIDTH) * WIDTH
}

/// What the kernels ask of a vector of four `f32`.
///
/// Every operation acts on each lane by itself and is an IEEE 754 operation (or a selection by one), which is
/// what makes the implementations interchangeable bit for bit.
pub trait Lanes: Real {
    /// The vector with these lanes.
    fn from_array(lanes: [f32; WIDTH]) -> Self;
    /// The lanes, first to last.
    fn to_array(self) -> [f32; WIDTH];
    /// In each lane `then` where `a < b`, else `otherwise` (so also where either is NaN).
    fn select_less(a: Self, b: Self, then: Self, otherwise: Self) -> Self;
    /// The magnitude of each lane.
    fn abs(self) -> Self;
    /// Four vectors as the rows of a matrix; its columns.
    fn transpose(rows: [Self; WIDTH]) -> [Self; WIDTH];
    /// `(m, e)` with `self = m · 2^e` and `m` in `[1, 2)`, for positive normal lanes.
    fn split_exponent(self) -> (Self, Self);
    /// Reads four values.
    ///
    /// # Safety
    /// `source` must be valid for reading four `f32`; no alignment is asked.
    unsafe fn load(source: *const f32) -> Self;
    /// Writes four values.
    ///
    /// # Safety
    /// `target` must be valid for writing four `f32`; no alignment is asked.
    unsafe fn store(self, target: *mut f32);

    /// The smaller of both in each lane; `b` where either is NaN.
    #[inline(always)]
    fn lower(a: Self, b: Self) -> Self {
        Self::select_less(a, b, a, b)
    }

    /// The larger of both in each lane; `b` where either is NaN.
    #[inline(always)]
    fn upper(a: Self, b: Self) -> Self {
        Self::select_less(b, a, a, b)
    }

    /// In each lane `then` where `self` is finite, else `otherwise`.
    #[inline(always)]
    fn select_finite(self, then: Self, otherwise: Self) -> Self {
        Self::select_less(self.abs(), Self::of(f32::INFINITY), then, otherwise)
    }

    /// The four lanes at the start of `source`. Panics if it is shorter.
    #[inline(always)]
    fn from_slice(source: &[f32]) -> Self {
        let source = &source[..WIDTH];
        // SAFETY: the line above made sure of four values.
        unsafe { Self::load(source.as_ptr()) }
    }

    /// Writes the lanes to the start of `target`. Panics if it is shorter.
    #[inline(always)]
    fn to_slice(self, target: &mut [f32]) {
        let target = &mut target[..WIDTH];
        // SAFETY: the line above made sure of four values.
        unsafe { self.store(target.as_mut_ptr()) }
    }
}
