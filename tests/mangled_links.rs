//! Whatever happens to a link on its way, decoding it never panics and always yields a valid experiment.

mod support;

use l2o_playground::experiment::{FIELDS, decode, encode};
use l2o_playground::random::{Purpose, Random};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use support::configs::configs;

const LINKS: usize = 30_000;

/// What links are made of, and what is known to trip parsers.
const FRAGMENTS: [&str; 32] = [
    "&",
    "=",
    ",",
    "#",
    "v=1",
    "auto",
    "-",
    ".",
    "e",
    "0",
    "-0",
    "1e39",
    "1e-46",
    "99999999999",
    "0.1e-400",
    "NaN",
    "inf",
    "%00",
    "%",
    "+",
    "\u{0}",
    "\u{feff}",
    "é",
    "🦀",
    "\u{202e}",
    "task=booth-custom",
    "booth_A=1,2,2,4",
    "ros_c=1,0,-1",
    "runs=100000&steps=1000&batch=256&hidden=300",
    "opt=",
    "show=4095",
    "eval_tasks=4096&eval_steps=1000",
];

struct Mangler {
    random: Random,
    links: Vec<Vec<char>>,
}

impl Mangler {
    fn new() -> Self {
        let mut runner = TestRunner::deterministic();
        let link = |_| configs().new_tree(&mut runner).map(|tree| encode(&tree.current()).chars().collect());
        let links = (0..200).map(link).collect::<Result<_, _>>().unwrap_or_default();
        Mangler { random: Random::new(1, Purpose::Tuning, 0), links }
    }

    fn below(&mut self, end: usize) -> usize {
        (self.random.uniform(0.0, end as f32) as usize).min(end.saturating_sub(1))
    }

    /// A link with one to three things done to it.
    fn mangled(&mut self) -> String {
        let at = self.below(self.links.len());
        let mut link = self.links[at].clone();
        for _ in 0..=self.below(3) {
            let (from, to) = (self.below(link.len() + 1), self.below(link.len() + 1));
            let (from, to) = (from.min(to), from.max(to));
            match self.below(6) {
                0 => drop(link.drain(from..to.min(from + 8))),
                1 => drop(link.splice(from..from, link[from..to].to_vec())),
                2 => {
                    let fragment = FRAGMENTS[self.below(FRAGMENTS.len())];
                    drop(link.splice(from..to.min(from + 2), fragment.chars()));
                }
                3 => {
                    let other = self.below(self.links.len());
                    drop(link.splice(from.., self.links[other].clone()));
                }
                4 => {
                    let key = FIELDS[self.below(FIELDS.len())].key;
                    drop(link.splice(from..from, format!("&{key}=").chars()));
                }
                _ => {
                    let any = char::from_u32(self.below(0x11_0000) as u32).unwrap_or('\u{fffd}');
                    link.insert(from, any);
                }
            }
        }
        link.into_iter().collect()
    }
}

#[test]
fn a_mangled_link_decodes_to_a_valid_experiment() {
    let mut mangler = Mangler::new();
    assert_eq!(mangler.links.len(), 200);
    let (mut faultless, mut faulty) = (0, 0);
    for _ in 0..LINKS {
        let link = mangler.mangled();
        let decoded = decode(&link);
        for problem in &decoded.problems {
            assert!(!problem.takes.is_empty(), "{link:?}: {problem:?}");
            assert!(problem.given.chars().count() <= 61, "{link:?}: {problem:?}");
            assert!(problem.field.chars().count() <= 61, "{link:?}: {problem:?}");
        }
        *(if decoded.problems.is_empty() { &mut faultless } else { &mut faulty }) += 1;
        let canonical = encode(&decoded.config);
        let again = decode(&canonical);
        assert_eq!(again.problems, [], "{link:?} became {canonical}");
        assert_eq!(again.config, decoded.config, "{link:?} became {canonical}");
    }
    // Both kinds were met, or the mangling is too mild or too wild to say anything.
    assert!(faultless > LINKS / 200 && faulty > LINKS / 2, "{faultless} faultless, {faulty} faulty");
}

#[test]
fn noise_decodes_to_a_valid_experiment() {
    let mut mangler = Mangler::new();
    for length in (0..400).chain([8191, 8192, 8193, 100_000]) {
        let noise: String =
            (0..length).map(|_| char::from_u32(mangler.below(0x300) as u32).unwrap_or('x')).collect();
        let decoded = decode(&noise);
        assert_eq!(decode(&encode(&decoded.config)).config, decoded.config, "{noise:?}");
    }
}
