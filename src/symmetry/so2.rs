//! The action of SO(2) on `f = ‖h‖²`: `g_θ(x) = h⁻¹(R_θ h(x))` (paper, section 5).
//!
//! `f(g_θ(x)) = f(x)` for every θ. Derivatives, with `J = ∂h/∂x`:
//! `∂g/∂θ = J(g)⁻¹ R_{θ+π/2} h(x)` and `∂g/∂x = J(g)⁻¹ R_θ J(x)`.

use crate::objective::{Bijection, Matrix2, Objective, Vector, transposed_times};
use crate::simd::Real;

/// `g_θ` applied to one point (or four): what the derivatives need is kept.
#[derive(Clone, Copy, Debug)]
pub struct Rotation<T> {
    /// `(sin θ, cos θ)`
    turn: (T, T),
    /// The point moved, x.
    from: Vector<T>,
    /// `R_θ h(x)`
    turned: Vector<T>,
    /// `g_θ(x)`
    to: Vector<T>,
}

impl<T: Real> Rotation<T> {
    /// Moves `x` along its orbit by the angle `theta`.
    #[inline]
    pub fn forward(objective: &Objective<T>, x: Vector<T>, theta: T) -> Self {
        let turn = theta.sincos();
        let turned = rotate(turn, objective.h(x));
        Rotation { turn, from: x, turned, to: objective.inverse(turned) }
    }

    /// `g_θ(x)`.
    pub fn point(&self) -> Vector<T> {
        self.to
    }

    /// Given the gradient of a loss to `g_θ(x)`: its gradient to θ and to x.
    #[inline]
    pub fn backward(&self, objective: &Objective<T>, d_to: Vector<T>) -> (T, Vector<T>) {
        let d_turned = objective.solve_transposed(self.to, d_to);
        let [u, v] = self.turned;
        let d_theta = d_turned[1] * u - d_turned[0] * v;
        let (sine, cosine) = self.turn;
        let d_h = rotate((-sine, cosine), d_turned);
        (d_theta, transposed_times(objective.jacobian(self.from), d_h))
    }

    /// `∂g_θ(x)/∂θ`: the velocity along the orbit, at `g_θ(x)`.
    #[inline]
    pub fn d_theta(&self, objective: &Objective<T>) -> Vector<T> {
        let [u, v] = self.turned;
        objective.solve(self.to, [-v, u])
    }

    /// `∂g_θ(x)/∂x`.
    pub fn d_x(&self, objective: &Objective<T>) -> Matrix2<T> {
        let jacobian = objective.jacobian(self.from);
        let columns =
            [0, 1].map(|c| objective.solve(self.to, rotate(self.turn, [jacobian[0][c], jacobian[1][c]])));
        [[columns[0][0], columns[1][0]], [columns[0][1], columns[1][1]]]
    }
}

/// The factor in `(0, 1]` (0 where the lengths overflow) that bounds a jump: `1 / (1 + ‖∂g/∂θ‖·|θ| / (1 + ‖x‖))`, with ∂g/∂θ taken at `x` (θ = 0).
///
/// A trust region for teleportation: where an orbit is huge, a given angle throws the iterate far; with the angle
/// scaled by this factor the jump is, to first order, no longer than `1 + ‖x‖`. The meta-gradient treats it as constant.
#[inline]
pub fn bound_jump<T: Real>(objective: &Objective<T>, x: Vector<T>, theta: T) -> T {
    let [u, v] = objective.h(x);
    let velocity = objective.solve(x, [-v, u]);
    let one = T::of(1.0);
    let length = norm(velocity) * (theta * theta).root();
    one / (one + length / (one + norm(x)))
}

/// Points `g_{sθ}(x)` for `s` from 0 to 1: the arc along the level set on which a jump is drawn.
pub fn arc(
    objective: &Objective<f32>,
    x: Vector<f32>,
    theta: f32,
    points: usize,
) -> impl Iterator<Item = Vector<f32>> {
    let last = points.saturating_sub(1).max(1) as f32;
    (0..points).map(move |i| Rotation::forward(objective, x, theta * (i as f32 / last)).point())
}

#[inline]
fn rotate<T: Real>((sine, cosine): (T, T), [u, v]: Vector<T>) -> Vector<T> {
    [cosine * u - sine * v, sine * u + cosine * v]
}

#[inline]
fn norm<T: Real>([x, y]: Vector<T>) -> T {
    (x * x + y * y).root()
}
