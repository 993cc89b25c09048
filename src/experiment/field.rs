//! What a field of the config is: its name, range and explanation, and how its value is read and written as text.

use super::OptimizerName;
use super::choices::{Choice, Named};
use super::config::Config;
use super::fields::FIELDS;
use crate::number::{nearest, number};
use crate::text::listed;
use serde::Serialize;

/// Where the page shows a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// What is minimised.
    Task,
    /// What is compared.
    Optimizers,
    /// The learned optimizer's networks.
    Network,
    /// Meta-training.
    Training,
    /// Unseen tasks.
    Evaluation,
    /// What is shown.
    View,
    /// A figure of the article.
    Figure,
}

/// What depends on a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concern {
    /// Every optimizer's run.
    Everything,
    /// Learned optimizers' training.
    Learned,
    /// Training of those that teleport.
    Teleporting,
    /// Training of those that learn a step size.
    Rates,
    /// Training of those that learn a momentum coefficient.
    Momentum,
    /// Gradient descent with oracle or random teleports.
    Jumps,
    /// All that teleport perceptrons.
    Perceptrons,
    /// One optimizer's run.
    Only(OptimizerName),
    /// The evaluation (and what is tuned for it).
    Evaluation,
    /// Nothing that is computed: only what is shown.
    View,
}

/// A condition under which a field matters: the value of `field` is (a set: holds) one of `any`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct When {
    /// Key of another field.
    pub field: &'static str,
    /// Its values.
    pub any: &'static [&'static str],
}

/// One field of [`Config`].
pub struct Field {
    /// In links.
    pub key: &'static str,
    /// Where the page shows it.
    pub group: Group,
    /// On the page.
    pub label: &'static str,
    /// One line.
    pub help: &'static str,
    /// What depends on it.
    pub concern: Concern,
    /// When it matters at all.
    pub when: Option<When>,
    /// Type, range and place.
    pub kind: Kind,
}

/// Type and range of a field, and where its value lies.
#[allow(missing_docs)] // the names say it
pub enum Kind {
    /// A whole number.
    Integer { min: u32, max: u32, place: fn(&mut Config) -> &mut u32 },
    /// A number.
    Real { min: f32, max: f32, place: fn(&mut Config) -> &mut f32 },
    /// A number, or `auto`.
    AutoReal { min: f32, max: f32, place: fn(&mut Config) -> &mut Option<f32> },
    /// One of several names.
    Choice {
        choices: &'static [Choice],
        get: fn(&Config) -> &'static str,
        set: fn(&mut Config, &str) -> bool,
    },
    /// Some of the optimizers.
    Optimizers,
    /// 0 or 1.
    Flag { place: fn(&mut Config) -> &mut bool },
    /// Several numbers.
    Numbers { least: usize, most: usize, bound: f32, place: fn(&mut Config) -> &mut Vec<f32> },
    /// Several whole numbers.
    Integers { least: usize, most: usize, min: u32, max: u32, place: fn(&mut Config) -> &mut Vec<u32> },
    /// Several whole numbers, or `auto`.
    AutoIntegers { most: usize, min: u32, max: u32, place: fn(&mut Config) -> &mut Option<Vec<u32>> },
    /// Several numbers, or `auto`.
    AutoNumbers { count: usize, bound: f32, place: fn(&mut Config) -> &mut Option<Vec<f32>> },
}

/// [`Kind`] as the page sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "lowercase")]
#[allow(missing_docs)] // see Kind
pub enum KindDescription {
    Integer { min: u32, max: u32 },
    Real { min: f32, max: f32, auto: bool },
    Choice { choices: &'static [Choice] },
    Set { choices: &'static [Choice] },
    Flag,
    Numbers { min_len: usize, max_len: usize, min: f32, max: f32, auto: bool },
}

/// How much a change of a field costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Something is trained or tuned again.
    Train,
    /// Unseen tasks are solved again.
    Evaluate,
    /// Only the picture changes.
    View,
}

/// A field as the page sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[allow(missing_docs)] // see Field
pub struct FieldDescription {
    pub key: &'static str,
    pub group: Group,
    pub label: &'static str,
    pub help: &'static str,
    pub kind: KindDescription,
    pub default: String,
    pub effect: Effect,
    pub when: Option<When>,
}

/// All fields, for the page's form.
pub fn describe() -> Vec<FieldDescription> {
    let defaults = Config::default();
    let describe = |field: &Field| FieldDescription {
        key: field.key,
        group: field.group,
        label: field.label,
        help: field.help,
        kind: field.kind.describe(),
        default: field.read(&defaults),
        effect: match field.concern {
            Concern::View => Effect::View,
            Concern::Evaluation => Effect::Evaluate,
            _ => Effect::Train,
        },
        when: field.when,
    };
    FIELDS.iter().map(describe).collect()
}

impl Concern {
    /// Whether a run of `optimizer` depends on the field.
    pub fn touches(self, optimizer: OptimizerName) -> bool {
        match self {
            Concern::Everything => true,
            Concern::Learned => optimizer.is_learned(),
            Concern::Teleporting => optimizer.learns_to_teleport(),
            Concern::Rates => optimizer.learns_rate(),
            Concern::Momentum => matches!(optimizer, OptimizerName::LrMom | OptimizerName::LrTeleMom),
            Concern::Perceptrons => {
                Concern::Teleporting.touches(optimizer) || Concern::Jumps.touches(optimizer)
            }
            Concern::Jumps => matches!(optimizer, OptimizerName::Oracle | OptimizerName::Random),
            Concern::Only(one) => one == optimizer,
            // Step sizes of the baselines are tuned for the horizon of the evaluation.
            Concern::Evaluation => !optimizer.is_learned(),
            Concern::View => false,
        }
    }
}

impl Field {
    /// The value as text, as it stands in a link.
    pub fn read(&self, config: &Config) -> String {
        // `place` functions give mutable access; reading goes through a copy, which is small.
        let mut copy = config.clone();
        match &self.kind {
            Kind::Integer { place, .. } => place(&mut copy).to_string(),
            Kind::Real { place, .. } => number(*place(&mut copy)),
            Kind::AutoReal { place, .. } => place(&mut copy).map_or_else(|| AUTO.into(), number),
            Kind::Choice { get, .. } => get(config).into(),
            Kind::Optimizers => {
                listed(&mut config.optimizers.iter().map(|optimizer| optimizer.name().into()), ",")
            }
            Kind::Flag { place } => u8::from(*place(&mut copy)).to_string(),
            Kind::Numbers { place, .. } => numbers(place(&mut copy)),
            Kind::Integers { place, .. } => integers(place(&mut copy)),
            Kind::AutoIntegers { place, .. } => {
                place(&mut copy).as_deref().map_or_else(|| AUTO.into(), integers)
            }
            Kind::AutoNumbers { place, .. } => {
                place(&mut copy).as_deref().map_or_else(|| AUTO.into(), numbers)
            }
        }
    }

    /// Takes the value from text.
    ///
    /// # Errors
    /// What the field takes, if the text is not that; the config is then unchanged.
    pub fn write(&self, config: &mut Config, text: &str) -> Result<(), String> {
        let taken = match &self.kind {
            Kind::Integer { min, max, place } => {
                integer(text, *min, *max).map(|value| *place(config) = value)
            }
            Kind::Real { min, max, place } => real(text, *min, *max).map(|value| *place(config) = value),
            Kind::AutoReal { place, .. } if text == AUTO => {
                *place(config) = None;
                Some(())
            }
            Kind::AutoReal { min, max, place } => {
                real(text, *min, *max).map(|value| *place(config) = Some(value))
            }
            Kind::Choice { set, .. } => set(config, text).then_some(()),
            Kind::Optimizers => optimizers(text).map(|list| config.optimizers = list),
            Kind::Flag { place } => flag(text).map(|value| *place(config) = value),
            Kind::Numbers { least, most, bound, place } => {
                list(text, *least, *most, *bound).map(|values| *place(config) = values)
            }
            Kind::Integers { least, most, min, max, place } => {
                whole_list(text, *least, *most, *min, *max).map(|values| *place(config) = values)
            }
            Kind::AutoIntegers { place, .. } if text == AUTO => {
                *place(config) = None;
                Some(())
            }
            Kind::AutoIntegers { most, min, max, place } => {
                whole_list(text, 1, *most, *min, *max).map(|values| *place(config) = Some(values))
            }
            Kind::AutoNumbers { place, .. } if text == AUTO => {
                *place(config) = None;
                Some(())
            }
            Kind::AutoNumbers { count, bound, place } => {
                list(text, *count, *count, *bound).map(|values| *place(config) = Some(values))
            }
        };
        taken.ok_or_else(|| self.takes())
    }

    /// What the field takes, in words.
    pub fn takes(&self) -> String {
        let names = |choices: &[Choice]| listed(&mut choices.iter().map(|choice| choice.name.into()), ", ");
        match &self.kind {
            Kind::Integer { min, max, .. } => format!("a whole number from {min} to {max}"),
            Kind::Real { min, max, .. } => format!("a number from {} to {}", number(*min), number(*max)),
            Kind::AutoReal { min, max, .. } => {
                format!("auto, or a number from {} to {}", number(*min), number(*max))
            }
            Kind::Choice { choices, .. } => format!("one of {}", names(choices)),
            Kind::Optimizers => format!("some of {}, separated by commas", names(OptimizerName::CHOICES)),
            Kind::Flag { .. } => "0 or 1".into(),
            Kind::Numbers { least, most, bound, .. } if least == most => {
                format!(
                    "{least} numbers from {0} to {1}, separated by commas",
                    number(-bound),
                    number(*bound)
                )
            }
            Kind::Numbers { least, most, bound, .. } => {
                format!(
                    "{least} to {most} numbers from {} to {}, separated by commas",
                    number(-bound),
                    number(*bound)
                )
            }
            Kind::Integers { least, most, min, max, .. } => {
                format!("{least} to {most} whole numbers from {min} to {max}, separated by commas")
            }
            Kind::AutoIntegers { most, min, max, .. } => {
                format!("auto, or 1 to {most} whole numbers from {min} to {max}, separated by commas")
            }
            Kind::AutoNumbers { count, bound, .. } => {
                format!(
                    "auto, or {count} numbers from {} to {}, separated by a comma",
                    number(-bound),
                    number(*bound)
                )
            }
        }
    }
}

impl Kind {
    fn describe(&self) -> KindDescription {
        match *self {
            Kind::Integer { min, max, .. } => KindDescription::Integer { min, max },
            Kind::Real { min, max, .. } => KindDescription::Real { min, max, auto: false },
            Kind::AutoReal { min, max, .. } => KindDescription::Real { min, max, auto: true },
            Kind::Choice { choices, .. } => KindDescription::Choice { choices },
            Kind::Optimizers => KindDescription::Set { choices: OptimizerName::CHOICES },
            Kind::Flag { .. } => KindDescription::Flag,
            Kind::Numbers { least, most, bound, .. } => KindDescription::Numbers {
                min_len: least,
                max_len: most,
                min: -bound,
                max: bound,
                auto: false,
            },
            Kind::Integers { least, most, min, max, .. } => KindDescription::Numbers {
                min_len: least,
                max_len: most,
                min: min as f32,
                max: max as f32,
                auto: false,
            },
            Kind::AutoIntegers { most, min, max, .. } => KindDescription::Numbers {
                min_len: 1,
                max_len: most,
                min: min as f32,
                max: max as f32,
                auto: true,
            },
            Kind::AutoNumbers { count, bound, .. } => KindDescription::Numbers {
                min_len: count,
                max_len: count,
                min: -bound,
                max: bound,
                auto: true,
            },
        }
    }
}

const AUTO: &str = "auto";

fn numbers(values: &[f32]) -> String {
    listed(&mut values.iter().map(|&value| number(value)), ",")
}

fn integers(values: &[u32]) -> String {
    listed(&mut values.iter().map(u32::to_string), ",")
}

fn whole_list(text: &str, least: usize, most: usize, min: u32, max: u32) -> Option<Vec<u32>> {
    let values: Vec<u32> =
        text.split(',').take(most + 1).map(|part| integer(part, min, max)).collect::<Option<_>>()?;
    (least..=most).contains(&values.len()).then_some(values)
}

fn integer(text: &str, min: u32, max: u32) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|value| digits && (min..=max).contains(value))
}

fn real(text: &str, min: f32, max: f32) -> Option<f32> {
    // Only what a link may hold: no "inf", "nan", "+1", spaces or kilobytes of digits.
    let plain = text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_digit() || b"-.e".contains(&byte));
    let value = nearest(text).filter(|_| plain)?;
    // −0 and 0 are the same number and must be the same link.
    (min..=max).contains(&value).then_some(value + 0.0)
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

fn list(text: &str, least: usize, most: usize, bound: f32) -> Option<Vec<f32>> {
    let values: Vec<f32> =
        text.split(',').take(most + 1).map(|part| real(part, -bound, bound)).collect::<Option<_>>()?;
    (least..=most).contains(&values.len()).then_some(values)
}

/// Optimizers in canonical order, each at most once; the empty text is the empty set.
fn optimizers(text: &str) -> Option<Vec<OptimizerName>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let given: Vec<OptimizerName> =
        text.split(',').take(64).map(OptimizerName::from_name).collect::<Option<_>>()?;
    let list: Vec<_> = OptimizerName::ALL.iter().copied().filter(|name| given.contains(name)).collect();
    (list.len() == given.len()).then_some(list)
}
