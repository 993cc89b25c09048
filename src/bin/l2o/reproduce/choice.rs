//! `l2o reproduce choose`: which settings do best on seeds that nothing is reported on.

use super::bootstrap::log_of;
use super::pooled::Pool;
use super::studies::Candidate;
use super::tables::optimizers;
use std::fmt::Write;

/// One candidate's optimizer on one distribution: the means over seeds of the logarithm of the median, and of the area.
struct Score {
    preset: &'static str,
    setting: &'static str,
    optimizer: String,
    orbit: bool,
    median: f64,
    area: f64,
    diverged: f64,
}

/// What the protocol chooses, and the ranking that it follows from, as Markdown.
pub fn choice(candidates: &[Candidate], pool: &Pool) -> String {
    let scores: Vec<Score> = candidates.iter().flat_map(|candidate| scores(candidate, pool)).collect();
    let mut presets: Vec<&str> = scores.iter().map(|score| score.preset).collect();
    presets.dedup();
    let mut text = String::from(
        "# What was chosen\n\nWritten by `l2o reproduce choose`, by the rules of [PROTOCOL.md](PROTOCOL.md). Means over seeds; lower is better.\n\n",
    );
    for (orbit, information) in [(false, ""), (true, " with orbit features")] {
        for preset in &presets {
            text += &chosen_plain(&scores, preset, orbit, information);
        }
        let teleporting = scores.iter().filter(|score| score.optimizer == "l2o-tele" && score.orbit == orbit);
        let name = best(teleporting, |score| over_all(&scores, score));
        let _ = writeln!(text, "- Teleporting L2O{information}, on all four: **{name}**");
    }
    let perceptrons = scores.iter().filter(|score| score.optimizer == "lr-tele-mom");
    let _ = writeln!(text, "- LSTM(lr, tele, mom): **{}**", best(perceptrons, |score| score.median));
    for preset in &presets {
        text += &ranking(&scores, preset);
    }
    text
}

/// Plain L2O chooses twice on each distribution; there is none on perceptrons.
fn chosen_plain(scores: &[Score], preset: &str, orbit: bool, information: &str) -> String {
    let own: Vec<&Score> = scores
        .iter()
        .filter(|score| score.preset == preset && score.optimizer == "l2o" && score.orbit == orbit)
        .collect();
    if own.is_empty() {
        return String::new();
    }
    let median = best(own.iter().copied(), |score| score.median);
    let area = best(own.iter().copied(), |score| score.area);
    format!("- Plain L2O{information}, {preset}: by median **{median}**, by area **{area}**\n")
}

/// Both criteria of a setting, summed over the distributions.
fn over_all(scores: &[Score], score: &Score) -> f64 {
    let same = |other: &&Score| other.setting == score.setting && other.optimizer == score.optimizer;
    scores.iter().filter(same).map(|other| other.median + other.area).sum()
}

/// All candidates of a distribution, the best first.
fn ranking(scores: &[Score], preset: &str) -> String {
    let mut text = format!(
        "\n## {preset}\n\n| optimizer | setting | log₁₀ median f | area | diverged |\n|---|---|---:|---:|---:|\n"
    );
    let mut rows: Vec<&Score> = scores.iter().filter(|score| score.preset == preset).collect();
    rows.sort_by(|one, other| (one.median + one.area).total_cmp(&(other.median + other.area)));
    for Score { optimizer, setting, median, area, diverged, .. } in rows {
        let diverged = 100.0 * diverged;
        let _ = writeln!(text, "| {optimizer} | {setting} | {median:.2} | {area:.2} | {diverged:.2} % |");
    }
    text
}

fn scores(candidate: &Candidate, pool: &Pool) -> Vec<Score> {
    let Candidate { preset, setting, experiment } = candidate;
    let score = |optimizer: &str| {
        let runs = pool.runs(&experiment.name, optimizer);
        let medians = runs.iter().map(|run| log_of(f64::from(run.median_final)));
        let measured = pool.measured(&experiment.name, optimizer);
        Score {
            preset,
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

/// The name of the best setting; of those that are equal, the one with the smaller area.
fn best<'a>(scores: impl Iterator<Item = &'a Score>, by: impl Fn(&Score) -> f64) -> &'static str {
    let key = |score: &Score| (by(score), score.area);
    let order = |one: &&Score, other: &&Score| {
        let (one, other) = (key(one), key(other));
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
    };
    scores.min_by(order).map_or("none", |score| score.setting)
}
