//! What does not fit on a few screens is not read.

use super::source::{Finding, Source, Tree, end_of_block, words};

/// Above this a file says why, in a line `//! Long because: …`.
const FILE_NEEDS_REASON: usize = 400;
const FILE_FAILS: usize = 500;
const FUNCTION_FAILS: usize = 70;

/// Generated, with the reason that they are not built anew each time.
const GENERATED: &[&str] = &[
    "clients/rust/src/gen/", // checked in, since a published crate cannot reach the repository's proto folder
];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust()
        .filter(|file| !GENERATED.iter().any(|path| file.path.starts_with(path)))
        .flat_map(check_file)
        .collect()
}

fn check_file(file: &Source) -> Vec<Finding> {
    let mut findings: Vec<Finding> = functions(file)
        .filter(|&(_, lines)| lines > FUNCTION_FAILS)
        .map(|(at, lines)| {
            file.finding(at, format!("a function of {lines} lines; {FUNCTION_FAILS} is the limit"))
        })
        .collect();

    let lines = product_lines(file);
    let reason = file.text.lines().any(|line| line.starts_with("//! Long because: "));
    if lines > FILE_FAILS {
        findings.push(file.finding(0, format!("{lines} lines without tests; {FILE_FAILS} is the limit")));
    } else if lines > FILE_NEEDS_REASON && !reason {
        findings
            .push(file.finding(0, format!("{lines} lines without tests, and no line `//! Long because: …`")));
    }
    findings
}

/// The file's lines but those that only tests compile.
fn product_lines(file: &Source) -> usize {
    let of_tests = |(code, product): &(&str, &str)| product.trim().is_empty() && !code.trim().is_empty();
    let total = file.text.lines().count();
    if file.product.trim().is_empty() && !file.code.trim().is_empty() {
        return 0; // a test file, its comments too
    }
    total - file.code.lines().zip(file.product.lines()).filter(of_tests).count()
}

/// Where each function of the product begins, and how many lines it has.
fn functions(file: &Source) -> impl Iterator<Item = (usize, usize)> {
    words(&file.product, "fn").filter_map(|at| {
        let open = at + file.product[at..].find(['{', ';'])?;
        if file.product.as_bytes()[open] == b';' && !file.product[at..open].contains('[') {
            return None; // declared, not written
        }
        let end = end_of_block(&file.product, open);
        Some((at, file.product[at..end].lines().count()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> usize {
        check(&Tree::of(vec![Source::new("src/a.rs", text)])).len()
    }

    #[test]
    fn a_long_function_is_found() {
        assert_eq!(broken(&format!("fn a() {{\n{}}}", "b();\n".repeat(69))), 1);
        assert_eq!(broken(&format!("fn a() {{\n{}}}", "b();\n".repeat(68))), 0);
        assert_eq!(broken(&format!("trait A {{ fn a();\n{}}}", "const B: u8 = 1;\n".repeat(69))), 0);
    }

    #[test]
    fn a_long_file_is_found_unless_it_says_why() {
        assert_eq!(broken(&"const A: u8 = 1;\n".repeat(401)), 1);
        assert_eq!(broken(&format!("//! Long because: data.\n{}", "const A: u8 = 1;\n".repeat(401))), 0);
        assert_eq!(broken(&format!("//! Long because: data.\n{}", "const A: u8 = 1;\n".repeat(501))), 1);
    }

    #[test]
    fn tests_are_not_counted() {
        assert_eq!(broken(&format!("a;\n#[cfg(test)]\nmod tests {{\n{}}}", "b();\n".repeat(600))), 0);
    }
}
