//! Results of an experiment over all of its seeds.

use super::bootstrap::{Interval, Statistic, compare, log_of};
use super::error::ReproduceError;
use super::studies::{Contestant, Duel};
use super::unit::{Experiment, Results, Run};
use std::collections::BTreeMap;
use std::path::Path;

/// Steps after which f is compared too: the length of an unroll.
pub const EARLY: usize = 20;

/// Results of many experiments by name and, within, by seed.
#[derive(Default)]
pub struct Pool(BTreeMap<String, Vec<(u32, Results)>>);

/// What is measured of an optimizer, over all tasks of all seeds; f after the last step, unless said otherwise.
pub struct Measured {
    pub q1: f64,
    pub median: f64,
    pub q3: f64,
    pub mean: f64,
    /// Mean of log(1 + f) over all steps.
    pub mean_log: f64,
    /// Mean of log₁₀(f + 10⁻¹⁴) over all steps.
    pub area_log: f64,
    /// Share of tasks that diverged, and that ended above their start.
    pub diverged: f64,
    pub worse: f64,
}

/// f over tasks at each step: of every quantile the median over seeds, and of the median the lowest and the highest seed's.
pub struct Curve {
    pub p10: Vec<f64>,
    pub q1: Vec<f64>,
    pub median: Vec<f64>,
    pub q3: Vec<f64>,
    pub p90: Vec<f64>,
    pub lowest: Vec<f64>,
    pub highest: Vec<f64>,
}

/// How the first of two optimizers does against the second.
pub struct Comparison {
    /// log₁₀ of the ratio of the median final f.
    pub median: Interval,
    /// The same after [`EARLY`] steps; seeds alone are resampled.
    pub early: Interval,
    /// log₁₀ of the ratio of the mean final f.
    pub mean: Interval,
    /// Difference of the area under log₁₀ f.
    pub area: Interval,
    /// Share of tasks on which it ends lower.
    pub below: Interval,
    /// Difference of the share of diverged tasks.
    pub diverged: Interval,
}

impl Curve {
    /// Every number through `change`.
    pub fn map(self, change: impl Fn(f64) -> f64) -> Self {
        let all = |column: Vec<f64>| column.into_iter().map(&change).collect();
        Curve {
            p10: all(self.p10),
            q1: all(self.q1),
            median: all(self.median),
            q3: all(self.q3),
            p90: all(self.p90),
            lowest: all(self.lowest),
            highest: all(self.highest),
        }
    }
}

impl Pool {
    /// Reads the results of every seed of an experiment.
    pub fn read(&mut self, experiment: &Experiment, seeds: &[u32], out: &Path) -> Result<(), ReproduceError> {
        let results: Vec<(u32, Results)> = seeds
            .iter()
            .map(|&seed| {
                let unit = experiment.unit(seed);
                unit.read(out)
                    .map(|results| (seed, results))
                    .ok_or_else(|| ReproduceError::Missing(unit.file()))
            })
            .collect::<Result<_, _>>()?;
        self.0.insert(experiment.name.clone(), results);
        Ok(())
    }

    /// Results by seed of an experiment that was read.
    pub fn seeds(&self, experiment: &str) -> &[(u32, Results)] {
        self.0.get(experiment).map_or(&[], Vec::as_slice)
    }

    /// Runs of an optimizer, by seed.
    pub fn runs<'a>(&'a self, experiment: &str, optimizer: &'a str) -> Vec<&'a Run> {
        let runs = self.seeds(experiment).iter().flat_map(|(_, results)| &results.optimizers);
        runs.filter(|run| run.optimizer == optimizer).collect()
    }

    /// What is measured of an optimizer.
    pub fn measured(&self, experiment: &str, optimizer: &str) -> Measured {
        let runs = self.runs(experiment, optimizer);
        let mut finals: Vec<f64> = runs.iter().flat_map(|run| &run.finals).copied().map(f64::from).collect();
        finals.sort_by(f64::total_cmp);
        let share = |count: fn(&Run) -> u32| {
            let (count, tasks) = runs.iter().fold((0, 0), |(c, t), run| (c + count(run), t + run.tasks));
            f64::from(count) / f64::from(tasks)
        };
        let areas = || runs.iter().flat_map(|run| &run.area_log);
        Measured {
            q1: quantile(&finals, 0.25),
            median: quantile(&finals, 0.5),
            q3: quantile(&finals, 0.75),
            mean: finals.iter().sum::<f64>() / finals.len() as f64,
            mean_log: runs.iter().map(|run| f64::from(run.mean_log)).sum::<f64>() / runs.len() as f64,
            area_log: areas().copied().map(f64::from).sum::<f64>() / areas().count() as f64,
            diverged: share(|run| run.diverged),
            worse: share(|run| run.worse),
        }
    }

    /// f over the steps.
    pub fn curve(&self, experiment: &str, optimizer: &str) -> Curve {
        let runs = self.runs(experiment, optimizer);
        let steps = runs.first().map_or(0, |run| run.median.len());
        let over = |column: fn(&Run) -> &[f32], share: f64| -> Vec<f64> {
            let at = |step: usize| {
                let mut values: Vec<f64> = runs.iter().map(|run| f64::from(column(run)[step])).collect();
                values.sort_by(f64::total_cmp);
                quantile(&values, share)
            };
            (0..steps).map(at).collect()
        };
        Curve {
            p10: over(|run| &run.p10, 0.5),
            q1: over(|run| &run.q1, 0.5),
            median: over(|run| &run.median, 0.5),
            q3: over(|run| &run.q3, 0.5),
            p90: over(|run| &run.p90, 0.5),
            lowest: over(|run| &run.median, 0.0),
            highest: over(|run| &run.median, 1.0),
        }
    }

    /// Two optimizers on the same tasks of the same seeds.
    pub fn compare(&self, duel: &Duel) -> Comparison {
        let [one, other] = [&duel.one, &duel.other]
            .map(|Contestant { experiment, optimizer }| self.runs(experiment, optimizer));
        let over = |column: fn(&Run) -> &[f32], statistic| {
            let [one, other] =
                [&one, &other].map(|runs| runs.iter().map(|run| column(run)).collect::<Vec<_>>());
            compare(&one, &other, statistic)
        };
        let shares = [&one, &other].map(|runs| {
            runs.iter().map(|run| [run.diverged as f32 / run.tasks as f32]).collect::<Vec<[f32; 1]>>()
        });
        let [left, right] =
            [&shares[0], &shares[1]].map(|shares| shares.iter().map(|share| &share[..]).collect::<Vec<_>>());
        let logs = [&one, &other].map(|runs| {
            let at = |run: &&Run| run.median.get(EARLY).map_or(f64::NAN, |&f| log_of(f64::from(f)));
            runs.iter().map(|run| [at(run) as f32]).collect::<Vec<[f32; 1]>>()
        });
        let [early_left, early_right] =
            [&logs[0], &logs[1]].map(|logs| logs.iter().map(|log| &log[..]).collect::<Vec<_>>());
        Comparison {
            early: compare(&early_left, &early_right, Statistic::Difference),
            median: over(|run| &run.finals, Statistic::MedianRatio),
            mean: over(|run| &run.finals, Statistic::MeanRatio),
            area: over(|run| &run.area_log, Statistic::Difference),
            below: over(|run| &run.finals, Statistic::ShareBelow),
            diverged: compare(&left, &right, Statistic::Difference),
        }
    }
}

/// With linear interpolation between order statistics.  sorted: ascending
fn quantile(sorted: &[f64], share: f64) -> f64 {
    if sorted.is_empty() {
        return f64::NAN;
    }
    let position = share * (sorted.len() - 1) as f64;
    let (below, rest) = (position as usize, position.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] * (1.0 - rest) + sorted[above] * rest
}
