//! Four lanes as a `v128`: thin shims over simd128 intrinsics.

use super::{Lanes, Real, WIDTH};
use core::arch::wasm32::{
    f32x4, f32x4_abs, f32x4_add, f32x4_convert_i32x4, f32x4_div, f32x4_extract_lane, f32x4_lt, f32x4_mul,
    f32x4_neg, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sqrt, f32x4_sub, i32x4_shuffle, i32x4_splat,
    i32x4_sub, u32x4_shr, v128, v128_and, v128_bitselect, v128_load, v128_or, v128_store,
};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// Four `f32` in one `v128`.
#[derive(Clone, Copy, Debug)]
#[repr(transparent)]
pub struct F32x4(v128);

impl PartialEq for F32x4 {
    fn eq(&self, other: &Self) -> bool {
        self.to_array() == other.to_array()
    }
}

impl Add for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        F32x4(f32x4_add(self.0, other.0))
    }
}

impl Sub for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        F32x4(f32x4_sub(self.0, other.0))
    }
}

impl Mul for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        F32x4(f32x4_mul(self.0, other.0))
    }
}

impl Div for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        F32x4(f32x4_div(self.0, other.0))
    }
}

impl Neg for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        F32x4(f32x4_neg(self.0))
    }
}

impl Real for F32x4 {
    #[inline(always)]
    fn of(value: f32) -> Self {
        F32x4(f32x4_splat(value))
    }
    #[inline(always)]
    fn root(self) -> Self {
        F32x4(f32x4_sqrt(self.0))
    }
    fn sincos(self) -> (Self, Self) {
        let both = self.to_array().map(Real::sincos);
        (Self::from_array(both.map(|(sine, _)| sine)), Self::from_array(both.map(|(_, cosine)| cosine)))
    }
}

impl Lanes for F32x4 {
    #[inline(always)]
    fn from_array(lanes: [f32; WIDTH]) -> Self {
        F32x4(f32x4(lanes[0], lanes[1], lanes[2], lanes[3]))
    }
    #[inline(always)]
    fn to_array(self) -> [f32; WIDTH] {
        let v = self.0;
        [
            f32x4_extract_lane::<0>(v),
            f32x4_extract_lane::<1>(v),
            f32x4_extract_lane::<2>(v),
            f32x4_extract_lane::<3>(v),
        ]
    }
    #[inline(always)]
    fn select_less(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
        F32x4(v128_bitselect(then.0, otherwise.0, f32x4_lt(a.0, b.0)))
    }
    // `pmin(a, b)` is `b` where `b < a`, else `a`: one instruction of most machines, where a comparison and a selection are four.
    #[inline(always)]
    fn lower(a: Self, b: Self) -> Self {
        F32x4(f32x4_pmin(b.0, a.0))
    }
    #[inline(always)]
    fn upper(a: Self, b: Self) -> Self {
        F32x4(f32x4_pmax(b.0, a.0))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        F32x4(f32x4_abs(self.0))
    }
    #[inline(always)]
    fn transpose([a, b, c, d]: [Self; WIDTH]) -> [Self; WIDTH] {
        let (low_ab, high_ab) =
            (i32x4_shuffle::<0, 4, 1, 5>(a.0, b.0), i32x4_shuffle::<2, 6, 3, 7>(a.0, b.0));
        let (low_cd, high_cd) =
            (i32x4_shuffle::<0, 4, 1, 5>(c.0, d.0), i32x4_shuffle::<2, 6, 3, 7>(c.0, d.0));
        [
            F32x4(i32x4_shuffle::<0, 1, 4, 5>(low_ab, low_cd)),
            F32x4(i32x4_shuffle::<2, 3, 6, 7>(low_ab, low_cd)),
            F32x4(i32x4_shuffle::<0, 1, 4, 5>(high_ab, high_cd)),
            F32x4(i32x4_shuffle::<2, 3, 6, 7>(high_ab, high_cd)),
        ]
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let mantissa = v128_or(v128_and(self.0, i32x4_splat(0x007f_ffff)), i32x4_splat(0x3f80_0000));
        let exponent = i32x4_sub(u32x4_shr(self.0, 23), i32x4_splat(127));
        (F32x4(mantissa), F32x4(f32x4_convert_i32x4(exponent)))
    }
    #[inline(always)]
    unsafe fn load(source: *const f32) -> Self {
        // SAFETY: the caller promises four readable values; v128.load asks no alignment.
        F32x4(unsafe { v128_load(source.cast()) })
    }
    #[inline(always)]
    unsafe fn store(self, target: *mut f32) {
        // SAFETY: the caller promises four writable values; v128.store asks no alignment.
        unsafe { v128_store(target.cast(), self.0) }
    }
}
