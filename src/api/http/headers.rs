//! Words of HTTP as values: ranges, entity tags, dates, file names, digests. Each says which RFC it follows.

use axum::http::HeaderMap;
use axum::http::header::HeaderName;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::fmt::rfc2822;

use crate::domain::{ByteRange, Digests, Timestamp};
use crate::error::{Error, Result};

/// `Repr-Digest` of RFC 9530: of the whole content, whatever part of it is sent.
pub(super) const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");
/// `Content-Digest` of RFC 9530: of the bytes of this message.
pub(super) const CONTENT_DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// The one range that a `Range` header asks for (RFC 9110, 14.2). What is no range of bytes, is written wrongly, or asks
/// for several, is as if it was not there: then the whole is sent.
pub(super) fn range(text: &str) -> Option<ByteRange> {
    let (unit, set) = text.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = set.trim().split_once('-')?;
    match (first.trim(), last.trim()) {
        ("", last) => number(last).map(ByteRange::Suffix),
        (first, "") => Some(ByteRange::Span { offset: number(first)?, length: None }),
        (first, last) => {
            let (offset, last) = (number(first)?, number(last)?);
            let length = last.checked_sub(offset)?.saturating_add(1);
            Some(ByteRange::Span { offset, length: Some(length) })
        }
    }
}

/// Digits alone; what is larger than any content counts as just that.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// Entity tags that a condition names (RFC 9110, 13.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tags {
    /// `*`: whatever there is.
    Any,
    /// These; each with its quotes, and `W/` before a weak one.
    These(Vec<String>),
}

impl Tags {
    /// What all lines of this header name; `None` if there is none.
    pub(super) fn of(headers: &HeaderMap, name: &HeaderName) -> Option<Self> {
        let mut lines = headers.get_all(name).iter().peekable();
        lines.peek()?;
        let text: Vec<String> =
            lines.map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned()).collect();
        let text = text.join(",");
        if text.trim() == "*" { Some(Self::Any) } else { Some(Self::These(tags(&text))) }
    }

    /// Does one of them name this tag, both being strong?
    pub(super) fn match_strongly(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::These(tags) => tags.iter().any(|one| one == tag),
        }
    }

    /// Does one of them name this tag, weak or strong?
    pub(super) fn match_weakly(&self, tag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::These(tags) => tags.iter().any(|one| one.strip_prefix("W/").unwrap_or(one) == tag),
        }
    }
}

/// A comma may stand inside a tag's quotes, so the list is read from quote to quote.
fn tags(text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('"') {
        let Some(close) = rest[open + 1..].find('"').map(|at| open + 1 + at) else { break };
        let weak = rest[..open].ends_with("W/");
        tags.push(format!("{}{}", if weak { "W/" } else { "" }, &rest[open..=close]));
        rest = &rest[close + 1..];
    }
    tags
}

/// The seconds since 1970 of an HTTP date in the form that RFC 9110, 5.6.7 asks for; the older ones count as none.
pub(super) fn date(text: &str) -> Option<i64> {
    let text = text.trim().strip_suffix("GMT")?;
    rfc2822::DateTimeParser::new()
        .parse_timestamp(format!("{text}+0000"))
        .ok()
        .map(jiff::Timestamp::as_second)
}

/// The moment as an HTTP date.
pub(super) fn date_to(at: Timestamp) -> Option<String> {
    let at = jiff::Timestamp::from_second(at.as_secs()).ok()?;
    rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()
}

/// `Repr-Digest` of some content (RFC 9530). CRC32C is none of its living algorithms, so there is SHA-256 or nothing.
pub(super) fn digest_to(digests: Digests) -> Option<String> {
    digests.sha256.map(|sha256| format!("sha-256=:{}:", STANDARD.encode(sha256)))
}

/// The SHA-256 that a sender says its content has; other algorithms are not looked at.
pub(super) fn digest_from(headers: &HeaderMap) -> Result<Digests> {
    let mut digests = Digests::default();
    for name in [REPR_DIGEST, CONTENT_DIGEST] {
        for line in headers.get_all(&name) {
            let invalid = || Error::invalid(name.as_str(), "must be as sha-256=:base64: (RFC 9530)");
            let line = line.to_str().map_err(|_| invalid())?;
            for entry in line.split(',') {
                let (algorithm, value) = entry.trim().split_once('=').ok_or_else(invalid)?;
                if algorithm != "sha-256" {
                    continue;
                }
                let value = value.strip_prefix(':').and_then(|value| value.strip_suffix(':'));
                let bytes = STANDARD.decode(value.ok_or_else(invalid)?).map_err(|_| invalid())?;
                let sha256: [u8; 32] = bytes.try_into().map_err(|_| invalid())?;
                if digests.sha256.is_some_and(|before| before != sha256) {
                    return Err(Error::invalid(name.as_str(), "contradicts another digest of this request"));
                }
                digests.sha256 = Some(sha256);
            }
        }
    }
    Ok(digests)
}

#[cfg(test)]
mod tests {
    use axum::http::header::IF_NONE_MATCH;

    use super::*;

    #[test]
    fn one_range_of_bytes_is_a_range_and_all_else_is_none() {
        let span = |offset, length| Some(ByteRange::Span { offset, length });
        for (text, expected) in [
            ("bytes=0-0", span(0, Some(1))),
            ("bytes=2-5", span(2, Some(4))),
            ("bytes=7-", span(7, None)),
            ("bytes=-3", Some(ByteRange::Suffix(3))),
            ("Bytes = 1 - 2", span(1, Some(2))),
            ("bytes=99999999999999999999-", span(u64::MAX, None)),
            ("bytes=0-18446744073709551615", span(0, Some(u64::MAX))),
            ("bytes=5-2", None),
            ("bytes=0-1,4-5", None),
            ("bytes=-", None),
            ("bytes=a-b", None),
            ("bytes=+1-2", None),
            ("bytes=1--2", None),
            ("lines=0-1", None),
            ("0-1", None),
            ("", None),
        ] {
            assert_eq!(range(text), expected, "{text}");
        }
    }

    #[test]
    fn tags_are_read_from_quote_to_quote() {
        let mut headers = HeaderMap::new();
        assert_eq!(Tags::of(&headers, &IF_NONE_MATCH), None);
        headers.append(IF_NONE_MATCH, r#""a,b", W/"c""#.parse().unwrap());
        headers.append(IF_NONE_MATCH, r#""d", "unfinished"#.parse().unwrap());
        let tags = Tags::of(&headers, &IF_NONE_MATCH).unwrap();
        assert!(tags.match_strongly(r#""a,b""#) && tags.match_strongly(r#""d""#));
        assert!(!tags.match_strongly(r#""c""#) && tags.match_weakly(r#""c""#));
        assert!(!tags.match_weakly(r#""unfinished"#) && !tags.match_weakly(r#""b""#));
        headers.clear();
        headers.insert(IF_NONE_MATCH, "*".parse().unwrap());
        assert_eq!(Tags::of(&headers, &IF_NONE_MATCH), Some(Tags::Any));
    }

    #[test]
    fn dates_are_written_and_read_as_http_has_them() {
        let at = Timestamp::from_micros(784_111_777_999_999);
        assert_eq!(date_to(at).as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert_eq!(date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        for other in
            ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "1994-11-06", "", "soon GMT"]
        {
            assert_eq!(date(other), None, "{other}");
        }
    }

    #[test]
    fn digests_go_out_and_come_in_as_rfc_9530_has_them() {
        let sha256 = [7; 32];
        let text = digest_to(Digests { crc32c: Some(1), sha256: Some(sha256) }).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(REPR_DIGEST, format!("md5=:AAAA:, {text}").parse().unwrap());
        headers.insert(CONTENT_DIGEST, text.parse().unwrap());
        assert_eq!(digest_from(&headers).unwrap().sha256, Some(sha256));
        for bad in ["sha-256=AAAA", "sha-256=:AAAA:", "sha-256", "sha-256=:!:"] {
            headers.insert(REPR_DIGEST, bad.parse().unwrap());
            assert!(digest_from(&headers).is_err(), "{bad}");
        }
        headers.insert(
            REPR_DIGEST,
            digest_to(Digests { crc32c: None, sha256: Some([8; 32]) }).unwrap().parse().unwrap(),
        );
        assert!(digest_from(&headers).is_err(), "two that differ");
    }
}
