//! A Booth objective of one's own, held by its centre and by the ends of the axes of a level set.

use super::choices::TaskName;
use super::config::Config;
use super::link::{Problem, decode, encode};
use super::number::rounded;
use crate::theory::Quadratic;
use nalgebra::{Matrix2, Vector2};
use serde::Serialize;

/// The value of f on the level set whose axes are held.
const LEVEL: f64 = 4.0;
/// Half axes shorter or longer than this are kept at it: beyond, f could not be drawn, or h not be inverted.
const LENGTHS: (f64, f64) = (0.05, 50.0);

/// Significant digits of what is dragged: links stay short.
const DIGITS: i32 = 6;

/// The level set `f = 4` of a Booth objective.
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
    /// Its centre: the whole ellipse moves.
    Centre,
    /// The end of one of its axes: that becomes longer or shorter, and both turn.
    Axis(usize),
}

/// The ellipse of the shown task, where it is a Booth objective of one's own.
pub fn ellipse(config: &Config) -> Option<Ellipse> {
    if config.task != TaskName::BoothCustom {
        return None;
    }
    let (centre, quadratic) = parts(config)?;
    let half = |i: usize| quadratic.axes.column(i) * (LEVEL / quadratic.eigenvalues[i]).sqrt();
    let ends = [half(0), half(1)].map(|half| (centre + half).into());
    Some(Ellipse { centre: centre.into(), ends })
}

/// Drags what is held of the ellipse to a point: A becomes symmetric, and A and b get six digits. Without an ellipse, nothing
/// happens.
///
/// # Errors
/// What `booth_A` and `booth_b` take, if the ellipse would need others; the config is then unchanged.
pub fn drag(config: &mut Config, hold: Hold, to: [f64; 2]) -> Result<(), Vec<Problem>> {
    let Some((centre, quadratic)) = parts(config) else { return Ok(()) };
    let to = Vector2::from(to);
    let (centre, quadratic) = match hold {
        Hold::Centre => (to, quadratic),
        Hold::Axis(index) => (centre, stretched(quadratic, index, to - centre)),
    };
    let Some(root) = quadratic.root() else { return Ok(()) };
    let offset = -(root * centre);
    let mut dragged = config.clone();
    dragged.booth_a = root.transpose().iter().map(|&value| rounded(value, DIGITS)).collect();
    dragged.booth_b = offset.iter().map(|&value| rounded(value, DIGITS)).collect();
    // Ranges are checked where links are read.
    let read = decode(&encode(&dragged));
    if read.problems.is_empty() {
        *config = read.config;
        Ok(())
    } else {
        Err(read.problems)
    }
}

/// `half`, from the centre, becomes the half axis number `index`; the other keeps its length.
fn stretched(quadratic: Quadratic, index: usize, half: Vector2<f64>) -> Quadratic {
    let length = half.norm().clamp(LENGTHS.0, LENGTHS.1);
    let mut eigenvalues = quadratic.eigenvalues;
    eigenvalues[index.min(1)] = LEVEL / (length * length);
    let quarter = if index == 0 { 0.0 } else { std::f64::consts::FRAC_PI_2 };
    Quadratic::turned(eigenvalues, libm::atan2(half.y, half.x) - quarter)
}

/// Minimum and quadratic form AᵀA of the custom Booth objective.
fn parts(config: &Config) -> Option<(Vector2<f64>, Quadratic)> {
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
