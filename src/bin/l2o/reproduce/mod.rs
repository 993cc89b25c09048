//! `l2o reproduce`: the paper's experiments, with statistics.

mod bootstrap;
mod chart;
mod choice;
mod error;
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
use crate::run::VERSION;
use pooled::{Comparison, Pool};
use report::{Report, TIMED, study_chart};
use std::path::PathBuf;
use studies::{CHOOSING_SEEDS, FIRST_SEED, MOST_SEEDS, Study};
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
    write(options, &names, &seeds, &studies, wanted)
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
    println!("{text}");
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
    for unit in units {
        println!("{}\t{}", unit.file(), unit.link());
    }
}

fn write(
    options: &Options,
    names: &[String],
    seeds: &[u32],
    studies: &[Study],
    wanted: impl Fn(&str) -> bool,
) -> Result<(), ReproduceError> {
    let mut pool = Pool::default();
    for experiment in studies.iter().flat_map(|study| &study.experiments) {
        pool.read(experiment, seeds, &options.out)?;
    }
    let compare = |study: &Study| study.duels.iter().map(|duel| pool.compare(duel)).collect();
    let compared: Vec<Vec<Comparison>> = studies.iter().map(compare).collect();
    let report = Report {
        studies,
        pool: &pool,
        compared: &compared,
        seeds: if studies.is_empty() { &[] } else { seeds },
        newton: wanted("fig1").then(theory::newton),
        timed: studies
            .iter()
            .filter(|study| study.name == TIMED)
            .flat_map(|study| timing::per_step(&study.experiments[0].config))
            .collect(),
        turning: wanted("fig2").then(theory::turning),
        command: format!("l2o reproduce {} --seeds {}", names.join(" "), options.seeds),
    };
    let put = |name: &str, text: &str| write_whole(&options.out.join(name), text.as_bytes());
    for study in studies {
        put(&format!("{}.svg", study.name), &study_chart(study, &pool))?;
        put(&format!("{}.csv", study.name), &tables::curves(study, &pool))?;
    }
    if let Some(newton) = &report.newton {
        put("fig1.svg", &theory::newton_chart(newton))?;
    }
    if report.turning.is_some() {
        put("fig2.svg", &theory::turning_chart())?;
    }
    let mut whole = tables::whole(studies, &pool, &compared, VERSION);
    whole["fig1"] = serde_json::to_value(&report.newton)?;
    whole["timed"] = serde_json::to_value(&report.timed)?;
    whole["fig2"] = serde_json::to_value(&report.turning)?;
    put("results.json", &serde_json::to_string(&whole)?)?;
    put("seeds.csv", &tables::seeds(studies, &pool))?;
    put("comparisons.csv", &tables::comparisons(studies, &compared))?;
    let text = report.markdown();
    put("REPRODUCTION.md", &text)?;
    println!("{text}");
    Ok(())
}
