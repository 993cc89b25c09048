//! From what the LSTM returns to an element of the group, and back.

use super::spec::{LearnedSpec, TeleportSpec};
use crate::objective::{Tasks, load};
use crate::simd::{Lanes, WIDTH, scale};
use crate::symmetry::{bound_jump, four};

/// Keeps the normalization of T smooth at 0, where a head that starts at zero starts.
const SOFT: f32 = 1e-3;

impl TeleportSpec {
    /// The elements `g` from the outputs `raw` (both [tasks × group]) for teleports of the points `from`, in place. For each task
    /// the factor that bounds its jump is written to `bounds` [tasks].
    ///
    /// In the plane `θ = bound · r`, with a detached bound in (0, 1]. For perceptrons every `T = norm · R / √(‖R‖² + 10⁻⁶)`.
    pub(super) fn elements(
        &self,
        spec: &LearnedSpec,
        tasks: &Tasks,
        from: &[f32],
        g: &mut [f32],
        bounds: &mut [f32],
    ) {
        match tasks {
            Tasks::Plane(plane) => {
                bounds.fill(1.0);
                if self.bounded {
                    for (i, objective) in plane.packed().iter().enumerate() {
                        let bound = bound_jump(objective, load(from, i), four(g, i)).to_array();
                        for (slot, bound) in bounds[i * WIDTH..].iter_mut().zip(bound) {
                            *slot = bound;
                        }
                    }
                }
                for (g, bound) in g.iter_mut().zip(bounds.iter()) {
                    *g *= bound;
                }
            }
            Tasks::Mlp(_) => {
                for matrix in matrices(spec, g) {
                    let factor = self.norm / softened(matrix);
                    scale(matrix, factor);
                }
            }
        }
    }

    /// Replaces the gradient to the gated elements of one task (`d`, [group]) by that to the outputs `raw` [group], and returns that
    /// to the gate.
    pub(super) fn elements_backward(
        &self,
        spec: &LearnedSpec,
        raw: &[f32],
        (bound, gate): (f32, f32),
        d: &mut [f32],
    ) -> f32 {
        if spec.layers.is_empty() {
            let d_gate = d[0] * bound * raw[0];
            scale(d, gate * bound);
            return d_gate;
        }
        let (mut first, mut d_gate) = (0, 0.0);
        for k in &spec.layers {
            let range = first..first + k * k;
            first = range.end;
            let (raw, d) = (&raw[range.clone()], &mut d[range]);
            let size = softened(raw);
            let along: f32 = raw.iter().zip(d.iter()).map(|(r, d)| r * d).sum();
            d_gate += self.norm / size * along;
            // d_R = gate · norm/s · (d_T − R ⟨R, d_T⟩ / s²)
            let factor = gate * (self.norm / size);
            for (d, r) in d.iter_mut().zip(raw) {
                *d = factor * (*d - r * (along / (size * size)));
            }
        }
        d_gate
    }
}

fn softened(matrix: &[f32]) -> f32 {
    let squares: f32 = matrix.iter().map(|value| value * value).sum();
    (squares + SOFT * SOFT).sqrt()
}

/// The matrices of all tasks, one after the other.
fn matrices<'a>(spec: &'a LearnedSpec, mut g: &'a mut [f32]) -> impl Iterator<Item = &'a mut [f32]> {
    spec.layers.iter().cycle().map_while(move |k| {
        let (matrix, rest) = std::mem::take(&mut g).split_at_mut_checked(k * k)?;
        g = rest;
        Some(matrix)
    })
}
