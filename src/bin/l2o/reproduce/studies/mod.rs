//! What is asked, and which experiments answer it.

mod better;

pub use better::{CHOOSING_SEEDS, Candidate, candidates};

use super::unit::Experiment;
use l2o_playground::experiment::{Preset, change};

/// First of the seeds that results are reported on. Whatever is chosen, is chosen on other seeds.
pub const FIRST_SEED: u32 = 101;
/// The most seeds that can be asked for.
pub const MOST_SEEDS: u32 = 1000;

/// One question.
pub struct Study {
    /// Of its rows and pictures.
    pub name: &'static str,
    /// On the command line.
    pub group: &'static str,
    /// In the report.
    pub title: &'static str,
    pub claim: Claim,
    pub experiments: Vec<Experiment>,
    pub duels: Vec<Duel>,
}

/// What is claimed of the duels that are marked so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The paper's of Figs 3 to 6.
    OtherIsLower,
    /// The paper's of Fig 7.
    OneIsLower,
    /// Ours: see `tests/reproduction/PROTOCOL.md`.
    OneIsBetter,
    /// None: an ablation.
    Ingredients,
}

impl Claim {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Claim::OtherIsLower => "The paper: vanilla L2O ends lower than L2O + teleport.",
            Claim::OneIsLower => {
                "The paper: LSTM(lr, tele, mom) converges faster than LSTM(lr, tele), and both faster than GD."
            }
            Claim::OneIsBetter => {
                "The chosen teleporting optimizer is significantly better, by the rules of [PROTOCOL.md](PROTOCOL.md)."
            }
            Claim::Ingredients => {
                "One ingredient of the chosen setting is changed at a time: a ratio above 1, or a difference above 0, says that it is worth having."
            }
        }
    }
}

/// Two optimizers on the same tasks.
pub struct Duel {
    pub one: Contestant,
    pub other: Contestant,
    /// Whether the claim is about it; else it shows what the answer depends on.
    pub claimed: bool,
}

/// An optimizer of an experiment.
#[derive(Clone, PartialEq, Eq)]
pub struct Contestant {
    pub experiment: String,
    pub optimizer: &'static str,
}

/// Names that the command line takes, for messages.
pub fn names() -> String {
    "fig1, fig2, fig3, fig4, fig5, fig6, fig7, better, ablation, all and choose".into()
}

/// The studies of these groups (`all` is every one), in their own order.
pub fn named(names: &[String]) -> Vec<Study> {
    let wanted = |study: &Study| names.iter().any(|name| name == study.group || name == "all");
    all().into_iter().filter(wanted).collect()
}

/// Whether there is a study of this name.
pub fn exists(name: &str) -> bool {
    matches!(name, "all" | "choose" | "fig1" | "fig2") || all().iter().any(|study| study.group == name)
}

fn all() -> Vec<Study> {
    let mut all = vec![
        plane("fig3", "Fig 3: one ellipse"),
        plane("fig4", "Fig 4: all ellipses"),
        plane("fig5", "Fig 5: one valley"),
        plane("fig6", "Fig 6: all valleys"),
        perceptrons(),
    ];
    all.extend(better::studies());
    all
}

/// A distribution of the plane with the paper's settings, and with those changed that its answer may hang on.
fn plane(name: &'static str, title: &'static str) -> Study {
    let mut experiments = vec![preset(name)];
    experiments
        .extend([varied(name, "log1p", &[("loss", "log1p")]), varied(name, "hidden40", &[("hidden", "40")])]);
    if !experiments[0].config.distribution().is_fixed() {
        experiments.push(varied(name, "mindet", &[("min_det", "0.1")]));
    }
    let duel = |experiment: &Experiment| Duel {
        one: contestant(&experiment.name, "l2o-tele"),
        other: contestant(&experiment.name, "l2o"),
        claimed: experiment.name == name,
    };
    let duels = experiments.iter().map(duel).collect();
    Study { name, group: name, title, claim: Claim::OtherIsLower, experiments, duels }
}

fn perceptrons() -> Study {
    let duel = |one, other, claimed| Duel {
        one: contestant("fig7", one),
        other: contestant("fig7", other),
        claimed,
    };
    let duels = vec![
        duel("lr-tele-mom", "lr-tele", true),
        duel("lr-tele", "gd", true),
        duel("lr-tele-mom", "gd", true),
        duel("lr-mom", "lr", false),
        duel("lr-tele", "lr", false),
        duel("lr-tele-mom", "lr-mom", false),
        duel("lr-tele-mom", "momentum", false),
        duel("lr-tele-mom", "adam", false),
    ];
    Study {
        name: "fig7",
        group: "fig7",
        title: "Fig 7: perceptrons",
        claim: Claim::OneIsLower,
        experiments: vec![preset("fig7")],
        duels,
    }
}

fn contestant(experiment: &str, optimizer: &'static str) -> Contestant {
    Contestant { experiment: experiment.into(), optimizer }
}

/// The experiment of a preset, which exists: a test goes through all studies.
fn preset(name: &str) -> Experiment {
    let config = Preset::named(name).map(Preset::config).unwrap_or_default();
    Experiment { name: name.into(), config }
}

/// A preset with some fields changed, to values that they take (the same test).
fn varied(name: &str, suffix: &str, fields: &[(&str, &str)]) -> Experiment {
    let Experiment { mut config, .. } = preset(name);
    for (key, value) in fields {
        let changed = change(&mut config, key, value);
        debug_assert!(changed.is_ok(), "{key} = {value}: {changed:?}");
    }
    Experiment { name: format!("{name}-{suffix}"), config }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_study_has_its_presets_and_every_duel_its_contestants() {
        for study in all() {
            assert!(exists(study.group), "{}", study.name);
            for experiment in &study.experiments {
                assert_ne!(
                    experiment.config,
                    l2o_playground::experiment::Config::default(),
                    "{}",
                    experiment.name
                );
            }
            for contestant in study.duels.iter().flat_map(|duel| [&duel.one, &duel.other]) {
                let experiment = study.experiments.iter().find(|e| e.name == contestant.experiment);
                let names =
                    experiment.map(|e| e.config.optimizers.iter().map(|o| o.name()).collect::<Vec<_>>());
                assert!(names.is_some_and(|names| names.contains(&contestant.optimizer)));
            }
        }
    }
}
