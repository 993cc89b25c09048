//! The engine agrees with reference values computed in double precision by PyTorch, and `l2o verify` would say so if it did not.
// a failed unwrap is a failed test
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The files that `l2o verify` knows.
const FILES: [&str; 7] = [
    "lstm.json",
    "families.json",
    "oracle.json",
    "on_the_fly.json",
    "newton.json",
    "unroll_2d.json",
    "unroll_mlp.json",
];

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(name)
}

fn parsed(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(golden(name)).unwrap()).unwrap()
}

/// Runs `l2o verify` on `files`: its exit status and what it printed.
fn verify(files: &[PathBuf]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_l2o")).arg("verify").args(files).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// A file of this name and content in a folder of its own.
fn written(folder: &str, name: &str, content: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn count(printed: &str, verdict: &str) -> usize {
    printed.lines().filter(|line| line.starts_with(verdict)).count()
}

/// Cases of a file: a list of them, or the file as a whole.
fn cases(name: &str) -> usize {
    parsed(name).get("cases").map_or(1, |cases| cases.as_array().unwrap().len())
}

/// The number of largest magnitude inside.
fn largest(value: &mut Value) -> &mut Value {
    if value.is_number() {
        return value;
    }
    let inside: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        other => panic!("no number in {other}"),
    };
    let size = |value: &&mut Value| value.as_f64().unwrap().abs();
    inside.into_iter().map(largest).max_by(|a, b| size(a).total_cmp(&size(b))).unwrap()
}

#[test]
fn every_reference_value_is_met() {
    let (status, printed) = verify(&FILES.map(golden));
    assert_eq!(status, 0, "{printed}");
    assert_eq!(count(&printed, "FAIL"), 0, "{printed}");
    for name in FILES {
        let of_file: String =
            printed.lines().filter(|line| line.contains(name)).flat_map(|l| [l, "\n"]).collect();
        assert_eq!(count(&of_file, "PASS"), cases(name), "{name}: {printed}");
    }
}

#[test]
fn one_gradient_that_is_off_by_a_percent_fails_its_case_and_no_other() {
    for (name, pointer) in [
        ("lstm.json", "/grad_weights/weight_hh_l0"),
        ("lstm.json", "/grad_z"),
        ("families.json", "/cases/1/gradient"),
        ("families.json", "/cases/7/d_teleported_d_x"),
        ("oracle.json", "/cases/2/largest_gradient_norm"),
        ("on_the_fly.json", "/cases/1/d_f_next_d_theta"),
        ("newton.json", "/cases/1/orthogonal"),
        ("unroll_mlp.json", "/cases/0/grad_weights/head_weight"),
        ("unroll_2d.json", "/cases/0/grad_update_weights/head_weight"),
        ("unroll_2d.json", "/cases/3/grad_teleport_weights/bias_hh_l1"),
    ] {
        let mut file = parsed(name);
        let number = largest(file.pointer_mut(pointer).unwrap());
        *number = Value::from(number.as_f64().unwrap() * 1.01);
        let changed = written(&format!("perturbed{}", pointer.replace('/', "-")), name, &file.to_string());
        let (status, printed) = verify(&[changed]);
        assert_eq!(status, 1, "{name}{pointer}: {printed}");
        assert_eq!(count(&printed, "FAIL"), 1, "{name}{pointer}: {printed}");
        assert_eq!(count(&printed, "PASS"), cases(name) - 1, "{name}{pointer}: {printed}");
    }
}

#[test]
fn a_file_that_is_not_known_fails_with_the_names_of_those_that_are() {
    let (status, printed) = verify(&[written("unknown", "nothing.json", "{}")]);
    assert_eq!(status, 1);
    assert!(printed.contains("nothing.json is not a known reference file"), "{printed}");
    assert!(FILES.iter().all(|name| printed.contains(name)), "{printed}");
}

#[test]
fn a_file_that_cannot_be_read_fails() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-such-folder");
    let (status, printed) = verify(&[folder.join("lstm.json")]);
    assert_eq!((status, count(&printed, "FAIL")), (1, 1), "{printed}");
    assert!(printed.contains("lstm.json: "), "{printed}");
}

#[test]
fn a_malformed_file_fails_whatever_is_wrong_with_it() {
    let mut transposed = parsed("lstm.json");
    transposed["weights"]["weight_ih_l0"] = Value::from(vec![vec![0.5; 3]; 2]);
    let mut missing = parsed("lstm.json");
    missing["weights"].as_object_mut().unwrap().remove("head_bias");
    let mut other_loss = parsed("unroll_2d.json");
    other_loss["cases"][0]["meta_loss"] = Value::from("cubic");
    for (folder, name, content, sentence) in [
        ("truncated", "lstm.json", r#"{"input": 2, "#.to_owned(), "EOF"),
        ("incomplete", "families.json", r#"{"cases": [{"family": "booth"}]}"#.to_owned(), "missing field"),
        ("shape", "lstm.json", transposed.to_string(), "weight_ih_l0 has shape [2, 3]"),
        ("missing", "lstm.json", missing.to_string(), "head_bias is missing"),
        ("choice", "unroll_2d.json", other_loss.to_string(), "unknown meta_loss: cubic"),
    ] {
        let (status, printed) = verify(&[written(folder, name, &content)]);
        assert_eq!((status, count(&printed, "FAIL")), (1, 1), "{folder}: {printed}");
        assert!(printed.contains(sentence), "{folder}: {printed}");
    }
}

#[test]
fn a_file_that_fails_does_not_keep_the_others_from_being_compared() {
    let files = [written("first", "lstm.json", "[]"), golden("families.json")];
    let (status, printed) = verify(&files);
    assert_eq!(status, 1);
    assert_eq!((count(&printed, "FAIL"), count(&printed, "PASS")), (1, cases("families.json")), "{printed}");
}
