//! Links: the text form of a config, and the only codec for it.
//!
//! A link is `key=value` pairs joined by `&`, beginning with the version: `v=1&task=rosenbrock-variable&hidden=32`. Only
//! what differs from the defaults is written, in the order of [`FIELDS`]; then, in the link of a finished run, `fp`: what its
//! receiver compares with (see [`Sketch`]). Keys use `A–Z a–z 0–9 _` alone, values `A–Z a–z 0–9 - . ,`.

use super::choices::Named;
use super::config::Config;
use super::fields::FIELDS;
use super::limits;
use super::sketch::{self, Sketch};
use super::task_name::TaskName;
use crate::text::append;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The version that is written. Every released version decodes for ever.
pub const VERSION: &str = "1";

/// The longest link that is looked at.
const LONGEST: usize = 8192;

/// What of a rejected value is shown.
const SHOWN: usize = 60;

/// The key of what a link promises.
const SKETCH: &str = "fp";

/// What suits perceptrons: the optimizers of Fig 7 and its ablation, small enough to train while one waits.
const PERCEPTRON: &str = "task=mlp&opt=lr,lr-tele,lr-mom,lr-tele-mom,gd,momentum,adam&hidden=64&features=logsign\
    &runs=150&unroll=10&batch=1&lr=1e-3&loss=log&eval_tasks=64";

/// A field that could not be taken: what was given, and what it takes. The field then has its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Problem {
    /// The field's key, as given.
    pub field: String,
    /// The value given, shortened if it is long.
    pub given: String,
    /// What the field takes, in words.
    pub takes: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = {:?} is not accepted; it takes {}", self.field, self.given, self.takes)
    }
}

/// A decoded link: a config that is valid whatever was given, and what was wrong with the link.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// Valid.
    pub config: Config,
    /// What the link promises of its run.
    pub promised: Option<Sketch>,
    /// Empty if the whole link was taken.
    pub problems: Vec<Problem>,
}

/// What the page holds of an experiment: its canonical link, every value as text, and what was wrong with what was given.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LinkState {
    /// Canonical.
    pub link: String,
    /// Whether the link holds the fingerprint of a run.
    pub promised: bool,
    /// By key.
    #[cfg_attr(test, ts(type = "{ [key in string]: string }"))]
    pub values: Values,
    /// Empty if all was taken.
    pub problems: Vec<Problem>,
}

/// Texts by key: a list here, an object on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values(Vec<(&'static str, String)>);

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, text)| (key, text)))
    }
}

impl LinkState {
    /// Of a link.
    pub fn new(decoded: Decoded) -> Self {
        LinkState {
            link: decoded.link(),
            promised: decoded.promised.is_some(),
            values: values(&decoded.config),
            problems: decoded.problems,
        }
    }

    /// Of a link with a changed config, or with the problems of a change that cannot be. What the link promises is forgotten where
    /// the runs are no longer the same.
    pub fn changed(link: Decoded, config: Config, problems: Vec<Problem>) -> Self {
        let kept = |_: &Sketch| sketch::essence(&config) == sketch::essence(&link.config);
        let promised = link.promised.filter(kept);
        LinkState::new(Decoded { config, promised, problems })
    }
}

impl Decoded {
    /// The canonical link.
    pub fn link(&self) -> String {
        sealed(&self.config, self.promised.as_ref())
    }
}

/// The canonical link of a config, with what is promised of its run.
pub fn sealed(config: &Config, promised: Option<&Sketch>) -> String {
    let mut link = encode(config);
    if let Some(sketch) = promised {
        append(&mut link, &["&", SKETCH, "=", sketch.text()]);
    }
    link
}

/// Decodes a link: a fragment with or without `#`, or a whole address with one.
pub fn decode(link: &str) -> Decoded {
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment).trim();
    let fragment = &*percent_decoded(fragment);
    let mut decoded = Decoded { config: Config::default(), promised: None, problems: Vec::new() };
    if fragment.len() > LONGEST {
        let takes = format!("at most {LONGEST} characters");
        decoded.problems.push(Problem { field: "link".into(), given: shorten(fragment), takes });
        return decoded;
    }
    let mut seen: Vec<&str> = Vec::new();
    for pair in fragment.split('&').filter(|pair| !pair.is_empty()) {
        let (key, text) = pair.split_once('=').unwrap_or((pair, ""));
        let taken = if seen.contains(&key) {
            Err("one value: the field stands in the link twice, the first counts".into())
        } else if key == SKETCH {
            decoded.promised = Sketch::from_text(text);
            if decoded.promised.is_some() { Ok(()) } else { Err(sketch::TAKES.into()) }
        } else {
            take(&mut decoded.config, key, text)
        };
        seen.push(key);
        if let Err(takes) = taken {
            decoded.problems.push(Problem { field: shorten(key), given: shorten(text), takes });
        }
    }
    decoded.problems.extend(limits::mend(&mut decoded.config));
    decoded
}

/// Programs that pass links on may write `%2C` for a comma: what is escaped once is read as if it were not.
fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match tail {
            [high, low, ..] if *first == b'%' => hexadecimal_digit(*high).zip(hexadecimal_digit(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(16 * high + low);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

fn hexadecimal_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

fn take(config: &mut Config, key: &str, text: &str) -> Result<(), String> {
    if key == "v" {
        return if text == VERSION {
            Ok(())
        } else {
            Err(format!("{VERSION}, the version of links known here"))
        };
    }
    match FIELDS.iter().find(|field| field.key == key) {
        Some(field) => field.write(config, text),
        None => Err("nothing: there is no field of this name".into()),
    }
}

/// The canonical link of a config.
pub fn encode(config: &Config) -> String {
    encode_some(config, &|_| true)
}

/// The part of the canonical link made of the fields that `wanted` picks (by position in [`FIELDS`]).
pub(super) fn encode_some(config: &Config, wanted: &dyn Fn(&super::Field) -> bool) -> String {
    let defaults = Config::default();
    let mut link = format!("v={VERSION}");
    for field in FIELDS.iter().filter(|field| wanted(field)) {
        let text = field.read(config);
        if text != field.read(&defaults) {
            append(&mut link, &["&", field.key, "=", &text]);
        }
    }
    link
}

/// Every field's value as text.
fn values(config: &Config) -> Values {
    Values(FIELDS.iter().map(|field| (field.key, field.read(config))).collect())
}

/// Sets one field. If the value cannot be taken, alone or together with the others, the config stays as it was.
///
/// # Errors
/// The problems, each naming its field.
pub fn change(config: &mut Config, key: &str, text: &str) -> Result<(), Vec<Problem>> {
    let mut changed = config.clone();
    suit(&mut changed, key, text);
    take(&mut changed, key, text)
        .map_err(|takes| vec![Problem { field: shorten(key), given: shorten(text), takes }])?;
    let problems = limits::mend(&mut changed);
    if problems.is_empty() {
        *config = changed;
        Ok(())
    } else {
        Err(problems)
    }
}

/// A change from the plane to perceptrons, or back, brings all settings that suit the new kind of task with it: those of the
/// other kind would train nothing. The seed stays.
fn suit(config: &mut Config, key: &str, text: &str) {
    let Some(task) = TaskName::from_name(text).filter(|_| key == "task") else { return };
    if task.is_planar() == config.task.is_planar() {
        return;
    }
    let seed = config.seed;
    *config = if task.is_planar() { Config::default() } else { decode(PERCEPTRON).config };
    config.seed = seed;
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.into();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}
