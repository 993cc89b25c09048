//! What a comparison says about a claim.

use super::bootstrap::Interval;
use super::pooled::Comparison;
use super::studies::Claim;

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
    Better,
    NotBetter,
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

/// What a comparison makes of a claim; `None` where nothing is claimed.
pub fn verdict(comparison: &Comparison, claim: Claim) -> Option<Verdict> {
    let [median, mean, area, diverged] =
        [comparison.median, comparison.mean, comparison.area, comparison.diverged].map(Favours::of);
    match claim {
        Claim::OtherIsLower => Some(reproduced([median, mean, area], Favours::Other)),
        Claim::OneIsLower => Some(reproduced([median, mean, area], Favours::One)),
        Claim::OneIsBetter => {
            let lower = median == Favours::One || comparison.median.is_draw();
            let better = lower && area == Favours::One && diverged != Favours::Other;
            let worse = [median, area, diverged].contains(&Favours::Other);
            Some(match (better, worse) {
                (true, _) => Verdict::Better,
                (false, true) => Verdict::NotBetter,
                (false, false) => Verdict::Undecided,
            })
        }
        Claim::Ingredients => None,
    }
}

/// Of the claim that `winner` is lower: reproduced if some statistic says so and none the opposite.
fn reproduced(statistics: [Favours; 3], winner: Favours) -> Verdict {
    let some_for = statistics.contains(&winner);
    let some_against = statistics.iter().any(|&favours| favours != winner && favours != Favours::Neither);
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
            Verdict::Better => "significantly better",
            Verdict::NotBetter => "not better",
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
        assert_eq!(reproduced([Other, Other, Neither], Other), Verdict::Reproduced);
        assert_eq!(reproduced([One, Neither, One], Other), Verdict::NotReproduced);
        assert_eq!(reproduced([One, Other, Neither], Other), Verdict::Depends);
        assert_eq!(reproduced([Neither; 3], Other), Verdict::Undecided);
    }

    #[test]
    fn better_is_what_wins_by_median_and_area_and_diverges_no_more() {
        let at = |estimate: f64| Interval { estimate, low: estimate - 0.5, high: estimate + 0.5 };
        let of = |median, area, diverged| {
            let comparison = Comparison {
                median: at(median),
                early: at(9.0),
                mean: at(9.0),
                area: at(area),
                below: at(0.5),
                diverged: at(diverged),
            };
            verdict(&comparison, Claim::OneIsBetter)
        };
        assert_eq!(of(-1.0, -1.0, 0.0), Some(Verdict::Better));
        assert_eq!(of(-1.0, -1.0, 1.0), Some(Verdict::NotBetter));
        assert_eq!(of(-1.0, 1.0, 0.0), Some(Verdict::NotBetter));
        assert_eq!(of(-1.0, 0.0, 0.0), Some(Verdict::Undecided));
        assert_eq!(of(0.0, -1.0, 0.0), Some(Verdict::Undecided));
    }

    #[test]
    fn an_interval_that_holds_zero_favours_neither() {
        let of = |low, high| Favours::of(Interval { estimate: 0.5 * (low + high), low, high });
        assert_eq!(of(-2.0, -1.0), Favours::One);
        assert_eq!(of(1.0, 2.0), Favours::Other);
        assert_eq!(of(-1.0, 2.0), Favours::Neither);
    }
}
