//! `l2o reproduce choose`: which settings do best on seeds that nothing is reported on.

use super::bootstrap::FLOOR;
use super::pooled::Pool;
use super::studies::Candidate;
use super::tables::optimizers;
use std::fmt::Write;

/// One candidate's optimizer on one distribution: the means over seeds of the logarithm of the median, and of the area.
struct Score {
    plane: &'static str,
    setting: &'static str,
    optimizer: String,
    orbit: bool,
    median: f64,
    area: f64,
    diverged: f64,
}

/// The ranking as Markdown, and what the protocol chooses.
pub fn choice(candidates: &[Candidate], pool: &Pool) -> String {
    let scores: Vec<Score> = candidates.iter().flat_map(|candidate| scores(candidate, pool)).collect();
    let mut planes: Vec<&str> = scores.iter().map(|score| score.plane).collect();
    planes.dedup();
    let mut text = String::from(
        "# What was chosen\n\nWritten by `l2o reproduce choose`, by the rules of [PROTOCOL.md](PROTOCOL.md). Means over seeds; lower is better.\n\n",
    );
    for orbit in [false, true] {
        let information = if orbit { "with orbit features" } else { "without orbit features" };
        for plane in &planes {
            let of = |by: fn(&Score) -> f64| {
                let plain = scores.iter().filter(|score| score.plane == *plane && score.optimizer == "l2o");
                best(plain.filter(|score| score.orbit == orbit), by)
            };
            let (median, area) = (of(|score| score.median), of(|score| score.area));
            let _ = writeln!(
                text,
                "- Plain L2O {information}, {plane}: by median **{median}**, by area **{area}**"
            );
        }
        let total = |score: &Score| {
            let same = scores
                .iter()
                .filter(|other| other.setting == score.setting && other.optimizer == score.optimizer);
            same.map(|other| other.median + other.area).sum()
        };
        let teleporting = scores.iter().filter(|score| score.optimizer == "l2o-tele" && score.orbit == orbit);
        let _ = writeln!(
            text,
            "- Teleporting L2O {information}, all distributions: **{}**",
            best(teleporting, total)
        );
    }
    for plane in &planes {
        let _ = writeln!(
            text,
            "\n## {plane}\n\n| optimizer | setting | log₁₀ median f | area | diverged |\n|---|---|---:|---:|---:|"
        );
        let mut rows: Vec<&Score> = scores.iter().filter(|score| score.plane == *plane).collect();
        rows.sort_by(|one, other| (one.median + one.area).total_cmp(&(other.median + other.area)));
        for Score { optimizer, setting, median, area, diverged, .. } in rows {
            let _ = writeln!(
                text,
                "| {optimizer} | {setting} | {median:.2} | {area:.2} | {:.2} % |",
                100.0 * diverged
            );
        }
    }
    text
}

fn scores(candidate: &Candidate, pool: &Pool) -> Vec<Score> {
    let Candidate { preset, setting, experiment } = candidate;
    let score = |optimizer: &str| {
        let runs = pool.runs(&experiment.name, optimizer);
        let medians = runs.iter().map(|run| (f64::from(run.median_final) + FLOOR).log10());
        let measured = pool.measured(&experiment.name, optimizer);
        Score {
            plane: preset,
            setting,
            optimizer: optimizer.into(),
            orbit: experiment.config.orbit_features,
            median: medians.sum::<f64>() / runs.len() as f64,
            area: measured.area_log,
            diverged: measured.diverged,
        }
    };
    optimizers(pool, &experiment.name).into_iter().map(score).collect()
}

/// The name of the best setting.
fn best<'a>(scores: impl Iterator<Item = &'a Score>, by: impl Fn(&Score) -> f64) -> &'static str {
    scores.min_by(|one, other| by(one).total_cmp(&by(other))).map_or("none", |score| score.setting)
}
