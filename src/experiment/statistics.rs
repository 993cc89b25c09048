//! What an evaluation says in numbers.

use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Results of one optimizer on the unseen tasks. All numbers are finite.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Summary {
    /// The optimizer's name.
    pub optimizer: &'static str,
    /// Hash over the bits of all iterates and losses of its training and evaluation, 16 hexadecimal digits.
    pub hash: String,
    /// One letter or digit for each of several states of the training (one for a baseline's step size, none of imported
    /// weights), then for every step 0…N of the evaluation: where two runs depart, so do these.
    pub marks: String,
    /// The step size used by a baseline, tuned or given.
    pub step_size: Option<f32>,
    /// Meta-updates of its training: fewer than planned where it ended early, 0 where nothing was learned.
    pub meta_updates: u32,
    /// Unseen tasks.
    pub tasks: u32,
    /// Steps on each.
    pub steps: u32,
    /// Tasks on which the iterate became non-finite and was frozen.
    pub diverged: u32,
    /// Median of f after the last step.
    pub median_final: f32,
    /// Lower quartile of f after the last step.
    pub q1_final: f32,
    /// Upper quartile of f after the last step.
    pub q3_final: f32,
    /// Mean of f after the last step.
    pub mean_final: f32,
    /// Mean of log(1 + f) over all tasks and steps 1…N.
    pub mean_log: f32,
    /// f after the last step of every task: [tasks].
    pub finals: Vec<f32>,
    /// Median of f over tasks, at steps 0…N.
    pub median: Vec<f32>,
    /// Lower quartile of f over tasks, at steps 0…N.
    pub q1: Vec<f32>,
    /// Upper quartile of f over tasks, at steps 0…N.
    pub q3: Vec<f32>,
}

impl Summary {
    /// From f of every task at every step, [tasks][steps + 1].
    pub fn new(
        optimizer: &'static str,
        (hash, marks): (u64, String),
        (step_size, meta_updates): (Option<f32>, u32),
        values: &[Vec<f32>],
        diverged: u32,
    ) -> Self {
        let steps = values.first().map_or(0, |row| row.len().saturating_sub(1));
        let by_step: Vec<[f32; 3]> =
            (0..=steps).map(|step| quartiles(values.iter().map(|row| row[step]))).collect();
        let [q1_final, median_final, q3_final] = by_step[steps];
        let column = |quartile: usize| by_step.iter().map(|three| three[quartile]).collect();
        let finals = values.iter().map(|row| f64::from(row[steps]));
        let logs = values.iter().flat_map(|row| &row[1..]).map(|&f| libm::log1p(f64::from(f)));
        let count = values.len() as f64;
        Summary {
            optimizer,
            hash: hexadecimal(hash),
            marks,
            step_size,
            meta_updates,
            tasks: values.len() as u32,
            steps: steps as u32,
            diverged,
            median_final,
            q1_final,
            q3_final,
            mean_final: (finals.sum::<f64>() / count) as f32,
            finals: values.iter().map(|row| row[steps]).collect(),
            mean_log: (logs.sum::<f64>() / (count * steps.max(1) as f64)) as f32,
            median: column(1),
            q1: column(0),
            q3: column(2),
        }
    }
}

/// Added to f before its logarithm: in single precision f is this large, or 0, once nothing more can be gained.
const FLOOR: f64 = 1e-14;

/// What a sweep keeps of an evaluation beyond its [`Summary`]. All numbers are finite.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Details {
    /// Mean of log₁₀(f + 10⁻¹⁴) over the steps 1…N of every task, the area under its curve: [tasks].
    pub area_log: Vec<f32>,
    /// First decile of f over tasks, at steps 0…N.
    pub p10: Vec<f32>,
    /// Last decile of f over tasks, at steps 0…N.
    pub p90: Vec<f32>,
    /// Tasks whose f is larger after the last step than at the start.
    pub worse: u32,
}

impl Details {
    /// From f of every task at every step, [tasks][steps + 1].
    pub fn new(values: &[Vec<f32>]) -> Self {
        let steps = values.first().map_or(0, |row| row.len().saturating_sub(1));
        let deciles: Vec<[f32; 2]> =
            (0..=steps).map(|step| quantiles(values.iter().map(|row| row[step]), [0.1, 0.9])).collect();
        let area = |row: &[f32]| {
            let sum: f64 = row[1..].iter().map(|&f| libm::log10(f64::from(f) + FLOOR)).sum();
            (sum / steps.max(1) as f64) as f32
        };
        Details {
            area_log: values.iter().map(|row| area(row)).collect(),
            p10: deciles.iter().map(|two| two[0]).collect(),
            p90: deciles.iter().map(|two| two[1]).collect(),
            worse: values.iter().filter(|row| row[steps] > row[0]).count() as u32,
        }
    }
}

/// The share of tasks on which `one` ends below `other`, both [tasks]; a draw counts half. 0.5 without tasks.
pub fn share_below(one: &[f32], other: &[f32]) -> f64 {
    let points = one.iter().zip(other).map(|(a, b)| match a.partial_cmp(b) {
        Some(Ordering::Less) => 1.0,
        Some(Ordering::Greater) => 0.0,
        Some(Ordering::Equal) | None => 0.5,
    });
    let count = one.len().min(other.len());
    if count == 0 { 0.5 } else { points.sum::<f64>() / count as f64 }
}

/// Lower quartile, median, upper quartile.
fn quartiles(values: impl Iterator<Item = f32>) -> [f32; 3] {
    quantiles(values, [0.25, 0.5, 0.75])
}

/// The quantiles of these shares, with linear interpolation between order statistics.
fn quantiles<const N: usize>(values: impl Iterator<Item = f32>, shares: [f32; N]) -> [f32; N] {
    // The heap's sort is a tenth of the slice's in code, and this is not where time is spent.
    let sorted = values.map(Ordered).collect::<BinaryHeap<_>>().into_sorted_vec();
    shares.map(|share| {
        let position = share * (sorted.len() - 1) as f32;
        let (below, rest) = (position as usize, position.fract());
        let above = (below + 1).min(sorted.len() - 1);
        sorted[below].0 * (1.0 - rest) + sorted[above].0 * rest
    })
}

/// A number in the total order of IEEE 754.
struct Ordered(f32);

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ordered {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ordered {}

/// 16 hexadecimal digits.
pub fn hexadecimal(hash: u64) -> String {
    format!("{hash:016x}")
}
