//! What is asked, and which experiments answer it.

use super::unit::Experiment;
use super::verdict::Favours;
use l2o_playground::experiment::{Config, Preset, change};

/// First of the seeds that results are reported on. Whatever is chosen, is chosen on other seeds.
pub const FIRST_SEED: u32 = 101;
/// The most seeds that can be asked for.
pub const MOST_SEEDS: u32 = 1000;

/// One question.
pub struct Study {
    /// On the command line.
    pub name: &'static str,
    /// In the report.
    pub title: &'static str,
    /// What the paper says.
    pub claim: &'static str,
    pub experiments: Vec<Experiment>,
    pub duels: Vec<Duel>,
}

/// Two optimizers on the same tasks.
pub struct Duel {
    pub one: Contestant,
    pub other: Contestant,
    /// Whether the claim is about it; else it shows what the answer depends on.
    pub claimed: bool,
}

impl Study {
    /// Which of two optimizers the paper says is better, and that in words.
    pub fn claimed_winner(&self, duel: &Duel) -> (Favours, String) {
        if self.name == "fig7" {
            (Favours::One, format!("{} is lower than {}.", duel.one.optimizer, duel.other.optimizer))
        } else {
            (Favours::Other, self.claim.into())
        }
    }
}

/// An optimizer of an experiment.
#[derive(Clone, PartialEq, Eq)]
pub struct Contestant {
    pub experiment: String,
    pub optimizer: &'static str,
}

const VANILLA_WINS: &str = "Vanilla L2O ends lower than L2O + teleport.";
const MOMENTUM_WINS: &str =
    "LSTM(lr, tele, mom) converges faster than LSTM(lr, tele), and both faster than GD.";

/// Names of all studies, for messages.
pub fn names() -> String {
    "fig1, fig2, fig3, fig4, fig5, fig6, fig7 and all".into()
}

/// The studies with these names (`all` is every one), in their own order.
pub fn named(names: &[String]) -> Vec<Study> {
    let wanted = |study: &Study| names.iter().any(|name| name == study.name || name == "all");
    all().into_iter().filter(wanted).collect()
}

/// Whether there is a study of this name.
pub fn exists(name: &str) -> bool {
    matches!(name, "all" | "fig1" | "fig2") || all().iter().any(|study| study.name == name)
}

fn all() -> Vec<Study> {
    vec![
        plane("fig3", "Fig 3: one ellipse"),
        plane("fig4", "Fig 4: all ellipses"),
        plane("fig5", "Fig 5: one valley"),
        plane("fig6", "Fig 6: all valleys"),
        perceptrons(),
    ]
}

/// A distribution of the plane with the paper's settings, and with those changed that its answer may hang on.
fn plane(name: &'static str, title: &'static str) -> Study {
    let mut experiments = vec![preset(name)];
    experiments
        .extend([varied(name, "log1p", &[("loss", "log1p")]), varied(name, "hidden64", &[("hidden", "64")])]);
    if !experiments[0].config.distribution().is_fixed() {
        experiments.push(varied(name, "mindet", &[("min_det", "0.1")]));
    }
    let duel = |experiment: &Experiment| Duel {
        one: contestant(&experiment.name, "l2o-tele"),
        other: contestant(&experiment.name, "l2o"),
        claimed: experiment.name == name,
    };
    let duels = experiments.iter().map(duel).collect();
    Study { name, title, claim: VANILLA_WINS, experiments, duels }
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
    let title = "Fig 7: perceptrons";
    Study { name: "fig7", title, claim: MOMENTUM_WINS, experiments: vec![preset("fig7")], duels }
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
        set(&mut config, key, value);
    }
    Experiment { name: format!("{name}-{suffix}"), config }
}

fn set(config: &mut Config, key: &str, value: &str) {
    let changed = change(config, key, value);
    debug_assert!(changed.is_ok(), "{key} = {value}: {changed:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_study_has_its_presets_and_every_duel_its_contestants() {
        for study in all() {
            assert!(Preset::named(study.name).is_some() && exists(study.name), "{}", study.name);
            for experiment in &study.experiments {
                assert_ne!(experiment.config, Config::default(), "{}", experiment.name);
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
