//! Named experiments: those of the paper.

use super::config::Config;
use super::link::decode;

/// An experiment under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Such as `fig3`.
    pub name: &'static str,
    /// What it compares, on what.
    pub label: &'static str,
    /// Its link.
    pub link: &'static str,
}

impl Preset {
    /// The preset of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// Its experiment.
    pub fn config(&self) -> Config {
        decode(self.link).config
    }
}

/// L2O with and without teleports as section 5.1 has it: Algorithm 1 with one task per run, the gradient itself as the feature, f as
/// the meta-loss, θ that starts like any other output, jumps without bound, sampling that rejects nothing. What the paper
/// leaves open is chosen: two LSTM layers of 20 units, 2000 runs of 100 steps in unrolls of 20, Adam at a constant 10⁻³, the
/// meta-gradient clipped to norm 1.
macro_rules! plain {
    ($task:literal, $sampling:literal) => {
        concat!(
            "v=1&task=",
            $task,
            $sampling,
            "&opt=l2o,l2o-tele&features=raw&theta_init=random&jump_bound=0&runs=2000&batch=1&lr=1e-3&decay=none&loss=f",
            "&eval_tasks=1024"
        )
    };
}

/// L2O with and without teleports at the same budget: what the paper’s plain form lacks is there, θ starts at zero, jumps are bounded and
/// pass a learned gate, the meta-loss is the distance to the optimum, and the rate decays. `tests/reproduction/PROTOCOL.md` says how it was chosen.
macro_rules! better {
    ($task:literal, $sampling:literal) => {
        concat!(
            "v=1&task=",
            $task,
            $sampling,
            "&opt=l2o,l2o-tele&gate=1&runs=4000&batch=1&lr=1e-3&loss=distance&eval_tasks=1024"
        )
    };
}

/// All of them.
pub static PRESETS: &[Preset] = &[
    Preset { name: "fig3", label: "One ellipse, the paper’s settings", link: plain!("booth-fixed", "") },
    Preset {
        name: "fig4",
        label: "All ellipses, the paper’s settings",
        link: plain!("booth-variable", "&min_det=0"),
    },
    Preset {
        name: "fig5", label: "One valley, the paper’s settings", link: plain!("rosenbrock-fixed", "")
    },
    Preset {
        name: "fig6",
        label: "All valleys, the paper’s settings",
        link: plain!("rosenbrock-variable", "&min_det=0"),
    },
    Preset {
        name: "better-booth-fixed",
        label: "One ellipse, a better teleporting L2O",
        link: better!("booth-fixed", ""),
    },
    Preset {
        name: "better-booth-variable",
        label: "All ellipses, a better teleporting L2O",
        link: better!("booth-variable", "&min_det=0"),
    },
    Preset {
        name: "better-rosenbrock-fixed",
        label: "One valley, a better teleporting L2O",
        link: better!("rosenbrock-fixed", ""),
    },
    Preset {
        name: "better-rosenbrock-variable",
        label: "All valleys, a better teleporting L2O",
        link: better!("rosenbrock-variable", "&min_det=0"),
    },
    Preset {
        name: "better-mlp",
        label: "Perceptrons, a better teleporting LSTM",
        link: "v=1&task=mlp&opt=lr-mom,lr-tele-mom,momentum,adam&hidden=64&features=logsign&gate=1&tele_norm=0.3&runs=200&batch=1&lr=1e-3&loss=log",
    },
    Preset {
        name: "fig7",
        label: "Perceptrons, the paper’s settings",
        link: "v=1&task=mlp&opt=lr,lr-tele,lr-mom,lr-tele-mom,gd,momentum,adam&hidden=300&features=logsign\
            &runs=100&unroll=10&batch=1&lr=1e-4&lr2=1e-3&decay=none&loss=f&eval_tasks=128",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::encode;

    #[test]
    fn every_preset_has_a_name_of_its_own_and_a_valid_link() {
        for (index, preset) in PRESETS.iter().enumerate() {
            let decoded = decode(preset.link);
            assert!(decoded.problems.is_empty(), "{}: {:?}", preset.name, decoded.problems);
            assert_eq!(encode(&decoded.config), preset.link, "{} is not canonical", preset.name);
            assert!(PRESETS[..index].iter().all(|other| other.name != preset.name), "{}", preset.name);
        }
    }
}
