//! Generalized spiral: `h(x) = A y`, where `y` is `x − m` turned by an angle that grows with its length. A valley winds around the minimum
//! `m`; not in the paper. The turn is `2 arctan t` with `t = k‖x − m‖²`, for which no trigonometric function is needed:
//! `R = 1/(1 + t²) · [[1 − t², −2t], [2t, 1 − t²]]`.
//!
//! With `w = x − m`, `P` the turn by a right angle and `g = 4k/(1 + t²)`, the gradient of the angle is `g w` and `J = A R (I + g Pw wᵀ)`. The last
//! factor has determinant 1: the winding keeps areas, and `h` is a bijection wherever `det A ≠ 0`.

use super::{Bijection, Drawn, Family, Matrix2, Vector, determinant, inverse, times, transposed_times};
use crate::random::Random;
use crate::simd::Real;
use crate::text::sum;

/// `h(x) = A R(2 arctan(k‖x − m‖²)) (x − m)` with `det A ≠ 0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spiral<T> {
    /// The linear part.
    pub a: Matrix2<T>,
    /// The minimum.
    pub m: Vector<T>,
    /// How tightly the valley is wound; 0 is an ellipse.
    pub k: T,
}

/// What is needed of one point: `w = x − m`, `t`, cosine and sine of the turn, and `g`.
struct Turn<T> {
    w: Vector<T>,
    t: T,
    cos: T,
    sin: T,
    g: T,
}

impl<T: Real> Turn<T> {
    fn new(w: Vector<T>, k: T) -> Self {
        let t = k * dot(w, w);
        let (one, two) = (T::of(1.0), T::of(2.0));
        let scale = one / (one + t * t);
        Turn { w, t, cos: (one - t * t) * scale, sin: two * t * scale, g: two * two * k * scale }
    }

    /// `R v`.
    fn forth(&self, [x, y]: Vector<T>) -> Vector<T> {
        [self.cos * x - self.sin * y, self.sin * x + self.cos * y]
    }

    /// `Rᵀ v`.
    fn back(&self, [x, y]: Vector<T>) -> Vector<T> {
        [self.cos * x + self.sin * y, self.cos * y - self.sin * x]
    }
}

fn dot<T: Real>(v: Vector<T>, w: Vector<T>) -> T {
    v[0] * w[0] + v[1] * w[1]
}

/// `P v`.
fn across<T: Real>([x, y]: Vector<T>) -> Vector<T> {
    [-y, x]
}

impl<T: Real> Spiral<T> {
    fn turn(&self, x: Vector<T>) -> Turn<T> {
        Turn::new([x[0] - self.m[0], x[1] - self.m[1]], self.k)
    }

    /// `det A`, and that of the Jacobian everywhere; `h` is a bijection where it is not 0.
    pub fn determinant(&self) -> T {
        determinant(self.a)
    }
}

impl<T: Real> Bijection<T> for Spiral<T> {
    fn h(&self, x: Vector<T>) -> Vector<T> {
        let turn = self.turn(x);
        times(self.a, turn.forth(turn.w))
    }
    /// The turn does not change the length, which gives the angle to turn back by.
    fn inverse(&self, u: Vector<T>) -> Vector<T> {
        let y = times(inverse(self.a), u);
        let [x, y] = Turn::new(y, self.k).back(y);
        [x + self.m[0], y + self.m[1]]
    }
    fn jacobian(&self, x: Vector<T>) -> Matrix2<T> {
        let Turn { w, cos, sin, g, .. } = self.turn(x);
        let [p, q] = across(w).map(|side| g * side);
        // R (I + g Pw wᵀ), row by row
        let (one, [x, y]) = (T::of(1.0), w);
        let winding = [[one + p * x, p * y], [q * x, one + q * y]];
        let product = |left: Matrix2<T>, right: Matrix2<T>| left.map(|row| transposed_times(right, row));
        product(self.a, product([[cos, -sin], [sin, cos]], winding))
    }
    /// `(I − g Pw wᵀ) Rᵀ A⁻¹ r`.
    fn solve(&self, x: Vector<T>, r: Vector<T>) -> Vector<T> {
        let turn = self.turn(x);
        let v = turn.back(times(inverse(self.a), r));
        let (share, [p, q]) = (turn.g * dot(turn.w, v), across(turn.w));
        [v[0] - share * p, v[1] - share * q]
    }
    /// `A⁻ᵀ R (I − g w (Pw)ᵀ) r`.
    fn solve_transposed(&self, x: Vector<T>, r: Vector<T>) -> Vector<T> {
        let turn = self.turn(x);
        let share = turn.g * dot(across(turn.w), r);
        let v = [r[0] - share * turn.w[0], r[1] - share * turn.w[1]];
        transposed_times(inverse(self.a), turn.forth(v))
    }
    /// With `p = Rᵀ Aᵀ r`, `n = Pᵀp`, `c = n·w`, `∇g = −g² t w`: of `p·w` the gradient is `p + g c w`, and its derivative
    /// `g (n wᵀ + w nᵀ) + g c I − g² (p·w + t c) w wᵀ`.
    fn curvature(&self, x: Vector<T>, r: Vector<T>) -> Matrix2<T> {
        let turn = self.turn(x);
        let (w, g) = (turn.w, turn.g);
        let p = turn.back(transposed_times(self.a, r));
        let n = across(p).map(|side| -side);
        let c = dot(n, w);
        let inner = g * g * (dot(p, w) + turn.t * c);
        let entry = |i: usize, j: usize| g * (n[i] * w[j] + w[i] * n[j]) - inner * w[i] * w[j];
        let cross = entry(0, 1);
        [[entry(0, 0) + g * c, cross], [cross, entry(1, 1) + g * c]]
    }
}

impl<T: Real> Family<T, 7> for Spiral<T> {
    fn parameters(&self) -> [T; 7] {
        let ([[a, b], [c, d]], [x, y]) = (self.a, self.m);
        [a, b, c, d, x, y, self.k]
    }
    fn from_parameters([a, b, c, d, x, y, k]: [T; 7]) -> Self {
        Spiral { a: [[a, b], [c, d]], m: [x, y], k }
    }
}

impl Drawn for Spiral<f32> {
    /// Every entry of A and m ~ N(0, 1), `k` ~ N(0, 1)/2.
    fn draw(random: &mut Random) -> Self {
        let [a, b, c, d, x, y, k] = std::array::from_fn(|_| random.normal());
        Spiral { a: [[a, b], [c, d]], m: [x, y], k: 0.5 * k }
    }
    /// `|det A|`.
    fn margin(&self) -> f32 {
        self.determinant().abs()
    }
    fn formula(&self) -> String {
        let row = |i: usize| sum(&[(self.a[i][0], "u"), (self.a[i][1], "v")]);
        let [x, y] = [("x", 0), ("y", 1)].map(|(name, axis)| sum(&[(1.0, name), (-self.m[axis], "")]));
        format!(
            "f(x, y) = ({})² + ({})², where (u, v) is ({x}, {y}) turned by 2 arctan({})",
            row(0),
            row(1),
            sum(&[(self.k, "r²")])
        )
    }
}
