//! The learned optimizer as it was at earlier times of its training.

use crate::optimizer::Learned;

/// The most numbers that all checkpoints together may hold (64 MB).
const MOST_NUMBERS: usize = 16_000_000;

/// Copies of a learned optimizer at meta-updates about √2 apart in ratio: early ones, where most is learned, lie close together.
/// Large networks are kept at fewer times.
#[derive(Debug)]
pub struct Checkpoints {
    /// (meta-updates done, the optimizer then), ascending.
    kept: Vec<(u32, Learned)>,
    /// How many there may be.
    most: usize,
    /// Ratio of one time to the next.
    ratio: f64,
    /// The next time to keep.
    due: u32,
}

impl Checkpoints {
    /// The optimizer before its first meta-update.
    pub fn new(learned: &Learned) -> Self {
        let numbers: usize = learned.networks().iter().map(|network| network.weights().len()).sum();
        Checkpoints {
            kept: vec![(0, learned.clone())],
            most: (MOST_NUMBERS / numbers.max(1)).max(4),
            ratio: std::f64::consts::SQRT_2,
            due: 1,
        }
    }

    /// Keeps the optimizer if it is time to.
    pub fn offer(&mut self, updates: u32, learned: &Learned) {
        if updates < self.due {
            return;
        }
        if self.kept.len() >= self.most {
            self.thin();
        }
        self.kept.push((updates, learned.clone()));
        self.due = (updates + 1).max((f64::from(updates) * self.ratio).round() as u32);
    }

    /// Meta-updates done at each, ascending; the first is 0.
    pub fn times(&self) -> impl Iterator<Item = u32> {
        self.kept.iter().map(|(updates, _)| *updates)
    }

    /// The last one that is not later than `updates`.
    pub fn before(&self, updates: u32) -> &Learned {
        let after = self.kept.partition_point(|(time, _)| *time <= updates);
        &self.kept[after.max(1) - 1].1
    }

    /// Drops every other one but the first, and keeps half as many from now on.
    fn thin(&mut self) {
        let mut index = 0;
        self.kept.retain(|_| {
            index += 1;
            index == 1 || index % 2 == 0
        });
        self.ratio *= self.ratio;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Config, OptimizerName};

    fn learned(hidden: u32, seed: u64) -> Learned {
        let config = Config { hidden, ..Config::default() };
        Learned::initialized(config.learned_spec(OptimizerName::L2o), seed)
    }

    #[test]
    fn times_are_ever_farther_apart_and_begin_with_none() {
        let mut checkpoints = Checkpoints::new(&learned(2, 0));
        (1..=2000).for_each(|update| checkpoints.offer(update, &learned(2, 0)));
        let times: Vec<u32> = checkpoints.times().collect();
        assert_eq!(times[..8], [0, 1, 2, 3, 4, 6, 8, 11]);
        assert!((20..=26).contains(&times.len()) && times.is_sorted(), "{times:?}");
    }

    #[test]
    fn the_optimizer_is_the_one_that_was_offered_then() {
        let mut checkpoints = Checkpoints::new(&learned(2, 0));
        (1..=100).for_each(|update| checkpoints.offer(update, &learned(2, u64::from(update))));
        let times: Vec<u32> = checkpoints.times().collect();
        for asked in [0, 1, 5, 7, 50, 1000] {
            let time = times.iter().rev().find(|&&time| time <= asked).copied().unwrap_or_default();
            let expected = learned(2, u64::from(time));
            let then = checkpoints.before(asked);
            assert_eq!(then.networks()[0].weights(), expected.networks()[0].weights(), "{asked}: {time}");
        }
    }

    #[test]
    fn of_large_networks_fewer_are_kept_over_the_same_span() {
        let mut checkpoints = Checkpoints::new(&learned(2, 0));
        checkpoints.most = 6;
        (1..=2000).for_each(|update| checkpoints.offer(update, &learned(2, 0)));
        let times: Vec<u32> = checkpoints.times().collect();
        assert!(times.len() <= 6 && times[0] == 0 && times.is_sorted(), "{times:?}");
        assert!(times.last().is_some_and(|&last| last > 300), "{times:?}");
    }
}
