//! Is there a teleporting L2O that is better? See `tests/reproduction/PROTOCOL.md`.

use super::{Claim, Contestant, Duel, Study, contestant, preset, varied};
use crate::reproduce::unit::Experiment;
use l2o_playground::experiment::OptimizerName;
use std::ops::RangeInclusive;

/// Settings are chosen on these seeds, none of which results are reported on.
pub const CHOOSING_SEEDS: RangeInclusive<u32> = 1..=5;
/// Unseen tasks while choosing.
const CHOOSING_TASKS: &str = "256";

/// Fields changed, with the name of the change.
type Change = (&'static str, &'static [(&'static str, &'static str)]);

/// The four distributions.
const PLANES: [&str; 4] =
    ["better-booth-fixed", "better-booth-variable", "better-rosenbrock-fixed", "better-rosenbrock-variable"];

/// Settings among which both kinds of L2O choose.
const CANDIDATES: &[Change] = &[
    ("f", &[("loss", "f")]),
    ("log1p", &[("loss", "log1p")]),
    ("log-6", &[("loss", "log"), ("eps", "1e-6")]),
    ("log-10", &[("loss", "log"), ("eps", "1e-10")]),
    ("distance", &[("loss", "distance")]),
    ("logsign-log1p", &[("loss", "log1p"), ("features", "logsign")]),
    ("logsign-log-6", &[("loss", "log"), ("eps", "1e-6"), ("features", "logsign")]),
    ("logsign-log-10", &[("loss", "log"), ("eps", "1e-10"), ("features", "logsign")]),
    ("fast-log1p", &[("loss", "log1p"), ("lr", "3e-3")]),
    ("fast-log-10", &[("loss", "log"), ("eps", "1e-10"), ("lr", "3e-3")]),
    ("gate-log-10", &[("loss", "log"), ("eps", "1e-10"), ("gate", "1")]),
    ("orbit-log1p", &[("loss", "log1p"), ("orbit_features", "1")]),
    ("orbit-log-6", &[("loss", "log"), ("eps", "1e-6"), ("orbit_features", "1")]),
    ("orbit-log-10", &[("loss", "log"), ("eps", "1e-10"), ("orbit_features", "1")]),
];

/// A setting that may be chosen.
pub struct Candidate {
    /// The preset that it changes.
    pub preset: &'static str,
    /// The name of the change.
    pub setting: &'static str,
    pub experiment: Experiment,
}

/// All candidates on all distributions.
pub fn candidates() -> Vec<Candidate> {
    let of = |preset: &'static str| {
        CANDIDATES.iter().map(move |&(setting, fields)| {
            let fields = [fields, &[("eval_tasks", CHOOSING_TASKS)]].concat();
            let mut experiment = varied(preset, setting, &fields);
            // A gate is no setting of plain L2O.
            let gated = experiment.config.gate;
            experiment.config.optimizers.retain(|&optimizer| !gated || optimizer == OptimizerName::L2oTele);
            Candidate { preset, setting, experiment }
        })
    };
    PLANES.into_iter().flat_map(of).collect()
}

/// The studies that report on what was chosen.
pub fn studies() -> Vec<Study> {
    Vec::new()
}
