//! The report that people read: claims, what was measured, verdicts.

use super::bootstrap::Interval;
use super::chart::{Line, Panel, chart};
use super::pooled::{Comparison, Pool};
use super::studies::{Contestant, Study};
use super::tables::optimizers;
use super::theory;
use super::timing::{AsLong, TASKS, Timed};
use super::unit::Experiment;
use super::verdict::{Favours, verdict};
use std::fmt::Write;

/// The study whose optimizers are timed.
pub const TIMED: &str = "better-mlp";
/// The one that the others are compared with.
pub const TIMED_LEARNED: &str = "lr-tele-mom";

/// Everything that a report is made of.
pub struct Report<'a> {
    pub studies: &'a [Study],
    pub pool: &'a Pool,
    /// By study and duel.
    pub compared: &'a [Vec<Comparison>],
    pub seeds: &'a [u32],
    pub newton: Option<theory::Newton>,
    pub turning: Option<theory::Turning>,
    /// What a step of the optimizers of `better-mlp` costs; empty if that is not asked for.
    pub timed: Vec<Timed>,
    /// What its tuned optimizers reach in the time of the learned one.
    pub as_long: Vec<AsLong>,
    /// The command that makes it.
    pub command: String,
}

impl Report<'_> {
    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = self.introduction();
        text += &self.claims();
        self.newton.iter().for_each(|newton| text += &first_figure(newton));
        self.turning.iter().for_each(|turning| text += &second_figure(turning));
        for (study, comparisons) in self.studies.iter().zip(self.compared) {
            text += &self.study(study, comparisons);
        }
        text
    }

    fn introduction(&self) -> String {
        let seeds = match self.seeds {
            [] => String::new(),
            [one] => format!("Seed {one}"),
            [first, .., last] => format!("Seeds {first} to {last}"),
        };
        format!(
            "# The paper’s claims, measured\n\n\
             Written by `{}`. {seeds}; each trains every optimizer anew and evaluates it on unseen tasks of its own. The rows of \
             `seeds.csv` hold link and fingerprint of every run: open a link in the page, or give it to `l2o run`, and compare.\n\n\
             Two optimizers are compared on the same tasks. Intervals hold 95 % of 2,000 bootstrap resamples of seeds and, \
             within each, of tasks. A ratio below 1 and a difference below 0 mean that the first is better. The *area* is the \
             mean of log₁₀(f + 10⁻¹⁴) over all steps. A median or mean below 10⁻¹² counts as 10⁻¹², solved. *Diverged* counts tasks whose iterate became infinite and stayed at its last \
             finite point, *worse* those that ended above their start.\n\n",
            self.command
        )
    }

    /// One row per claim.
    fn claims(&self) -> String {
        let mut text = String::from("| | claim | measured | verdict |\n|---|---|---|---|\n");
        if let Some(newton) = &self.newton {
            let ok = newton.convex.negative == 0 && newton.lemma_cases == newton.lemma_holds;
            let _ = writeln!(
                text,
                "| Fig 1 | ‖∇L‖ does not fall along v⊥ where L is convex (Proposition 4.1); it may where it is not. | negative slopes: {} of {} convex, {} of {} indefinite quadratics | {} |",
                newton.convex.negative,
                newton.convex.quadratics,
                newton.indefinite.negative,
                newton.indefinite.quadratics,
                if ok { "reproduced" } else { "not reproduced" }
            );
        }
        if let Some(turning) = &self.turning {
            let ok = turning.shorter_below >= 1.0 && turning.shorter_above <= 0.0;
            let _ = writeln!(
                text,
                "| Fig 2 | Algorithm 2 turns toward the shorter axis, fastest half-way between the axes. | toward it from {:.0} % of the points while α < 1/(λ₁ + λ₂), from {:.0} % beyond | {} |",
                100.0 * turning.shorter_below,
                100.0 * turning.shorter_above,
                if ok { "reproduced for small α; the opposite for large α" } else { "not reproduced" }
            );
        }
        for (study, comparisons) in self.studies.iter().zip(self.compared) {
            for (duel, comparison) in study.duels.iter().zip(comparisons).filter(|(duel, _)| duel.claimed) {
                let _ = writeln!(
                    text,
                    "| {} | {} against {} | median f × {}, mean f × {}, area {} | {} |",
                    study.title,
                    name(&duel.one),
                    name(&duel.other),
                    ratio(comparison.median),
                    ratio(comparison.mean),
                    difference(comparison.area),
                    verdict(comparison, study.claim).map_or_else(String::new, |verdict| verdict.to_string())
                );
            }
        }
        text + "\n"
    }

    fn study(&self, study: &Study, comparisons: &[Comparison]) -> String {
        let mut text = format!("## {}\n\n{}\n\n", study.title, study.claim.text());
        let _ = writeln!(text, "![{}]({}.svg)\n", study.title, study.name);
        let _ = writeln!(
            text,
            "| experiment | optimizer | median f | quartiles | mean f | mean log(1+f) | area | diverged | worse |\n|---|---|---:|---|---:|---:|---:|---:|---:|"
        );
        for experiment in &study.experiments {
            for optimizer in optimizers(self.pool, &experiment.name) {
                let m = self.pool.measured(&experiment.name, optimizer);
                let _ = writeln!(
                    text,
                    "| {} | {optimizer} | {} | {} … {} | {} | {:.4} | {:.2} | {} | {} |",
                    experiment.name,
                    figure(m.median),
                    figure(m.q1),
                    figure(m.q3),
                    figure(m.mean),
                    m.mean_log,
                    m.area_log,
                    percent(m.diverged),
                    percent(m.worse)
                );
            }
        }
        text += "\n| first | second | ratio of median f | after 20 steps | ratio of mean f | difference of area | first ends lower | difference of diverged |\n|---|---|---|---|---|---|---|---|\n";
        for (duel, c) in study.duels.iter().zip(comparisons) {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {} | {} | {} |",
                name(&duel.one),
                name(&duel.other),
                ratio(c.median),
                ratio(c.early),
                ratio(c.mean),
                difference(c.area),
                share(c.below),
                points(c.diverged)
            );
        }
        if study.name == TIMED {
            text += &self.wall_clock();
        }
        text += "\nLinks:\n\n";
        for experiment in &study.experiments {
            for (_, results) in self.pool.seeds(&experiment.name).iter().take(1) {
                let _ = writeln!(
                    text,
                    "- {}: `#{}` gives {}",
                    experiment.name, results.link, results.fingerprint
                );
            }
        }
        text + "\n"
    }
}

impl Report<'_> {
    /// What a step of every optimizer of the study of perceptrons takes, and what the tuned ones reach in the time of the learned.
    fn wall_clock(&self) -> String {
        let mut text = String::from(
            "\nTime per step, on one core of the machine that wrote this:\n\n| optimizer | µs per step | median f after 100 steps |\n|---|---:|---:|\n",
        );
        for Timed { optimizer, microseconds } in &self.timed {
            let median = self.pool.measured(TIMED, optimizer).median;
            let _ = writeln!(text, "| {optimizer} | {microseconds:.1} | {} |", figure(median));
        }
        text += "\n";
        for AsLong { optimizer, steps, median } in &self.as_long {
            let _ = writeln!(
                text,
                "In the time of 100 steps of {TIMED_LEARNED}, {optimizer} takes {steps} steps and reaches {} (median over {TASKS} tasks, step size tuned for as many steps).",
                figure(f64::from(*median))
            );
        }
        text
    }
}

/// Median with quartiles of every optimizer of a study: a panel per experiment or, where experiments differ in settings alone, one for all.
pub fn study_chart(study: &Study, pool: &Pool) -> String {
    let line = |experiment: &str, optimizer: &str, label: String, color: usize| {
        let curve = pool.curve(experiment, optimizer);
        Line { label, color, y: curve.median, band: Some((curve.q1, curve.q3)) }
    };
    let panel = |title: String, lines: Vec<Line>| {
        let steps = lines.first().map_or(0, |line| line.y.len());
        let lines = lines.into_iter().filter(|line| line.y.len() == steps).collect();
        let x = (0..steps).map(|step| step as f64).collect();
        Panel {
            title: title + ": median and quartiles of f",
            label: "step".into(),
            x,
            lines,
            logarithmic: true,
        }
    };
    let of = |experiment: &str| optimizers(pool, experiment);
    if study.group == study.name {
        let panels: Vec<Panel> = study
            .experiments
            .iter()
            .map(|Experiment { name, .. }| {
                let lines = of(name).into_iter().enumerate();
                let lines = lines.map(|(color, optimizer)| line(name, optimizer, optimizer.into(), color));
                panel(format!("{name}: median and quartiles of f"), lines.collect())
            })
            .collect();
        return chart(study.title, &panels);
    }
    let runs = study.experiments.iter().flat_map(|e| of(&e.name).into_iter().map(|o| (e.name.as_str(), o)));
    let lines = runs.enumerate().map(|(color, (experiment, optimizer))| {
        let setting = experiment.strip_prefix(study.experiments[0].name.as_str()).unwrap_or(experiment);
        let setting = setting.strip_suffix(optimizer).unwrap_or(setting).trim_matches('-');
        let mut line = line(experiment, optimizer, format!("{optimizer} {setting}"), color);
        // More than one band hides the others.
        line.band = line.band.filter(|_| color == 0);
        line
    });
    let title = format!("{}: median of f, and quartiles of the first", study.title);
    chart(study.title, &[panel(title, lines.collect())])
}

fn first_figure(newton: &theory::Newton) -> String {
    let [left, right] = newton.counterexample;
    format!(
        "## Fig 1: Newton’s step and the gradient’s length\n\n![Fig 1](fig1.svg)\n\n\
         {} random convex quadratics of 2 to 8 dimensions, eigenvalues from 10⁻² to 10²: the lowest slope of ‖∇L‖² along v⊥ is {:.1e} (as a \
         cosine), {} are negative by more than rounding. Lemma A.1 holds in {} of {} random cases. Of {} indefinite quadratics the \
         slope is negative in {} %. The paper’s counterexample gives {left} > {right}.\n\n",
        newton.convex.quadratics,
        newton.convex.lowest,
        newton.convex.negative,
        newton.lemma_holds,
        newton.lemma_cases,
        newton.indefinite.quadratics,
        (1000.0 * f64::from(newton.indefinite.negative) / f64::from(newton.indefinite.quadratics)).round()
            / 10.0,
    )
}

fn second_figure(turning: &theory::Turning) -> String {
    format!(
        "## Fig 2: where Algorithm 2 turns\n\n![Fig 2](fig2.svg)\n\n\
         {} random ellipses, {} points in all. While α is below 1/(λ₁ + λ₂) the angle turns toward the shorter axis from {:.1} % of the \
         points; beyond, from {:.1} %. It turns fastest at most {:.2}° from half-way between the axes (the points are 1° apart). The closed \
         form differs from central differences by {:.0e} of the largest slope.\n\n",
        turning.bowls,
        turning.points,
        100.0 * turning.shorter_below,
        100.0 * turning.shorter_above,
        turning.fastest_off,
        turning.closed_off,
    )
}

fn name(contestant: &Contestant) -> String {
    format!("{} {}", contestant.experiment, contestant.optimizer)
}

/// Three digits.
fn figure(value: f64) -> String {
    if value == 0.0 || (0.01..1e4).contains(&value.abs()) {
        format!("{value:.3}")
    } else {
        format!("{value:.1e}")
    }
}

fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}

/// Of a log₁₀.
fn ratio(interval: Interval) -> String {
    let [estimate, low, high] =
        [interval.estimate, interval.low, interval.high].map(|log| figure(10_f64.powf(log)));
    emphasised(Favours::of(interval), &format!("{estimate} [{low}, {high}]"))
}

fn difference(interval: Interval) -> String {
    let text = format!("{:+.2} [{:+.2}, {:+.2}]", interval.estimate, interval.low, interval.high);
    emphasised(Favours::of(interval), &text)
}

fn share(Interval { estimate, low, high }: Interval) -> String {
    format!("{:.1} % [{:.1}, {:.1}]", 100.0 * estimate, 100.0 * low, 100.0 * high)
}

fn points(interval: Interval) -> String {
    let [estimate, low, high] = [interval.estimate, interval.low, interval.high].map(|share| 100.0 * share);
    emphasised(Favours::of(interval), &format!("{estimate:+.2} [{low:+.2}, {high:+.2}]"))
}

/// Bold where the interval does not hold "no difference".
fn emphasised(favours: Favours, text: &str) -> String {
    if favours == Favours::Neither { text.into() } else { format!("**{text}**") }
}
