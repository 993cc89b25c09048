//! `l2o reproduce`: the paper's experiments, with statistics.

mod bootstrap;
mod chart;
mod choice;
mod error;
mod output;
mod pooled;
mod queue;
mod report;
mod studies;
mod tables;
mod theory;
mod timing;
mod unit;
mod verdict;

pub use error::ReproduceError;

use crate::files::write_whole;
use output::Output;
use pooled::Pool;
use std::io::Write;
use std::path::PathBuf;
use studies::{CHOOSING_SEEDS, FIRST_SEED, MOST_SEEDS};
use unit::{Experiment, Unit};

/// What is wanted.
pub struct Options {
    /// Names of studies; empty means all.
    pub names: Vec<String>,
    /// How many seeds.
    pub seeds: u32,
    /// Where results are kept and written.
    pub out: PathBuf,
    /// Only print file name and link of every unit.
    pub list: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { names: Vec::new(), seeds: 10, out: "reproduction".into(), list: false }
    }
}

/// The number of seeds that was given as text.
pub fn seeds(given: &str) -> Result<u32, ReproduceError> {
    let number = given.parse().ok().filter(|number| (1..=MOST_SEEDS).contains(number));
    number.ok_or_else(|| ReproduceError::Seeds { given: given.into(), most: MOST_SEEDS })
}

/// Runs what is missing of the studies that are wanted, and writes tables, pictures and the report.
pub fn reproduce(options: &Options) -> Result<(), ReproduceError> {
    if let Some(name) = options.names.iter().find(|name| !studies::exists(name)) {
        return Err(ReproduceError::Name { given: name.clone() });
    }
    let names = if options.names.is_empty() { vec!["all".into()] } else { options.names.clone() };
    if names.iter().any(|name| name == "choose") {
        return choose(options);
    }
    let seeds: Vec<u32> = (FIRST_SEED..FIRST_SEED + options.seeds).collect();
    let studies = studies::named(&names);
    let units = units(studies.iter().flat_map(|study| &study.experiments), &seeds);
    if options.list {
        list(&units);
        return Ok(());
    }
    queue::run_all(&units, &options.out)?;
    let wanted = |name: &str| names.iter().any(|other| other == name || other == "all");
    let command = format!("l2o reproduce {} --seeds {}", names.join(" "), options.seeds);
    let text = Output {
        studies: &studies,
        seeds: &seeds,
        newton: wanted("fig1").then(theory::newton),
        turning: wanted("fig2").then(theory::turning),
        command,
    }
    .write(&options.out)?;
    say(&text);
    Ok(())
}

/// Ranks all candidates on the seeds for choosing.
fn choose(options: &Options) -> Result<(), ReproduceError> {
    let (candidates, seeds) = (studies::candidates(), CHOOSING_SEEDS.collect::<Vec<_>>());
    let units = units(candidates.iter().map(|candidate| &candidate.experiment), &seeds);
    if options.list {
        list(&units);
        return Ok(());
    }
    queue::run_all(&units, &options.out)?;
    let mut pool = Pool::default();
    for candidate in &candidates {
        pool.read(&candidate.experiment, &seeds, &options.out)?;
    }
    let text = choice::choice(&candidates, &pool);
    write_whole(&options.out.join("CHOICE.md"), text.as_bytes())?;
    say(&text);
    Ok(())
}

/// Each experiment once, though several studies may ask for it, with every seed.
fn units<'a>(experiments: impl Iterator<Item = &'a Experiment>, seeds: &[u32]) -> Vec<Unit> {
    let mut distinct: Vec<&Experiment> = Vec::new();
    for experiment in experiments {
        if !distinct.iter().any(|other| other.name == experiment.name) {
            distinct.push(experiment);
        }
    }
    distinct.iter().flat_map(|experiment| seeds.iter().map(|&seed| experiment.unit(seed))).collect()
}

fn list(units: &[Unit]) {
    let lines = units.iter().map(|unit| format!("{}\t{}\n", unit.file(), unit.link()));
    say(&lines.collect::<String>());
}

/// Writes to the standard output. Whoever reads only the beginning, as `head` does, has what they want.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
