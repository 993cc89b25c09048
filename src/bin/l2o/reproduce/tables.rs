//! Everything that was measured, as CSV with one observation per row, and as one file of JSON.

use super::bootstrap::Interval;
use super::pooled::{Comparison, Pool};
use super::studies::Study;
use super::unit::Experiment;
use serde_json::{Value, json};
use std::fmt::Write;

/// A row per experiment, optimizer and seed, with the link and the fingerprint of the run.
pub fn seeds(studies: &[Study], pool: &Pool) -> String {
    let mut csv = String::from(
        "study,experiment,optimizer,seed,tasks,q1_final,median_final,q3_final,mean_final,mean_log1p,area_log10,diverged,worse,\
         step_size,meta_updates,fingerprint,link\n",
    );
    for (study, experiment) in each(studies) {
        for (seed, results) in pool.seeds(experiment) {
            for run in &results.optimizers {
                let area =
                    run.area_log.iter().copied().map(f64::from).sum::<f64>() / run.area_log.len() as f64;
                let step_size = run.step_size.map_or(String::new(), |size| size.to_string());
                let link = quoted(&results.link);
                // Writing to a text cannot fail.
                let _ = writeln!(
                    csv,
                    "{study},{experiment},{},{seed},{},{:e},{:e},{:e},{:e},{},{area:.5},{},{},{step_size},{},{},{link}",
                    run.optimizer,
                    run.tasks,
                    run.q1_final,
                    run.median_final,
                    run.q3_final,
                    run.mean_final,
                    run.mean_log,
                    run.diverged,
                    run.worse,
                    run.meta_updates,
                    results.fingerprint,
                );
            }
        }
    }
    csv
}

/// A row per experiment, optimizer and step of a study: quantiles of f over tasks (of each the median over seeds), and the lowest and highest
/// median of a seed.
pub fn curves(study: &Study, pool: &Pool) -> String {
    let mut csv =
        String::from("experiment,optimizer,step,p10,q1,median,q3,p90,lowest_median,highest_median\n");
    for Experiment { name, .. } in &study.experiments {
        for optimizer in optimizers(pool, name) {
            let curve = pool.curve(name, optimizer);
            for step in 0..curve.median.len() {
                let columns = [
                    &curve.p10,
                    &curve.q1,
                    &curve.median,
                    &curve.q3,
                    &curve.p90,
                    &curve.lowest,
                    &curve.highest,
                ];
                let cells: Vec<String> =
                    columns.iter().map(|column| format!("{:.2e}", column[step])).collect();
                let _ = writeln!(csv, "{name},{optimizer},{step},{}", cells.join(","));
            }
        }
    }
    csv
}

/// A row per comparison and statistic: the estimate and its interval of 95 %.
pub fn comparisons(studies: &[Study], compared: &[Vec<Comparison>]) -> String {
    let mut csv = String::from(
        "study,experiment,optimizer,other_experiment,other_optimizer,statistic,estimate,low,high\n",
    );
    for (study, comparisons) in studies.iter().zip(compared) {
        for (duel, comparison) in study.duels.iter().zip(comparisons) {
            for (statistic, Interval { estimate, low, high }) in statistics(comparison) {
                let (one, other) = (&duel.one, &duel.other);
                let _ = writeln!(
                    csv,
                    "{},{},{},{},{},{statistic},{estimate:.5},{low:.5},{high:.5}",
                    study.name, one.experiment, one.optimizer, other.experiment, other.optimizer
                );
            }
        }
    }
    csv
}

/// Links, fingerprints, curves and comparisons together.
pub fn whole(studies: &[Study], pool: &Pool, compared: &[Vec<Comparison>], version: &str) -> Value {
    let studies = studies.iter().zip(compared).map(|(study, comparisons)| {
        let experiments = study.experiments.iter().map(|experiment| {
            let seeds = pool.seeds(&experiment.name).iter().map(|(seed, results)| {
                json!({ "seed": seed, "link": results.link, "fingerprint": results.fingerprint })
            });
            let optimizers = optimizers(pool, &experiment.name).into_iter().map(|optimizer| {
                let curve = pool.curve(&experiment.name, optimizer).map(|value| format!("{value:.2e}").parse().unwrap_or(value));
                let measured = pool.measured(&experiment.name, optimizer);
                json!({
                    "optimizer": optimizer,
                    "final": { "q1": measured.q1, "median": measured.median, "q3": measured.q3, "mean": measured.mean },
                    "mean_log1p": measured.mean_log,
                    "area_log10": measured.area_log,
                    "diverged": measured.diverged,
                    "worse": measured.worse,
                    "curve": {
                        "p10": curve.p10, "q1": curve.q1, "median": curve.median, "q3": curve.q3, "p90": curve.p90,
                        "lowest_median": curve.lowest, "highest_median": curve.highest,
                    },
                })
            });
            json!({
                "name": experiment.name,
                "seeds": seeds.collect::<Value>(),
                "optimizers": optimizers.collect::<Value>(),
            })
        });
        let duels = study.duels.iter().zip(comparisons).map(|(duel, comparison)| {
            let mut entry = json!({
                "one": { "experiment": duel.one.experiment, "optimizer": duel.one.optimizer },
                "other": { "experiment": duel.other.experiment, "optimizer": duel.other.optimizer },
            });
            for (statistic, Interval { estimate, low, high }) in statistics(comparison) {
                entry[statistic] = json!({ "estimate": estimate, "low": low, "high": high });
            }
            entry
        });
        json!({
            "name": study.name,
            "title": study.title,
            "claim": study.claim.text(),
            "experiments": experiments.collect::<Value>(),
            "comparisons": duels.collect::<Value>(),
        })
    });
    json!({ "version": version, "studies": studies.collect::<Value>() })
}

/// Statistics under the names that they have in files.
fn statistics(comparison: &Comparison) -> [(&'static str, Interval); 6] {
    [
        ("log10_ratio_of_medians", comparison.median),
        ("log10_ratio_of_medians_after_20", comparison.early),
        ("log10_ratio_of_means", comparison.mean),
        ("difference_of_area_log10", comparison.area),
        ("share_below", comparison.below),
        ("difference_of_diverged", comparison.diverged),
    ]
}

fn each(studies: &[Study]) -> impl Iterator<Item = (&str, &str)> {
    studies
        .iter()
        .flat_map(|study| study.experiments.iter().map(|experiment| (study.name, experiment.name.as_str())))
}

/// Optimizers of an experiment, in its order.
pub fn optimizers<'a>(pool: &'a Pool, experiment: &str) -> Vec<&'a str> {
    let first = pool.seeds(experiment).first();
    first.map_or_else(Vec::new, |(_, results)| {
        results.optimizers.iter().map(|run| run.optimizer.as_str()).collect()
    })
}

fn quoted(link: &str) -> String {
    format!("\"#{link}\"")
}
