//! A link holds an experiment exactly; what it cannot hold is reported by field, and the field has its default.

mod support;

use l2o_playground::experiment::{
    Config, FIELDS, Field, Kind, LinkState, PRESETS, Problem, Sketch, TaskName, change, decode, encode,
};
use proptest::prelude::*;
use support::cases;
use support::configs::{configs, texts};

/// Characters that stand in the fragment of an address as they are, and survive every messenger.
fn is_harmless(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_.~=&,".contains(character)
}

fn problem(field: &str, given: &str, takes: &str) -> Problem {
    // Long texts are cut after 60 characters.
    let shown: String = given.chars().take(60).collect();
    let given = if given.chars().count() > 60 { format!("{shown}…") } else { shown };
    Problem { field: field.into(), given, takes: takes.into() }
}

/// Two fields beside `key`, as a link and as the config that it means.
fn beside(key: &str) -> (String, Config) {
    let pairs =
        ["seed=7", "speed=55", "clip=3"].into_iter().filter(|pair| !pair.starts_with(&format!("{key}=")));
    let link: Vec<&str> = pairs.take(2).collect();
    let config = decode(&link.join("&")).config;
    assert_ne!(config, Config::default());
    (link.join("&"), config)
}

/// Fails unless `text` is refused for `field` with what the field takes, and nothing else of the link is touched.
fn assert_refused(field: &Field, text: &str) {
    let (link, expected) = beside(field.key);
    for link in [format!("v=1&{}={text}&{link}", field.key), format!("{link}&{}={text}", field.key)] {
        let decoded = decode(&link);
        assert_eq!(decoded.problems, [problem(field.key, text, &field.takes())], "{link}");
        assert_eq!(decoded.config, expected, "{link}");
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn decoding_undoes_encoding(config in configs()) {
        let decoded = decode(&encode(&config));
        prop_assert_eq!(&decoded.problems, &[], "{}", encode(&config));
        prop_assert_eq!(&decoded.config, &config, "{}", encode(&config));
    }

    #[test]
    fn links_need_no_escaping(config in configs()) {
        let link = encode(&config);
        prop_assert!(link.starts_with("v=1") && link.chars().all(is_harmless), "{link}");
        // Programs that find links in text leave punctuation at their end out.
        prop_assert!(link.ends_with(|last: char| last.is_ascii_alphanumeric()) || link.ends_with("opt="), "{link}");
        prop_assert!(link.len() <= longest(), "{} characters: {link}", link.len());
    }

    #[test]
    fn a_link_holds_only_what_differs_from_the_defaults_in_the_order_of_the_fields(config in configs()) {
        let differing = FIELDS.iter().filter(|field| field.read(&config) != field.read(&Config::default()));
        let expected: Vec<String> = std::iter::once("v=1".to_owned())
            .chain(differing.map(|field| format!("{}={}", field.key, field.read(&config))))
            .collect();
        prop_assert_eq!(encode(&config), expected.join("&"));
    }

    #[test]
    fn every_field_takes_what_it_says_it_takes(
        (at, text) in (0..FIELDS.len()).prop_flat_map(|at| (Just(at), texts(&FIELDS[at]))),
    ) {
        let mut config = Config::default();
        prop_assert_eq!(FIELDS[at].write(&mut config, &text), Ok(()), "{} = {}", FIELDS[at].key, text);
        // What is read back means the same.
        let read = FIELDS[at].read(&config);
        let mut again = Config::default();
        prop_assert_eq!(FIELDS[at].write(&mut again, &read), Ok(()), "{} = {}", FIELDS[at].key, read);
        prop_assert_eq!(again, config, "{} = {}", FIELDS[at].key, text);
    }
}

#[test]
fn the_default_experiment_is_the_version_alone() {
    assert_eq!(encode(&Config::default()), "v=1");
    for link in ["", "#", "v=1", "#v=1", "&&", "https://example.org/page?x=1#v=1", " #v=1\n"] {
        assert_eq!(decode(link).config, Config::default(), "{link:?}");
        assert_eq!(decode(link).problems, [], "{link:?}");
    }
}

#[test]
fn every_way_of_writing_a_number_becomes_the_same_link() {
    for (given, canonical) in [
        ("ros_b=-0", "ros_b=0"),
        ("ros_d=-0.0,0e7,-0", "ros_d=0,0,0"),
        ("start=-0,.5", "start=0,0.5"),
        ("lr=0.00100", "lr=1e-3"),
        ("lr=1e-2", "lr=0.01"),
        ("clip=1000000", "clip=1e6"),
        ("hidden=007", "hidden=7"),
        ("opt=adam,l2o,gd", "opt=l2o,gd,adam"),
        ("runs=400&opt=l2o,l2o-tele,gd,momentum,adam", ""),
    ] {
        let expected = if canonical.is_empty() { "v=1".to_owned() } else { format!("v=1&{canonical}") };
        assert_eq!(decode(given).problems, [], "{given}");
        assert_eq!(encode(&decode(given).config), expected, "{given}");
    }
}

#[test]
fn what_was_escaped_once_on_its_way_is_read_as_if_it_were_not() {
    let link = "v=1&booth_A=1,2,2,1.5&hidden=8";
    for (plain, escaped) in [(",", "%2C"), (",", "%2c"), ("=", "%3D"), ("&", "%26"), ("8", "%38")] {
        let decoded = decode(&link.replace(plain, escaped));
        assert_eq!(
            (decoded.problems.as_slice(), &decoded.config),
            (&[][..], &decode(link).config),
            "{escaped}"
        );
    }
    assert_eq!(decode("hidden=%2538").problems[0].given, "%38", "once only");
}

#[test]
fn keys_are_unique_and_harmless() {
    let mut keys: Vec<&str> = FIELDS.iter().map(|field| field.key).collect();
    assert!(keys.iter().all(|key| key.chars().all(is_harmless) && *key != "v"), "{keys:?}");
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), FIELDS.len());
}

#[test]
fn malformed_values_are_refused_by_every_field() {
    for field in FIELDS {
        for text in [
            "xyz",
            "nan",
            "NaN",
            "inf",
            "-inf",
            "+1",
            "1 1",
            " 1",
            "1;2",
            "1,,2",
            ",",
            "--1",
            "0x10",
            "1e",
            ".",
            "1_000",
            "1e999",
            "é",
            "１",
            "\u{0}",
            "%zz",
            "true",
            "=",
            "auto,auto",
            "gd,gd",
            "AUTO",
            "null",
        ] {
            assert_refused(field, text);
        }
    }
}

#[test]
fn an_empty_value_is_refused_except_for_the_empty_set_of_optimizers() {
    for field in FIELDS {
        if matches!(field.kind, Kind::Optimizers) {
            assert_eq!(decode("opt=").config.optimizers, []);
            assert_eq!(decode("opt=").problems, []);
        } else {
            assert_refused(field, "");
            let decoded = decode(field.key);
            assert_eq!(decoded.problems, [problem(field.key, "", &field.takes())], "without =");
        }
    }
}

#[test]
fn values_just_outside_of_their_range_are_refused() {
    for field in FIELDS {
        match &field.kind {
            Kind::Integer { min, max, .. } => {
                let (below, above) = (i64::from(*min) - 1, i64::from(*max) + 1);
                for text in [below.to_string(), above.to_string(), format!("{min}.5"), "99999999999".into()] {
                    assert_refused(field, &text);
                }
            }
            Kind::Real { min, max, .. } | Kind::AutoReal { min, max, .. } => {
                for value in [min.next_down(), max.next_up(), f32::MAX, f32::MIN] {
                    assert_refused(field, &format!("{value:e}"));
                }
            }
            Kind::Numbers { least, most, bound, .. } => assert_lengths(field, *least, *most, *bound),
            Kind::AutoNumbers { count, bound, .. } => assert_lengths(field, *count, *count, *bound),
            Kind::Integers { least, most, min, max, .. } => assert_whole(field, *least, *most, [*min, *max]),
            Kind::AutoIntegers { most, min, max, .. } => assert_whole(field, 1, *most, [*min, *max]),
            Kind::Choice { .. } | Kind::Optimizers | Kind::Flag { .. } => assert_refused(field, "2"),
        }
    }
}

/// Fails unless lists that are too short, too long, or hold one number beyond ± `bound` are refused.
fn assert_lengths(field: &Field, least: usize, most: usize, bound: f32) {
    let list = |length: usize| vec!["1".to_owned(); length];
    assert_refused(field, &list(least - 1).join(","));
    assert_refused(field, &list(most + 1).join(","));
    for (at, value) in (0..most).flat_map(|at| [(at, bound.next_up()), (at, -bound.next_up())]) {
        let mut list = list(most);
        list[at] = format!("{value:e}");
        assert_refused(field, &list.join(","));
    }
}

/// Fails unless lists that are too short, too long, or hold one number outside of the range are refused.
fn assert_whole(field: &Field, least: usize, most: usize, [min, max]: [u32; 2]) {
    let list = |length: usize| vec![min.to_string(); length];
    assert_refused(field, &list(least - 1).join(","));
    assert_refused(field, &list(most + 1).join(","));
    for value in [i64::from(min) - 1, i64::from(max) + 1] {
        for at in 0..least {
            let mut list = list(least);
            list[at] = value.to_string();
            assert_refused(field, &list.join(","));
        }
    }
}

#[test]
fn of_a_field_that_stands_in_a_link_twice_the_first_value_counts() {
    for field in FIELDS {
        let (link, mut expected) = beside(field.key);
        let default = field.read(&Config::default());
        let decoded = decode(&format!("{0}={default}&{link}&{0}={default}", field.key));
        let takes = "one value: the field stands in the link twice, the first counts";
        assert_eq!(decoded.problems, [problem(field.key, &default, takes)]);
        assert_eq!(field.write(&mut expected, &default), Ok(()));
        assert_eq!(decoded.config, expected, "{}", field.key);
    }
    assert_eq!(decode("seed=5&seed=6").config.seed, 5);
}

#[test]
fn unknown_fields_and_versions_are_reported_by_name() {
    for link in ["colour=red", "HIDDEN=8", "booth_a=1"] {
        let (key, text) = link.split_once('=').unwrap_or((link, ""));
        let decoded = decode(&format!("v=1&{link}&seed=7"));
        assert_eq!(decoded.problems, [problem(key, text, "nothing: there is no field of this name")]);
        assert_eq!(decoded.config, Config { seed: 7, ..Config::default() });
    }
    for version in ["0", "2", "", "1.0", "one"] {
        let decoded = decode(&format!("v={version}&seed=7"));
        assert_eq!(decoded.problems, [problem("v", version, "1, the version of links known here")]);
    }
}

#[test]
fn every_problem_of_a_link_is_reported_and_reads_as_a_sentence() {
    let problems = decode("v=1&hidden=4096&seed=7&colour=red&lr=fast").problems;
    let sentences: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        sentences,
        [
            "hidden = \"4096\" is not accepted; it takes a whole number from 1 to 300",
            "colour = \"red\" is not accepted; it takes nothing: there is no field of this name",
            "lr = \"fast\" is not accepted; it takes a number from 1e-12 to 10",
        ]
    );
}

#[test]
fn a_link_that_is_too_long_is_not_looked_at() {
    let padded = |length: usize| format!("seed=7{}", "&".repeat(length - 6));
    assert_eq!(decode(&padded(8192)).config.seed, 7);
    let decoded = decode(&padded(8193));
    assert_eq!(decoded.config, Config::default());
    assert_eq!(decoded.problems.len(), 1);
    let only = &decoded.problems[0];
    assert_eq!((only.field.as_str(), only.takes.as_str()), ("link", "at most 8192 characters"));
    assert!(only.given.chars().count() <= 61, "{} characters are shown", only.given.chars().count());
}

#[test]
fn a_change_that_cannot_be_taken_changes_nothing() {
    let mut config = Config::default();
    assert_eq!(change(&mut config, "hidden", "8"), Ok(()));
    let before = config.clone();
    for (key, text) in [("hidden", "0"), ("colour", "red"), ("show", "256"), ("v", "2")] {
        let named: Vec<String> =
            change(&mut config, key, text).err().unwrap_or_default().into_iter().map(|p| p.field).collect();
        assert_eq!(named, [key], "{key} = {text}");
        assert_eq!(config, before, "{key} = {text}");
    }
}

/// The most characters that a canonical link can have, from what its fields take.
fn longest() -> usize {
    // A sign, nine digits with a point, e and two digits of an exponent with its sign.
    const NUMBER: usize = "-1.17549435e-38".len();
    let list = |count: usize, each: usize| count * (each + 1) - 1;
    let value = |field: &Field| match &field.kind {
        Kind::Integer { max, .. } => max.to_string().len(),
        Kind::Real { .. } | Kind::AutoReal { .. } => NUMBER,
        Kind::Choice { choices, .. } => choices.iter().map(|choice| choice.name.len()).max().unwrap_or(0),
        Kind::Optimizers => {
            let all = field.takes().replace("some of ", "").replace(", separated by commas", "");
            all.replace(", ", ",").len()
        }
        Kind::Flag { .. } => 1,
        Kind::Numbers { most, .. } => list(*most, NUMBER),
        Kind::AutoNumbers { count, .. } => list(*count, NUMBER),
        Kind::Integers { most, max, .. } | Kind::AutoIntegers { most, max, .. } => {
            list(*most, max.to_string().len())
        }
    };
    FIELDS.iter().map(|field| "&=".len() + field.key.len() + value(field)).sum::<usize>() + "v=1".len()
}

#[test]
fn no_link_is_longer_than_the_readme_says() {
    let stated = format!("at most {} characters", longest());
    assert!(README.contains(&stated), "README.md should say: {stated}");
}

#[test]
fn every_published_link_is_valid_and_short() {
    let mut links = support::links::page();
    let mut perceptrons = Config::default();
    assert_eq!(change(&mut perceptrons, "task", "mlp"), Ok(()));
    links.push(encode(&perceptrons));
    links.extend(PRESETS.iter().map(|preset| preset.link.to_owned()));
    for link in links {
        let decoded = decode(&link);
        assert_eq!(decoded.problems, [], "{link}");
        // With the fingerprint of a run, which takes 400 characters at most.
        assert!(encode(&decoded.config).len() + "&fp=".len() + 400 < 2000, "{link}");
    }
}

const FINGERPRINT: &str = "adc105069ef8bcbd";
const PROMISE: &str = "fp=0.1.0-U0Ad9-CsgeUADeRZ8r91EpPC9X0Q17miuFAPud-KAMe03XzVvr8Gcm-adc105069ef8bcbd";

#[test]
fn a_link_keeps_what_it_promises_until_the_runs_are_others() {
    let link = format!("v=1&opt=l2o,gd&seed=7&{PROMISE}");
    let state = LinkState::new(decode(&format!("{PROMISE}&seed=7&opt=gd,l2o")));
    assert_eq!((state.link.as_str(), state.promised), (link.as_str(), true));
    let changed = |key: &str, text: &str| {
        let decoded = decode(&link);
        let mut config = decoded.config.clone();
        let problems = change(&mut config, key, text).err().unwrap_or_default();
        LinkState::changed(decoded, config, problems)
    };
    let kept = |key: &str, text: &str| {
        let state = changed(key, text);
        assert_eq!(state.problems, [], "{key}={text}");
        assert_eq!(state.link.contains("&fp="), state.promised);
        assert_eq!(decode(&state.link).link(), state.link);
        state.promised
    };
    for (key, text) in [
        ("show", "3"),
        ("start", "1,2"),
        ("curve", "alpha"),
        ("fig", "orbit"),
        ("fly_beta", "2"),
        ("theta_init", "random"),
    ] {
        assert!(kept(key, text), "{key}");
    }
    for (key, text) in [
        ("seed", "8"),
        ("opt", "l2o"),
        ("hidden", "8"),
        ("eval_tasks", "9"),
        ("gd_lr", "0.1"),
        ("task", "booth"),
    ] {
        assert!(!kept(key, text), "{key}");
    }
    assert!(kept("seed", "7"), "a field that is given its own value");
    let refused = changed("hidden", "0");
    assert_eq!((refused.link.as_str(), refused.problems.len()), (link.as_str(), 1));
}

#[test]
fn a_promise_that_is_malformed_is_reported_and_the_rest_of_the_link_stays() {
    for text in ["", "xyz", "adc105069ef8bcb", &PROMISE[3..PROMISE.len() - 1], "<img>", &"a".repeat(500)] {
        let decoded = decode(&format!("seed=7&fp={text}&hidden=8"));
        assert_eq!(decoded.problems.len(), 1, "{text}");
        assert_eq!(decoded.problems[0].field, "fp");
        assert!(decoded.problems[0].takes.contains("version-experiment-runs-steps-fingerprint"));
        assert_eq!((decoded.config.seed, decoded.config.hidden, decoded.promised), (7, 8, None));
    }
    let twice = decode(&format!("{PROMISE}&fp=0000000000000000"));
    assert_eq!(twice.problems.len(), 1);
    assert_eq!(twice.promised.as_ref().map(Sketch::text), Some(&PROMISE[3..]));
    let mut config = Config::default();
    let refused = change(&mut config, "fp", FINGERPRINT).err().unwrap_or_default();
    assert_eq!(refused, [problem("fp", FINGERPRINT, "nothing: there is no field of this name")]);
}

const README: &str = include_str!("../README.md");

/// The rows of a table of the README, cell by cell, from the one that holds `first` on.
fn rows(first: &str) -> Vec<Vec<&str>> {
    let lines = README.lines().skip_while(|line| !line.contains(first)).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// What stands between backquotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_readme_lists_the_fields_of_every_group() {
    let mut expected: Vec<(String, Vec<&str>)> = Vec::new();
    for field in FIELDS {
        let group = format!("{:?}", field.group).to_lowercase();
        match expected.iter_mut().find(|(name, _)| *name == group) {
            Some((_, keys)) => keys.push(field.key),
            None => expected.push((group, vec![field.key])),
        }
    }
    let listed: Vec<(String, Vec<&str>)> =
        rows("| group |").into_iter().map(|row| (row[0].to_owned(), quoted(row[1]))).collect();
    assert_eq!(listed, expected);
}

fn opt() -> &'static Field {
    let found = FIELDS.iter().find(|field| matches!(field.kind, Kind::Optimizers));
    found.unwrap_or_else(|| unreachable!("a field of the optimizers"))
}

/// The optimizers of a config, as messages list them.
fn names(config: &Config) -> String {
    opt().read(config).replace(',', ", ")
}

#[test]
fn the_readme_names_every_optimizer_and_an_example_that_is_valid() {
    let named: Vec<&str> = rows("| name in links |").into_iter().flat_map(|row| quoted(row[0])).collect();
    let config = decode(&format!("opt={}", named.join(","))).config;
    assert_eq!(config.optimizers.len(), named.len(), "{named:?}");
    assert_eq!(format!("some of {}, separated by commas", names(&config)), opt().takes());
    for link in README.split("#v=1").skip(1) {
        let link = link.split([' ', '\'', '"', '`', '\n']).next().unwrap_or_default();
        let problems = decode(link).problems;
        // One of them shows what happens to a value out of range.
        assert!(problems.is_empty() || link == "&hidden=4096", "{link}: {problems:?}");
    }
    assert_eq!(
        decode("task=rosenbrock-variable&runs=800&loss=log&seed=7").config.task,
        TaskName::RosenbrockVariable
    );
}
