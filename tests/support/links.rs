//! Links that stand elsewhere in the repository.

fn read(file: &str) -> String {
    let text = std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap_or_default();
    assert!(!text.is_empty(), "{file} is missing");
    text
}

/// Those of the page and its article.
pub fn page() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/article");
    let sections = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sections = sections.map(|entry| format!("www/article/{}", entry.file_name().to_string_lossy()));
    let mut links = Vec::new();
    for file in sections.chain(["www/src/playground/skeleton.html".into()]) {
        for before in ["href=\"#", "data-link=\""] {
            links.extend(read(&file).split(before).skip(1).map(|rest| {
                let link = rest.split('"').next().unwrap_or_default();
                format!("#{}", link.replace("&amp;", "&"))
            }));
        }
    }
    // Others lead to places in the text.
    links.retain(|link| link.starts_with("#v="));
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
