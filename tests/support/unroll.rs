//! An unrolled segment of (teleporting) L2O in `f64`, with what the meta-gradient treats as constant kept constant.

use super::network::{Network, State};
use l2o_playground::meta::{MetaLoss, Weighting};
use l2o_playground::objective::{Objective, Vector};
use l2o_playground::optimizer::{Arrangement, Features, LearnedSpec};
use l2o_playground::symmetry::{Rotation, bound_jump};

/// What is unrolled.
#[derive(Clone, Debug)]
pub struct Unroll {
    pub spec: LearnedSpec,
    pub loss: MetaLoss,
    pub weighting: Weighting,
    pub second_order: bool,
    pub objectives: Vec<Objective<f64>>,
    pub steps: usize,
    /// The steps that a task takes before it is frozen, by task.
    pub taken: Vec<usize>,
}

/// Where one task stands: its iterate, the update network's state (one per coordinate if coordinatewise), and the
/// teleport network's.
#[derive(Clone, Debug)]
pub struct Standing {
    pub x: Vector<f64>,
    update: Vec<State>,
    teleport: Option<State>,
}

/// What one step of one task saw.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Features of both coordinates.
    features: [Vec<f64>; 2],
    /// Factor of the angle.
    bound: f64,
}

/// The outcome of a segment.
pub struct Outcome {
    pub meta_loss: f64,
    pub end: Vec<Standing>,
    /// [steps × tasks]
    pub seen: Vec<Seen>,
}

impl Unroll {
    /// Every task at its start, all states zero.
    pub fn start(&self, networks: &[Network], starts: &[Vector<f64>]) -> Vec<Standing> {
        let rows = if self.spec.arrangement == Arrangement::Joint { 1 } else { 2 };
        let standing = |&x: &Vector<f64>| Standing {
            x,
            update: vec![networks[0].start(); rows],
            teleport: networks.get(1).map(Network::start),
        };
        starts.iter().map(standing).collect()
    }

    /// The segment from `start` on. With `frozen`, bounds (and, unless second derivatives are wanted, features) are those
    /// seen then instead of those of the moved iterates.
    pub fn run(&self, networks: &[Network], start: &[Standing], frozen: Option<&[Seen]>) -> Outcome {
        let mut end = start.to_vec();
        let (mut meta_loss, mut seen) = (0.0, Vec::new());
        let tasks = self.objectives.len();
        for k in 0..self.steps {
            for (task, (objective, standing)) in self.objectives.iter().zip(&mut end).enumerate() {
                let before = frozen.map(|seen| &seen[k * tasks + task]);
                let x = standing.x;
                seen.push(self.step(networks, objective, standing, before));
                if k >= self.taken[task] {
                    standing.x = x;
                }
                let share = weight(self.weighting, k, self.steps) / tasks as f64;
                meta_loss += share * loss(self.loss, objective, standing.x);
            }
        }
        Outcome { meta_loss, end, seen }
    }

    fn step(
        &self,
        networks: &[Network],
        objective: &Objective<f64>,
        standing: &mut Standing,
        before: Option<&Seen>,
    ) -> Seen {
        let (_, gradient) = objective.value_and_gradient(standing.x);
        let z = match before {
            Some(seen) if !self.second_order => seen.features.clone(),
            _ => gradient.map(|slope| features(self.spec.features, slope)),
        };
        let update = match self.spec.arrangement {
            Arrangement::Joint => networks[0].step(&mut standing.update[0], &z.concat()),
            Arrangement::Coordinatewise => {
                standing.update.iter_mut().zip(&z).flat_map(|(state, z)| networks[0].step(state, z)).collect()
            }
        };
        let scale = f64::from(self.spec.scale);
        let moved = [0, 1].map(|axis| standing.x[axis] + scale * update[axis]);
        let mut bound = 1.0;
        standing.x = match (self.spec.teleport, &mut standing.teleport) {
            (Some(teleport), Some(state)) => {
                let angle = networks[1].step(state, &z.concat())[0];
                if teleport.bounded {
                    bound = before.map_or_else(|| bound_jump(objective, moved, angle), |seen| seen.bound);
                }
                Rotation::forward(objective, moved, bound * angle).point()
            }
            _ => moved,
        };
        Seen { features: z, bound }
    }
}

fn features(kind: Features, slope: f64) -> Vec<f64> {
    match kind {
        Features::Raw => vec![slope],
        Features::Clip { limit } => vec![slope.clamp(-f64::from(limit), f64::from(limit))],
        Features::LogSign if slope.abs() >= (-10.0_f64).exp() => {
            vec![slope.abs().ln() / 10.0, slope.signum()]
        }
        Features::LogSign => vec![-1.0, 10.0_f64.exp() * slope],
    }
}

fn weight(weighting: Weighting, k: usize, steps: usize) -> f64 {
    let (k, steps) = (k as f64 + 1.0, steps as f64);
    match weighting {
        Weighting::Uniform => 1.0,
        Weighting::Linear => 2.0 * k / (steps + 1.0),
        Weighting::Last => {
            if k < steps {
                0.0
            } else {
                steps
            }
        }
    }
}

fn loss(kind: MetaLoss, objective: &Objective<f64>, x: Vector<f64>) -> f64 {
    let f = objective.value(x);
    match kind {
        MetaLoss::Value => f,
        MetaLoss::Log1p => f.ln_1p(),
        MetaLoss::Log { epsilon } => (f + f64::from(epsilon)).ln(),
        MetaLoss::Distance => super::distance(&x, &objective.minimum()),
    }
}
