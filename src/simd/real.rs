//! The numbers that objectives and group actions are written over.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A real number, or several side by side: `f32`, `f64` and vectors of lanes.
///
/// Objectives, symmetries and update rules are written once over this trait: four tasks at a time in the engine, one
/// `f32` at a time in the page's readouts, `f64` where a test compares with finite differences.
pub trait Real:
    Copy
    + PartialEq
    + std::fmt::Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// The number nearest to `value` (in every lane).
    fn of(value: f32) -> Self;
    /// The correctly rounded square root.
    fn root(self) -> Self;
    /// `(sin self, cos self)` by the `libm` crate, never by the platform.
    fn sincos(self) -> (Self, Self);
}

impl Real for f32 {
    #[inline(always)]
    fn of(value: f32) -> Self {
        value
    }
    #[inline(always)]
    fn root(self) -> Self {
        // IEEE 754 prescribes the result of sqrt: std's is the same everywhere.
        self.sqrt()
    }
    fn sincos(self) -> (Self, Self) {
        libm::sincosf(self)
    }
}

impl Real for f64 {
    fn of(value: f32) -> Self {
        f64::from(value)
    }
    fn root(self) -> Self {
        self.sqrt()
    }
    fn sincos(self) -> (Self, Self) {
        libm::sincos(self)
    }
}

/// `value`, or the end of the range that it lies beyond; NaN stays NaN. `f32::clamp` is the same, but brings all of the code
/// that writes numbers as text, for the message of a panic.
#[inline(always)]
pub fn clamped(value: f32, (low, high): (f32, f32)) -> f32 {
    if value < low {
        low
    } else if value > high {
        high
    } else {
        value
    }
}
