//! An unrolled segment of a learned optimizer in `f64`, with what the meta-gradient treats as constant kept constant.

use super::network::{Network, State, named, numeric_gradient, worst_tensor};
use l2o_playground::meta::{MetaLoss, Segment, Weighting};
use l2o_playground::objective::{Bijection, Objective, Tasks, Vector};
use l2o_playground::optimizer::{
    Base, Carry, Descent, Features, Learned, LearnedSpec, Networks, RateMap, RateSpec,
};
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

/// Where one task stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub x: Vector<f64>,
    /// State of m₁, one per coordinate if coordinatewise, and of m₂.
    update: Vec<State>,
    second: Option<State>,
    velocity: Vector<f64>,
    /// W, which the next step starts from where teleports are not carried.
    plain: Vector<f64>,
    /// α (one per row of m₁) and β for the next step, where they lag.
    alpha: Vec<f64>,
    beta: f64,
    /// Steps of the run.
    time: u32,
}

/// What one step of one task saw.
#[derive(Clone, Debug)]
pub struct Seen {
    gradient: Vector<f64>,
    /// Features of the orbit; empty where none are read.
    orbit: Vec<f64>,
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
        let rows = self.spec.rows(0);
        let alpha = match self.spec.base {
            Base::Update { .. } => f64::NAN,
            Base::Rate(rate) | Base::Momentum(rate) => f64::from(rate.initial),
        };
        let standing = |&x: &Vector<f64>| Standing {
            x,
            update: vec![networks[0].start(); rows],
            second: networks.get(1).map(Network::start),
            velocity: [0.0; 2],
            plain: x,
            alpha: vec![alpha; rows],
            beta: 0.0,
            time: 0,
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
        let (gradient, orbit) = match before {
            Some(seen) if !self.second_order => (seen.gradient, seen.orbit.clone()),
            _ => (objective.value_and_gradient(standing.x).1, self.orbit(objective, standing.x)),
        };
        let z = gradient.map(|slope| features(self.spec.features, slope));
        let first: Vec<Vec<f64>> = if standing.update.len() == 1 {
            vec![networks[0].step(&mut standing.update[0], &[z.concat(), orbit.clone()].concat())]
        } else {
            let rows = standing.update.iter_mut().zip(&z);
            rows.map(|(state, z)| networks[0].step(state, &[&z[..], &orbit].concat())).collect()
        };
        let whole = [z.concat(), orbit.clone()].concat();
        let second = standing.second.as_mut().map(|state| networks[1].step(state, &whole));
        standing.time += 1;
        // One network returns g, then the base's output, then β; of two, the second returns g and then β.
        let group = usize::from(self.spec.teleport.is_some());
        let (skipped, shared, after) = match self.spec.networks {
            Networks::One => (group, &first[0], group + 1),
            Networks::Two => (0, second.as_ref().unwrap_or(&first[0]), group),
        };
        let moved = match self.spec.base {
            Base::Update { scale } => {
                let columns = 2 / first.len();
                let update: Vec<f64> =
                    first.iter().flat_map(|row| &row[skipped..][..columns]).copied().collect();
                [0, 1].map(|axis| standing.x[axis] + f64::from(scale) * update[axis])
            }
            Base::Rate(rate) | Base::Momentum(rate) => {
                let momentum = matches!(self.spec.base, Base::Momentum(_));
                let mut alpha: Vec<f64> = first.iter().map(|row| step_size(rate, row[skipped])).collect();
                let mut beta = if momentum { 1.0 / (1.0 + (-shared[after]).exp()) } else { 0.0 };
                if self.spec.lag {
                    std::mem::swap(&mut alpha, &mut standing.alpha);
                    std::mem::swap(&mut beta, &mut standing.beta);
                }
                let last = alpha.len() - 1;
                let v = [0, 1]
                    .map(|axis| beta * standing.velocity[axis] - alpha[axis.min(last)] * gradient[axis]);
                let from = if momentum && group == 1 && self.spec.carry == Carry::Plain {
                    standing.plain
                } else {
                    standing.x
                };
                standing.velocity = v;
                [0, 1].map(|axis| from[axis] + v[axis])
            }
        };
        standing.plain = moved;
        let mut bound = 1.0;
        standing.x = match &self.spec.teleport {
            Some(teleport) if teleport.schedule.contains(standing.time) => {
                let angle = shared[0];
                if teleport.bounded {
                    bound = before.map_or_else(|| bound_jump(objective, moved, angle), |seen| seen.bound);
                }
                let gate = if teleport.gate { 1.0 / (1.0 + (-shared[shared.len() - 1]).exp()) } else { 1.0 };
                Rotation::forward(objective, moved, gate * bound * angle).point()
            }
            _ => moved,
        };
        Seen { gradient, orbit, bound }
    }

    /// `h/‖h‖` and `log‖h‖/10`, where the networks see them.
    fn orbit(&self, objective: &Objective<f64>, x: Vector<f64>) -> Vec<f64> {
        let [u, v] = objective.h(x);
        let r = (u * u + v * v).sqrt();
        if self.spec.orbit_features { vec![u / r, v / r, r.ln() / 10.0] } else { Vec::new() }
    }
}

fn step_size(rate: RateSpec, r: f64) -> f64 {
    let (min, max) = (f64::from(rate.range.0), f64::from(rate.range.1));
    match rate.map {
        RateMap::Clamp => r.clamp(min, max),
        RateMap::Log => {
            let share = 1.0 / (1.0 + (-r).exp());
            min.powf(1.0 - share) * max.powf(share)
        }
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

/// An unrolled segment in `f32`, as the engine sees it.
pub struct Case {
    pub unroll: Unroll,
    pub learned: Learned,
    pub objectives: Vec<Objective<f32>>,
    pub starts: Vec<Vector<f32>>,
}

impl Case {
    fn networks(&self) -> Vec<Network> {
        self.learned.networks().iter().map(Network::of).collect()
    }

    fn start(&self, networks: &[Network]) -> Vec<Standing> {
        let starts: Vec<_> = self.starts.iter().map(|x| x.map(f64::from)).collect();
        self.unroll.start(networks, &starts)
    }

    /// Meta-losses of the first two segments of a run, by the reference.
    pub fn losses(&self) -> [f64; 2] {
        let networks = self.networks();
        let first = self.unroll.run(&networks, &self.start(&networks), None);
        [first.meta_loss, self.unroll.run(&networks, &first.end, None).meta_loss]
    }

    /// Checks meta-loss and meta-gradient of segment number `index` of a run.
    pub fn check_segment(&self, index: usize) {
        // To first order f does not feel an angle at all: gradients to angles nearly cancel, and lose digits. So do step sizes
        // near the best one.
        let plain =
            self.unroll.spec.teleport.is_none() && matches!(self.unroll.spec.base, Base::Update { .. });
        let tolerance = if plain { 1e-4 } else { 1e-3 };
        let (meta_loss, gradients) = self.engine(index);
        let networks = self.networks();
        let mut start = self.start(&networks);
        for _ in 0..index {
            start = self.unroll.run(&networks, &start, None).end;
        }
        let base = self.unroll.run(&networks, &start, None);
        let case = format!("{:?}", self.unroll);
        let off = (f64::from(meta_loss) - base.meta_loss).abs() / (1.0 + base.meta_loss.abs());
        assert!(off <= 1e-5, "meta-loss {meta_loss} vs {} of {case}", base.meta_loss);
        for (which, gradient) in gradients.iter().enumerate() {
            let segment = |moved: &[Network]| self.unroll.run(moved, &start, Some(&base.seen)).meta_loss;
            let numeric = numeric_gradient(&networks, which, segment);
            let analytic = named(&self.learned.networks()[which], gradient);
            let (name, error) = worst_tensor(&analytic, &numeric, 1.0);
            assert!(
                error <= tolerance,
                "{name} of network {which} is off by {error:.1e}, segment {index} of {case}"
            );
        }
    }

    /// Meta-loss and meta-gradient of segment number `index`, by the engine.
    fn engine(&self, index: usize) -> (f32, Vec<Vec<f32>>) {
        let Unroll { loss, weighting, second_order, steps, .. } = self.unroll;
        let mut tasks = Tasks::plane(&self.objectives);
        let mut descent = Descent::new(tasks.len(), 2);
        descent.start(&mut tasks, self.starts.as_flattened());
        let mut segment = Segment::new(&self.learned, &tasks, steps, loss, weighting, second_order);
        segment.reset(&self.learned);
        for number in 0..=index {
            if number > 0 {
                segment.carry();
            }
            (0..steps).for_each(|_| segment.forward(&self.learned, &mut tasks, &mut descent));
        }
        segment.start_backward();
        (0..steps).rev().for_each(|t| segment.backward(&self.learned, &tasks, t));
        let mut gradients: Vec<Vec<f32>> =
            self.learned.networks().iter().map(|network| vec![f32::NAN; network.weights().len()]).collect();
        segment.meta_gradient(&self.learned, &mut gradients);
        (segment.meta_loss(), gradients)
    }
}
