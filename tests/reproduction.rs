//! A link with a fingerprint says whether a run is its sender's, and if not, where it departs.

mod support;

use l2o_playground::experiment::{
    Comparison, Config, OptimizerName, Phase, Place, Session, Sketch, Verdict, compare, decode, sealed,
};
use proptest::prelude::*;
use support::cases;
use support::configs::configs;

const SMALL: &str = "task=rosenbrock&hidden=3&runs=2&steps=20&unroll=5&batch=2&eval_tasks=70&eval_steps=30";

fn config(link: &str) -> Config {
    let decoded = decode(link);
    assert_eq!(decoded.problems, [], "{link}");
    decoded.config
}

/// Hash and marks of every run.
fn finished(config: &Config) -> Vec<(String, String)> {
    let run = |&optimizer: &OptimizerName| {
        let mut session = Session::new(config.clone(), optimizer);
        session.finish();
        let summary = session.summary().cloned();
        summary.map(|summary| (summary.hash, summary.marks)).unwrap_or_default()
    };
    config.optimizers.iter().map(run).collect()
}

fn sketch(config: &Config, finished: &[(String, String)]) -> Sketch {
    let sketch = made(config, finished);
    assert!(sketch.is_some(), "{finished:?}");
    sketch.unwrap_or_else(|| unreachable!())
}

fn made(config: &Config, finished: &[(String, String)]) -> Option<Sketch> {
    let finished: Vec<(&str, &str)> =
        finished.iter().map(|(hash, marks)| (hash.as_str(), marks.as_str())).collect();
    Sketch::new(config, &finished)
}

fn text(link: &str) -> String {
    let config = config(link);
    sketch(&config, &finished(&config)).text().into()
}

fn parse(text: &str) -> Sketch {
    let sketch = Sketch::from_text(text);
    assert!(sketch.is_some(), "{text}");
    sketch.unwrap_or_else(|| unreachable!())
}

/// The parts of a sketch: version, experiment, runs, steps, fingerprint.
fn parts(text: &str) -> Vec<String> {
    text.split('-').map(str::to_owned).collect()
}

/// What the receiver of `link` is told if the sender's machine computed what this one computes for `other`.
fn received(link: &str, other: &str) -> Comparison {
    let own = text(link);
    let mut sent = parts(&text(other));
    sent[1].clone_from(&parts(&own)[1]);
    compare(&config(link), &parse(&sent.join("-")), &parse(&own))
}

fn departs(first: Place, optimizers: &[&'static str], sentence: &str) -> Comparison {
    let verdict = Verdict::Departs { first: Some(first), optimizers: optimizers.to_vec() };
    Comparison { verdict, sentence: sentence.into() }
}

fn place(optimizers: &[&'static str], phase: Phase, after: Option<u32>, by: u32) -> Place {
    Place { optimizers: optimizers.to_vec(), phase, after, by }
}

#[test]
fn the_same_experiment_is_reproduced_whatever_else_the_link_says() {
    let link = format!("opt=l2o,gd&{SMALL}");
    for other in [
        link.clone(),
        format!("{link}&speed=50&show=3&curve=alpha&fly_beta=3"),
        format!("{link}&booth_b=1,1"),
    ] {
        let comparison = compare(&config(&other), &parse(&text(&link)), &parse(&text(&other)));
        assert_eq!(comparison.verdict, Verdict::Reproduced, "{other}");
        assert!(comparison.sentence.starts_with("Reproduced bit for bit"), "{}", comparison.sentence);
    }
}

#[test]
fn a_training_that_departs_is_found_to_the_meta_update() {
    // Step 15 of 20 lies in the third unroll of the first run; there is a mark for each of the eight meta-updates.
    let link = format!("opt=l2o,l2o-tele,gd&{SMALL}&tele_steps=20");
    assert_eq!(
        received(&link, &link.replace("tele_steps=20", "tele_steps=15,20")),
        departs(
            place(&["l2o-tele"], Phase::Training, Some(2), 3),
            &["l2o-tele"],
            "Not reproduced. First to depart: L2O + teleport, in training, at meta-update 3. The same in every bit: L2O, GD.",
        )
    );
    // Four times as many meta-updates: a mark for every fourth.
    let link = link.replace("runs=2", "runs=8");
    assert_eq!(
        received(&link, &link.replace("tele_steps=20", "tele_steps=15,20")),
        departs(
            place(&["l2o-tele"], Phase::Training, Some(0), 4),
            &["l2o-tele"],
            "Not reproduced. First to depart: L2O + teleport, in training, between meta-updates 0 and 4. The same in every bit: L2O, GD.",
        )
    );
}

#[test]
fn a_training_that_ends_earlier_departs_where_it_ends() {
    let link = format!("opt=l2o&{SMALL}&lr=1e-12&decay=none").replace("runs=2", "runs=8");
    let Verdict::Departs { first: Some(first), .. } = received(&link, &format!("{link}&patience=2")).verdict
    else {
        panic!("they depart");
    };
    let updates = |link: &str| {
        let mut session = Session::new(config(link), OptimizerName::L2o);
        session.finish();
        session.meta_losses().len() as u32
    };
    let early = updates(&format!("{link}&patience=2"));
    assert!(early < updates(&link));
    assert!(first.after <= Some(early) && early < first.by, "{first:?}, ended after {early}");
}

#[test]
fn a_departure_in_the_evaluation_is_found_to_the_step_and_the_optimizer() {
    let link = format!("opt=l2o,gd,oracle&{SMALL}&oracle_lr=1e-3&jump_steps=20");
    assert_eq!(
        received(&link, &link.replace("jump_steps=20", "jump_steps=7")),
        departs(
            place(&["oracle"], Phase::Evaluating, Some(6), 7),
            &["oracle"],
            "Not reproduced. First to depart: GD + oracle, on the unseen tasks, at step 7. The same in every bit: L2O, GD.",
        )
    );
    // Teleports at every step, oracle and random, differ from the first step on.
    let link = format!("opt=gd,oracle,random&{SMALL}&oracle_lr=1e-3&random_lr=1e-3&jump_steps=30");
    assert_eq!(
        received(&link, &link.replace("jump_steps=30", "jump_steps=1")),
        departs(
            place(&["oracle", "random"], Phase::Evaluating, Some(0), 1),
            &["oracle", "random"],
            "Not reproduced. First to depart: GD + oracle or GD + random, on the unseen tasks, at step 1. The same in every bit: GD.",
        )
    );
}

#[test]
fn long_evaluations_have_marks_at_even_distances() {
    let link = format!("opt=gd,oracle&{SMALL}&oracle_lr=1e-3&jump_steps=300")
        .replace("eval_steps=30", "eval_steps=511");
    // 512 states, 128 marks: after steps 3, 7, 11, …
    assert_eq!(
        received(&link, &link.replace("jump_steps=300", "jump_steps=46")),
        departs(
            place(&["oracle"], Phase::Evaluating, Some(43), 47),
            &["oracle"],
            "Not reproduced. First to depart: GD + oracle, on the unseen tasks, between steps 43 and 47. The same in every bit: GD.",
        )
    );
}

#[test]
fn another_step_size_departs_before_the_evaluation() {
    let link = format!("opt=gd,adam&{SMALL}&gd_lr=0.001&adam_lr=0.1");
    assert_eq!(
        received(&link, &link.replace("adam_lr=0.1", "adam_lr=0.2")),
        departs(
            place(&["adam"], Phase::Tuning, None, 0),
            &["adam"],
            "Not reproduced. First to depart: Adam, in the search for the step size. The same in every bit: GD.",
        )
    );
}

#[test]
fn other_tasks_depart_at_the_start_of_every_optimizer() {
    let link = format!("opt=gd,adam&{SMALL}&gd_lr=0.001&adam_lr=0.1");
    assert_eq!(
        received(&link, &format!("{link}&seed=2")),
        departs(
            place(&["gd", "adam"], Phase::Evaluating, None, 0),
            &["gd", "adam"],
            "Not reproduced. First to depart: GD or Adam, on the unseen tasks, at the start.",
        )
    );
}

#[test]
fn every_single_mark_that_is_changed_is_found() {
    let link = format!("opt=l2o,gd&{SMALL}");
    let (config, own) = (config(&link), text(&link));
    let sent = parts(&own);
    let other = |mark: char| if mark == 'x' { "y" } else { "x" };
    for at in 0..sent[3].len() {
        let mut changed = sent.clone();
        let mark = changed[3].remove(at);
        changed[3].insert_str(at, other(mark));
        changed[4] = "0".repeat(16);
        // The hash of no optimizer differs: where it departs is known only if one is seen to.
        let (verdict, sentence) = verdict(&config, &changed, &own);
        assert_eq!(verdict, Verdict::Departs { first: None, optimizers: Vec::new() });
        assert!(sentence.ends_with("the link does not show where the runs depart."), "{sentence}");
        // GD's hash and its last mark differ too, as if its run departed there.
        let end = changed[2].len() - 1;
        let last = changed[2].split_off(end);
        changed[2] += other(last.chars().next().unwrap_or('x'));
        let Verdict::Departs { first: Some(first), optimizers } = verdict_of(&config, &changed, &own) else {
            panic!("{changed:?}");
        };
        assert_eq!((first.optimizers, optimizers), (vec!["gd"], vec!["gd"]));
        assert_eq!((first.phase, first.by), (Phase::Evaluating, at as u32));
        assert_eq!(first.after, (at as u32).checked_sub(1));
    }
}

fn verdict(config: &Config, sent: &[String], own: &str) -> (Verdict, String) {
    let Comparison { verdict, sentence } = compare(config, &parse(&sent.join("-")), &parse(own));
    (verdict, sentence)
}

fn verdict_of(config: &Config, sent: &[String], own: &str) -> Verdict {
    verdict(config, sent, own).0
}

#[test]
fn runs_of_other_experiments_and_other_versions_are_not_compared() {
    let link = format!("opt=gd,adam&{SMALL}");
    let own = text(&link);
    let sent = text(&format!("{link}&seed=2"));
    let (verdict, sentence) = verdict(&config(&link), &parts(&sent), &own);
    assert_eq!(verdict, Verdict::OtherExperiment);
    assert!(sentence.contains("an experiment with other settings"), "{sentence}");
    let mut sent = parts(&own);
    sent[0] = "9.12.3".into();
    assert_eq!(
        verdict_of(&config(&link), &sent, &own),
        Verdict::Reproduced,
        "the same bits are the same bits"
    );
    sent[4] = "0123456789abcdef".into();
    assert_eq!(verdict_of(&config(&link), &sent, &own), Verdict::OtherVersion { theirs: "9.12.3".into() });
}

#[test]
fn a_fingerprint_alone_says_whether_but_not_where() {
    let link = format!("opt=gd&{SMALL}");
    let own = text(&link);
    let fingerprint = parts(&own)[4].clone();
    assert_eq!(verdict_of(&config(&link), &[fingerprint], &own), Verdict::Reproduced);
    assert_eq!(
        verdict_of(&config(&link), &["0".repeat(16)], &own),
        Verdict::Departs { first: None, optimizers: Vec::new() }
    );
}

#[test]
fn marks_of_the_wrong_number_are_not_compared() {
    let link = format!("opt=gd,adam&{SMALL}");
    let own = text(&link);
    for (part, text) in [(2, "a"), (2, "abcdefgh.abc"), (2, "a.b.c.d"), (3, "z")] {
        let mut sent = parts(&own);
        sent[part] = text.into();
        sent[4] = "0".repeat(16);
        assert_eq!(
            verdict_of(&config(&link), &sent, &own),
            Verdict::Departs { first: None, optimizers: Vec::new() },
            "{text}"
        );
        // The other way round: what is compared with may have been made by hand as well.
        assert!(matches!(
            compare(&config(&link), &parse(&own), &parse(&sent.join("-"))).verdict,
            Verdict::Departs { .. }
        ));
    }
}

#[test]
fn there_is_a_sketch_only_of_all_runs() {
    let config = config(&format!("opt=gd,adam&{SMALL}"));
    let mut all = finished(&config);
    let made = |runs: &[(String, String)]| made(&config, runs);
    assert!(made(&all).is_some());
    assert_eq!(made(&all[..1]), None);
    assert_eq!(made(&[]), None);
    all.push(all[0].clone());
    assert_eq!(made(&all), None);
    all.pop();
    all[1].1.truncate(30);
    assert_eq!(made(&all), None);
    assert_eq!(Sketch::new(&decode("opt=").config, &[]), None);
}

#[test]
fn text_that_is_no_sketch_is_refused() {
    let own = text(&format!("opt=gd,adam&{SMALL}"));
    assert!(Sketch::from_text(&own).is_some());
    for length in 0..own.len() {
        assert_eq!(Sketch::from_text(&own[..length]), None, "cut off: {}", &own[..length]);
    }
    let fingerprint = "adc105069ef8bcbd";
    for marks in ["-", "0.1.0-", "0.1.0-a-b-", "a-b-c-d-e-", "0.1.0-a-é-d-", "1,2-a-b-c-"] {
        assert_eq!(Sketch::from_text(&format!("{marks}{fingerprint}")), None, "{marks}");
    }
    for text in [
        "ADC105069EF8BCBD",
        "adc105069ef8bcb",
        "adc105069ef8bcbd0",
        "zdc105069ef8bcbd",
        "adc105069ef8bcbd ",
        "",
    ] {
        assert_eq!(Sketch::from_text(text), None, "{text}");
    }
    let long = format!("0.1.0-a-{}-c-{fingerprint}", "b".repeat(400));
    assert_eq!(Sketch::from_text(&long), None);
}

/// Runs that nobody made, of the right form.
fn pretended(config: &Config) -> Vec<(String, String)> {
    let run = |optimizer: &OptimizerName| {
        let before = if optimizer.is_learned() { 8 } else { 1 };
        ("0123456789abcdef".into(), "z".repeat(before + config.eval_steps as usize + 1))
    };
    config.optimizers.iter().map(run).collect()
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn sketches_of_any_experiment_are_short_and_come_back(config in configs()) {
        prop_assume!(!config.optimizers.is_empty());
        let sketch = sketch(&config, &pretended(&config));
        prop_assert!(sketch.text().len() <= 400, "{}", sketch.text());
        let link = sealed(&config, Some(&sketch));
        prop_assert!(link.chars().all(|c| c.is_ascii_alphanumeric() || "-_.=&,".contains(c)), "{link}");
        prop_assert!(link.ends_with(|c: char| c.is_ascii_alphanumeric()), "{link}");
        let decoded = decode(&link);
        prop_assert_eq!(&decoded.problems, &[], "{}", &link);
        prop_assert_eq!(&decoded.config, &config);
        prop_assert_eq!(decoded.promised.as_ref(), Some(&sketch));
        prop_assert_eq!(decoded.link(), link);
    }
}

#[test]
fn the_sketches_of_the_default_experiment_and_of_the_largest_are_as_short_as_promised() {
    let length = |link: &str| {
        let config = config(link);
        sketch(&config, &pretended(&config)).text().len()
    };
    assert_eq!(length("v=1"), 190);
    let all = "opt=l2o,l2o-tele,lr,lr-tele,lr-mom,lr-tele-mom,gd,momentum,adam,newton,oracle,random,fly";
    assert_eq!(length(&format!("{all}&eval_steps=1000")), 317);
}
