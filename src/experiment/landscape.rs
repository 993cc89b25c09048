//! The landscape as pixels: colours for f, anti-aliased contour lines, four pixels at a time.

use super::config::Config;
use super::figures;
use super::scene::shown;
use crate::objective::{Objective, PlaneTasks, Task, Vector};
use crate::simd::{F32x4, Lanes, Real, WIDTH, ln_1p};
use serde::Serialize;

/// Colours of the landscape.
pub struct Palette<'a> {
    ramp: &'a [[u8; 3]; 256],
    line: [u8; 4],
}

/// Contour lines between the lowest and the highest value of the picture.
const LEVELS: f32 = 14.0;
/// Dynamic range: how far below the highest value the colour scale turns linear.
const RANGE: f32 = 3000.0;
/// Half the width of a contour line, in pixels.
const HALF_LINE: f32 = 0.55;

/// What is painted.
#[derive(Clone, Copy)]
enum Ground {
    Objective(Objective<F32x4>),
    /// `a x² + 2b xy + c y²`, which may be negative.
    Quadratic([F32x4; 3]),
}

impl Ground {
    fn new(config: &Config) -> Option<Self> {
        if let Some(quadratic) = figures::quadratic(config) {
            let a = quadratic.matrix().map(|value| F32x4::of(value as f32));
            return Some(Ground::Quadratic([a[(0, 0)], a[(0, 1)], a[(1, 1)]]));
        }
        let Task::Plane(objective) = shown(config).task else { return None };
        Some(Ground::Objective(PlaneTasks::new(&[objective]).packed()[0]))
    }

    fn value_and_gradient(&self, [x, y]: Vector<F32x4>) -> (F32x4, Vector<F32x4>) {
        match self {
            Ground::Objective(objective) => objective.value_and_gradient([x, y]),
            Ground::Quadratic([a, b, c]) => {
                let (u, v) = (*a * x + *b * y, *b * x + *c * y);
                (x * u + y * v, [u + u, v + v])
            }
        }
    }
}

/// f and its gradient at one point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Reading {
    /// f(x)
    pub f: f32,
    /// ∇f(x)
    pub gradient: Vector<f32>,
}

/// f and ∇f at `x` of what the landscape shows; `None` where it is not a function of the plane.
pub fn reading(config: &Config, x: Vector<f32>) -> Option<Reading> {
    let (f, gradient) = Ground::new(config)?.value_and_gradient(x.map(F32x4::of));
    let [f, x, y] = [f, gradient[0], gradient[1]].map(|value| value.to_array()[0]);
    Some(Reading { f, gradient: [x, y] })
}

/// The landscape of the shown task, painted some rows at a time so that a page stays responsive.
///
/// The height of a point is `log(1 + |f|/s)`, with the sign of f and `s` a 3000th of the largest value seen, scaled to [−1, 1].
/// Where f is nowhere negative the colours go from 0 to 1, else from −1 to 1.
pub struct Picture {
    ground: Ground,
    /// The height of the first colour.
    lowest: f32,
    width: usize,
    height: usize,
    left: f32,
    top: f32,
    step: [f32; 2],
    /// 1/s
    stretch: f32,
    /// 1 / log(1 + f_max/s)
    unit: f32,
    /// Rows that are painted.
    painted: usize,
    /// RGBA of these.
    pixels: Vec<u8>,
}

impl Picture {
    /// A picture of `width` × `height` pixels.  bounds: `x_min, x_max, y_min, y_max`.
    ///
    /// `None` where the task is not a function of the plane.
    pub fn new(config: &Config, [x0, x1, y0, y1]: [f32; 4], width: usize, height: usize) -> Option<Self> {
        let ground = Ground::new(config)?;
        let grid = |i: u8, low: f32, high: f32| low + (high - low) * f32::from(i) / 8.0;
        let points = (0..=8).flat_map(|i| (0..=8).map(move |j| (i, j)));
        let (lowest, highest) = points
            .map(|(i, j)| [grid(i, x0, x1), grid(j, y0, y1)].map(F32x4::of))
            .map(|point| ground.value_and_gradient(point).0.to_array()[0])
            .filter(|f| f.is_finite())
            .fold((0.0_f32, f32::MIN_POSITIVE * RANGE), |(least, most), f| (least.min(f), most.max(f.abs())));
        Some(Picture {
            ground,
            lowest: if lowest < 0.0 { -1.0 } else { 0.0 },
            width,
            height,
            left: x0,
            top: y1,
            step: [(x1 - x0) / width as f32, (y1 - y0) / height as f32],
            stretch: RANGE / highest,
            unit: 1.0 / libm::log1pf(RANGE),
            painted: 0,
            pixels: Vec::with_capacity(4 * width * height),
        })
    }

    /// Paints at most `count` further rows; whether any are left after that.
    pub fn paint(&mut self, count: usize, palette: &Palette) -> bool {
        let first = self.painted;
        self.painted = first.saturating_add(count).min(self.height);
        let mut image = std::mem::take(&mut self.pixels);
        image.resize(4 * self.width * self.painted, 0);
        for (row, pixels) in image.chunks_exact_mut((4 * self.width).max(1)).enumerate().skip(first) {
            for (column, pixels) in (0..).step_by(WIDTH).zip(pixels.chunks_mut(4 * WIDTH)) {
                let (entries, coverages) = self.shade(row, column);
                for (lane, pixel) in pixels.chunks_exact_mut(4).enumerate() {
                    pixel.copy_from_slice(&palette.blend(entries[lane], coverages[lane]));
                }
            }
        }
        self.pixels = image;
        self.painted < self.height
    }

    /// RGBA pixels of the rows that are painted, from the top (largest y) down.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Height in [0, 255] and coverage by a contour line of the four pixels from (row, column) on.
    fn shade(&self, row: usize, column: usize) -> ([f32; WIDTH], [f32; WIDTH]) {
        let lane = F32x4::from_array([0.5, 1.5, 2.5, 3.5]);
        let x = F32x4::of(self.left) + (F32x4::of(column as f32) + lane) * F32x4::of(self.step[0]);
        let y = F32x4::of(self.top - (row as f32 + 0.5) * self.step[1]);
        let (f, [gx, gy]) = self.ground.value_and_gradient([x, y]);
        let stretch = F32x4::of(self.stretch);
        let (zero, one) = (F32x4::of(0.0), F32x4::of(1.0));
        let scaled = F32x4::upper(f, zero - f) * stretch;
        let height = ln_1p(scaled) * F32x4::of(self.unit);
        let height = F32x4::select_less(f, zero, zero - height, height);
        // Change of the height from one pixel to the next, by the chain rule: the line's width follows from it.
        let factor = stretch * F32x4::of(self.unit) / (one + scaled);
        let (gx, gy) = (gx * factor * F32x4::of(self.step[0]), gy * factor * F32x4::of(self.step[1]));
        let levels = F32x4::of(LEVELS);
        let change = F32x4::upper((gx * gx + gy * gy).root() * levels, F32x4::of(1e-6));
        let level = height * levels;
        let coverage = F32x4::of(HALF_LINE + 0.5) - (level - nearest(level)).abs() / change;
        let coverage = F32x4::select_less(level.abs(), F32x4::of(0.5), zero, unit_interval(coverage));
        let entry = unit_interval((height - F32x4::of(self.lowest)) / F32x4::of(1.0 - self.lowest));
        ((entry * F32x4::of(255.0)).to_array(), coverage.to_array())
    }
}

/// The nearest whole number of lanes below 2²² in magnitude: adding 1.5 · 2²³ leaves no room for a fraction.
fn nearest(value: F32x4) -> F32x4 {
    let shift = F32x4::of(12_582_912.0);
    (value + shift) - shift
}

/// Each lane, or the end of [0, 1] that it lies beyond; 0 for NaN.
fn unit_interval(value: F32x4) -> F32x4 {
    F32x4::lower(F32x4::upper(value, F32x4::of(0.0)), F32x4::of(1.0))
}

impl<'a> Palette<'a> {
    /// ramp: 256 RGB triples, for the lowest to the highest f; line: RGBA of contour lines. `None` for another ramp.
    pub fn new(ramp: &'a [u8], line: [u8; 4]) -> Option<Self> {
        let (ramp, []) = ramp.as_chunks() else { return None };
        Some(Palette { ramp: ramp.try_into().ok()?, line })
    }

    /// The colour of a height in [0, 255] with a contour line laid over it.
    fn blend(&self, entry: f32, coverage: f32) -> [u8; 4] {
        let [red, green, blue] = self.ramp[entry as u8 as usize];
        if coverage == 0.0 {
            return [red, green, blue, 255]; // as most pixels are
        }
        let [line_red, line_green, line_blue, alpha] = self.line;
        let share = coverage * f32::from(alpha) / 255.0;
        let mix =
            |below: u8, above: u8| (f32::from(below) + (f32::from(above) - f32::from(below)) * share) as u8;
        [mix(red, line_red), mix(green, line_green), mix(blue, line_blue), 255]
    }
}
