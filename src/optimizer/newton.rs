//! Newton's method in the plane, safe where the Hessian is not positive definite.

use super::{Descent, Step, UpdateRule};
use crate::objective::{Matrix2, Tasks, Vector, load, store, times};
use crate::simd::{F32x4, Lanes, Real};

/// The smallest magnitude of an eigenvalue that counts, as a share of the largest: flatter directions are not trusted.
const FLATTEST: f32 = 1e-6;

/// `x ← x − η |H|⁻¹∇f`, where `|H|` has the magnitudes of the Hessian's eigenvalues: Newton's step where H is positive
/// definite, and a descent direction everywhere else, away from saddles and maxima (Dauphin et al. 2014).
#[derive(Clone, Debug)]
pub struct Newton {
    rate: f32,
}

impl Newton {
    /// Takes the share `rate` of every step.
    pub fn new(rate: f32) -> Self {
        Newton { rate }
    }
}

impl UpdateRule for Newton {
    fn reset(&mut self, _tasks: &Tasks) {}

    fn step(&mut self, tasks: &mut Tasks, descent: &Descent, step: &mut Step) {
        // Valid configs ask for it in the plane alone; elsewhere the iterates stay.
        step.next.copy_from_slice(&descent.x);
        if let Tasks::Plane(plane) = tasks {
            let rate = F32x4::of(self.rate);
            for (i, objective) in plane.packed().iter().enumerate() {
                let x = load(&descent.x, i);
                let full = newton_step(objective.hessian(x), load(&descent.gradient, i));
                store([0, 1].map(|axis| x[axis] - rate * full[axis]), &mut step.next, i);
            }
        }
        step.straight();
    }
}

/// `|H|⁻¹ g` of a symmetric matrix: `|H|⁻¹ = p H + q I`, with p and q from its two eigenvalues `m ± r`.
fn newton_step([[a, b], [_, d]]: Matrix2<F32x4>, g: Vector<F32x4>) -> Vector<F32x4> {
    let half = F32x4::of(0.5);
    let (mean, gap) = (half * (a + d), half * (a - d));
    let radius = (gap * gap + b * b).root();
    let (high, low) = (mean + radius, mean - radius);
    let floor =
        F32x4::upper(F32x4::of(FLATTEST) * F32x4::upper(high.abs(), low.abs()), F32x4::of(f32::MIN_POSITIVE));
    let inverse = |eigenvalue: F32x4| F32x4::of(1.0) / F32x4::upper(eigenvalue.abs(), floor);
    let (inverse_high, inverse_low) = (inverse(high), inverse(low));
    // Equal eigenvalues: H is a multiple of I, and p is 0.
    let spread = F32x4::of(2.0) * radius;
    let p = F32x4::select_less(floor, spread, (inverse_high - inverse_low) / spread, F32x4::of(0.0));
    let q = half * (inverse_high + inverse_low) - p * mean;
    let along = times([[a, b], [b, d]], g);
    [0, 1].map(|axis| p * along[axis] + q * g[axis])
}
