//! Thousands of experiments at the edges of what links may ask for: no value that is shown is NaN, what diverges is reported, and
//! weights stay finite. `cargo run --release --example numerics [-- RUNS]`; exits with 1 where any of this is not so.

use l2o_playground::experiment::{Config, OptimizerName, Session, Summary, Trajectory, change, encode};
use l2o_playground::random::{Purpose, Random};
use std::process::ExitCode;

/// Values at and near the edges, by field. What does not go with the rest of a draw is refused, and left out.
const EDGES: [(&str, &[&str]); 27] = [
    (
        "task",
        &[
            "booth-variable",
            "rosenbrock-variable",
            "booth",
            "rosenbrock",
            "booth-custom",
            "rosenbrock-custom",
            "spiral",
            "mlp",
        ],
    ),
    ("min_det", &["0", "0.1"]),
    ("booth_A", &["1,0,0,1e-4", "1000,0,0,1000", "1,1,1,1.001", "1e-2,0,0,1e-2"]),
    ("ros_a", &["1e-4", "1000", "1"]),
    ("ros_c", &["1e-4", "1000", "1,0,1"]),
    ("mlp_widths", &["1,1,1", "2,8,1", "4,3,3,2"]),
    ("mlp_samples", &["1", "9"]),
    (
        "opt",
        &[
            "l2o",
            "l2o-tele",
            "lr",
            "lr-tele",
            "lr-mom",
            "lr-tele-mom",
            "gd",
            "momentum",
            "adam",
            "newton",
            "oracle",
            "random",
            "fly",
        ],
    ),
    ("lr", &["1e-12", "1e-6", "1e-3", "1", "10"]),
    ("lr2", &["1e-12", "1e-3", "10"]),
    ("hidden", &["1", "20", "300"]),
    ("steps", &["1", "20"]),
    ("unroll", &["1", "20"]),
    ("batch", &["1", "16", "256"]),
    ("runs", &["1", "3"]),
    ("eval_tasks", &["1", "5"]),
    ("eval_steps", &["1", "60"]),
    ("loss", &["f", "log1p", "log", "distance"]),
    ("features", &["raw", "clip", "logsign"]),
    ("jump_bound", &["0", "1"]),
    ("theta_init", &["zero", "random"]),
    ("gate", &["0", "1"]),
    ("scale", &["1e-6", "0.1", "100"]),
    ("grad_clip", &["0", "1"]),
    ("start", &["auto", "1000,-1000", "0,0"]),
    ("second_order", &["0", "1"]),
    ("seed", &["1", "2", "3", "4", "5", "6", "7"]),
];

/// Step sizes of baselines.
const RATES: [&str; 5] = ["1e-12", "1e-3", "1", "10", "auto"];

/// Operations of a training that are worth the time.
const MOST_OPERATIONS: u64 = 1 << 32;

#[derive(Default)]
struct Count {
    runs: u32,
    diverged: u32,
    infinite: u32,
    skipped: u32,
    faults: u32,
}

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(6000);
    let mut random = Random::new(1, Purpose::Tuning, 0);
    let mut count = Count::default();
    while count.runs < wanted {
        let config = drawn(&mut random);
        for &optimizer in &config.optimizers {
            check(&config, optimizer, &mut count);
        }
    }
    let Count { runs, diverged, infinite, skipped, faults } = count;
    println!(
        "{runs} runs: {diverged} with tasks that diverged, {infinite} with a median or mean beyond all numbers, {skipped} with \
         meta-updates skipped, {faults} with a NaN or weights that are not finite"
    );
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn pick<'a>(random: &mut Random, values: &[&'a str]) -> &'a str {
    let at = random.uniform(0.0, values.len() as f32) as usize;
    values[at.min(values.len() - 1)]
}

/// An experiment with every field at one of its edges, as far as they go together.
fn drawn(random: &mut Random) -> Config {
    let mut config = Config::default();
    for (field, values) in EDGES {
        // What is refused leaves the field as it was, which is valid too.
        let _ = change(&mut config, field, pick(random, values));
    }
    for optimizer in ["gd", "momentum", "adam", "oracle", "random", "fly"] {
        let _ = change(&mut config, &format!("{optimizer}_lr"), pick(random, &RATES));
    }
    config
}

fn check(config: &Config, optimizer: OptimizerName, count: &mut Count) {
    let mut session = Session::new(config.clone(), optimizer);
    if session.operations_per_update() * u64::from(config.runs * config.steps) > MOST_OPERATIONS {
        return;
    }
    session.finish();
    count.runs += 1;
    count.skipped += u32::from(session.progress().skipped > 0);
    let weights_are_finite =
        session.tensors().iter().flat_map(|tensor| &tensor.values).all(|value| value.is_finite());
    let losses_are_numbers = session.meta_losses().iter().all(|loss| !loss.is_nan());
    let trajectory = session.trajectory();
    let Some(summary) = session.summary() else {
        fault(config, optimizer, "has no summary", count);
        return;
    };
    count.diverged += u32::from(summary.diverged > 0);
    count.infinite += u32::from(summary.mean_final.is_infinite() || summary.median_final.is_infinite());
    if !weights_are_finite {
        fault(config, optimizer, "has weights that are not finite", count);
    } else if !losses_are_numbers || has_nan(summary) || draws_nan(&trajectory) {
        fault(config, optimizer, "shows NaN", count);
    } else if trajectory.diverged_at.is_none() && !trajectory.x.iter().all(|axis| axis.is_finite()) {
        fault(config, optimizer, "diverges without a word", count);
    }
}

fn fault(config: &Config, optimizer: OptimizerName, what: &str, count: &mut Count) {
    count.faults += 1;
    eprintln!("{} of #{} {what}", optimizer.name(), encode(config));
}

fn has_nan(summary: &Summary) -> bool {
    let numbers =
        [summary.median_final, summary.q1_final, summary.q3_final, summary.mean_final, summary.mean_log];
    let rows = [&summary.finals, &summary.median, &summary.q1, &summary.q3];
    numbers.iter().chain(rows.into_iter().flatten()).any(|value| value.is_nan())
}

fn draws_nan(trajectory: &Trajectory) -> bool {
    let Trajectory { x, middle, arcs, f, gradient_norm, element, invariance, alpha, beta, .. } = trajectory;
    [x, middle, arcs, f, gradient_norm, element, invariance, alpha, beta]
        .into_iter()
        .flatten()
        .any(|value| value.is_nan())
}
