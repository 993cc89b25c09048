//! The version stands in Cargo.toml; what must repeat it, repeats it.

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The rest of the first line of `text` that begins with `key`.
fn after<'a>(text: &'a str, key: &str) -> &'a str {
    let line = text.lines().map(str::trim_start).find_map(|line| line.strip_prefix(key));
    line.map(str::trim).unwrap_or_default()
}

#[test]
fn the_package_and_the_citation_have_the_version_of_the_crate() {
    let package = include_str!("../www/package.json");
    assert_eq!(after(package, "\"version\":"), format!("\"{VERSION}\","));
    assert_eq!(after(include_str!("../CITATION.cff"), "version:"), VERSION);
}
