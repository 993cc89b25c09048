//! What an LSTM is told of a gradient.

use crate::simd::clamped;

/// Andrychowicz et al.'s p: gradients below e⁻ᵖ are "small".
const LOG_SIGN_P: f32 = 10.0;
/// eᵖ
const LOG_SIGN_SCALE: f32 = 22_026.465;

/// Preprocessing of one gradient coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Features {
    /// The gradient itself.
    Raw,
    /// The gradient clipped to ±limit.
    Clip {
        /// Positive.
        limit: f32,
    },
    /// Andrychowicz et al. (2016), appendix A: `(log|g|/p, sign g)` where `|g| ≥ e⁻ᵖ`, else `(−1, eᵖ g)`; p = 10.
    LogSign,
}

impl Features {
    /// Numbers per coordinate.
    pub fn width(self) -> usize {
        match self {
            Features::Raw | Features::Clip { .. } => 1,
            Features::LogSign => 2,
        }
    }

    /// Writes the features of `gradient`. out: [width]
    pub fn forward(self, gradient: f32, out: &mut [f32]) {
        match self {
            Features::Raw => out[0] = gradient,
            Features::Clip { limit } => out[0] = clamped(gradient, (-limit, limit)),
            Features::LogSign => {
                let size = gradient.abs();
                let large = size * LOG_SIGN_SCALE >= 1.0;
                out[0] = if large { libm::logf(size) / LOG_SIGN_P } else { -1.0 };
                out[1] = if large { gradient.signum() } else { LOG_SIGN_SCALE * gradient };
            }
        }
    }

    /// Features of several coordinates, side by side.  gradient: [n], out: [n × width]
    pub fn forward_all(self, gradient: &[f32], out: &mut [f32]) {
        for (&gradient, out) in gradient.iter().zip(out.chunks_exact_mut(self.width())) {
            self.forward(gradient, out);
        }
    }

    /// Adds to `d_gradient` [n] what reaches several coordinates from the gradient to their features, `d_out` [n × width].
    pub fn backward_all(self, gradient: &[f32], d_out: &[f32], d_gradient: &mut [f32]) {
        for ((&gradient, d_out), d) in gradient.iter().zip(d_out.chunks_exact(self.width())).zip(d_gradient) {
            *d += self.backward(gradient, d_out);
        }
    }

    /// The gradient to the gradient coordinate, from that to its features. `d_out`: [width]
    pub fn backward(self, gradient: f32, d_out: &[f32]) -> f32 {
        match self {
            Features::Raw => d_out[0],
            Features::Clip { limit } if gradient.abs() < limit => d_out[0],
            Features::Clip { .. } => 0.0,
            Features::LogSign if gradient.abs() * LOG_SIGN_SCALE >= 1.0 => d_out[0] / (LOG_SIGN_P * gradient),
            Features::LogSign => LOG_SIGN_SCALE * d_out[1],
        }
    }
}
