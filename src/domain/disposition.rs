//! `Content-Disposition`, as our own answers and those of a store both have it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Disposition, Filename};

/// What may stand as it is in `filename*` (RFC 8187: `attr-char`).
const ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// `Content-Disposition` (RFC 6266): the last segment of the name, in ASCII for whoever reads no more, and, if that is
/// not all of it, as it is (RFC 8187).
pub fn content_disposition(disposition: Disposition, filename: Option<&Filename>) -> String {
    let kind = match disposition {
        Disposition::Attachment => "attachment",
        Disposition::Inline => "inline",
    };
    let Some(name) = filename.and_then(|name| name.as_str().rsplit('/').next()) else {
        return kind.to_owned();
    };
    // A percent is taken out too: some browsers decode it in the quoted form.
    let plain = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%');
    let ascii: String = name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    if ascii == name {
        return format!("{kind}; filename=\"{ascii}\"");
    }
    let whole = utf8_percent_encode(name, ATTR_CHAR);
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_told_in_ascii_and_as_it_is() {
        let name = |text: &str| Filename::parse("filename", text).unwrap();
        let attachment = |text: &str| content_disposition(Disposition::Attachment, Some(&name(text)));
        assert_eq!(content_disposition(Disposition::Inline, None), "inline");
        assert_eq!(attachment("dir/sub/report.pdf"), r#"attachment; filename="report.pdf""#);
        assert_eq!(attachment("a b;c.txt"), r#"attachment; filename="a b;c.txt""#);
        assert_eq!(
            attachment(r#"a"b\c%.txt"#),
            r#"attachment; filename="a_b_c_.txt"; filename*=UTF-8''a%22b%5Cc%25.txt"#
        );
        assert_eq!(
            attachment("Bär 🙂.md"),
            r#"attachment; filename="B_r _.md"; filename*=UTF-8''B%C3%A4r%20%F0%9F%99%82.md"#
        );
    }
}
