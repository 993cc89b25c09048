//! What a comparison says about a claim.

use super::bootstrap::Interval;
use super::pooled::Comparison;

/// Whom a statistic favours, where lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Favours {
    One,
    Other,
    /// The interval holds 0.
    Neither,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Reproduced,
    NotReproduced,
    Depends,
    Undecided,
}

impl Favours {
    /// Of a difference, or of the logarithm of a ratio.
    pub fn of(interval: Interval) -> Self {
        if interval.high < 0.0 {
            Favours::One
        } else if interval.low > 0.0 {
            Favours::Other
        } else {
            Favours::Neither
        }
    }
}

/// The statistics that a claim is judged by, with their names.
pub fn judged(comparison: &Comparison) -> [(&'static str, Favours); 3] {
    [
        ("median final f", Favours::of(comparison.median)),
        ("mean final f", Favours::of(comparison.mean)),
        ("area under log f", Favours::of(comparison.area)),
    ]
}

/// Of the claim that `winner` is better: reproduced if some statistic says so and none the opposite.
pub fn verdict(statistics: &[(&'static str, Favours)], winner: Favours) -> Verdict {
    let some_for = statistics.iter().any(|(_, favours)| *favours == winner);
    let some_against =
        statistics.iter().any(|(_, favours)| *favours != winner && *favours != Favours::Neither);
    match (some_for, some_against) {
        (true, false) => Verdict::Reproduced,
        (false, true) => Verdict::NotReproduced,
        (true, true) => Verdict::Depends,
        (false, false) => Verdict::Undecided,
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Verdict::Reproduced => "reproduced",
            Verdict::NotReproduced => "not reproduced",
            Verdict::Depends => "depends on the statistic",
            Verdict::Undecided => "no difference found",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_reproduced_only_if_no_statistic_says_the_opposite() {
        use Favours::{Neither, One, Other};
        let of = |list: [Favours; 3]| verdict(&list.map(|favours| ("", favours)), Other);
        assert_eq!(of([Other, Other, Neither]), Verdict::Reproduced);
        assert_eq!(of([One, Neither, One]), Verdict::NotReproduced);
        assert_eq!(of([One, Other, Neither]), Verdict::Depends);
        assert_eq!(of([Neither; 3]), Verdict::Undecided);
    }

    #[test]
    fn an_interval_that_holds_zero_favours_neither() {
        let of = |low, high| Favours::of(Interval { estimate: 0.5 * (low + high), low, high });
        assert_eq!(of(-2.0, -1.0), Favours::One);
        assert_eq!(of(1.0, 2.0), Favours::Other);
        assert_eq!(of(-1.0, 2.0), Favours::Neither);
    }
}
