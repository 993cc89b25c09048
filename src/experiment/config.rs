//! The description of an experiment as values, and what the engine makes of them.

use super::choices::{
    AlphaMap, CarryName, Curve, DecayName, EstimatorName, FeaturesName, FigureName, GroundName, Loss, Lstms,
    Net, OptimizerName, TeleForm, ThetaInit, Weights,
};
use super::task_name::{Origin, TaskName};
use crate::meta::{Decay, EstimatorSettings, MetaLoss, TrainerSettings, Weighting};
use crate::objective::{Booth, Distribution, MlpShape, Objective, Polynomial, Rosenbrock};
use crate::optimizer::{
    Arrangement, Base, Carry, Features, LearnedSpec, Networks, RateMap, RateSpec, Schedule, TeleportSpec,
};
use crate::symmetry::GlForm;

/// Everything that an experiment depends on. Names, ranges, defaults in text and explanations: [`super::FIELDS`].
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // every field is documented once, in FIELDS
#[allow(clippy::struct_excessive_bools)] // flags of a form, not the states of a machine
pub struct Config {
    pub task: TaskName,
    pub booth_a: Vec<f32>,
    pub booth_b: Vec<f32>,
    pub ros_a: f32,
    pub ros_b: f32,
    pub ros_c: Vec<f32>,
    pub ros_d: Vec<f32>,
    pub min_det: f32,
    pub mlp_widths: Vec<u32>,
    pub mlp_samples: u32,
    pub optimizers: Vec<OptimizerName>,
    pub gd_rate: Option<f32>,
    pub momentum_rate: Option<f32>,
    pub momentum_beta: f32,
    pub adam_rate: Option<f32>,
    pub newton_rate: f32,
    pub oracle_rate: Option<f32>,
    pub random_rate: Option<f32>,
    pub jump_every: u32,
    pub jump_steps: Option<Vec<u32>>,
    pub ascent: u32,
    pub fly_rate: Option<f32>,
    pub fly_beta: f32,
    pub fly_theta: f32,
    pub hidden: u32,
    pub net: Net,
    pub features: FeaturesName,
    pub clip: f32,
    pub orbit_features: bool,
    pub scale: f32,
    pub lstms: Lstms,
    pub alpha_map: AlphaMap,
    pub alpha_min: Option<f32>,
    pub alpha_max: Option<f32>,
    pub alpha_0: Option<f32>,
    pub lag: bool,
    pub theta_init: ThetaInit,
    pub jump_bound: bool,
    pub gate: bool,
    pub tele_every: u32,
    pub tele_steps: Option<Vec<u32>>,
    pub tele_norm: f32,
    pub tele_form: TeleForm,
    pub carry: CarryName,
    pub runs: u32,
    pub steps: u32,
    pub unroll: u32,
    pub batch: u32,
    pub rate: f32,
    pub rate2: Option<f32>,
    pub decay: DecayName,
    pub gradient_clip: f32,
    pub loss: Loss,
    pub epsilon: f32,
    pub weights: Weights,
    pub second_order: bool,
    pub estimator: EstimatorName,
    pub es_pairs: u32,
    pub es_sigma: f32,
    pub patience: u32,
    pub seed: u32,
    pub eval_tasks: u32,
    pub eval_steps: u32,
    pub show: u32,
    pub curve: Curve,
    pub start: Option<Vec<f32>>,
    pub speed: f32,
    pub orbit: bool,
    pub figure: FigureName,
    pub ground: GroundName,
    pub quadratic: Vec<f32>,
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
            mlp_widths: vec![20, 20, 20],
            mlp_samples: 20,
            optimizers: vec![
                OptimizerName::L2o,
                OptimizerName::L2oTele,
                OptimizerName::Gd,
                OptimizerName::Momentum,
                OptimizerName::Adam,
            ],
            gd_rate: None,
            momentum_rate: None,
            momentum_beta: 0.9,
            adam_rate: None,
            newton_rate: 1.0,
            oracle_rate: None,
            random_rate: None,
            jump_every: 10,
            jump_steps: None,
            ascent: 10,
            fly_rate: None,
            fly_beta: 0.1,
            fly_theta: 0.0,
            hidden: 20,
            net: Net::Joint,
            features: FeaturesName::Clip,
            clip: 10.0,
            orbit_features: false,
            scale: 0.1,
            lstms: Lstms::Two,
            alpha_map: AlphaMap::Log,
            alpha_min: None,
            alpha_max: None,
            alpha_0: None,
            lag: false,
            theta_init: ThetaInit::Zero,
            jump_bound: true,
            gate: false,
            tele_every: 1,
            tele_steps: None,
            tele_norm: 0.01,
            tele_form: TeleForm::First,
            carry: CarryName::Teleported,
            runs: 400,
            steps: 100,
            unroll: 20,
            batch: 16,
            rate: 3e-3,
            rate2: None,
            decay: DecayName::Cosine,
            gradient_clip: 1.0,
            loss: Loss::Log1p,
            epsilon: 1e-6,
            weights: Weights::Uniform,
            second_order: false,
            estimator: EstimatorName::Bptt,
            es_pairs: 8,
            es_sigma: 0.01,
            patience: 0,
            seed: 1,
            eval_tasks: 256,
            eval_steps: 100,
            show: 0,
            curve: Curve::Value,
            start: None,
            speed: 20.0,
            orbit: false,
            figure: FigureName::None,
            ground: GroundName::Quadratic,
            quadratic: vec![0.5, 3.0, 30.0],
        }
    }
}

impl Config {
    /// The distribution of tasks.
    pub fn distribution(&self) -> Distribution {
        match self.task.origin() {
            Origin::Fixed(objective) => Distribution::Fixed(objective),
            Origin::Variable(family) => Distribution::Variable { family, min_det: self.min_det },
            Origin::CustomBooth => Distribution::Fixed(Objective::Booth(self.custom_booth())),
            Origin::CustomRosenbrock => Distribution::Fixed(Objective::Rosenbrock(self.custom_rosenbrock())),
            Origin::Perceptron => Distribution::Mlp(self.mlp_shape()),
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

    /// Sizes of the perceptrons.
    pub fn mlp_shape(&self) -> MlpShape {
        MlpShape {
            widths: self.mlp_widths.iter().map(|&width| width as usize).collect(),
            samples: self.mlp_samples as usize,
        }
    }

    /// How an LSTM's output becomes a step size. Left to the engine, the range and the first step size are those of Zhao et al.
    /// for the perceptron; in the plane gradients are smaller and steps larger.
    pub fn rate_spec(&self) -> RateSpec {
        let (min, max, initial) = if self.task.is_planar() { (1e-4, 1.0, 0.01) } else { (1e-7, 5e-3, 1e-4) };
        let range = (self.alpha_min.unwrap_or(min), self.alpha_max.unwrap_or(max));
        RateSpec {
            map: match self.alpha_map {
                AlphaMap::Clamp => RateMap::Clamp,
                AlphaMap::Log => RateMap::Log,
            },
            range,
            initial: self.alpha_0.unwrap_or(initial),
        }
    }

    /// When the learned optimizers teleport.
    pub fn teleport_schedule(&self) -> Schedule {
        schedule(self.tele_every, self.tele_steps.as_deref())
    }

    /// When gradient descent with oracle or random teleports does.
    pub fn jump_schedule(&self) -> Schedule {
        schedule(self.jump_every, self.jump_steps.as_deref())
    }

    /// Exact or first-order action on perceptrons.
    pub fn gl_form(&self) -> GlForm {
        match self.tele_form {
            TeleForm::First => GlForm::FirstOrder,
            TeleForm::Exact => GlForm::Exact,
        }
    }

    /// What makes the learned optimizer `name`.
    pub fn learned_spec(&self, name: OptimizerName) -> LearnedSpec {
        let shape = (!self.task.is_planar()).then(|| self.mlp_shape());
        LearnedSpec {
            dimension: shape.as_ref().map_or(2, MlpShape::parameters),
            group: shape.as_ref().map_or(1, MlpShape::group_dimension),
            layers: shape.as_ref().map_or_else(Vec::new, |shape| shape.hidden().to_vec()),
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
            orbit_features: self.orbit_features,
            base: match name {
                OptimizerName::LrMom | OptimizerName::LrTeleMom => Base::Momentum(self.rate_spec()),
                OptimizerName::Lr | OptimizerName::LrTele => Base::Rate(self.rate_spec()),
                _ => Base::Update { scale: self.scale },
            },
            teleport: name.learns_to_teleport().then(|| TeleportSpec {
                zero_head: self.theta_init == ThetaInit::Zero,
                bounded: self.jump_bound,
                gate: self.gate,
                norm: self.tele_norm,
                form: self.gl_form(),
                schedule: self.teleport_schedule(),
            }),
            networks: match self.lstms {
                Lstms::One => Networks::One,
                Lstms::Two => Networks::Two,
            },
            lag: self.lag,
            carry: match self.carry {
                CarryName::Teleported => Carry::Teleported,
                CarryName::Plain => Carry::Plain,
            },
        }
    }

    /// Settings of Algorithm 1.
    pub fn trainer_settings(&self) -> TrainerSettings {
        TrainerSettings {
            runs: self.runs,
            steps: self.steps,
            unroll: self.unroll,
            batch: self.batch,
            rates: [self.rate, self.rate2.unwrap_or(self.rate)],
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
            patience: self.patience,
            estimator: match self.estimator {
                EstimatorName::Bptt => EstimatorSettings::Bptt,
                EstimatorName::Es | EstimatorName::Pes => EstimatorSettings::Evolution {
                    pairs: self.es_pairs,
                    sigma: self.es_sigma,
                    persistent: self.estimator == EstimatorName::Pes,
                },
            },
        }
    }
}

fn schedule(every: u32, steps: Option<&[u32]>) -> Schedule {
    steps.map_or(Schedule::Every(every), |steps| Schedule::Steps(steps.to_vec()))
}
