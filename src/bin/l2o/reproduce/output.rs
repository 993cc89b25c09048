//! The files that a sweep leaves: report, tables, pictures.

use super::error::ReproduceError;
use super::pooled::{Comparison, Pool};
use super::report::{Report, TIMED, TIMED_LEARNED, study_chart};
use super::studies::Study;
use super::{tables, theory, timing};
use crate::files::write_whole;
use crate::run::VERSION;
use std::path::Path;

/// What the files are about. The results of all units must be there.
pub struct Output<'a> {
    pub studies: &'a [Study],
    pub seeds: &'a [u32],
    pub newton: Option<theory::Newton>,
    pub turning: Option<theory::Turning>,
    /// The command that writes them.
    pub command: String,
}

impl Output<'_> {
    /// Writes all files to the folder `out`, where the units are, and returns the report.
    pub fn write(self, out: &Path) -> Result<String, ReproduceError> {
        let Output { studies, seeds, newton, turning, command } = self;
        let mut pool = Pool::default();
        for experiment in studies.iter().flat_map(|study| &study.experiments) {
            pool.read(experiment, seeds, out)?;
        }
        let compared = compared(studies, &pool);
        let timed = studies.iter().filter(|study| study.name == TIMED);
        let timed: Option<_> = timed.map(|study| &study.experiments[0].config).next().map(|config| {
            let timed = timing::per_step(config);
            let as_long = timing::as_long_as(TIMED_LEARNED, config, &timed);
            (timed, as_long)
        });
        let (timed, as_long) = timed.unwrap_or_default();
        let report = Report {
            studies,
            pool: &pool,
            compared: &compared,
            seeds,
            newton,
            timed,
            as_long,
            turning,
            command,
        };
        let put = |name: &str, text: &str| write_whole(&out.join(name), text.as_bytes());
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
        whole["fig2"] = serde_json::to_value(&report.turning)?;
        whole["timed"] = serde_json::to_value(&report.timed)?;
        whole["as_long"] = serde_json::to_value(&report.as_long)?;
        put("results.json", &serde_json::to_string(&whole)?)?;
        put("seeds.csv", &tables::seeds(studies, &pool))?;
        put("comparisons.csv", &tables::comparisons(studies, &compared))?;
        let text = report.markdown();
        put("REPRODUCTION.md", &text)?;
        Ok(text)
    }
}

/// All duels of all studies, side by side: resampling takes a second each.
fn compared(studies: &[Study], pool: &Pool) -> Vec<Vec<Comparison>> {
    std::thread::scope(|scope| {
        let threads: Vec<_> = studies
            .iter()
            .map(|study| scope.spawn(|| study.duels.iter().map(|duel| pool.compare(duel)).collect()))
            .collect();
        // A panic in a thread is a bug that has been printed; its comparisons are missing.
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

#[cfg(test)]
mod tests {
    // a failed unwrap is a failed test
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::reproduce::queue::run_all;
    use crate::reproduce::studies::{Claim, Contestant, Duel};
    use crate::reproduce::unit::Experiment;
    use l2o_playground::experiment::decode;

    fn study() -> Study {
        let link = "v=1&task=booth-fixed&opt=l2o,gd&hidden=2&runs=2&steps=4&unroll=2&batch=2&eval_tasks=9&eval_steps=30";
        let of = |optimizer| Contestant { experiment: "tiny".into(), optimizer };
        Study {
            name: "tiny",
            group: "tiny",
            title: "Tiny",
            claim: Claim::OtherIsLower,
            experiments: vec![Experiment { name: "tiny".into(), config: decode(link).config }],
            duels: vec![Duel { one: of("l2o"), other: of("gd"), claimed: true }],
        }
    }

    #[test]
    fn a_sweep_leaves_a_report_and_tables_in_which_every_row_is_whole() {
        let out = std::env::temp_dir().join(format!("l2o-{}-output", std::process::id()));
        let (studies, seeds) = ([study()], [1, 2]);
        let units: Vec<_> = seeds.iter().map(|&seed| studies[0].experiments[0].unit(seed)).collect();
        run_all(&units, &out).unwrap();
        let output = || Output {
            studies: &studies,
            seeds: &seeds,
            newton: None,
            turning: None,
            command: "l2o".into(),
        };
        let text = output().write(&out).unwrap();
        // Two meta-updates teach nothing: tuned gradient descent is lower on every task.
        assert!(text.contains("tiny l2o against tiny gd") && text.contains("| reproduced |"), "{text}");
        for (file, rows) in [("seeds.csv", 4), ("comparisons.csv", 6), ("tiny.csv", 2 * 31)] {
            let csv = std::fs::read_to_string(out.join(file)).unwrap();
            let cells: Vec<usize> = csv.lines().map(|line| plain(line).matches(',').count()).collect();
            assert_eq!(cells.len(), 1 + rows, "{file}");
            assert!(cells.iter().all(|count| *count == cells[0]), "{file}: {cells:?}");
        }
        let json: serde_json::Value =
            serde_json::from_slice(&std::fs::read(out.join("results.json")).unwrap()).unwrap();
        let experiment = &json["studies"][0]["experiments"][0];
        assert_eq!(experiment["seeds"][1]["link"], units[1].link());
        assert_eq!(experiment["optimizers"][0]["curve"]["median"].as_array().unwrap().len(), 31);
        assert_eq!(output().write(&out).unwrap(), text, "the same units give the same report");
        std::fs::remove_file(units[0].path(&out)).unwrap();
        assert!(
            matches!(output().write(&out), Err(ReproduceError::Missing(file)) if file == units[0].file())
        );
        std::fs::remove_dir_all(out).unwrap();
    }

    /// A line of CSV without what is quoted.
    fn plain(line: &str) -> String {
        line.split('"').step_by(2).collect()
    }
}
