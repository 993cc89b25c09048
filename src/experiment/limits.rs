//! What cannot be said field by field: objectives that are not bijections, and more work or memory than a link may ask for.
//!
//! Whatever a link says, no optimizer of the experiment that it becomes takes more than [`MOST_OPERATIONS`] to train,
//! [`MOST_EVALUATION`] to evaluate, and [`MOST_BYTES`] for its tape; a link names each of the optimizers at most once. Counted are its
//! LSTMs, the task, and one teleport per step. What baselines do beyond, 24 step sizes tried and the ascent of an oracle, is bounded by
//! the ranges of the fields alone.

use super::choices::{EstimatorName, FigureName, Loss, Lstms, Net};
use super::config::Config;
use super::fields::FIELDS;
use super::link::Problem;
use super::task_name::TaskName;
use crate::nn::Shape;
use crate::number::{number, roughly};

/// The most floating-point operations that the meta-training of one optimizer may take (hours on one core).
pub const MOST_OPERATIONS: f64 = 1e14;
/// The most that the evaluation of one optimizer may take.
pub const MOST_EVALUATION: f64 = 1e13;
/// The most bytes that the tape of one optimizer may take.
pub const MOST_BYTES: f64 = 6e8;
/// Smallest |det A|, |a| and min |c(x)| of a custom objective: below it, `f32` can no longer invert h.
const NEARLY_SINGULAR: f32 = 1e-4;

/// Smallest size of an eigenvalue of a figure's quadratic.
const SMALLEST_EIGENVALUE: f32 = 0.01;

/// What an experiment asks for, for the most demanding of its optimizers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    /// Operations of its meta-training.
    pub training: f64,
    /// Operations of its evaluation.
    pub evaluation: f64,
    /// Bytes of its tape.
    pub bytes: f64,
}

impl Demand {
    /// That of a config.
    pub fn of(config: &Config) -> Self {
        Demand {
            training: training_operations(config),
            evaluation: evaluation_operations(config),
            bytes: bytes(config),
        }
    }
}

/// Mends `config` where its fields contradict each other or ask for too much: such fields get their defaults, and are reported.
pub fn mend(config: &mut Config) -> Vec<Problem> {
    let mut problems = Vec::new();
    mend_objective(config, &mut problems);
    mend_optimizers(config, &mut problems);
    mend_ranges(config, &mut problems);
    mend_figure(config, &mut problems);
    let training = |config: &Config, most: f64| {
        let [needed, most] = [training_operations(config), most].map(roughly);
        format!("less: training would take {needed} operations, at most {most} are allowed")
    };
    let keys = ["runs", "batch", "steps", "es_pairs", "hidden", "mlp_widths"];
    mend_work(config, &keys, (training_operations, MOST_OPERATIONS), training, &mut problems);
    let memory = |config: &Config, most: f64| {
        let [needed, most] = [bytes(config), most].map(|bytes| (bytes / 1e6).round() as u64);
        format!("less: training would take {needed} MB of memory, at most {most} are allowed")
    };
    let keys = ["unroll", "batch", "es_pairs", "hidden", "mlp_widths"];
    mend_work(config, &keys, (bytes, MOST_BYTES), memory, &mut problems);
    let evaluation = |config: &Config, most: f64| {
        let [needed, most] = [evaluation_operations(config), most].map(roughly);
        format!("less: evaluating would take {needed} operations, at most {most} are allowed")
    };
    let keys = ["eval_tasks", "eval_steps", "hidden", "mlp_widths"];
    mend_work(config, &keys, (evaluation_operations, MOST_EVALUATION), evaluation, &mut problems);
    // Last: what was mended above may have left fewer tasks.
    if config.show >= config.eval_tasks {
        let takes = format!("a whole number below eval_tasks = {}", config.eval_tasks);
        reset(config, "show", &takes, &mut problems);
    }
    problems
}

/// What needs a function of the plane, and what needs two LSTMs.
fn mend_optimizers(config: &mut Config, problems: &mut Vec<Problem>) {
    if !config.task.is_planar() {
        let given = read(config, "opt");
        let before = config.optimizers.len();
        config.optimizers.retain(|optimizer| !optimizer.is_planar());
        if config.optimizers.len() < before {
            let takes =
                "optimizers that work on perceptrons: newton and fly need a function of the plane".into();
            problems.push(Problem { field: "opt".into(), given, takes });
        }
        if config.loss == Loss::Distance {
            reset(config, "loss", "f, log1p or log: the optimum of a perceptron is not known", problems);
        }
        if config.orbit_features {
            reset(
                config,
                "orbit_features",
                "0 for perceptrons: they have no h whose orbits could be seen",
                problems,
            );
        }
        if config.second_order {
            reset(
                config,
                "second_order",
                "0 for perceptrons: second derivatives are kept in the plane alone",
                problems,
            );
        }
    }
    if config.net == Net::Coordinatewise && config.lstms == Lstms::One {
        reset(
            config,
            "lstms",
            "two where net is coordinatewise: what belongs to the whole point needs an LSTM of its own",
            problems,
        );
    }
}

/// Numbers that must fit each other.
fn mend_ranges(config: &mut Config, problems: &mut Vec<Problem>) {
    let (low, high) = config.rate_spec().range;
    if low >= high {
        let takes = format!("less than the largest step size, {}", number(high));
        reset(config, "alpha_min", &takes, problems);
        if config.rate_spec().range.0 >= high {
            let takes = format!("more than the smallest step size, {}", number(config.rate_spec().range.0));
            reset(config, "alpha_max", &takes, problems);
        }
    }
    let horizon = config.steps.max(config.eval_steps);
    let beyond = |steps: &Option<Vec<u32>>| steps.iter().flatten().any(|&step| step > horizon);
    let takes = format!("steps up to {horizon}, the last one of a run");
    if beyond(&config.tele_steps) {
        reset(config, "tele_steps", &takes, problems);
    }
    if beyond(&config.jump_steps) {
        reset(config, "jump_steps", &takes, problems);
    }
}

/// What the figures of the article need.
fn mend_figure(config: &mut Config, problems: &mut Vec<Problem>) {
    let drawn = matches!(config.figure, FigureName::Orbit | FigureName::Newton | FigureName::Fly);
    if drawn && !config.task.is_planar() {
        reset(
            config,
            "fig",
            "another figure with perceptrons: this one draws a function of the plane",
            problems,
        );
    }
    let smallest = config.quadratic.iter().take(2).fold(f32::MAX, |least, value| least.min(value.abs()));
    if smallest < SMALLEST_EIGENVALUE {
        let takes = format!(
            "eigenvalues of at least {} in size: with one of 0, A would be singular",
            number(SMALLEST_EIGENVALUE)
        );
        reset(config, "quad", &takes, problems);
    }
    if config.figure == FigureName::Fly && config.quadratic.iter().take(2).any(|&value| value < 0.0) {
        reset(config, "quad", "positive eigenvalues: Algorithm 2 needs a bowl", problems);
    }
}

fn mend_objective(config: &mut Config, problems: &mut Vec<Problem>) {
    match config.task {
        TaskName::BoothCustom if config.custom_booth().determinant().abs() < NEARLY_SINGULAR => {
            let takes = "a matrix with |det A| of at least 1e-4: else h would not be invertible";
            reset(config, "booth_A", takes, problems);
        }
        TaskName::RosenbrockCustom => {
            if config.ros_a.abs() < NEARLY_SINGULAR {
                let takes = "a number with |a| of at least 1e-4: else h would not be invertible";
                reset(config, "ros_a", takes, problems);
            }
            if smallest_magnitude(&config.custom_rosenbrock().c.0) < NEARLY_SINGULAR {
                let takes =
                    "a polynomial with |c(x)| of at least 1e-4 everywhere: else h would not be invertible";
                reset(config, "ros_c", takes, problems);
            }
        }
        _ => {}
    }
}

/// The least `|k₀ + k₁x + k₂x²|` over all x: 0 where the polynomial has a root.
fn smallest_magnitude([k0, k1, k2]: &[f32; 3]) -> f32 {
    let [k0, k1, k2] = [k0, k1, k2].map(|&k| f64::from(k));
    let least = if k2 != 0.0 {
        let vertex = k0 - k1 * k1 / (4.0 * k2);
        // The vertex and the ends at infinity (the sign of k₂) are on the same side of 0, or there is a root.
        if vertex * k2 > 0.0 { vertex.abs() } else { 0.0 }
    } else if k1 == 0.0 {
        k0.abs()
    } else {
        0.0
    };
    least as f32
}

/// Resets the fields `keys`, one after the other, until the work is no more than allowed. Fields whose default asks for more
/// are left as they are.
fn mend_work(
    config: &mut Config,
    keys: &[&'static str],
    (work, most): (fn(&Config) -> f64, f64),
    takes: impl Fn(&Config, f64) -> String,
    problems: &mut Vec<Problem>,
) {
    for key in keys {
        if work(config) <= most {
            return;
        }
        let (mut mended, mut found) = (config.clone(), Vec::new());
        reset(&mut mended, key, &takes(config, most), &mut found);
        if work(&mended) < work(config) {
            *config = mended;
            problems.append(&mut found);
        }
    }
}

/// Puts the field back to its default and reports what it held, unless it holds the default already.
fn reset(config: &mut Config, key: &'static str, takes: &str, problems: &mut Vec<Problem>) {
    for field in FIELDS.iter().filter(|field| field.key == key) {
        let (given, default) = (field.read(config), field.read(&Config::default()));
        if given != default && field.write(config, &default).is_ok() {
            problems.push(Problem { field: key.into(), given, takes: takes.into() });
        }
    }
}

fn read(config: &Config, key: &str) -> String {
    FIELDS.iter().find(|field| field.key == key).map(|field| field.read(config)).unwrap_or_default()
}

/// The networks of each learned optimizer of the config, with their rows per task.
fn networks(config: &Config) -> impl Iterator<Item = Vec<(Shape, f64)>> {
    let learned = config.optimizers.iter().filter(|optimizer| optimizer.is_learned());
    learned.map(|&optimizer| {
        let spec = config.learned_spec(optimizer);
        let rows = |index: usize| spec.rows(index) as f64;
        spec.shapes().into_iter().enumerate().map(|(index, shape)| (shape, rows(index))).collect()
    })
}

/// Operations of one step of one task forward, of the most expensive optimizer: two per weight, and those of the task.
fn step_operations(config: &Config) -> f64 {
    let operations = |networks: Vec<(Shape, f64)>| -> f64 {
        networks.iter().map(|(shape, rows)| 2.0 * rows * shape.weights() as f64).sum()
    };
    networks(config).map(operations).fold(0.0, f64::max) + task_operations(config)
}

/// f, its gradient and a teleport, once. In the plane they are some hundred. A perceptron goes forward and back, six per weight and
/// sample; the group acts on each hidden layer by some products and inverses of matrices that are as wide as the widest layer.
fn task_operations(config: &Config) -> f64 {
    if config.task.is_planar() {
        return 300.0;
    }
    let shape = config.mlp_shape();
    let samples = shape.samples as f64;
    let widest = shape.widths.iter().fold(0, |most, &width| most.max(width)) as f64;
    let layers = shape.hidden().len() as f64;
    6.0 * shape.parameters() as f64 * samples + layers * 10.0 * widest * widest * (widest + samples)
}

/// Forward, and twice as much backward; or forward as often as weights are perturbed.
fn training_operations(config: &Config) -> f64 {
    let steps = f64::from(config.runs) * f64::from(config.steps) * f64::from(config.batch);
    let passes =
        if config.estimator == EstimatorName::Bptt { 3.0 } else { 2.0 * f64::from(config.es_pairs) + 1.0 };
    passes * steps * step_operations(config)
}

fn evaluation_operations(config: &Config) -> f64 {
    f64::from(config.eval_tasks) * f64::from(config.eval_steps) * step_operations(config)
}

/// Weights with their transposes, gradients and moments: five numbers each. Activations and their gradients: about 26
/// numbers per hidden unit, row and step, and three per parameter of the task. Perturbed copies of all this.
fn bytes(config: &Config) -> f64 {
    let (steps, copies) = match config.estimator {
        EstimatorName::Bptt => (f64::from(config.unroll.min(config.steps)), 0.0),
        EstimatorName::Es | EstimatorName::Pes => (1.0, 2.0 * f64::from(config.es_pairs)),
    };
    let batch = f64::from(config.batch);
    let of = |networks: Vec<(Shape, f64)>| -> f64 {
        let weights: f64 = networks.iter().map(|(shape, _)| shape.weights() as f64).sum();
        let parameters = networks.first().map_or(0.0, |(shape, rows)| rows * shape.input as f64);
        let activations: f64 =
            networks.iter().map(|(shape, rows)| 26.0 * rows * shape.hidden_padded() as f64).sum();
        4.0 * ((5.0 + 2.0 * copies) * weights
            + (1.0 + copies) * steps * batch * (activations + 3.0 * parameters))
    };
    networks(config).map(of).fold(0.0, f64::max)
}
