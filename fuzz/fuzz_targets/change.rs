//! Lines of `field=text`, one after the other, change an experiment: each is made whole or refused, and leaves a valid experiment.
#![no_main]

use l2o_playground::experiment::{Config, change, decode, encode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|lines: &str| {
    let mut config = Config::default();
    for line in lines.lines().take(50) {
        let (field, text) = line.split_once('=').unwrap_or((line, ""));
        let before = config.clone();
        match change(&mut config, field, text) {
            Ok(()) => assert!(decode(&encode(&config)).problems.is_empty()),
            Err(problems) => assert!(!problems.is_empty() && config == before),
        }
    }
});
