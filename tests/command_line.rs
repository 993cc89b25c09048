//! The binary: `check` accepts exactly the valid links, `run` repeats an experiment to the bit.
// a failed unwrap is a failed test
#![allow(clippy::unwrap_used)]

use l2o_playground::experiment::{Config, FIELDS, Session, decode, experiment_fingerprint, plan};
use serde_json::{Value, json};
use std::process::Command;

const TINY: &str = "v=1&hidden=2&runs=2&steps=4&unroll=2&batch=2&eval_tasks=3&eval_steps=4";

/// Exit status, standard output and standard error of `l2o` with these arguments.
fn l2o(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_l2o")).args(arguments).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code().unwrap(), out, err)
}

#[test]
fn checking_a_valid_link_prints_its_canonical_form() {
    let address = "https://example.org/l2o/#seed=3&hidden=8&runs=400&v=1";
    assert_eq!(l2o(&["check", address]), (0, "#v=1&hidden=8&seed=3\n".into(), String::new()));
    assert_eq!(l2o(&["check", ""]), (0, "#v=1\n".into(), String::new()));
}

#[test]
fn checking_an_invalid_link_prints_every_problem_and_nothing_else() {
    let (status, out, err) = l2o(&["check", "v=2&hidden=0&colour=red&eval_tasks=5&show=5"]);
    assert_eq!((status, out.as_str()), (2, ""));
    let begins: Vec<&str> = err.lines().map(|line| line.split(" is not").next().unwrap()).collect();
    assert_eq!(
        begins,
        ["l2o: v = \"2\"", "l2o: hidden = \"0\"", "l2o: colour = \"red\"", "l2o: show = \"5\""]
    );
}

#[test]
fn an_invalid_link_is_not_run() {
    let (status, out, err) = l2o(&["run", "hidden=0", "--json"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("hidden"), "{err}");
}

#[test]
fn running_a_link_twice_prints_the_same_line_of_json() {
    let (status, first, err) = l2o(&["run", TINY, "--json"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(first.lines().count(), 1, "{first}");
    let report: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(report["link"], TINY);
    let names: Vec<&str> = report["optimizers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["optimizer"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["l2o", "l2o-tele", "gd", "momentum", "adam"]);
    assert_eq!(l2o(&["run", "--json", TINY]).1, first);
    let other = l2o(&["run", &format!("{TINY}&seed=2"), "--json"]).1;
    let other: Value = serde_json::from_str(&other).unwrap();
    assert_ne!(other["fingerprint"], report["fingerprint"]);
}

#[test]
fn the_fingerprint_on_the_command_line_is_that_of_the_library() {
    let config = decode(TINY).config;
    let runs: Vec<(&str, String)> = plan(&config)
        .iter()
        .zip(&config.optimizers)
        .map(|(job, &optimizer)| {
            let mut session = Session::new(config.clone(), optimizer);
            session.finish();
            (job.optimizer, session.summary().unwrap().hash.clone())
        })
        .collect();
    let expected = experiment_fingerprint(runs.iter().map(|(name, hash)| (*name, hash.as_str())));
    let (status, out, _) = l2o(&["run", TINY]);
    assert_eq!(status, 0);
    assert_eq!(out.lines().last(), Some(format!("fingerprint  {expected}").as_str()), "{out}");
    assert!(
        runs.iter().all(|(name, hash)| out.lines().any(|l| l.starts_with(name) && l.ends_with(hash))),
        "{out}"
    );
}

#[test]
fn a_link_with_the_fingerprint_of_its_run_is_compared_and_the_exit_status_says_whether_it_was_reproduced() {
    let report = |link: &str| -> (i32, Value) {
        let (status, out, err) = l2o(&["run", link, "--json"]);
        assert_eq!(err, "");
        (status, serde_json::from_str(&out).unwrap())
    };
    let (status, plain) = report(TINY);
    assert_eq!((status, &plain["comparison"]), (0, &Value::Null));
    let sealed = plain["sealed"].as_str().unwrap();
    assert!(sealed.starts_with(TINY), "{sealed}");
    let (status, same) = report(sealed);
    assert_eq!((status, &same["comparison"]["verdict"]["kind"]), (0, &json!("reproduced")));
    assert_eq!((&same["link"], &same["sealed"]), (&plain["link"], &plain["sealed"]));
    assert!(
        l2o(&["run", sealed]).1.ends_with(&format!("{}\n", same["comparison"]["sentence"].as_str().unwrap()))
    );
    let wrong = format!("{}0000000000000000", &sealed[..sealed.len() - 16]);
    let (status, other) = report(&wrong);
    assert_eq!((status, &other["comparison"]["verdict"]["kind"]), (1, &json!("departs")));
    assert_eq!(
        report(&sealed.replace("hidden=2", "hidden=3")).1["comparison"]["verdict"]["kind"],
        "other-experiment"
    );
    let (status, out, _) = l2o(&["check", sealed]);
    assert_eq!((status, out), (0, format!("#{sealed}\n")));
    let (status, _, err) = l2o(&["run", &sealed[..sealed.len() - 1]]);
    assert!(status == 2 && err.starts_with("l2o: fp = "), "{err}");
}

#[test]
fn every_field_of_links_is_listed_with_its_default_and_what_it_takes() {
    let (status, out, err) = l2o(&["fields"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(out.lines().count(), FIELDS.len());
    for (line, field) in out.lines().zip(FIELDS) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[1..3], [field.key, &field.read(&Config::default())]);
        assert!(line.ends_with(&field.takes()), "{line}");
    }
}

#[test]
fn what_is_no_command_exits_with_2_and_says_how_to_use_it() {
    for arguments in [
        &[] as &[&str],
        &["fly"],
        &["run"],
        &["check", "v=1", "v=1"],
        &["check", "v=1", "--json"],
        &["verify"],
        &["run", "v=1", "--fast"],
        &["run", "v=1", "--from"],
        &["check", "v=1", "--weights", "w"],
        &["check", "v=1", "--out", "o"],
        &["run", "v=1", "--out", "o"],
        &["run", "v=1", "--seeds", "3"],
        &["reproduce", "fig3", "--seeds", "0"],
        &["reproduce", "fig3", "--json"],
    ] {
        let (status, out, err) = l2o(arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("l2o: ") && err.contains("Usage: l2o COMMAND"), "{arguments:?}: {err}");
    }
}

#[test]
fn help_is_no_error() {
    for arguments in [["help"], ["--help"], ["-h"]] {
        let (status, out, err) = l2o(&arguments);
        assert_eq!((status, err.as_str()), (0, ""), "{arguments:?}");
        assert!(out.starts_with("Usage: l2o COMMAND"), "{out}");
    }
}

#[test]
fn the_theory_of_a_link_is_printed_in_words_and_as_one_line_of_json() {
    let link = "fig=newton&quad=1,-2,0&start=0.5,-0.75";
    let (status, words, err) = l2o(&["theory", link]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(words.contains("Lemma A.1         100.000000 > 59.500000"), "{words}");
    let (status, json, _) = l2o(&["theory", link, "--json"]);
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((status, json.lines().count()), (0, 1));
    assert!(report["newton"]["vectors"]["slope"].as_f64().unwrap() < 0.0);
    assert!(report["turning"].is_null());
    assert_eq!(l2o(&["theory", "fig=fly&quad=1,-1,0"]).0, 2);
}

/// Where a test may write a file of its own.
fn scratch(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_TARGET_TMPDIR"))
}

#[test]
fn weights_that_were_written_are_evaluated_to_the_same_values_without_a_fingerprint() {
    let file = scratch("weights.safetensors");
    let (status, here, err) = l2o(&["run", TINY, "--json", "--weights", &file]);
    assert_eq!((status, err.as_str()), (0, ""));
    let (status, there, err) = l2o(&["run", TINY, "--json", "--from", &file]);
    assert_eq!((status, err.as_str()), (0, ""));
    let [here, there] = [here, there].map(|line| serde_json::from_str::<Value>(&line).unwrap());
    assert!(here["fingerprint"].is_string() && here["imported"].is_null());
    assert_eq!((&there["fingerprint"], &there["imported"]), (&Value::Null, &json!(["l2o", "l2o-tele"])));
    for (mine, theirs) in
        here["optimizers"].as_array().unwrap().iter().zip(there["optimizers"].as_array().unwrap())
    {
        assert_eq!((&mine["finals"], &mine["median"]), (&theirs["finals"], &theirs["median"]));
        assert_eq!(mine["hash"] == theirs["hash"], mine["step_size"].is_number(), "{}", mine["optimizer"]);
    }
    let (_, words, _) = l2o(&["run", TINY, "--from", &file]);
    assert_eq!(words.lines().last(), Some("fingerprint  none: weights were imported"));
}

#[test]
fn a_file_that_cannot_be_taken_exits_with_2_and_says_why() {
    let file = scratch("narrow.safetensors");
    assert_eq!(l2o(&["run", TINY, "--weights", &file]).0, 0);
    let (status, out, err) = l2o(&["run", &TINY.replace("hidden=2", "hidden=3"), "--from", &file]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.ends_with("l2o.m1.weight_ih_l0 has shape [8, 2], expected [12, 2]\n"), "{err}");
    let torn = scratch("torn.safetensors");
    let bytes = std::fs::read(&file).unwrap();
    for length in [0, 7, 8, 100, bytes.len() - 1] {
        std::fs::write(&torn, &bytes[..length]).unwrap();
        let (status, _, err) = l2o(&["run", TINY, "--from", &torn]);
        assert!(status == 2 && err.contains("is no safetensors file"), "{length}: {err}");
    }
    let (status, _, err) = l2o(&["run", TINY, "--from", &scratch("none")]);
    assert!(status == 2 && err.contains("cannot be read"), "{err}");
}

#[test]
fn a_sweep_is_listed_as_files_and_links_that_run_by_themselves() {
    let (status, out, err) = l2o(&["reproduce", "fig4", "--seeds", "2", "--list"]);
    assert_eq!((status, err.as_str()), (0, ""));
    let units: Vec<(&str, &str)> = out.lines().map(|line| line.split_once('\t').unwrap()).collect();
    assert_eq!(units[0].0, "fig4-seed101.json");
    assert_eq!(units[1].0, "fig4-seed102.json");
    for (_, link) in &units {
        assert_eq!(l2o(&["check", link]), (0, format!("#{link}\n"), String::new()));
    }
    let file = scratch("sweep/units/one.json");
    assert_eq!(l2o(&["run", TINY, "--json", "--out", &file]), (0, String::new(), String::new()));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), l2o(&["run", TINY, "--json"]).1);
    let (status, out, err) = l2o(&["reproduce", "fig9"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("l2o: there is no study \"fig9\"; there are fig1"), "{err}");
}

#[test]
fn the_figures_of_the_theory_are_reproduced_and_written() {
    let out = scratch("theory");
    let (status, text, err) = l2o(&["reproduce", "fig1", "fig2", "--out", &out]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(text.contains("0 of 20000 convex"), "{text}");
    let results: Value =
        serde_json::from_slice(&std::fs::read(format!("{out}/results.json")).unwrap()).unwrap();
    assert_eq!(results["fig1"]["counterexample"], json!([100.0, 59.5]));
    assert!(results["fig1"]["indefinite"]["negative"].as_u64().unwrap() > 1000);
    assert_eq!(results["fig2"]["shorter_above"], json!(0.0));
    for name in ["fig1.svg", "fig2.svg", "REPRODUCTION.md"] {
        assert!(!std::fs::read(format!("{out}/{name}")).unwrap().is_empty());
    }
}
