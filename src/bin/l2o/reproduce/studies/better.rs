//! Is there a teleporting L2O that is better? See `tests/reproduction/PROTOCOL.md`.

use super::{Claim, Contestant, Duel, Study, contestant, preset, varied};
use crate::reproduce::unit::Experiment;
use l2o_playground::experiment::OptimizerName;
use std::ops::RangeInclusive;

/// Settings are chosen on these seeds, none of which results are reported on.
pub const CHOOSING_SEEDS: RangeInclusive<u32> = 1..=3;
/// Unseen tasks while choosing.
const CHOOSING_TASKS: &str = "256";

/// Fields changed, with the name of the change.
type Change = (&'static str, &'static [(&'static str, &'static str)]);

/// The perceptrons.
const PERCEPTRONS: &str = "better-mlp";
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
    ("logsign-distance", &[("loss", "distance"), ("features", "logsign")]),
    ("logsign-log-10", &[("loss", "log"), ("eps", "1e-10"), ("features", "logsign")]),
    ("gate-distance", &[("loss", "distance"), ("gate", "1")]),
    ("gate-log-10", &[("loss", "log"), ("eps", "1e-10"), ("gate", "1")]),
    ("orbit-distance", &[("loss", "distance"), ("orbit_features", "1")]),
    ("orbit-log1p", &[("loss", "log1p"), ("orbit_features", "1")]),
    ("orbit-log-10", &[("loss", "log"), ("eps", "1e-10"), ("orbit_features", "1")]),
];

/// Settings among which LSTM(lr, tele, mom) chooses on perceptrons: how far teleports go, and by which action.
const PERCEPTRON_CANDIDATES: &[Change] = &[
    ("norm-0.01", &[("tele_norm", "0.01")]),
    ("norm-0.1", &[("tele_norm", "0.1")]),
    ("norm-0.3", &[("tele_norm", "0.3")]),
    ("norm-0.3-exact", &[("tele_norm", "0.3"), ("tele_form", "exact")]),
    ("norm-0.3-gate", &[("tele_norm", "0.3"), ("gate", "1")]),
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
    let of = |preset: &'static str, changes: &'static [Change]| {
        changes.iter().map(move |&(setting, fields)| {
            // The presets have a gate; of the candidates only those that say so.
            let fields = [&[("gate", "0"), ("eval_tasks", CHOOSING_TASKS)], fields].concat();
            let mut experiment = varied(preset, setting, &fields);
            // A gate is no setting of plain L2O, and nothing is a setting of baselines.
            let gated = experiment.config.gate;
            experiment.config.optimizers.retain(|optimizer| match optimizer {
                OptimizerName::L2o => !gated,
                OptimizerName::L2oTele | OptimizerName::LrTeleMom => true,
                _ => false,
            });
            Candidate { preset, setting, experiment }
        })
    };
    let planes = PLANES.into_iter().flat_map(|preset| of(preset, CANDIDATES));
    planes.chain(of(PERCEPTRONS, PERCEPTRON_CANDIDATES)).collect()
}

/// What `choose` found (`tests/reproduction/CHOICE.md`): per distribution, plain L2O's best settings by median and by area.
const PLAIN: [[&str; 2]; 4] = [
    ["distance", "distance"],
    ["distance", "logsign-distance"],
    ["distance", "distance"],
    ["logsign-log-10", "f"],
];
/// The same with orbit features.
const PLAIN_ORBIT: [[&str; 2]; 4] = [
    ["orbit-distance", "orbit-distance"],
    ["orbit-log-10", "orbit-distance"],
    ["orbit-distance", "orbit-distance"],
    ["orbit-log1p", "orbit-log1p"],
];
/// The one setting of teleporting L2O with orbit features. Without them it is that of the presets.
const TELEPORTING_ORBIT: &str = "orbit-distance";

/// The chosen setting of teleporting L2O with one ingredient changed.
const ABLATIONS: &[Change] = &[
    ("random-theta", &[("theta_init", "random")]),
    ("unbounded", &[("jump_bound", "0")]),
    ("loss-log", &[("loss", "log"), ("eps", "1e-10")]),
    ("loss-f", &[("loss", "f")]),
    ("no-gate", &[("gate", "0")]),
    ("no-decay", &[("decay", "none")]),
];

/// Optimizers that nobody trains.
const BASELINES: [&str; 4] = ["momentum", "adam", "newton", "oracle"];

/// The studies that report on what was chosen.
pub fn studies() -> Vec<Study> {
    let better = (0..PLANES.len()).map(better);
    let ablation = PLANES.into_iter().zip(ABLATION_NAMES).map(|(preset, name)| ablation(preset, name));
    better.chain([perceptrons()]).chain(ablation).collect()
}

const TITLES: [&str; 4] = ["one ellipse", "all ellipses", "one valley", "all valleys"];
const ABLATION_NAMES: [&str; 4] = [
    "ablation-booth-fixed",
    "ablation-booth-variable",
    "ablation-rosenbrock-fixed",
    "ablation-rosenbrock-variable",
];

fn better(index: usize) -> Study {
    let name = PLANES[index];
    let (mut experiments, mut duels) = (Vec::new(), Vec::new());
    experiments.push(only(preset(name), "l2o-tele"));
    let chosen = contestant(name, "l2o-tele");
    let orbit = candidate(name, TELEPORTING_ORBIT, "l2o-tele");
    let orbit_chosen = contestant(&orbit.name, "l2o-tele");
    for (settings, one) in [(PLAIN[index], &chosen), (PLAIN_ORBIT[index], &orbit_chosen)] {
        for setting in distinct(settings) {
            let plain = candidate(name, setting, "l2o");
            let other = contestant(&plain.name, "l2o");
            duels.push(Duel { one: one.clone(), other: other.clone(), claimed: true });
            if *one != chosen {
                duels.push(Duel { one: chosen.clone(), other, claimed: false });
            }
            experiments.push(plain);
        }
    }
    duels.push(Duel { one: orbit_chosen, other: chosen.clone(), claimed: false });
    experiments.push(orbit);
    let baselines = varied(name, "baselines", &[("opt", &BASELINES.join(","))]);
    for optimizer in BASELINES {
        let other = contestant(&baselines.name, optimizer);
        duels.push(Duel { one: chosen.clone(), other, claimed: false });
    }
    experiments.push(baselines);
    let title = TITLES[index];
    Study { name, group: "better", title, claim: Claim::OneIsBetter, experiments, duels }
}

/// One ingredient of the chosen setting changed at a time: a ratio above 1 says that the ingredient is worth having.
fn ablation(preset_name: &'static str, name: &'static str) -> Study {
    let mut experiments = vec![only(preset(preset_name), "l2o-tele")];
    experiments.extend(
        ABLATIONS.iter().map(|(suffix, fields)| only(varied(preset_name, suffix, fields), "l2o-tele")),
    );
    let duel = |experiment: &Experiment| Duel {
        one: contestant(&experiment.name, "l2o-tele"),
        other: contestant(preset_name, "l2o-tele"),
        claimed: false,
    };
    let duels = experiments[1..].iter().map(duel).collect();
    let title = TITLES[PLANES.iter().position(|plane| *plane == preset_name).unwrap_or_default()];
    Study { name, group: "ablation", title, claim: Claim::Ingredients, experiments, duels }
}

fn perceptrons() -> Study {
    let name = PERCEPTRONS;
    let exact = only(varied(name, "exact", &[("tele_form", "exact")]), "lr-tele-mom");
    let long = varied(name, "long", &[("opt", "momentum,adam"), ("eval_steps", "1000")]);
    let chosen = contestant(name, "lr-tele-mom");
    let duel = |one: &Contestant, other: &'static str, claimed| Duel {
        one: one.clone(),
        other: contestant(name, other),
        claimed,
    };
    let duels = vec![
        duel(&chosen, "lr-mom", true),
        duel(&chosen, "momentum", true),
        duel(&chosen, "adam", true),
        // To first order a teleport changes the loss a little; exactly it does not. Does the gain come from that?
        duel(&contestant(&exact.name, "lr-tele-mom"), "lr-mom", false),
    ];
    let experiments = vec![preset(name), exact, long];
    Study { name, group: "better", title: "perceptrons", claim: Claim::OneIsBetter, experiments, duels }
}

/// A candidate with one optimizer, on the reporting tasks.
fn candidate(preset: &str, setting: &str, optimizer: &str) -> Experiment {
    let fields = CANDIDATES.iter().find(|(name, _)| *name == setting).map_or(&[][..], |(_, fields)| fields);
    let mut experiment = only(varied(preset, setting, &[&[("gate", "0")], fields].concat()), optimizer);
    experiment.name = format!("{}-{optimizer}", experiment.name);
    experiment
}

fn only(mut experiment: Experiment, optimizer: &str) -> Experiment {
    experiment.config.optimizers.retain(|other| other.name() == optimizer);
    experiment
}

fn distinct([one, other]: [&'static str; 2]) -> Vec<&'static str> {
    if one == other { vec![one] } else { vec![one, other] }
}
