//! The description of an experiment as values, and what the engine makes of them.

use super::choices::{DecayName, FeaturesName, Loss, Net, OptimizerName, TaskName, ThetaInit, Weights};
use crate::meta::{Decay, MetaLoss, TrainerSettings, Weighting};
use crate::objective::{Booth, Distribution, Objective, Polynomial, Rosenbrock};
use crate::optimizer::{Arrangement, Features, LearnedSpec, TeleportSpec};

/// Everything that an experiment depends on. Names, ranges, defaults in text and explanations: [`super::FIELDS`].
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // every field is documented once, in FIELDS
pub struct Config {
    pub task: TaskName,
    pub booth_a: Vec<f32>,
    pub booth_b: Vec<f32>,
    pub ros_a: f32,
    pub ros_b: f32,
    pub ros_c: Vec<f32>,
    pub ros_d: Vec<f32>,
    pub min_det: f32,
    pub optimizers: Vec<OptimizerName>,
    pub gd_rate: Option<f32>,
    pub momentum_rate: Option<f32>,
    pub momentum_beta: f32,
    pub adam_rate: Option<f32>,
    pub hidden: u32,
    pub net: Net,
    pub features: FeaturesName,
    pub clip: f32,
    pub scale: f32,
    pub theta_init: ThetaInit,
    pub jump_bound: bool,
    pub runs: u32,
    pub steps: u32,
    pub unroll: u32,
    pub batch: u32,
    pub rate: f32,
    pub decay: DecayName,
    pub gradient_clip: f32,
    pub loss: Loss,
    pub epsilon: f32,
    pub weights: Weights,
    pub second_order: bool,
    pub seed: u32,
    pub eval_tasks: u32,
    pub eval_steps: u32,
    pub show: u32,
    pub start: Option<Vec<f32>>,
    pub speed: f32,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            task: TaskName::Rosenbrock,
            booth_a: vec![1.0, 2.0, 2.0, 1.0],
            booth_b: vec![-7.0, -5.0],
            ros_a: 1.0,
            ros_b: -1.0,
            ros_c: vec![-2.0],
            ros_d: vec![0.0, 0.0, 0.4],
            min_det: 0.1,
            optimizers: OptimizerName::all(),
            gd_rate: None,
            momentum_rate: None,
            momentum_beta: 0.9,
            adam_rate: None,
            hidden: 20,
            net: Net::Joint,
            features: FeaturesName::Clip,
            clip: 10.0,
            scale: 0.1,
            theta_init: ThetaInit::Zero,
            jump_bound: true,
            runs: 400,
            steps: 100,
            unroll: 20,
            batch: 16,
            rate: 3e-3,
            decay: DecayName::Cosine,
            gradient_clip: 1.0,
            loss: Loss::Log1p,
            epsilon: 1e-6,
            weights: Weights::Uniform,
            second_order: false,
            seed: 1,
            eval_tasks: 256,
            eval_steps: 100,
            show: 0,
            start: None,
            speed: 20.0,
        }
    }
}

impl OptimizerName {
    fn all() -> Vec<Self> {
        use super::choices::Named;
        Self::ALL.to_vec()
    }
}

impl Config {
    /// The distribution of tasks.
    pub fn distribution(&self) -> Distribution {
        let fixed = Distribution::Fixed;
        match self.task {
            TaskName::BoothFixed => Distribution::FIXED_BOOTH,
            TaskName::BoothVariable => Distribution::VariableBooth { min_det: self.min_det },
            TaskName::RosenbrockFixed => Distribution::FIXED_ROSENBROCK,
            TaskName::RosenbrockVariable => Distribution::VariableRosenbrock { min_det: self.min_det },
            TaskName::Booth => fixed(Objective::Booth(Booth::CLASSIC)),
            TaskName::Rosenbrock => fixed(Objective::Rosenbrock(Rosenbrock::CLASSIC)),
            TaskName::BoothCustom => fixed(Objective::Booth(self.custom_booth())),
            TaskName::RosenbrockCustom => fixed(Objective::Rosenbrock(self.custom_rosenbrock())),
        }
    }

    /// The custom Booth objective. Lists shorter than needed (which validation rejects) count as zeros.
    pub fn custom_booth(&self) -> Booth<f32> {
        let at = |list: &[f32], i: usize| list.get(i).copied().unwrap_or(0.0);
        Booth {
            a: [0, 1].map(|row| [0, 1].map(|column| at(&self.booth_a, 2 * row + column))),
            b: [0, 1].map(|row| at(&self.booth_b, row)),
        }
    }

    /// The custom Rosenbrock objective.
    pub fn custom_rosenbrock(&self) -> Rosenbrock<f32> {
        Rosenbrock {
            a: self.ros_a,
            b: self.ros_b,
            c: Polynomial::from_coefficients(&self.ros_c),
            d: Polynomial::from_coefficients(&self.ros_d),
        }
    }

    /// What makes the learned optimizer `name`.
    pub fn learned_spec(&self, name: OptimizerName) -> LearnedSpec {
        LearnedSpec {
            hidden: self.hidden as usize,
            arrangement: match self.net {
                Net::Joint => Arrangement::Joint,
                Net::Coordinatewise => Arrangement::Coordinatewise,
            },
            features: match self.features {
                FeaturesName::Raw => Features::Raw,
                FeaturesName::Clip => Features::Clip { limit: self.clip },
                FeaturesName::LogSign => Features::LogSign,
            },
            scale: self.scale,
            teleport: (name == OptimizerName::L2oTele).then_some(TeleportSpec {
                zero_head: self.theta_init == ThetaInit::Zero,
                bounded: self.jump_bound,
            }),
        }
    }

    /// Settings of Algorithm 1.
    pub fn trainer_settings(&self) -> TrainerSettings {
        TrainerSettings {
            runs: self.runs,
            steps: self.steps,
            unroll: self.unroll,
            batch: self.batch,
            rate: self.rate,
            decay: match self.decay {
                DecayName::None => Decay::Constant,
                DecayName::Cosine => Decay::Cosine,
            },
            gradient_clip: self.gradient_clip,
            loss: match self.loss {
                Loss::Value => MetaLoss::Value,
                Loss::Log1p => MetaLoss::Log1p,
                Loss::Log => MetaLoss::Log { epsilon: self.epsilon },
                Loss::Distance => MetaLoss::Distance,
            },
            weighting: match self.weights {
                Weights::Uniform => Weighting::Uniform,
                Weights::Linear => Weighting::Linear,
                Weights::Last => Weighting::Last,
            },
            second_order: self.second_order,
        }
    }
}
