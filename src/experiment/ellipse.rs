//! Quadratics held by their centre and by the ends of the axes of a level set: a Booth objective of one's own, and the quadratic of
//! a figure.

use super::config::Config;
use super::figures;
use super::link::{Problem, decode, encode};
use super::task_name::TaskName;
use crate::number::rounded;
use crate::theory::Quadratic;
use nalgebra::{Matrix2, Vector2};
use serde::Serialize;

/// Significant digits of what is dragged: links stay short.
const DIGITS: i32 = 6;

/// A level set of a quadratic.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ellipse {
    /// The minimum.
    pub centre: [f64; 2],
    /// Where the half axes end.
    pub ends: [[f64; 2]; 2],
}

/// What of an ellipse is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Its centre: the whole ellipse moves. That of a figure's quadratic stays.
    Centre,
    /// The end of one of its axes: that becomes longer or shorter, and both turn.
    Axis(usize),
}

/// Which fields hold the quadratic.
#[derive(Clone, Copy)]
enum Owner {
    /// `quad`
    Figure,
    /// `booth_A` and `booth_b`
    Booth,
}

impl Owner {
    fn of(config: &Config) -> Option<Self> {
        match (figures::quadratic(config), config.task) {
            (Some(_), _) => Some(Owner::Figure),
            (None, TaskName::BoothCustom) => Some(Owner::Booth),
            (None, _) => None,
        }
    }

    /// The value of f, in size, on the level set whose axes are held.
    fn level(self) -> f64 {
        match self {
            Owner::Figure => 1.0,
            Owner::Booth => 4.0,
        }
    }

    /// Half axes shorter or longer than this are kept at it: beyond, f could not be drawn, or h not be inverted.
    fn lengths(self) -> (f64, f64) {
        match self {
            Owner::Figure => (0.41, 3.0),
            Owner::Booth => (0.05, 50.0),
        }
    }

    /// Minimum and quadratic form.
    fn parts(self, config: &Config) -> Option<(Vector2<f64>, Quadratic)> {
        match self {
            Owner::Figure => figures::quadratic(config).map(|quadratic| (Vector2::zeros(), quadratic)),
            Owner::Booth => booth(config),
        }
    }

    /// Puts a quadratic into the fields; `None`, with nothing done, if they cannot hold it.
    fn write(self, config: &mut Config, centre: Vector2<f64>, quadratic: &Quadratic) -> Option<()> {
        let short = |values: &[f64]| values.iter().map(|&value| rounded(value, DIGITS)).collect();
        match self {
            Owner::Figure => {
                let [one, two] = quadratic.eigenvalues.into();
                let axis = quadratic.axes.column(0);
                // An axis has no direction: its right end counts.
                let angle = libm::atan(axis.y / axis.x).to_degrees();
                config.quadratic = short(&[one, two, angle]);
            }
            Owner::Booth => {
                let root = quadratic.root()?;
                config.booth_a = short(root.transpose().as_slice());
                config.booth_b = short((-(root * centre)).as_slice());
            }
        }
        Some(())
    }
}

/// The ellipse of the figure's quadratic, or of the shown task where it is a Booth objective of one's own.
pub fn ellipse(config: &Config) -> Option<Ellipse> {
    let owner = Owner::of(config)?;
    let (centre, quadratic) = owner.parts(config)?;
    let half =
        |i: usize| quadratic.axes.column(i) * libm::sqrt(owner.level() / quadratic.eigenvalues[i].abs());
    let ends = [half(0), half(1)].map(|half| (centre + half).into());
    Some(Ellipse { centre: centre.into(), ends })
}

/// Drags what is held of the ellipse to a point: the matrix stays symmetric, and gets six digits. Without an ellipse, nothing
/// happens.
///
/// # Errors
/// What the fields take, if the ellipse would need others; the config is then unchanged.
pub fn drag(config: &mut Config, hold: Hold, to: [f64; 2]) -> Result<(), Vec<Problem>> {
    let Some(owner) = Owner::of(config) else { return Ok(()) };
    let Some((centre, quadratic)) = owner.parts(config) else { return Ok(()) };
    let to = Vector2::from(to);
    let (centre, quadratic) = match hold {
        Hold::Centre => (to, quadratic),
        Hold::Axis(index) => (centre, stretched(quadratic, index, to - centre, owner)),
    };
    let mut dragged = config.clone();
    let Some(()) = owner.write(&mut dragged, centre, &quadratic) else { return Ok(()) };
    // Ranges are checked where links are read.
    let read = decode(&encode(&dragged));
    if read.problems.is_empty() {
        *config = read.config;
        Ok(())
    } else {
        Err(read.problems)
    }
}

/// `half`, from the centre, becomes the half axis number `index`; the other keeps its length, and each eigenvalue its sign.
fn stretched(quadratic: Quadratic, index: usize, half: Vector2<f64>, owner: Owner) -> Quadratic {
    let (least, most) = owner.lengths();
    let length = half.norm().clamp(least, most);
    let mut eigenvalues = quadratic.eigenvalues;
    let stretched = &mut eigenvalues[index.min(1)];
    *stretched = (owner.level() / (length * length)).copysign(*stretched);
    let quarter = if index == 0 { 0.0 } else { std::f64::consts::FRAC_PI_2 };
    Quadratic::turned(eigenvalues, libm::atan2(half.y, half.x) - quarter)
}

/// Minimum and quadratic form AᵀA of the custom Booth objective.
fn booth(config: &Config) -> Option<(Vector2<f64>, Quadratic)> {
    let booth = config.custom_booth();
    let [[a, b], [c, d]] = booth.a.map(|row| row.map(f64::from));
    let a = Matrix2::new(a, b, c, d);
    let offset = Vector2::from(booth.b.map(f64::from));
    let quadratic = Quadratic::new(a.transpose() * a)?;
    Some((-(a.try_inverse()? * offset), quadratic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn custom() -> Config {
        decode("task=booth-custom&booth_A=1,2,2,1&booth_b=-7,-5").config
    }

    fn far([x, y]: [f64; 2], [u, v]: [f64; 2]) -> f64 {
        (x - u).abs() + (y - v).abs()
    }

    proptest! {
        #[test]
        fn what_is_dragged_is_there_afterwards(x in -3.0..3.0, y in -3.0..3.0, index in 0..2_usize) {
            let mut config = custom();
            prop_assert_eq!(drag(&mut config, Hold::Centre, [x, y]), Ok(()));
            let moved = ellipse(&config).ok_or_else(|| TestCaseError::fail("no ellipse"))?;
            prop_assert!(far(moved.centre, [x, y]) < 0.02, "{moved:?}");
            let to = [x + 1.0 + y.abs(), y - 0.5];
            prop_assert_eq!(drag(&mut config, Hold::Axis(index), to), Ok(()));
            let turned = ellipse(&config).ok_or_else(|| TestCaseError::fail("no ellipse"))?;
            // An axis has two ends, and the two may have changed their order.
            let [cx, cy] = turned.centre;
            let ends = turned.ends.into_iter().flat_map(|[u, v]| [[u, v], [2.0 * cx - u, 2.0 * cy - v]]);
            prop_assert!(ends.into_iter().any(|end| far(end, to) < 0.05), "{to:?}: {turned:?}");
        }

        #[test]
        fn the_quadratic_of_a_figure_follows_the_end_of_an_axis(
            length in 0.45..2.9_f64, angle in -3.1..3.1_f64, index in 0..2_usize, two in prop_oneof![-5.0..-0.2_f64, 0.2..5.0_f64]
        ) {
            let mut config = decode("fig=newton").config;
            config.quadratic = vec![0.5, two as f32, 30.0];
            let to = [length * libm::cos(angle), length * libm::sin(angle)];
            prop_assert_eq!(drag(&mut config, Hold::Axis(index), to), Ok(()));
            let turned = ellipse(&config).ok_or_else(|| TestCaseError::fail("no ellipse"))?;
            let [x, y] = turned.ends[index];
            prop_assert!(far([x, y], to).min(far([-x, -y], to)) < 1e-3, "{to:?}: {turned:?}");
            prop_assert!(far(turned.centre, [0.0; 2]) < 1e-12);
            let signs = config.quadratic[..2].iter().map(|value| value.signum()).collect::<Vec<_>>();
            prop_assert_eq!(signs, vec![1.0, two.signum() as f32]);
        }

        #[test]
        fn wherever_it_is_dragged_the_link_is_valid_or_left_alone(x in -200.0..200.0, y in -200.0..200.0, index in 0..2_usize) {
            let mut config = custom();
            for (hold, to) in [(Hold::Axis(index), [x, y]), (Hold::Axis(1 - index), [1.0 + 1e-9 * x, 3.0]), (Hold::Centre, [y, x])] {
                let before = config.clone();
                if let Err(problems) = drag(&mut config, hold, to) {
                    prop_assert!(problems.iter().all(|problem| problem.field.starts_with("booth_")), "{problems:?}");
                    prop_assert_eq!(&config, &before);
                }
                prop_assert_eq!(decode(&encode(&config)).problems, vec![]);
            }
        }
    }

    #[test]
    fn other_tasks_have_none() {
        assert!(ellipse(&Config::default()).is_none());
    }
}
