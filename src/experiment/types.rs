//! The TypeScript types of what crosses to the page, generated: `www/src/engine/types.ts` is a copy that cannot go stale.

use super::choices::Choice;
use super::ellipse::Ellipse;
use super::field::{Effect, FieldDescription, Group, KindDescription, When};
use super::figures::{Newton, Orbit, Steepest, Turning, Vectors};
use super::landscape::Reading;
use super::link::{LinkState, Problem};
use super::plan::Job;
use super::scene::{PlaneScene, Scene};
use super::session::{Phase, Progress};
use super::statistics::Summary;
use super::trajectory::Trajectory;
use super::verdict::Announcement;
use crate::nn::Tensor;
use ts_rs::{Config, TS};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/src/engine/types.ts");

const HEAD: &str =
    "// Generated from the crate's own types by `WRITE_TYPES=1 cargo test types_of_the_page`. Do not edit.\n";

#[test]
fn types_of_the_page_are_those_of_the_crate() {
    let config = Config::default();
    let declarations = [
        Choice::decl(&config),
        When::decl(&config),
        Group::decl(&config),
        Effect::decl(&config),
        KindDescription::decl(&config),
        FieldDescription::decl(&config),
        Problem::decl(&config),
        LinkState::decl(&config),
        Job::decl(&config),
        PlaneScene::decl(&config),
        Scene::decl(&config),
        Reading::decl(&config),
        Phase::decl(&config),
        Progress::decl(&config),
        Summary::decl(&config),
        Announcement::decl(&config),
        Trajectory::decl(&config),
        Tensor::decl(&config),
        Ellipse::decl(&config),
        Steepest::decl(&config),
        Orbit::decl(&config),
        Vectors::decl(&config),
        Newton::decl(&config),
        Turning::decl(&config),
    ];
    let generated: String = std::iter::once(HEAD.to_owned())
        .chain(declarations.iter().map(|declaration| format!("\nexport {declaration}\n")))
        .collect();
    if std::env::var_os("WRITE_TYPES").is_some() {
        assert!(std::fs::write(FILE, &generated).is_ok(), "{FILE} could not be written");
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(committed == generated, "{FILE} is out of date: run WRITE_TYPES=1 cargo test types_of_the_page");
}
