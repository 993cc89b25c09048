//! Where tasks come from, by name. Whoever adds a family of the plane names it here: a row of the enum, its
//! origin, and two lists of names.

use super::choices::{Choice, Named, choices};
use crate::objective::{Booth, FamilyName, Objective, Rosenbrock};

choices! {
    /// Where tasks come from.
    TaskName {
        BoothFixed = "booth-fixed", "Booth, fixed (Fig 3)", "One elliptic bowl, f = ‖A x + b‖² with A = diag(0.5, 3), b = 0; starts vary.";
        BoothVariable = "booth-variable", "Booth, variable (Fig 4)", "f = ‖A x + b‖², every entry of A and b from N(0, 1) for each task, drawn anew where A is nearly singular.";
        RosenbrockFixed = "rosenbrock-fixed", "Rosenbrock, fixed (Fig 5)", "One bent valley, f = (c·y + d(x))² + (a·x + b)² with a = 1, b = −1, c = −2, d = 0.4x²; starts vary.";
        RosenbrockVariable = "rosenbrock-variable", "Rosenbrock, variable (Fig 6)", "f = (c·y + d(x))² + (a·x + b)², with a, b, c and d’s coefficients from N(0, 1) for each task, drawn anew where a or c is nearly 0.";
        Booth = "booth", "Booth’s function", "(x + 2y − 7)² + (2x + y − 5)².";
        Rosenbrock = "rosenbrock", "Rosenbrock’s function", "100 (y − x²)² + (1 − x)².";
        Spiral = "spiral", "Spiral, variable", "f = ‖A y‖², where y is x − m turned by an angle that grows with its length; A and m drawn from N(0, 1), the winding from N(0, ¼), for each task.";
        Mlp = "mlp", "Perceptron (Fig 7)", "Regression with a small perceptron: X, Y and the starting weights are uniform in (0, 1).";
        BoothCustom = "booth-custom", "Booth, your own", "f = ‖A x + b‖² with your A and b.";
        RosenbrockCustom = "rosenbrock-custom", "Rosenbrock, your own", "f = (c(x)·y + d(x))² + (a·x + b)² with your coefficients.";
    }
}

/// What tasks are like that come from somewhere.
pub enum Origin {
    /// All are this function of the plane.
    Fixed(Objective<f32>),
    /// Each is a new member of a family of the plane.
    Variable(FamilyName),
    /// All are the Booth objective that the config describes.
    CustomBooth,
    /// All are the Rosenbrock objective that the config describes.
    CustomRosenbrock,
    /// Each is a regression with a perceptron.
    Perceptron,
}

impl TaskName {
    /// What its tasks are like.
    pub fn origin(self) -> Origin {
        match self {
            TaskName::BoothFixed => Origin::Fixed(Objective::Booth(Booth::FIG3)),
            TaskName::BoothVariable => Origin::Variable(FamilyName::Booth),
            TaskName::RosenbrockFixed => Origin::Fixed(Objective::Rosenbrock(Rosenbrock::FIG5)),
            TaskName::RosenbrockVariable => Origin::Variable(FamilyName::Rosenbrock),
            TaskName::Booth => Origin::Fixed(Objective::Booth(Booth::CLASSIC)),
            TaskName::Rosenbrock => Origin::Fixed(Objective::Rosenbrock(Rosenbrock::CLASSIC)),
            TaskName::Spiral => Origin::Variable(FamilyName::Spiral),
            TaskName::Mlp => Origin::Perceptron,
            TaskName::BoothCustom => Origin::CustomBooth,
            TaskName::RosenbrockCustom => Origin::CustomRosenbrock,
        }
    }

    /// Whether tasks are functions of the plane.
    pub fn is_planar(self) -> bool {
        !matches!(self.origin(), Origin::Perceptron)
    }
}

/// Names of the tasks that are functions of the plane, for fields that matter there alone.
pub(super) const PLANAR: &[&str] = &[
    "booth",
    "booth-fixed",
    "booth-variable",
    "booth-custom",
    "rosenbrock",
    "rosenbrock-fixed",
    "rosenbrock-variable",
    "rosenbrock-custom",
    "spiral",
];

/// Names of those that are drawn from a family.
pub(super) const VARIABLE: &[&str] = &["booth-variable", "rosenbrock-variable", "spiral"];

#[cfg(test)]
mod tests {
    use super::*;

    fn names(of: impl Fn(TaskName) -> bool) -> Vec<&'static str> {
        let mut names: Vec<_> =
            TaskName::ALL.iter().filter(|task| of(**task)).map(|task| task.choice().name).collect();
        names.sort_unstable();
        names
    }

    fn sorted(names: &[&'static str]) -> Vec<&'static str> {
        let mut names = names.to_vec();
        names.sort_unstable();
        names
    }

    #[test]
    fn the_lists_of_names_hold_every_task_of_their_kind() {
        assert_eq!(sorted(PLANAR), names(TaskName::is_planar));
        assert_eq!(sorted(VARIABLE), names(|task| matches!(task.origin(), Origin::Variable(_))));
    }

    #[test]
    fn every_family_can_be_chosen() {
        for family in FamilyName::ALL {
            let drawn = |task: &TaskName| matches!(task.origin(), Origin::Variable(of) if of == *family);
            assert!(TaskName::ALL.iter().any(drawn), "{family:?}");
        }
    }
}
