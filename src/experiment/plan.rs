//! Which runs an experiment consists of.

use super::choices::Named;
use super::config::Config;
use super::link::encode_some;
use super::statistics::hexadecimal;
use crate::experiment::OptimizerName;
use crate::fingerprint::Fingerprint;
use serde::Serialize;

/// The run of one optimizer. Runs are independent of each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Job {
    /// The optimizer's name.
    pub optimizer: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// Whether it is meta-trained.
    pub learned: bool,
    /// Everything its training depends on, as a link: two configs with the same key train the same optimizer.
    pub key: String,
    /// Meta-updates of its training.
    pub meta_updates: u32,
    /// Meta-updates of one training run: the unrolls that a run of N steps is cut into.
    pub updates_per_run: u32,
}

/// One run per optimizer that is switched on.
pub fn plan(config: &Config) -> Vec<Job> {
    config.optimizers.iter().map(|&optimizer| job(config, optimizer)).collect()
}

/// The run of `optimizer`.
pub fn job(config: &Config, optimizer: OptimizerName) -> Job {
    let choice = optimizer.choice();
    let learned = optimizer.is_learned();
    let settings = config.trainer_settings();
    Job {
        optimizer: choice.name,
        label: choice.label,
        learned,
        key: encode_some(config, &|field| field.concern.touches(optimizer)),
        meta_updates: if learned { settings.meta_updates() } else { 0 },
        updates_per_run: settings.updates_per_run(),
    }
}

/// The fingerprint of a whole experiment, from name and hash of each of its runs in the order of [`plan`].
pub fn experiment_fingerprint<'a>(runs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut whole = Fingerprint::new();
    for (optimizer, hash) in runs {
        add_run(&mut whole, optimizer, hash);
    }
    hexadecimal(whole.hash())
}

/// Adds name and hash of a run to the fingerprint of its experiment.
pub fn add_run(whole: &mut Fingerprint, optimizer: &str, hash: &str) {
    whole.text(optimizer);
    whole.text(hash);
}
