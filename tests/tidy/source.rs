//! A file as the rules want to see it: the same text in several views, all of the same length and with the same
//! line ends, so that an offset in one is a place in all.
//!
//! This is a scanner, not a parser. It knows comments, strings, braces and `#[cfg(test)]`; more was not needed.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// One broken rule at one place.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// A text file.
pub(crate) struct Source {
    /// Below the repository's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    /// Without comments and without the inside of literals.
    pub(crate) code: String,
    /// As `code`, without what only tests compile.
    pub(crate) product: String,
    /// Only the inside of string literals, without those of tests.
    pub(crate) strings: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let (code, strings) =
            if path.ends_with(".rs") { split(text) } else { (text.to_owned(), String::new()) };
        let tests = test_items(&code);
        let mut product = code.clone();
        let mut product_strings = strings;
        for &(start, end) in &tests {
            blank(&mut product, start, end);
            blank(&mut product_strings, start, end);
        }
        Self { path: path.to_owned(), text: text.to_owned(), code, product, strings: product_strings }
    }

    pub(crate) fn finding(&self, offset: usize, what: impl Into<String>) -> Finding {
        let line = 1 + self.text.as_bytes()[..offset].split(|&byte| byte == b'\n').skip(1).count();
        Finding { path: self.path.clone(), line, what: what.into() }
    }

    /// Everything in this file is for tests: nothing of it is in the product.
    fn become_test(&mut self) {
        let end = self.text.len();
        blank(&mut self.product, 0, end);
        // A file that is not Rust has no literals.
        let end = self.strings.len();
        blank(&mut self.strings, 0, end);
    }
}

/// The files below some folders, in order of their paths.
pub(crate) struct Tree {
    pub(crate) files: Vec<Source>,
}

impl Tree {
    /// Reads files and folders named from the repository's root; what is not there is left out.
    pub(crate) fn read(names: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = BTreeSet::new();
        for name in names {
            walk(&root.join(name), &mut paths);
        }
        let files = paths.iter().filter_map(|path| {
            let text = fs::read_to_string(path).ok()?; // what is not text has no rules
            let name = path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
            Some(Source::new(&name, &text))
        });
        Self::of(files.collect())
    }

    /// Made-up files, and the end of `read`: finds which files are compiled for tests only.
    pub(crate) fn of(mut files: Vec<Source>) -> Self {
        let test_files: BTreeSet<String> = files.iter().flat_map(test_modules).collect();
        for file in &mut files {
            let is_test = |test: &String| {
                file.path == format!("{test}.rs") || file.path.starts_with(&format!("{test}/"))
            };
            if test_files.iter().any(is_test) {
                file.become_test();
            }
        }
        Self { files }
    }

    pub(crate) fn rust(&self) -> impl Iterator<Item = &Source> {
        self.files.iter().filter(|file| file.path.ends_with(".rs"))
    }
}

/// Past the capture of the test runner: a rule that did not look must not look like one that found nothing.
pub(crate) fn say_loudly(what: &str) {
    // A closed standard error is the only way to fail, and there is nobody left to tell.
    let _ = writeln!(std::io::stderr(), "tidy: {what}");
}

/// Where `word` stands in `text` as a word: no letter, digit or `_` touches its ends where they are one themselves.
pub(crate) fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_name = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let bytes = text.as_bytes();
        let (first, last) = (bytes[at], bytes[at + word.len() - 1]);
        let before = at.checked_sub(1).is_some_and(|i| is_name(bytes[i]) && is_name(first));
        let after = bytes.get(at + word.len()).is_some_and(|&byte| is_name(byte) && is_name(last));
        !before && !after
    })
}

/// The end of the block that opens at or after `from`: one past its closing brace.
pub(crate) fn end_of_block(code: &str, from: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    code.len()
}

fn walk(path: &Path, into: &mut BTreeSet<PathBuf>) {
    const NOT_OURS: [&str; 6] = ["target", "node_modules", ".venv", "__pycache__", "_generated", "dist"];
    if path.is_file() {
        into.insert(path.to_owned());
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        if !NOT_OURS.iter().any(|name| entry.file_name() == *name) {
            walk(&entry.path(), into);
        }
    }
}

/// Writes spaces over a part, keeping the line ends.
fn blank(text: &mut String, start: usize, end: usize) {
    let spaces: String =
        text[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(start..end, &spaces);
}

/// Code without comments and literals, and the literals without the code.
fn split(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut strings: Vec<u8> = bytes.iter().map(|&byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
    let hide = |code: &mut [u8], start: usize, end: usize| {
        code[start..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let (start, end, next) = if rest.starts_with(b"//") {
            let end = at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
            (at, end, end)
        } else if rest.starts_with(b"/*") {
            let end = end_of_comment(bytes, at);
            (at, end, end)
        } else if let Some((start, end, next)) = literal(bytes, at) {
            strings[start..end].copy_from_slice(&bytes[start..end]);
            (start, end, next)
        } else {
            (at, at, at + 1)
        };
        hide(&mut code, start, end);
        at = next;
    }
    let text = |bytes| String::from_utf8(bytes).expect("only whole comments and literals were blanked");
    (text(code), text(strings))
}

fn end_of_comment(bytes: &[u8], from: usize) -> usize {
    let (mut depth, mut at) = (0usize, from);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if bytes[at..].starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

/// A string or character that begins here: where its inside starts and ends, and where the code goes on.
fn literal(bytes: &[u8], at: usize) -> Option<(usize, usize, usize)> {
    let inside_name = at > 0 && (bytes[at - 1] == b'_' || bytes[at - 1].is_ascii_alphanumeric());
    match bytes[at] {
        b'"' => {
            let end = end_of_escaped(bytes, at + 1, b'"');
            Some((at + 1, end, (end + 1).min(bytes.len())))
        }
        b'r' if !inside_name || bytes[at - 1] == b'b' => {
            let hashes = bytes[at + 1..].iter().take_while(|&&byte| byte == b'#').count();
            let start = at + 2 + hashes;
            if bytes.get(start - 1) != Some(&b'"') {
                return None;
            }
            let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
            let length = bytes[start..].windows(close.len()).position(|window| window == close)?;
            Some((start, start + length, start + length + close.len()))
        }
        b'\'' => {
            // A lifetime has no closing quote behind its first character.
            let escaped = bytes.get(at + 1) == Some(&b'\\');
            let wide = std::str::from_utf8(&bytes[at + 1..(at + 5).min(bytes.len())])
                .map_or_else(|error| error.valid_up_to(), str::len);
            let closes = (2..=1 + wide).find(|&step| bytes.get(at + step) == Some(&b'\''));
            let one = std::str::from_utf8(&bytes[at + 1..at + closes.unwrap_or(1)])
                .is_ok_and(|s| s.chars().count() == 1);
            match (escaped, one) {
                (true, _) => {
                    let end = end_of_escaped(bytes, at + 1, b'\'');
                    Some((at + 1, end, (end + 1).min(bytes.len())))
                }
                (false, true) => Some((at + 1, at + closes?, at + closes? + 1)),
                (false, false) => None,
            }
        }
        _ => None,
    }
}

fn end_of_escaped(bytes: &[u8], from: usize, close: u8) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != close {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// Items under `#[cfg(test)]`, from the attribute to the item's end.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let mut items = Vec::new();
    for attribute in ["#[cfg(test)]", "#[cfg(all(test,"] {
        for (start, _) in code.match_indices(attribute) {
            items.push((start, end_of_item(code, start)));
        }
    }
    if code.contains("#![cfg(test)]") {
        items.push((0, code.len()));
    }
    items
}

fn end_of_item(code: &str, attribute: usize) -> usize {
    let bytes = code.as_bytes();
    let mut at = attribute;
    // Over this attribute and those behind it.
    while let Some(next) = code[at..].find(|c: char| !c.is_whitespace()).filter(|&i| bytes[at + i] == b'#') {
        let mut depth = 0usize;
        at += next;
        while at < bytes.len() {
            match bytes[at] {
                b'[' => depth += 1,
                b']' if depth == 1 => break,
                b']' => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        at = (at + 1).min(bytes.len());
    }
    let item = code[at..].trim_start();
    let is_use = item.trim_start_matches("pub(crate) ").trim_start_matches("pub ").starts_with("use ");
    for (i, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b';' => return i + 1,
            b'{' if !is_use => return end_of_block(code, i),
            _ => {}
        }
    }
    code.len()
}

/// The paths, without ending, of modules that are declared in a file behind `#[cfg(test)]`.
fn test_modules(file: &Source) -> Vec<String> {
    let folder = match file.path.rsplit_once('/') {
        Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder.to_owned(),
        _ => file.path.trim_end_matches(".rs").to_owned(),
    };
    test_items(&file.code)
        .into_iter()
        .filter_map(|(start, end)| {
            let declaration = file.code[start..end].trim_end().strip_suffix(';')?;
            let (_, name) = declaration.rsplit_once("mod ")?;
            Some(format!("{folder}/{}", name.trim()))
        })
        .collect()
}

#[test]
fn comments_and_literals_are_not_code() {
    let text = r##"let a = "x::y"; // z
    /* b /* c */ */ let d = 'e'; let f: &'static str = r#"g"h"#; let q = '"'; let i = "\"j";"##;
    let file = Source::new("a.rs", text);
    let code: String = file.code.split_whitespace().collect();
    assert_eq!(code, "leta=\"\";letd='';letf:&'staticstr=r#\"\"#;letq='';leti=\"\";");
    assert_eq!(file.strings.split_whitespace().collect::<Vec<_>>(), ["x::y", "e", "g\"h", "\"", "\\\"j"]);
}

#[test]
fn test_items_are_not_product() {
    let text = "#[cfg(test)]\n#[derive(A)]\nmod b {\n c }\nd\n#[cfg(test)]\nuse e::{f, g};\nh";
    let file = Source::new("a.rs", text);
    assert_eq!(file.product.split_whitespace().collect::<Vec<_>>(), ["d", "h"]);
    assert_eq!(file.product.lines().count(), text.lines().count());
}

#[test]
fn a_module_declared_for_tests_is_not_product() {
    let tree = Tree::of(vec![
        Source::new("src/a/mod.rs", "#[cfg(test)]\npub(crate) mod faulty;"),
        Source::new("src/a/faulty.rs", "use crate::b;"),
    ]);
    assert_eq!(tree.files[1].product.trim(), "");
}
