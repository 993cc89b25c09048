//! Links of every released version mean for ever what they meant when they were written: `tests/fixtures/v1.json` holds links,
//! and the text of every field of what they decode to. What stands there is never changed. New fields and values are added, and a
//! release that raises the version of links gets a file of its own, by `WRITE_FIXTURES=1 cargo test --test old_links`.

mod support;

use l2o_playground::experiment::{Config, FIELDS, Kind, decode, encode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Texts by key.
type Texts = BTreeMap<String, String>;

#[derive(Default, Deserialize, Serialize)]
struct Fixtures {
    /// Of every field that this version has.
    defaults: Texts,
    /// What each link changes of them.
    links: BTreeMap<String, Texts>,
}

fn file(version: u32) -> PathBuf {
    PathBuf::from(format!("{}/tests/fixtures/v{version}.json", env!("CARGO_MANIFEST_DIR")))
}

fn read(version: u32) -> Option<Fixtures> {
    let text = std::fs::read_to_string(file(version)).ok()?;
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("v{version}.json: {error}")))
}

/// The version that is written now.
fn newest() -> u32 {
    encode(&Config::default()).trim_start_matches("v=").parse().unwrap_or_default()
}

fn value(config: &Config, key: &str) -> String {
    FIELDS.iter().find(|field| field.key == key).map_or_else(|| panic!("{key} is gone"), |f| f.read(config))
}

#[test]
fn links_of_every_version_mean_what_they_meant() {
    for Fixtures { defaults, links } in (1..=newest()).filter_map(read) {
        for (link, changed) in &links {
            let decoded = decode(link);
            assert_eq!(decoded.problems, [], "{link}");
            for (key, default) in &defaults {
                let expected = changed.get(key).unwrap_or(default);
                assert_eq!(&value(&decoded.config, key), expected, "{key} of {link}");
            }
        }
    }
}

#[test]
fn the_newest_fixtures_hold_every_field_every_name_both_ends_of_every_range_and_what_is_sent() {
    let version = newest();
    let mut fixtures = read(version).unwrap_or_default();
    if std::env::var_os("WRITE_FIXTURES").is_some() {
        add(&mut fixtures);
        let text = serde_json::to_string_pretty(&fixtures).map(|text| text + "\n");
        assert!(text.is_ok_and(|text| std::fs::write(file(version), text).is_ok()));
    }
    for field in FIELDS {
        assert!(fixtures.defaults.contains_key(field.key), "{} is missing. {HOW}", field.key);
    }
    for link in single_links().iter().chain(&sent()) {
        assert!(fixtures.links.contains_key(link), "{link} is missing. {HOW}");
    }
}

const HOW: &str = "WRITE_FIXTURES=1 cargo test --test old_links adds it";

/// Adds what is missing, and leaves all that is there.
fn add(fixtures: &mut Fixtures) {
    let defaults = Config::default();
    for field in FIELDS {
        fixtures.defaults.entry(field.key.into()).or_insert_with(|| field.read(&defaults));
    }
    for link in single_links().into_iter().chain(sent()) {
        let config = decode(&link).config;
        let differing = FIELDS.iter().filter(|field| field.read(&config) != field.read(&defaults));
        let texts = differing.map(|field| (field.key.to_owned(), field.read(&config))).collect();
        fixtures.links.entry(link).or_insert(texts);
    }
}

/// A link for each name of each choice, and for the ends of each range.
fn single_links() -> Vec<String> {
    let list = |count: usize, text: &str| vec![text.to_owned(); count].join(",");
    let texts = |kind: &Kind| match kind {
        Kind::Integer { min, max, .. } => vec![min.to_string(), max.to_string()],
        Kind::Real { min, max, .. } => vec![format!("{min:e}"), format!("{max:e}")],
        Kind::AutoReal { min, max, .. } => vec!["auto".into(), format!("{min:e}"), format!("{max:e}")],
        Kind::Choice { choices, .. } => choices.iter().map(|choice| choice.name.into()).collect(),
        Kind::Optimizers => {
            let every =
                "l2o,l2o-tele,lr,lr-tele,lr-mom,lr-tele-mom,gd,momentum,adam,newton,oracle,random,fly";
            every
                .split(',')
                .map(str::to_owned)
                .chain(["adam,l2o".into(), every.into(), String::new()])
                .collect()
        }
        Kind::Flag { .. } => vec!["0".into(), "1".into()],
        Kind::Numbers { least, most, .. } => vec![list(*least, "0.5"), list(*most, "-1.25e-1")],
        Kind::AutoNumbers { count, .. } => vec!["auto".into(), list(*count, "0.5")],
        Kind::Integers { least, most, .. } => vec![list(*least, "3"), list(*most, "4")],
        Kind::AutoIntegers { .. } => vec!["auto".into(), "1,7,20".into()],
    };
    let links = FIELDS
        .iter()
        .flat_map(|field| texts(&field.kind).into_iter().map(|text| format!("#v=1&{}={text}", field.key)));
    // A value that needs another field, or more work than is allowed, says nothing about its own.
    links.filter(|link| decode(link).problems.is_empty()).collect()
}

/// Links that all engines repeat, and some written by hand.
fn sent() -> Vec<String> {
    let by_hand = [
        "",
        "#",
        "#v=1",
        "https://example.org/l2o/?x=1#seed=3&hidden=8&v=1",
        "v=1&lr=0.00100&clip=1000000&start=-0,.5",
        "#v=1&booth_A=3%2C1%2C-0.5%2C2&task=booth-custom",
        "&&runs=007&",
        "#v=1&seed=7&fp=adc105069ef8bcbd",
        "#v=1&fp=0.1.0-U0Ad9-CsgeUADeRZ8r91EpPC9X0Q17miuFAPud-KAMe03XzVvr8Gcm-adc105069ef8bcbd",
    ];
    by_hand.into_iter().map(str::to_owned).chain(support::links::engines()).collect()
}
