//! Links that stand elsewhere in the repository.

fn read(file: &str) -> String {
    let text = std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default();
    assert!(!text.is_empty(), "{file} is missing");
    text
}

/// Those of the page and its article.
pub fn page() -> Vec<String> {
    let article = ["1-learning", "2-symmetry", "3-newton", "4-on-the-fly", "5-when"];
    let files = article.map(|name| format!("www/article/{name}.html"));
    let mut links = Vec::new();
    for file in files.into_iter().chain(["www/index.html".into()]) {
        links.extend(read(&file).split("href=\"#v=").skip(1).map(|rest| {
            let link = rest.split('"').next().unwrap_or_default();
            format!("#v={}", link.replace("&amp;", "&"))
        }));
    }
    assert!(links.len() > 15, "{links:?}");
    links
}

/// Those of `tests/links.mjs`, which every engine repeats.
pub fn engines() -> Vec<String> {
    let text = read("tests/links.mjs");
    let constant = |name: &str| {
        let after = text.split(&format!("const {name} =")).nth(1).unwrap_or_default();
        after.split('\'').nth(1).unwrap_or_default().to_owned()
    };
    let names = ["SMALL", "TINY", "IN_THE_PLANE", "ON_PERCEPTRONS"];
    let lines = text.lines().map(|line| line.trim().trim_end_matches(',').trim_matches(['`', '\'']));
    let links = lines.filter(|line| line.starts_with("#v=1")).map(|line| {
        names
            .iter()
            .fold(line.to_owned(), |link, name| link.replace(&format!("${{{name}}}"), &constant(name)))
    });
    let links: Vec<String> = links.collect();
    assert_eq!(links.len(), 24);
    assert!(links.iter().all(|link| !link.contains('$')), "{links:?}");
    links
}
