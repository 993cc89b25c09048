//! Links as they may arrive.

use super::configs::configs;
use l2o_playground::experiment::{Config, FIELDS, Field, decode, encode};
use l2o_playground::random::{Purpose, Random};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

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

/// Makes links that something has happened to, always the same ones.
pub struct Mangler {
    random: Random,
    /// Faultless ones.
    links: Vec<Vec<char>>,
}

impl Mangler {
    /// One that begins anew.
    pub fn new() -> Self {
        let mut runner = TestRunner::deterministic();
        let link = |_| configs().new_tree(&mut runner).map(|tree| encode(&tree.current()).chars().collect());
        let links = (0..200).map(link).collect::<Result<_, _>>().unwrap_or_default();
        Mangler { random: Random::new(1, Purpose::Tuning, 0), links }
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.random.uniform(0.0, end as f32) as usize).min(end.saturating_sub(1))
    }

    /// A value that the field takes, or what may be mistaken for one.
    pub fn value(&mut self, field: &Field) -> String {
        let fragment = FRAGMENTS[self.below(FRAGMENTS.len())];
        match self.below(4) {
            0 => fragment.into(),
            1 => format!("{}{fragment}", field.read(&Config::default())),
            _ => {
                let at = self.below(self.links.len());
                let link: String = self.links[at].iter().collect();
                field.read(&decode(&link).config)
            }
        }
    }

    /// A link with one to three things done to it.
    pub fn mangled(&mut self) -> String {
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
