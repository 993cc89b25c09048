//! The closed choices of a config. Each is known by one name, in links, messages and on the page.

use serde::Serialize;

/// How a choice is named and explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Choice {
    /// In links.
    pub name: &'static str,
    /// On the page.
    pub label: &'static str,
    /// One line.
    pub help: &'static str,
}

/// An enum whose variants carry a [`Choice`] each.
pub trait Named: Copy + PartialEq + 'static {
    /// All variants, in the order in which they are offered.
    const ALL: &'static [Self];
    /// Their descriptions, in the same order.
    const CHOICES: &'static [Choice];

    /// The description of this variant.
    fn choice(self) -> &'static Choice {
        // Both tables are written by one macro from one list: the position exists in both.
        let position = Self::ALL.iter().position(|other| *other == self).unwrap_or_default();
        &Self::CHOICES[position]
    }

    /// The variant of this name.
    fn from_name(name: &str) -> Option<Self> {
        let position = Self::CHOICES.iter().position(|choice| choice.name == name)?;
        Some(Self::ALL[position])
    }
}

/// An enum whose variants are known by names.
macro_rules! choices {
    ($(#[$outer:meta])* $type:ident { $($variant:ident = $name:literal, $label:literal, $help:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {
            $(#[doc = $help] $variant,)+
        }

        impl Named for $type {
            const ALL: &'static [Self] = &[$($type::$variant,)+];
            const CHOICES: &'static [Choice] = &[$(Choice { name: $name, label: $label, help: $help },)+];
        }
    };
}
pub(super) use choices;

choices! {
    /// The optimizers that can be compared.
    OptimizerName {
        L2o = "l2o", "L2O", "An LSTM reads the gradient and returns the update.";
        L2oTele = "l2o-tele", "L2O + teleport", "A second LSTM also returns an angle: the iterate moves along its level set.";
        Lr = "lr", "LSTM(lr)", "An LSTM returns the step size of gradient descent.";
        LrTele = "lr-tele", "LSTM(lr, tele)", "An LSTM returns the step size, and how to teleport.";
        LrMom = "lr-mom", "LSTM(lr, mom)", "LSTMs return the step size and the momentum coefficient.";
        LrTeleMom = "lr-tele-mom", "LSTM(lr, tele, mom)", "Algorithm 3: step size, momentum coefficient and teleport.";
        Gd = "gd", "GD", "Gradient descent with a tuned step size.";
        Momentum = "momentum", "Momentum", "Gradient descent with Polyak’s momentum, tuned step size.";
        Adam = "adam", "Adam", "Adam with a tuned step size.";
        Newton = "newton", "Newton", "Newton’s method; where the Hessian is not positive definite, with the magnitudes of its eigenvalues.";
        Oracle = "oracle", "GD + oracle", "Gradient descent that now and then teleports to the largest gradient of its level set.";
        Random = "random", "GD + random", "Gradient descent that now and then teleports anywhere on its level set.";
        Fly = "fly", "On the fly", "Algorithm 2: the angle descends on the value after the next step.";
    }
}

impl OptimizerName {
    /// The optimizer of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::from_name(name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.choice().name
    }

    /// Whether it is meta-trained.
    pub fn is_learned(self) -> bool {
        use OptimizerName::{L2o, L2oTele, Lr, LrMom, LrTele, LrTeleMom};
        matches!(self, L2o | L2oTele | Lr | LrTele | LrMom | LrTeleMom)
    }

    /// Whether it is meta-trained to teleport.
    pub fn learns_to_teleport(self) -> bool {
        matches!(self, OptimizerName::L2oTele | OptimizerName::LrTele | OptimizerName::LrTeleMom)
    }

    /// Whether an LSTM returns its step size.
    pub fn learns_rate(self) -> bool {
        self.is_learned() && !matches!(self, OptimizerName::L2o | OptimizerName::L2oTele)
    }

    /// Whether it needs a function of the plane.
    pub fn is_planar(self) -> bool {
        matches!(self, OptimizerName::Newton | OptimizerName::Fly)
    }
}

choices! {
    /// How the update network meets the coordinates.
    Net {
        Joint = "joint", "joint", "The LSTM sees the whole gradient.";
        Coordinatewise = "coordinatewise", "coordinatewise", "One shared LSTM per coordinate, as Andrychowicz et al.";
    }
}

choices! {
    /// Preprocessing of the gradient.
    FeaturesName {
        Raw = "raw", "raw", "The gradient itself.";
        Clip = "clip", "clipped", "The gradient clipped to ± the bound.";
        LogSign = "logsign", "log and sign", "Andrychowicz et al.’s pair: log-magnitude and sign.";
    }
}

choices! {
    /// Initial weights of the angle's head.
    ThetaInit {
        Zero = "zero", "zero", "θ starts at 0: training starts as plain L2O.";
        Random = "random", "random", "θ starts like any other output.";
    }
}

choices! {
    /// Decay of the meta learning rate.
    DecayName {
        None = "none", "none", "Constant rate.";
        Cosine = "cosine", "cosine", "Falls to 0 along a half cosine.";
    }
}

choices! {
    /// One LSTM or two.
    Lstms {
        Two = "two", "two", "m₁ returns update or step size; m₂, with weights of its own, teleport and momentum coefficient.";
        One = "one", "one", "One LSTM returns everything.";
    }
}

choices! {
    /// Where momentum goes on after a teleport.
    CarryName {
        Teleported = "x", "from the teleported point", "x_t = g(x_{t−1} + v_t).";
        Plain = "w", "from the point before", "W_t = W_{t−1} + v_t and x_t = g(W_t): only the gradient is taken at the teleported point.";
    }
}

choices! {
    /// From an output of the LSTM to a step size.
    AlphaMap {
        Log = "log", "logarithmic", "Moves smoothly through the range, on a logarithmic scale.";
        Clamp = "clamp", "clamped", "The output itself, clamped to the range, as in Zhao et al.";
    }
}

choices! {
    /// How the upper layer undoes a teleport of the perceptron.
    TeleForm {
        First = "first", "first order", "W₂(I − T): the loss changes by O(‖T‖²), as in Zhao et al.";
        Exact = "exact", "exact", "W₂(I + T)⁻¹: the loss does not change.";
    }
}

choices! {
    /// How the meta-gradient is estimated.
    EstimatorName {
        Bptt = "bptt", "back-propagation", "Through the unrolled steps; what lies before them is cut off.";
        Es = "es", "evolution strategies", "From pairs of perturbed weights, over the same unrolled steps.";
        Pes = "pes", "persistent ES", "From pairs of perturbed weights that live on from unroll to unroll: not biased by truncation.";
    }
}

choices! {
    /// Meta-loss of one iterate.
    Loss {
        Value = "f", "f", "The value itself, as in the paper.";
        Log1p = "log1p", "log(1 + f)", "Tames large values.";
        Log = "log", "log(f + ε)", "Scale-free: every further digit counts.";
        Distance = "distance", "distance to the optimum", "‖x − x*‖, the paper’s suggestion.";
    }
}

choices! {
    /// What the chart of the trajectories shows.
    Curve {
        Value = "f", "f", "The value at every step.";
        Unseen = "unseen", "f, unseen tasks", "Median and quartiles over the unseen tasks at every step.";
        Gradient = "gradient", "‖∇f‖", "The length of the gradient at every step.";
        Alpha = "alpha", "α", "The step size of every step.";
        Beta = "beta", "β", "The momentum coefficient of every step.";
        Element = "element", "|θ| or ‖T‖", "How far every step teleports.";
        Invariance = "invariance", "invariance error", "|f′ − f| / f across every teleport.";
    }
}

choices! {
    /// The figure of the article that a link opens.
    FigureName {
        None = "none", "playground", "The playground itself.";
        Orbit = "orbit", "orbit", "A point, its orbit, and how steep f is along it.";
        Newton = "newton", "Newton", "Proposition 4.1: what Newton’s step has and the gradient lacks (Fig 1).";
        Fly = "fly", "on the fly", "Algorithm 2: where the learned angle turns (Fig 2).";
        Families = "families", "families", "LSTMs with and without teleports over many seeds and unseen tasks (Figs 3 to 6).";
        Perceptrons = "perceptrons", "perceptrons", "The same on perceptrons, with momentum (Fig 7).";
        Ingredients = "ingredients", "ingredients", "What each ingredient of a better teleporting LSTM contributes.";
    }
}

choices! {
    /// The function that the figure of Newton's step shows.
    GroundName {
        Quadratic = "quad", "quadratic", "xᵀAx with an A of your own, of any definiteness.";
        Task = "task", "task", "The task of the link.";
    }
}

choices! {
    /// Weights of the steps in the meta-loss.
    Weights {
        Uniform = "uniform", "uniform", "Every step of an unroll counts alike.";
        Linear = "linear", "linear", "Later steps of an unroll count more.";
        Last = "last", "last", "Only the last step of an unroll counts.";
    }
}
