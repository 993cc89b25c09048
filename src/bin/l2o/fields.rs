//! `l2o fields`: what links can say.

use l2o_playground::experiment::{Config, FIELDS};

/// Prints the fields of links with their defaults and what they take.
pub fn fields() {
    let defaults = Config::default();
    for field in FIELDS {
        let group = format!("{:?}", field.group).to_lowercase();
        println!("{group:<11} {:<14} {:<28} {}", field.key, field.read(&defaults), field.takes());
    }
}
