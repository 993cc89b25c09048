//! Figures 1 and 2: what the paper proves, evaluated densely.

use super::chart::{Line, Panel, chart};
use l2o_playground::random::{Purpose, Random};
use l2o_playground::theory::{Bowl, Quadratic, newton_parts, power_inequality};
use nalgebra::{DMatrix, DVector, Matrix2, Vector2};
use serde::Serialize;
use std::f64::consts::{FRAC_PI_4, PI, TAU};

/// Random quadratics of Fig 1, for convex and for indefinite ones.
const QUADRATICS: u32 = 20_000;
/// Most dimensions of them.
const DIMENSIONS: usize = 8;
/// Bins of a histogram over [−1, 1].
const BINS: usize = 40;
/// Random bowls of Fig 2, and points around each of their ellipses.
const BOWLS: u32 = 500;
const POINTS: u32 = 360;
/// What counts as rounding.
const ROUNDING: f64 = 1e-9;

/// Proposition 4.1 over random quadratics.
#[derive(Serialize)]
pub struct Newton {
    pub convex: Slopes,
    pub indefinite: Slopes,
    /// Cases of Lemma A.1 with random positive definite A, and how many of them hold.
    pub lemma_cases: u32,
    pub lemma_holds: u32,
    /// Both sides of the lemma in the paper's counterexample.
    pub counterexample: [f64; 2],
}

/// The slope of ‖∇L‖² along v⊥, as a cosine: of the angle between H∇L and v⊥, times ‖v⊥‖/‖v₂‖.
#[derive(Serialize)]
pub struct Slopes {
    pub quadratics: u32,
    /// Those with a slope below 0 by more than rounding.
    pub negative: u32,
    pub lowest: f64,
    /// Share of quadratics in each bin over [−1, 1].
    pub histogram: Vec<f64>,
}

/// Algorithm 2 around random ellipses.
#[derive(Serialize)]
pub struct Turning {
    pub bowls: u32,
    pub points: u32,
    /// Share of points from which the angle turns toward the shorter axis, with α below and above the step size 1/(λ₁ + λ₂).
    pub shorter_below: f64,
    pub shorter_above: f64,
    /// Largest distance, in degrees of z's angle, of the point that turns fastest from half-way between the axes.
    pub fastest_off: f64,
    /// Largest difference of the closed form from a central difference, as a share of the largest slope on the ellipse.
    pub closed_off: f64,
}

/// Fig 1: random quadratics of 2 to 8 dimensions with eigenvalues from 10⁻² to 10², log-uniform, at random points.
pub fn newton() -> Newton {
    let mut random = Random::new(1, Purpose::Evaluation, 0);
    let (mut lemma_cases, mut lemma_holds) = (0, 0);
    for index in 0..QUADRATICS {
        let size = dimension(index);
        let (a, w) = (symmetric(size, false, &mut random), vector(size, &mut random));
        let exponents = [(0, 1), (1, 1), (0, 2), (1, 2)][index as usize % 4];
        if let Some(sides) = power_inequality(&a, &w, exponents.0, exponents.1) {
            lemma_cases += 1;
            lemma_holds += u32::from(sides.holds());
        }
    }
    let a = DMatrix::from_diagonal(&DVector::from_vec(vec![1.0, -2.0]));
    let sides = power_inequality(&a, &DVector::from_vec(vec![1.0, 3.0]), 0, 1);
    Newton {
        convex: slopes(false, &mut random),
        indefinite: slopes(true, &mut random),
        lemma_cases,
        lemma_holds,
        counterexample: sides.map_or([f64::NAN; 2], |sides| [sides.left, sides.right]),
    }
}

fn slopes(indefinite: bool, random: &mut Random) -> Slopes {
    let mut slopes = Slopes { quadratics: 0, negative: 0, lowest: f64::MAX, histogram: vec![0.0; BINS] };
    for index in 0..QUADRATICS {
        let size = dimension(index);
        let (hessian, gradient) = (symmetric(size, indefinite, random), vector(size, random));
        let Some(parts) = newton_parts(&gradient, &hessian) else { continue };
        let cosine = 0.5 * parts.slope / ((&hessian * &gradient).norm() * parts.newton.norm());
        slopes.quadratics += 1;
        slopes.negative += u32::from(cosine < -ROUNDING);
        slopes.lowest = slopes.lowest.min(cosine);
        let bin = ((0.5 * (cosine + 1.0) * BINS as f64) as usize).min(BINS - 1);
        slopes.histogram[bin] += 1.0 / f64::from(QUADRATICS);
    }
    slopes
}

fn dimension(index: u32) -> usize {
    2 + index as usize % (DIMENSIONS - 1)
}

/// QΛQᵀ with a random Q; indefinite: with both signs among the eigenvalues.
fn symmetric(size: usize, indefinite: bool, random: &mut Random) -> DMatrix<f64> {
    let axes = DMatrix::from_fn(size, size, |_, _| f64::from(random.normal())).qr().q();
    let eigenvalues = DVector::from_fn(size, |i, _| {
        let sign =
            if indefinite && (i == 0 || (i > 1 && random.uniform(0.0, 1.0) < 0.5)) { -1.0 } else { 1.0 };
        sign * 10_f64.powf(f64::from(random.uniform(-2.0, 2.0)))
    });
    &axes * DMatrix::from_diagonal(&eigenvalues) * axes.transpose()
}

fn vector(size: usize, random: &mut Random) -> DVector<f64> {
    DVector::from_fn(size, |_, _| f64::from(random.normal()))
}

/// Fig 2: random bowls with eigenvalues from 10⁻¹ to 10, log-uniform, at all points of a level set.
pub fn turning() -> Turning {
    let mut random = Random::new(2, Purpose::Evaluation, 0);
    let mut turning = Turning {
        bowls: 0,
        points: 0,
        shorter_below: 0.0,
        shorter_above: 0.0,
        fastest_off: 0.0,
        closed_off: 0.0,
    };
    for _ in 0..BOWLS {
        let eigenvalues = Vector2::from_fn(|_, _| 10_f64.powf(f64::from(random.uniform(-1.0, 1.0))));
        let quadratic = Quadratic::turned(eigenvalues, f64::from(random.uniform(0.0, 3.0)));
        let (Some(bowl), Some(inverse)) =
            (Bowl::new(quadratic), quadratic.root().and_then(Matrix2::try_inverse))
        else {
            continue;
        };
        turning.bowls += 1;
        let shorter = usize::from(eigenvalues[1] > eigenvalues[0]);
        let share = f64::from(random.uniform(0.05, 0.95));
        let turns_over = bowl.turns_over_at();
        for (alpha, toward) in [
            (share * turns_over, &mut turning.shorter_below),
            ((1.0 + share) * turns_over, &mut turning.shorter_above),
        ] {
            let ring = Ring::new(&bowl, quadratic, inverse, shorter, alpha);
            *toward += ring.toward / f64::from(BOWLS);
            turning.fastest_off = turning.fastest_off.max(ring.fastest_off);
            turning.closed_off = turning.closed_off.max(ring.closed_off);
            turning.points += POINTS;
        }
    }
    turning
}

/// What Algorithm 2 does from all points of one level set.
struct Ring {
    toward: f64,
    fastest_off: f64,
    closed_off: f64,
}

impl Ring {
    fn new(bowl: &Bowl, quadratic: Quadratic, inverse: Matrix2<f64>, shorter: usize, alpha: f64) -> Self {
        const DIFFERENCE: f64 = 1e-5;
        let (mut toward, mut fastest, mut closed_off, mut largest) = (0, (0.0, 0.0), 0.0_f64, 0.0_f64);
        for i in 0..POINTS {
            // Half a step aside: on an axis itself nothing turns.
            let angle = TAU * (f64::from(i) + 0.5) / f64::from(POINTS);
            let x = inverse * quadratic.axes * Vector2::new(angle.cos(), angle.sin());
            let slope = bowl.turning(x, 0.0, alpha);
            let numeric = (bowl.value_after(x, DIFFERENCE, alpha) - bowl.value_after(x, -DIFFERENCE, alpha))
                / (2.0 * DIFFERENCE);
            closed_off = closed_off.max((slope - numeric).abs());
            largest = largest.max(slope.abs());
            if slope.abs() > fastest.0 {
                fastest = (slope.abs(), angle);
            }
            // θ descends: a small turn against the slope, measured along the shorter axis.
            let along = |theta: f64| (quadratic.axes.transpose() * bowl.turn(x, theta))[shorter].abs();
            toward += u32::from(along(-DIFFERENCE * slope.signum()) > along(0.0));
        }
        let quarter = (fastest.1 % (0.5 * PI) - FRAC_PI_4).abs();
        Ring {
            toward: f64::from(toward) / f64::from(POINTS),
            fastest_off: quarter.to_degrees(),
            closed_off: closed_off / largest.max(f64::MIN_POSITIVE),
        }
    }
}

/// Histograms of the slope along v⊥.
pub fn newton_chart(newton: &Newton) -> String {
    let bins = |i: usize| -1.0 + 2.0 * (i as f64 + 0.5) / BINS as f64;
    let line = |label: &str, color, slopes: &Slopes| Line {
        label: format!("{label}: {} of {} negative", slopes.negative, slopes.quadratics),
        color,
        y: slopes.histogram.clone(),
        band: None,
    };
    let panel = Panel {
        title: "Share of random quadratics by the slope of ‖∇L‖² along v⊥".into(),
        label: "slope, as a cosine".into(),
        x: (0..BINS).map(bins).collect(),
        lines: vec![line("convex", 0, &newton.convex), line("indefinite", 1, &newton.indefinite)],
        logarithmic: false,
    };
    chart("Fig 1: the gradient grows along the part of Newton’s step that is orthogonal to it", &[panel])
}

/// How fast the angle turns around the ellipse of A = diag(0.5, 3).
pub fn turning_chart() -> String {
    let quadratic = Quadratic::turned(Vector2::new(0.5, 3.0), 0.0);
    let degrees: Vec<f64> = (0..=180).map(f64::from).collect();
    let lines = Bowl::new(quadratic).into_iter().flat_map(|bowl| {
        let degrees = degrees.clone();
        [0.25, 0.5, 1.0, 1.5].into_iter().enumerate().map(move |(color, share)| Line {
            label: format!("α = {share} / (λ₁ + λ₂)"),
            color,
            y: degrees
                .iter()
                .map(|angle| {
                    let (sine, cosine) = angle.to_radians().sin_cos();
                    -bowl.turning(
                        Vector2::new(cosine / 0.5_f64.sqrt(), sine / 3.0_f64.sqrt()),
                        0.0,
                        share * bowl.turns_over_at(),
                    )
                })
                .collect(),
            band: None,
        })
    });
    let panel = Panel {
        title: "−∂f(x′)/∂θ around a level set of 0.5x² + 3y²".into(),
        label: "angle of h(x), degrees; 90: the shorter axis".into(),
        lines: lines.collect(),
        x: degrees,
        logarithmic: false,
    };
    chart("Fig 2: how Algorithm 2 turns its angle around an ellipse", &[panel])
}
