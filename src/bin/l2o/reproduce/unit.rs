//! The smallest piece of a sweep: one experiment with one seed, and the file that keeps its results.

use super::error::ReproduceError;
use crate::files::write_whole;
use crate::run::{Outcome, Report, VERSION, finish};
use l2o_playground::experiment::{Config, Session, encode};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// An experiment whose seed is yet to be chosen.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Such as `fig3`; the name of its files and its rows.
    pub name: String,
    /// With any seed.
    pub config: Config,
}

/// One experiment with one seed.
pub struct Unit {
    pub experiment: String,
    pub config: Config,
}

/// Results of a unit, as `l2o run --json` prints them.
#[derive(Deserialize)]
pub struct Results {
    pub link: String,
    pub version: String,
    pub fingerprint: String,
    pub optimizers: Vec<Run>,
}

/// Those of one optimizer; the fields are described in [`l2o_playground::experiment::Summary`] and `Details`.
#[derive(Deserialize)]
pub struct Run {
    pub optimizer: String,
    pub step_size: Option<f32>,
    pub meta_updates: u32,
    pub tasks: u32,
    pub diverged: u32,
    pub worse: u32,
    pub q1_final: f32,
    pub median_final: f32,
    pub q3_final: f32,
    pub mean_final: f32,
    pub mean_log: f32,
    pub finals: Vec<f32>,
    pub area_log: Vec<f32>,
    pub p10: Vec<f32>,
    pub q1: Vec<f32>,
    pub median: Vec<f32>,
    pub q3: Vec<f32>,
    pub p90: Vec<f32>,
}

impl Experiment {
    /// It with this seed.
    pub fn unit(&self, seed: u32) -> Unit {
        Unit { experiment: self.name.clone(), config: Config { seed, ..self.config.clone() } }
    }
}

impl Unit {
    /// Its link.
    pub fn link(&self) -> String {
        encode(&self.config)
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}-seed{}.json", self.experiment, self.config.seed)
    }

    /// Where its file lies beneath the folder of the sweep.
    pub fn path(&self, out: &Path) -> PathBuf {
        out.join("units").join(self.file())
    }

    /// Roughly the floating-point operations that it takes; baselines are not counted.
    pub fn cost(&self) -> f64 {
        let settings = self.config.trainer_settings();
        let learned = self.config.optimizers.iter().filter(|optimizer| optimizer.is_learned());
        let cost = learned.map(|&optimizer| {
            let spec = self.config.learned_spec(optimizer);
            let training = f64::from(settings.meta_updates()) * settings.operations_per_update(&spec) as f64;
            let steps = f64::from(self.config.eval_tasks) * f64::from(self.config.eval_steps);
            let forward = |(index, shape): (usize, &l2o_playground::nn::Shape)| {
                spec.rows(index) as f64 * shape.forward_operations() as f64
            };
            training + steps * spec.shapes().iter().enumerate().map(forward).sum::<f64>()
        });
        cost.sum::<f64>() + 1.0
    }

    /// What an earlier run left, if it ran the same link in the same version.
    pub fn read(&self, out: &Path) -> Option<Results> {
        let text = std::fs::read(self.path(out)).ok()?;
        let results: Results = serde_json::from_slice(&text).ok()?;
        (results.link == self.link() && results.version == VERSION).then_some(results)
    }

    /// Trains and evaluates every optimizer, one after the other, and writes the file.
    pub fn run(&self, out: &Path) -> Result<(), ReproduceError> {
        let sessions =
            self.config.optimizers.iter().map(|&optimizer| Session::new(self.config.clone(), optimizer));
        let outcomes: Vec<Outcome> =
            sessions.filter_map(|session| finish(session).map(|(outcome, _)| outcome)).collect();
        let report = Report::new(&self.config, None, &[], &outcomes);
        Ok(write_whole(&self.path(out), report.line()?.as_bytes())?)
    }
}

#[cfg(test)]
mod tests {
    // a failed unwrap is a failed test
    #![allow(clippy::unwrap_used)]

    use super::*;
    use l2o_playground::experiment::decode;

    /// Small enough to be run.
    fn experiment() -> Experiment {
        let link = "v=1&opt=l2o,gd&hidden=2&runs=2&steps=4&unroll=2&batch=2&eval_tasks=3&eval_steps=4";
        Experiment { name: "tiny".into(), config: decode(link).config }
    }

    /// A folder of its own for a test, empty.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("l2o-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        folder
    }

    #[test]
    fn what_was_run_is_read_again_and_nothing_else_is() {
        let (out, unit) = (folder("unit"), experiment().unit(7));
        assert!(unit.read(&out).is_none());
        unit.run(&out).unwrap();
        let results = unit.read(&out).unwrap();
        assert_eq!((results.link.as_str(), results.optimizers.len()), (unit.link().as_str(), 2));
        assert!(unit.link().contains("seed=7"));
        let text = std::fs::read_to_string(unit.path(&out)).unwrap();
        let mut other = experiment();
        other.config.rate = 0.5;
        assert!(other.unit(7).read(&out).is_none(), "another link under the same name");
        let version = format!("\"version\":\"{VERSION}\"");
        std::fs::write(unit.path(&out), text.replace(&version, "\"version\":\"0.0.0\"")).unwrap();
        assert!(unit.read(&out).is_none(), "another version");
        std::fs::write(unit.path(&out), &text[..text.len() / 2]).unwrap();
        assert!(unit.read(&out).is_none(), "torn");
        std::fs::remove_dir_all(out).unwrap();
    }

    #[test]
    fn a_queue_runs_only_what_is_missing_and_the_results_do_not_depend_on_their_order() {
        let out = folder("queue");
        let units: Vec<Unit> = (1..=4).map(|seed| experiment().unit(seed)).collect();
        units[2].run(&out).unwrap();
        let before = std::fs::metadata(units[2].path(&out)).unwrap().modified().unwrap();
        crate::reproduce::queue::run_all(&units, &out).unwrap();
        assert_eq!(std::fs::metadata(units[2].path(&out)).unwrap().modified().unwrap(), before);
        for unit in units.iter().rev() {
            let text = std::fs::read(unit.path(&out)).unwrap();
            unit.run(&out).unwrap();
            assert_eq!(std::fs::read(unit.path(&out)).unwrap(), text, "{}", unit.file());
        }
        std::fs::remove_dir_all(out).unwrap();
    }
}
