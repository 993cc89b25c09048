//! What cannot be said field by field: objectives that are not bijections, and more work or memory than a link may ask for.

use super::choices::{Named, Net, OptimizerName, TaskName};
use super::config::Config;
use super::fields::FIELDS;
use super::link::Problem;
use crate::nn::Shape;

/// The most floating-point operations that the meta-training of one optimizer may take (hours on one core).
pub const MOST_OPERATIONS: f64 = 1e14;
/// The most that the evaluation of one optimizer may take.
pub const MOST_EVALUATION: f64 = 1e13;
/// The most bytes that the tape of one optimizer may take.
pub const MOST_BYTES: f64 = 4e8;
/// Smallest |det A|, |a| and min |c(x)| of a custom objective: below it, `f32` can no longer invert h.
const NEARLY_SINGULAR: f32 = 1e-4;

/// Mends `config` where its fields contradict each other or ask for too much: such fields get their defaults, and are reported.
pub fn mend(config: &mut Config) -> Vec<Problem> {
    let mut problems = Vec::new();
    mend_objective(config, &mut problems);
    let training = |config: &Config| {
        let operations = training_operations(config);
        (operations > MOST_OPERATIONS).then(|| {
            format!("less: training would take {operations:.0e} operations, at most {MOST_OPERATIONS:.0e} are allowed")
        })
    };
    mend_work(config, &["runs", "batch", "steps", "hidden"], training, &mut problems);
    let memory = |config: &Config| {
        let bytes = tape_bytes(config);
        (bytes > MOST_BYTES).then(|| {
            format!(
                "less: an unroll would take {:.0} MB, at most {:.0} are allowed",
                bytes / 1e6,
                MOST_BYTES / 1e6
            )
        })
    };
    mend_work(config, &["unroll", "batch", "hidden"], memory, &mut problems);
    let evaluation = |config: &Config| {
        let operations = evaluation_operations(config);
        (operations > MOST_EVALUATION).then(|| {
            format!("less: evaluating would take {operations:.0e} operations, at most {MOST_EVALUATION:.0e} are allowed")
        })
    };
    mend_work(config, &["eval_tasks", "eval_steps", "hidden"], evaluation, &mut problems);
    // Last: what was mended above may have left fewer tasks.
    if config.show >= config.eval_tasks {
        let takes = format!("a whole number below eval_tasks = {}", config.eval_tasks);
        reset(config, "show", &takes, &mut problems);
    }
    problems
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

/// Resets the fields `keys`, one after the other, until `excess` has nothing to say.
fn mend_work(
    config: &mut Config,
    keys: &[&'static str],
    excess: impl Fn(&Config) -> Option<String>,
    problems: &mut Vec<Problem>,
) {
    for key in keys {
        let Some(takes) = excess(config) else { return };
        reset(config, key, &takes, problems);
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

/// The largest networks of the config: those of L2O + teleport.
fn networks(config: &Config) -> impl Iterator<Item = (Shape, f64)> {
    let spec = config.learned_spec(OptimizerName::L2oTele);
    let rows = if config.net == Net::Joint { 1.0 } else { 2.0 };
    std::iter::once((spec.update_shape(), rows)).chain(spec.teleport_shape().map(|shape| (shape, 1.0)))
}

/// Operations of one step of one task forward: two per weight.
fn step_operations(config: &Config) -> f64 {
    networks(config).map(|(shape, rows)| 2.0 * rows * shape.weights() as f64).sum()
}

fn learns(config: &Config) -> bool {
    config.optimizers.iter().any(|optimizer| optimizer.is_learned())
}

/// Forward, and twice as much backward.
fn training_operations(config: &Config) -> f64 {
    let steps = f64::from(config.runs) * f64::from(config.steps) * f64::from(config.batch);
    if learns(config) { 3.0 * steps * step_operations(config) } else { 0.0 }
}

fn evaluation_operations(config: &Config) -> f64 {
    let steps = f64::from(config.eval_tasks) * f64::from(config.eval_steps);
    if learns(config) { steps * step_operations(config) } else { 0.0 }
}

/// Activations and their gradients: about 26 numbers per hidden unit, row and step.
fn tape_bytes(config: &Config) -> f64 {
    let steps = f64::from(config.unroll.min(config.steps)) * f64::from(config.batch);
    networks(config).map(|(shape, rows)| 4.0 * 26.0 * steps * rows * shape.hidden_padded() as f64).sum()
}

const _: () = assert!(OptimizerName::ALL.len() == 5, "a new optimizer: are its networks counted here?");
