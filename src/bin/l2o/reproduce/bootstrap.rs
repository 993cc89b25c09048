//! Paired comparisons with intervals: a bootstrap over seeds and, within each, over tasks (Davison & Hinkley 1997, section 3.8).

use l2o_playground::random::{Purpose, Random};

/// Resamples of an interval.
const RESAMPLES: usize = 2000;
/// The share of them that lies within the interval.
const LEVEL: f64 = 0.95;
/// A median or mean of f below this counts as solved: beyond it the rounding of single precision decides.
pub const SOLVED: f64 = 1e-12;

/// How two optimizers are compared on the tasks of one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// log₁₀ of the ratio of the medians.
    MedianRatio,
    /// log₁₀ of the ratio of the means.
    MeanRatio,
    /// Difference of the means.
    Difference,
    /// The share of tasks on which the first is lower; draws count half.
    ShareBelow,
}

/// An estimate, the mean over seeds, with the interval of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub estimate: f64,
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// Whether all resamples are equal to each other: both have solved everything.
    pub fn is_draw(self) -> bool {
        self.low.abs().max(self.high.abs()) < 1e-9
    }
}

impl Statistic {
    /// Of the values of two optimizers on the same tasks, which it may reorder.
    fn of(self, one: &mut [f64], other: &mut [f64]) -> f64 {
        match self {
            Statistic::MedianRatio => log_of(median(one)) - log_of(median(other)),
            Statistic::MeanRatio => log_of(mean(one)) - log_of(mean(other)),
            Statistic::Difference => mean(one) - mean(other),
            Statistic::ShareBelow => {
                let points = one.iter().zip(&*other).map(|(one, other)| {
                    if one < other {
                        1.0
                    } else if one > other {
                        0.0
                    } else {
                        0.5
                    }
                });
                points.sum::<f64>() / one.len() as f64
            }
        }
    }
}

/// `statistic` of two optimizers, whose values are given by seed and task: both [seeds][tasks], of the same shape.
pub fn compare(one: &[&[f32]], other: &[&[f32]], statistic: Statistic) -> Interval {
    let mut random = Random::new(0, Purpose::Resampling, 0);
    let seeds = one.len();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut over = |seed: usize, random: Option<&mut Random>| {
        let (one, other) = (one[seed], other[seed]);
        left.clear();
        right.clear();
        match random {
            None => {
                left.extend(one.iter().copied().map(f64::from));
                right.extend(other.iter().copied().map(f64::from));
            }
            Some(random) => {
                for _ in 0..one.len() {
                    let task = below(one.len(), random);
                    left.push(f64::from(one[task]));
                    right.push(f64::from(other[task]));
                }
            }
        }
        statistic.of(&mut left, &mut right)
    };
    let estimate = (0..seeds).map(|seed| over(seed, None)).sum::<f64>() / seeds as f64;
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let sum: f64 = (0..seeds)
                .map(|_| {
                    let seed = below(seeds, &mut random);
                    over(seed, Some(&mut random))
                })
                .sum();
            sum / seeds as f64
        })
        .collect();
    resampled.sort_by(f64::total_cmp);
    let at = |share: f64| resampled[(share * (RESAMPLES - 1) as f64).round() as usize];
    Interval { estimate, low: at(0.5 - 0.5 * LEVEL), high: at(0.5 + 0.5 * LEVEL) }
}

/// log₁₀ f, the same for all that is solved.
pub fn log_of(f: f64) -> f64 {
    f.max(SOLVED).log10()
}

/// A uniform index below `count`, which is at most 2²⁴.
fn below(count: usize, random: &mut Random) -> usize {
    (random.uniform(0.0, count as f32) as usize).min(count - 1)
}

/// The upper of the two middle values where there are two.
pub fn median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    *values.select_nth_unstable_by(middle, f64::total_cmp).1
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_a_difference_that_is_there_and_not_one_that_is_not() {
        let mut random = Random::new(3, Purpose::Evaluation, 0);
        let rows = |shift: f32, random: &mut Random| -> Vec<Vec<f32>> {
            (0..10).map(|_| (0..200).map(|_| shift + random.normal()).collect()).collect()
        };
        let (low, high) = (rows(0.0, &mut random), rows(0.5, &mut random));
        let same = rows(0.0, &mut random);
        let views = |rows: &'_ [Vec<f32>]| -> Vec<Vec<f32>> { rows.to_vec() };
        let slices = |rows: &[Vec<f32>], other: &[Vec<f32>], statistic| {
            let (one, other) = (views(rows), views(other));
            let one: Vec<&[f32]> = one.iter().map(Vec::as_slice).collect();
            let other: Vec<&[f32]> = other.iter().map(Vec::as_slice).collect();
            compare(&one, &other, statistic)
        };
        let there = slices(&low, &high, Statistic::Difference);
        assert!(there.low < -0.5 + 0.2 && there.high < -0.3 && there.low > -0.7, "{there:?}");
        let none = slices(&low, &same, Statistic::Difference);
        assert!(none.low < 0.0 && none.high > 0.0, "{none:?}");
        let share = slices(&low, &high, Statistic::ShareBelow);
        assert!(share.low > 0.55 && share.high < 0.75, "{share:?}");
    }

    #[test]
    fn ratios_are_those_of_medians_and_of_means() {
        let one: &[f32] = &[1.0, 2.0, 30.0];
        let other: &[f32] = &[10.0, 20.0, 300.0];
        for statistic in [Statistic::MedianRatio, Statistic::MeanRatio] {
            let interval = compare(&[one], &[other], statistic);
            assert!((interval.estimate + 1.0).abs() < 1e-9, "{interval:?}");
        }
        let solved: &[f32] = &[1e-15, 0.0, 1e-13];
        let also: &[f32] = &[0.0, 1e-13, 1e-20];
        assert!(compare(&[solved], &[also], Statistic::MedianRatio).is_draw());
        assert!(!compare(&[one], &[other], Statistic::MedianRatio).is_draw());
        let draws = compare(&[one], &[one], Statistic::ShareBelow);
        assert!((draws.low - 0.5).abs() < 1e-9 && (draws.high - 0.5).abs() < 1e-9, "{draws:?}");
    }
}
