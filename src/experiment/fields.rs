//! The table of all fields: the one definition from which links, messages and the page's form are derived.

use super::choices::{
    AlphaMap, CarryName, Curve, DecayName, EstimatorName, FeaturesName, FigureName, GroundName, Loss, Lstms,
    Named, Net, OptimizerName, TeleForm, ThetaInit, Weights,
};
use super::field::{Concern, Field, Group, Kind, When};
use super::task_name::{PLANAR, TaskName, VARIABLE};

/// A field whose value is one of an enum's names.
macro_rules! choice {
    ($type:ty, $place:ident) => {
        Kind::Choice {
            choices: <$type>::CHOICES,
            get: |config| config.$place.choice().name,
            set: |config, name| <$type>::from_name(name).map(|value| config.$place = value).is_some(),
        }
    };
}

const BOOTH: Option<When> = Some(When { field: "task", any: &["booth-custom"] });
const ROSENBROCK: Option<When> = Some(When { field: "task", any: &["rosenbrock-custom"] });
const DRAWN: Option<When> = Some(When { field: "task", any: VARIABLE });
const PLANE: Option<When> = Some(When { field: "task", any: PLANAR });
const MLP: Option<When> = Some(When { field: "task", any: &["mlp"] });
const LEARNED: Option<When> = Some(opt(&["l2o", "l2o-tele", "lr", "lr-tele", "lr-mom", "lr-tele-mom"]));
const UPDATE: Option<When> = Some(opt(&["l2o", "l2o-tele"]));
const RATE: Option<When> = Some(opt(&["lr", "lr-tele", "lr-mom", "lr-tele-mom"]));
const TELEPORT: Option<When> = Some(opt(&["l2o-tele", "lr-tele", "lr-tele-mom"]));
const SECOND: Option<When> = Some(opt(&["l2o-tele", "lr-tele", "lr-mom", "lr-tele-mom"]));
const JUMPS: Option<When> = Some(opt(&["oracle", "random"]));
const ESTIMATED: Option<When> = Some(When { field: "estimator", any: &["es", "pes"] });

const fn opt(any: &'static [&'static str]) -> When {
    When { field: "opt", any }
}

/// The range of step sizes.
const RATES: (f32, f32) = (1e-12, 10.0);

const fn field(
    key: &'static str,
    (group, concern, when): (Group, Concern, Option<When>),
    label: &'static str,
    help: &'static str,
    kind: Kind,
) -> Field {
    Field { key, group, label, help, concern, when, kind }
}

const TASK: (Group, Concern, Option<When>) = (Group::Task, Concern::Everything, None);
const NETWORK: (Group, Concern, Option<When>) = (Group::Network, Concern::Learned, LEARNED);
const TRAINING: (Group, Concern, Option<When>) = (Group::Training, Concern::Learned, LEARNED);
const TELEPORTING: (Group, Concern, Option<When>) = (Group::Network, Concern::Teleporting, TELEPORT);
const EVALUATION: (Group, Concern, Option<When>) = (Group::Evaluation, Concern::Evaluation, None);
const VIEW: (Group, Concern, Option<When>) = (Group::View, Concern::View, None);
const FIGURE: (Group, Concern, Option<When>) = (Group::Figure, Concern::View, None);

const fn baseline(optimizer: OptimizerName, when: &'static [&'static str]) -> (Group, Concern, Option<When>) {
    (Group::Optimizers, Concern::Only(optimizer), Some(When { field: "opt", any: when }))
}

/// Every field, in the order of links and of the form.
pub static FIELDS: &[Field] = &[
    field("task", TASK, "Task", "Which functions are minimised.", choice!(TaskName, task)),
    field(
        "booth_A",
        (Group::Task, Concern::Everything, BOOTH),
        "A",
        "The matrix A of h(x) = A x + b, row by row.",
        Kind::Numbers { least: 4, most: 4, bound: 100.0, place: |c| &mut c.booth_a },
    ),
    field(
        "booth_b",
        (Group::Task, Concern::Everything, BOOTH),
        "b",
        "The offset b of h(x) = A x + b.",
        Kind::Numbers { least: 2, most: 2, bound: 100.0, place: |c| &mut c.booth_b },
    ),
    field(
        "ros_a",
        (Group::Task, Concern::Everything, ROSENBROCK),
        "a",
        "Slope in (a·x + b)²; not 0.",
        Kind::Real { min: -100.0, max: 100.0, place: |c| &mut c.ros_a },
    ),
    field(
        "ros_b",
        (Group::Task, Concern::Everything, ROSENBROCK),
        "b",
        "Offset in (a·x + b)².",
        Kind::Real { min: -100.0, max: 100.0, place: |c| &mut c.ros_b },
    ),
    field(
        "ros_c",
        (Group::Task, Concern::Everything, ROSENBROCK),
        "c(x)",
        "Coefficients of c in ascending powers; c must have no root.",
        Kind::Numbers { least: 1, most: 3, bound: 100.0, place: |c| &mut c.ros_c },
    ),
    field(
        "ros_d",
        (Group::Task, Concern::Everything, ROSENBROCK),
        "d(x)",
        "Coefficients of d in ascending powers.",
        Kind::Numbers { least: 1, most: 5, bound: 100.0, place: |c| &mut c.ros_d },
    ),
    field(
        "min_det",
        (Group::Task, Concern::Everything, DRAWN),
        "Reject below",
        "Nearly singular draws (|det A|, |a| or |c| below this) are drawn again; 0 is the paper’s plain sampling.",
        Kind::Real { min: 0.0, max: 1.0, place: |c| &mut c.min_det },
    ),
    field(
        "mlp_widths",
        (Group::Task, Concern::Everything, MLP),
        "Widths",
        "Inputs, hidden layers, outputs of the perceptron: two to four weight matrices.",
        Kind::Integers { least: 3, most: 5, min: 1, max: 64, place: |c| &mut c.mlp_widths },
    ),
    field(
        "mlp_samples",
        (Group::Task, Concern::Everything, MLP),
        "Samples",
        "Columns of X and Y. With more samples than units in a layer, teleports change the loss.",
        Kind::Integer { min: 1, max: 64, place: |c| &mut c.mlp_samples },
    ),
    field(
        "opt",
        (Group::Optimizers, Concern::View, None),
        "Optimizers",
        "Which optimizers are compared.",
        Kind::Optimizers,
    ),
    field(
        "gd_lr",
        baseline(OptimizerName::Gd, &["gd"]),
        "GD step size",
        "auto: the best of 24 step sizes on tasks of its own.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.gd_rate },
    ),
    field(
        "momentum_lr",
        baseline(OptimizerName::Momentum, &["momentum"]),
        "Momentum step size",
        "auto: the best of 24 step sizes on tasks of its own.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.momentum_rate },
    ),
    field(
        "momentum_beta",
        baseline(OptimizerName::Momentum, &["momentum"]),
        "Momentum β",
        "How much of the velocity is kept.",
        Kind::Real { min: 0.0, max: 0.999, place: |c| &mut c.momentum_beta },
    ),
    field(
        "adam_lr",
        baseline(OptimizerName::Adam, &["adam"]),
        "Adam step size",
        "auto: the best of 24 step sizes on tasks of its own.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.adam_rate },
    ),
    field(
        "newton_lr",
        baseline(OptimizerName::Newton, &["newton"]),
        "Newton step",
        "Share of Newton’s step that is taken.",
        Kind::Real { min: 1e-3, max: 2.0, place: |c| &mut c.newton_rate },
    ),
    field(
        "oracle_lr",
        baseline(OptimizerName::Oracle, &["oracle"]),
        "Oracle step size",
        "Step size of GD + oracle. auto: the best of 24 on tasks of its own.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.oracle_rate },
    ),
    field(
        "random_lr",
        baseline(OptimizerName::Random, &["random"]),
        "Random step size",
        "Step size of GD + random. auto: the best of 24 on tasks of its own.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.random_rate },
    ),
    field(
        "jump_every",
        (Group::Optimizers, Concern::Jumps, JUMPS),
        "Jump every",
        "GD + oracle and GD + random teleport before every k-th step.",
        Kind::Integer { min: 1, max: 1000, place: |c| &mut c.jump_every },
    ),
    field(
        "jump_steps",
        (Group::Optimizers, Concern::Jumps, JUMPS),
        "Jump at",
        "Or at these steps K exactly.",
        Kind::AutoIntegers { most: 64, min: 1, max: 1000, place: |c| &mut c.jump_steps },
    ),
    field(
        "ascent",
        (Group::Optimizers, Concern::Jumps, Some(When { field: "task", any: &["mlp"] })),
        "Oracle ascent",
        "Steps of gradient ascent on T per oracle teleport of the perceptron.",
        Kind::Integer { min: 1, max: 100, place: |c| &mut c.ascent },
    ),
    field(
        "fly_lr",
        baseline(OptimizerName::Fly, &["fly"]),
        "On the fly α",
        "Step size α of Algorithm 2. auto: the best of 24 on tasks of its own.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.fly_rate },
    ),
    field(
        "fly_beta",
        baseline(OptimizerName::Fly, &["fly"]),
        "On the fly β",
        "Rate β at which the angle of Algorithm 2 descends.",
        Kind::Real { min: 0.0, max: 10.0, place: |c| &mut c.fly_beta },
    ),
    field(
        "fly_theta",
        baseline(OptimizerName::Fly, &["fly"]),
        "On the fly θ₀",
        "Angle, in radians, with which Algorithm 2 begins.",
        Kind::Real { min: -3.2, max: 3.2, place: |c| &mut c.fly_theta },
    ),
    field(
        "hidden",
        NETWORK,
        "Hidden units",
        "Units in each of the two LSTM layers.",
        Kind::Integer { min: 1, max: 300, place: |c| &mut c.hidden },
    ),
    field("net", NETWORK, "Arrangement", "What one LSTM sees.", choice!(Net, net)),
    field(
        "features",
        NETWORK,
        "Features",
        "How the gradient is presented to the LSTM.",
        choice!(FeaturesName, features),
    ),
    field(
        "clip",
        (Group::Network, Concern::Learned, Some(When { field: "features", any: &["clip"] })),
        "Clip at",
        "Bound of the clipped gradient.",
        Kind::Real { min: 1e-3, max: 1e6, place: |c| &mut c.clip },
    ),
    field(
        "orbit_features",
        (Group::Network, Concern::Learned, PLANE),
        "Orbit features",
        "The LSTMs also see h(x)/‖h(x)‖ and log‖h(x)‖: where on its orbit the iterate stands, and how high.",
        Kind::Flag { place: |c| &mut c.orbit_features },
    ),
    field(
        "scale",
        (Group::Network, Concern::Learned, UPDATE),
        "Update scale",
        "Factor of the LSTM’s output in the update.",
        Kind::Real { min: 1e-6, max: 10.0, place: |c| &mut c.scale },
    ),
    field(
        "lstms",
        (Group::Network, Concern::Learned, SECOND),
        "LSTMs",
        "Whether teleport and momentum coefficient come from an LSTM of their own.",
        choice!(Lstms, lstms),
    ),
    field(
        "alpha_map",
        (Group::Network, Concern::Rates, RATE),
        "Step size is",
        "How an output of the LSTM becomes a step size α.",
        choice!(AlphaMap, alpha_map),
    ),
    field(
        "alpha_min",
        (Group::Network, Concern::Rates, RATE),
        "Smallest α",
        "auto: 1e-7 for the perceptron, as Zhao et al., 1e-4 in the plane.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.alpha_min },
    ),
    field(
        "alpha_max",
        (Group::Network, Concern::Rates, RATE),
        "Largest α",
        "auto: 5e-3 for the perceptron, as Zhao et al., 1 in the plane.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.alpha_max },
    ),
    field(
        "lag",
        (Group::Network, Concern::Rates, RATE),
        "α and β lag",
        "Each step uses the α and β returned at the step before, as Zhao et al.’s program does.",
        Kind::Flag { place: |c| &mut c.lag },
    ),
    field(
        "alpha_0",
        (Group::Network, Concern::Rates, Some(When { field: "lag", any: &["1"] })),
        "First α",
        "Step size of the first step where α lags. auto: 1e-4 for the perceptron, 0.01 in the plane.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.alpha_0 },
    ),
    field(
        "theta_init",
        TELEPORTING,
        "θ head starts at",
        "Initial weights of the angle’s linear head.",
        choice!(ThetaInit, theta_init),
    ),
    field(
        "jump_bound",
        TELEPORTING,
        "Bound the jump",
        "Scale θ so that a jump is, to first order, no longer than 1 + ‖x‖.",
        Kind::Flag { place: |c| &mut c.jump_bound },
    ),
    field(
        "gate",
        TELEPORTING,
        "Learned gate",
        "A further output of m₂ decides which share of θ (or T) is applied, from 0 to 1.",
        Kind::Flag { place: |c| &mut c.gate },
    ),
    field(
        "tele_every",
        TELEPORTING,
        "Teleport every",
        "Learned teleports are made at every k-th step.",
        Kind::Integer { min: 1, max: 1000, place: |c| &mut c.tele_every },
    ),
    field(
        "tele_steps",
        TELEPORTING,
        "Teleport at",
        "Or at these steps Z exactly.",
        Kind::AutoIntegers { most: 64, min: 1, max: 1000, place: |c| &mut c.tele_steps },
    ),
    field(
        "tele_norm",
        (Group::Network, Concern::Perceptrons, MLP),
        "‖T‖",
        "Frobenius norm of the matrix T of a teleport.",
        Kind::Real { min: 1e-6, max: 10.0, place: |c| &mut c.tele_norm },
    ),
    field(
        "tele_form",
        (Group::Network, Concern::Perceptrons, MLP),
        "Action",
        "How the upper layer undoes I + T.",
        choice!(TeleForm, tele_form),
    ),
    field(
        "carry",
        (Group::Network, Concern::Momentum, Some(opt(&["lr-tele-mom"]))),
        "Momentum goes on",
        "Algorithm 3 writes both W_t and x_t: which of them the next step starts from.",
        choice!(CarryName, carry),
    ),
    field(
        "runs",
        TRAINING,
        "Runs",
        "Training runs R; each draws a new batch of tasks.",
        Kind::Integer { min: 1, max: 100_000, place: |c| &mut c.runs },
    ),
    field(
        "steps",
        TRAINING,
        "Steps per run",
        "Optimization steps N of a training run.",
        Kind::Integer { min: 1, max: 1000, place: |c| &mut c.steps },
    ),
    field(
        "unroll",
        TRAINING,
        "Unroll",
        "Steps T between meta-updates, through which gradients flow back.",
        Kind::Integer { min: 1, max: 1000, place: |c| &mut c.unroll },
    ),
    field(
        "batch",
        TRAINING,
        "Batch",
        "Tasks B averaged per meta-update.",
        Kind::Integer { min: 1, max: 256, place: |c| &mut c.batch },
    ),
    field(
        "lr",
        TRAINING,
        "Learning rate",
        "Meta learning rate (Adam).",
        Kind::Real { min: RATES.0, max: RATES.1, place: |c| &mut c.rate },
    ),
    field(
        "lr2",
        (Group::Training, Concern::Learned, SECOND),
        "Rate of m₂",
        "Meta learning rate of the second LSTM; auto: that of the first.",
        Kind::AutoReal { min: RATES.0, max: RATES.1, place: |c| &mut c.rate2 },
    ),
    field("decay", TRAINING, "Decay", "How the meta learning rate falls.", choice!(DecayName, decay)),
    field(
        "grad_clip",
        TRAINING,
        "Gradient clip",
        "Bound of the meta-gradient’s global norm; 0 for none.",
        Kind::Real { min: 0.0, max: 1e6, place: |c| &mut c.gradient_clip },
    ),
    field(
        "loss",
        TRAINING,
        "Meta-loss",
        "What the LSTM is trained to make small, summed over the steps.",
        choice!(Loss, loss),
    ),
    field(
        "eps",
        (Group::Training, Concern::Learned, Some(When { field: "loss", any: &["log"] })),
        "ε",
        "Where log(f + ε) stops rewarding.",
        Kind::Real { min: 1e-30, max: 1.0, place: |c| &mut c.epsilon },
    ),
    field(
        "weights",
        TRAINING,
        "Step weights",
        "How the steps of an unroll count in the meta-loss.",
        choice!(Weights, weights),
    ),
    field(
        "second_order",
        TRAINING,
        "Second derivatives",
        "Let the meta-gradient flow through ∇f too (off: ∇f is a constant input, as in the paper).",
        Kind::Flag { place: |c| &mut c.second_order },
    ),
    field(
        "estimator",
        TRAINING,
        "Meta-gradient",
        "How the meta-gradient is estimated.",
        choice!(EstimatorName, estimator),
    ),
    field(
        "es_pairs",
        (Group::Training, Concern::Learned, ESTIMATED),
        "Pairs",
        "Antithetic pairs of perturbed weights per meta-update.",
        Kind::Integer { min: 1, max: 64, place: |c| &mut c.es_pairs },
    ),
    field(
        "es_sigma",
        (Group::Training, Concern::Learned, ESTIMATED),
        "Perturbation σ",
        "Standard deviation of the perturbation of every weight.",
        Kind::Real { min: 1e-5, max: 1.0, place: |c| &mut c.es_sigma },
    ),
    field(
        "patience",
        TRAINING,
        "Stop early",
        "End the training once so many runs were less than 1 % better than as many before; 0: never.",
        Kind::Integer { min: 0, max: 1000, place: |c| &mut c.patience },
    ),
    field(
        "seed",
        (Group::Training, Concern::Everything, None),
        "Seed",
        "All random numbers follow from it.",
        Kind::Integer { min: 0, max: u32::MAX, place: |c| &mut c.seed },
    ),
    field(
        "eval_tasks",
        EVALUATION,
        "Unseen tasks",
        "Tasks of the evaluation, never used in training.",
        Kind::Integer { min: 1, max: 4096, place: |c| &mut c.eval_tasks },
    ),
    field(
        "eval_steps",
        EVALUATION,
        "Steps shown",
        "Optimization steps of the evaluation and of the picture.",
        Kind::Integer { min: 1, max: 1000, place: |c| &mut c.eval_steps },
    ),
    field(
        "show",
        VIEW,
        "Task shown",
        "Which of the unseen tasks is drawn.",
        Kind::Integer { min: 0, max: 4095, place: |c| &mut c.show },
    ),
    field(
        "start",
        VIEW,
        "Start",
        "Where the drawn trajectories start; auto: where the task’s own does.",
        Kind::AutoNumbers { count: 2, bound: 1000.0, place: |c| &mut c.start },
    ),
    field("curve", VIEW, "Curve", "What the chart of the trajectories shows.", choice!(Curve, curve)),
    field(
        "speed",
        VIEW,
        "Speed",
        "Steps per second of the replay.",
        Kind::Real { min: 1.0, max: 200.0, place: |c| &mut c.speed },
    ),
    field(
        "orbit",
        (Group::View, Concern::View, PLANE),
        "Orbit of the start",
        "Draw all points to which the start can be teleported, warm where the gradient is long.",
        Kind::Flag { place: |c| &mut c.orbit },
    ),
    field(
        "fig",
        FIGURE,
        "Figure",
        "Which figure of the article the link opens.",
        choice!(FigureName, figure),
    ),
    field(
        "ground",
        FIGURE,
        "Function",
        "What the figure of Newton’s step shows.",
        choice!(GroundName, ground),
    ),
    field(
        "quad",
        FIGURE,
        "λ₁, λ₂, angle",
        "The quadratic of a figure: eigenvalues of A, and the angle of its first axis in degrees.",
        Kind::Numbers { least: 3, most: 3, bound: 360.0, place: |c| &mut c.quadratic },
    ),
];
