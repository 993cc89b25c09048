//! When a training no longer gets better.

use std::collections::VecDeque;

/// How much lower, as a share, the meta-loss must be for training to go on.
const GAIN: f64 = 0.01;

/// Compares the meta-loss of the last k runs with that of the k runs before.
#[derive(Clone, Debug)]
pub struct Plateau {
    /// k; never reached if 0.
    patience: usize,
    /// Meta-losses of the last 2k runs, newest last.
    runs: VecDeque<f64>,
    /// Sum over the meta-updates of the run under way.
    sum: f64,
}

impl Plateau {
    /// With this k.
    pub fn new(patience: u32) -> Self {
        let patience = patience as usize;
        Plateau { patience, runs: VecDeque::with_capacity(2 * patience), sum: 0.0 }
    }

    /// Counts a meta-update.
    pub fn add(&mut self, loss: f32) {
        self.sum += f64::from(loss);
    }

    /// Ends a run; whether the last k runs together were less than 1 % better than the k before.
    pub fn end_run(&mut self) -> bool {
        let sum = std::mem::take(&mut self.sum);
        if self.patience == 0 {
            return false;
        }
        if self.runs.len() == 2 * self.patience {
            self.runs.pop_front();
        }
        self.runs.push_back(sum);
        if self.runs.len() < 2 * self.patience {
            return false;
        }
        let earlier: f64 = self.runs.iter().take(self.patience).sum();
        let later: f64 = self.runs.iter().skip(self.patience).sum();
        later > earlier - GAIN * earlier.abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first run, counted from 1, after which it stops.
    fn stops(patience: u32, losses: impl IntoIterator<Item = f32>) -> Option<usize> {
        let mut plateau = Plateau::new(patience);
        let ends = losses.into_iter().map(|loss| {
            plateau.add(loss / 2.0);
            plateau.add(loss / 2.0);
            plateau.end_run()
        });
        ends.collect::<Vec<_>>().iter().position(|&end| end).map(|index| index + 1)
    }

    #[test]
    fn a_training_that_gets_better_goes_on() {
        assert_eq!(stops(3, (1..100).map(|run| 1.0 / run as f32)), None);
        assert_eq!(stops(3, (1..100).map(|run| -(run as f32))), None, "logarithms may be negative");
    }

    #[test]
    fn one_that_does_not_stops_as_soon_as_that_is_known() {
        assert_eq!(stops(3, [5.0; 20]), Some(6));
        assert_eq!(stops(2, [9.0, 8.0, 4.0, 3.0, 3.0, 3.0, 3.0, 3.0]), Some(7));
        assert_eq!(stops(1, [2.0, 1.0, 1.5]), Some(3));
    }

    #[test]
    fn without_patience_it_never_stops() {
        assert_eq!(stops(0, [5.0; 20]), None);
    }
}
