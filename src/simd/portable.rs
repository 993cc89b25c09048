//! Four lanes as a plain array: the reference that the other implementations must equal bit for bit.

use super::{Lanes, Real, WIDTH};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// Four `f32`, operated on lane by lane.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(16))]
pub struct F32x4([f32; WIDTH]);

impl F32x4 {
    #[inline(always)]
    fn zip(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let (a, b) = (self.0, other.0);
        F32x4([f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])])
    }
}

impl Add for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
}

impl Sub for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
}

impl Mul for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
}

impl Div for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.zip(other, |a, b| a / b)
    }
}

impl Neg for F32x4 {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        F32x4(self.0.map(|a| -a))
    }
}

impl Real for F32x4 {
    #[inline(always)]
    fn of(value: f32) -> Self {
        F32x4([value; WIDTH])
    }
    #[inline(always)]
    fn root(self) -> Self {
        F32x4(self.0.map(f32::sqrt))
    }
    fn sincos(self) -> (Self, Self) {
        let both = self.0.map(Real::sincos);
        (F32x4(both.map(|(sine, _)| sine)), F32x4(both.map(|(_, cosine)| cosine)))
    }
}

impl Lanes for F32x4 {
    #[inline(always)]
    fn from_array(lanes: [f32; WIDTH]) -> Self {
        F32x4(lanes)
    }
    #[inline(always)]
    fn to_array(self) -> [f32; WIDTH] {
        self.0
    }
    #[inline(always)]
    fn select_less(a: Self, b: Self, then: Self, otherwise: Self) -> Self {
        F32x4(std::array::from_fn(|i| if a.0[i] < b.0[i] { then.0[i] } else { otherwise.0[i] }))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        F32x4(self.0.map(f32::abs))
    }
    #[inline(always)]
    fn transpose(rows: [Self; WIDTH]) -> [Self; WIDTH] {
        std::array::from_fn(|column| F32x4(rows.map(|row| row.0[column])))
    }
    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let mantissa = |a: f32| f32::from_bits(a.to_bits() & 0x007f_ffff | 0x3f80_0000);
        let exponent = |a: f32| ((a.to_bits() >> 23).cast_signed() - 127) as f32;
        (F32x4(self.0.map(mantissa)), F32x4(self.0.map(exponent)))
    }
    #[inline(always)]
    unsafe fn load(source: *const f32) -> Self {
        // SAFETY: the caller promises four readable values; `read_unaligned` asks no alignment.
        F32x4(unsafe { source.cast::<[f32; WIDTH]>().read_unaligned() })
    }
    #[inline(always)]
    unsafe fn store(self, target: *mut f32) {
        // SAFETY: the caller promises four writable values; `write_unaligned` asks no alignment.
        unsafe { target.cast::<[f32; WIDTH]>().write_unaligned(self.0) }
    }
}
