//! The README's map of src names every module, and no module that is gone.

use super::source::{Finding, Source, Tree, words};
use std::collections::BTreeSet;

/// `None` where the README has no map yet.
pub(crate) fn check(tree: &Tree) -> Option<Vec<Finding>> {
    let readme = tree.files.iter().find(|file| file.path == "README.md")?;
    let (start, map) = map_of(&readme.text)?;
    let modules = top_level(tree);

    let mut findings = Vec::new();
    for module in &modules {
        if words(map, module).next().is_none() {
            findings.push(readme.finding(start, format!("the map of src does not name `{module}`")));
        }
    }
    findings.extend(ghosts(readme, &modules));
    Some(findings)
}

/// The text under the first heading with the word `map`, up to the next heading of any level.
fn map_of(text: &str) -> Option<(usize, &str)> {
    let mut fenced = false;
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        fenced ^= line.starts_with("```");
        if !fenced && line.starts_with('#') {
            match start {
                Some(start) => return Some((start, &text[start..at])),
                None if words(&line.to_lowercase(), "map").next().is_some() => start = Some(at),
                None => {}
            }
        }
        at += line.len();
    }
    start.map(|start| (start, &text[start..]))
}

/// Files and folders right under src.
fn top_level(tree: &Tree) -> BTreeSet<String> {
    let names = tree
        .rust()
        .filter_map(|file| file.path.strip_prefix("src/")?.split('/').next().map(ToOwned::to_owned));
    names.map(|name| name.trim_end_matches(".rs").to_owned()).filter(|name| name != "lib").collect()
}

/// `src/name` in the README where no such module is.
fn ghosts(readme: &Source, modules: &BTreeSet<String>) -> Vec<Finding> {
    let named = readme.text.match_indices("src/").filter(|&(at, _)| {
        // `clients/rust/src/…` is another tree.
        !readme.text[..at].ends_with(|c: char| c == '/' || c.is_alphanumeric())
    });
    named
        .filter_map(|(at, _)| {
            let rest = &readme.text[at + 4..];
            let name =
                &rest[..rest.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
            let gone = !name.is_empty() && name != "lib" && !modules.contains(name);
            gone.then(|| readme.finding(at, format!("`src/{name}` is not there")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(readme: &str) -> Option<usize> {
        let files = vec![
            Source::new("README.md", readme),
            Source::new("src/clock.rs", ""),
            Source::new("src/api/mod.rs", ""),
        ];
        check(&Tree::of(files)).map(|findings| findings.len())
    }

    #[test]
    fn a_missing_module_and_one_that_is_gone_are_found() {
        assert_eq!(broken("# A\n## Map of src\n```\n# api\nclock\n```\n## B\n"), Some(0));
        assert_eq!(broken("# A\n## Map of src\napi\n## B\nclock\n"), Some(1));
        assert_eq!(broken("# A\n## Map of src\napi clock `src/ghost.rs`\n"), Some(1));
    }

    #[test]
    fn a_readme_without_a_map_is_not_taken_for_a_good_one() {
        assert_eq!(broken("# A\nno such heading\n"), None);
    }
}
