//! What a GET or a HEAD is answered with, once it is known what is there: conditions, ranges, headers.
//!
//! Conditions are looked at in the order of RFC 9110, 13.2.2. The validator is the entity tag, which is strong: content
//! is never changed in place. A date has no finer measure than a second, so no range depends on one (13.1.5).

use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    HeaderName, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, LAST_MODIFIED,
    ORIGIN, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::headers::{self, REPR_DIGEST, Tags};
use crate::domain::{ByteRange, Content, content_disposition};
use crate::error::{ErrorKind, Result};
use crate::service::{Shown, Wanted};

/// Is the body wanted too?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// Yes.
    Get,
    /// No.
    Head,
}

/// What the request says.
pub(super) struct Ask<'a> {
    pub(super) method: Method,
    pub(super) headers: &'a HeaderMap,
}

/// The beginning of an answer.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
}

/// What conditions come to.
#[derive(Debug, PartialEq, Eq)]
enum Judged {
    /// Answer.
    Proceed,
    /// The client has it already.
    NotModified,
    /// It is not what the client takes it for.
    Failed,
}

impl Ask<'_> {
    /// What of it is wanted, and what the answer begins with.
    pub(super) fn choose(&self, shown: &Shown) -> Result<Wanted<Head>> {
        let content = &shown.resolved.content;
        let (tag, modified) = (etag(content), shown.resolved.artifact.update_time);
        match self.judge(&tag, modified.as_secs()) {
            Judged::Failed => {
                Err(ErrorKind::EtagMismatch.error("the content is not the one that the request names"))
            }
            Judged::NotModified => {
                let mut headers = validators(&tag, shown);
                headers.insert(CACHE_CONTROL, cache_control(shown));
                Ok(Wanted::Nothing(Head { status: StatusCode::NOT_MODIFIED, headers }))
            }
            Judged::Proceed => self.answer(&tag, shown),
        }
    }

    fn answer(&self, tag: &str, shown: &Shown) -> Result<Wanted<Head>> {
        let size = shown.resolved.content.size;
        let mut headers = describe(tag, shown);
        let range = self.range(tag, size);
        let Some(range) = range else {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(size));
            let head = Head { status: StatusCode::OK, headers };
            return Ok(match self.method {
                Method::Get => self.bytes(ByteRange::Whole, head),
                Method::Head => Wanted::Nothing(head),
            });
        };
        let resolved = range.resolve(size)?;
        if resolved.length == 0 {
            // A suffix of nothing: what has no last byte cannot be written in Content-Range.
            let why = "the range has no byte of the content";
            return Err(ErrorKind::RangeNotSatisfiable.error(why).with("size", size));
        }
        put(&mut headers, CONTENT_RANGE, &format!("bytes {}-{}/{size}", resolved.offset, resolved.end() - 1));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(resolved.length));
        Ok(self.bytes(range, Head { status: StatusCode::PARTIAL_CONTENT, headers }))
    }

    /// Bytes may be had elsewhere by who follows there: with the same headers, of which the other place has no entity tag
    /// of ours, and not from a page that only we let in.
    fn bytes(&self, range: ByteRange, head: Head) -> Wanted<Head> {
        let conditions = [IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, ORIGIN];
        if conditions.iter().any(|name| self.headers.contains_key(name)) {
            return Wanted::Bytes(range, head);
        }
        Wanted::BytesOrPlace(range, head)
    }

    /// The range to be sent; only GET has one (14.2), and only of the very content that `If-Range` names.
    fn range(&self, tag: &str, size: u64) -> Option<ByteRange> {
        if self.method == Method::Head {
            return None;
        }
        if let Some(condition) = self.text(&IF_RANGE)
            && condition.trim() != tag
        {
            return None;
        }
        let range = headers::range(self.text(&RANGE)?)?;
        // All of nothing is an answer too (14.1.2); it has no Content-Range.
        let all_of_nothing = size == 0 && matches!(range, ByteRange::Suffix(1..));
        (!all_of_nothing).then_some(match range {
            // A range from the first byte on of nothing begins behind its end.
            ByteRange::Span { offset: 0, length } if size == 0 => ByteRange::Span { offset: 1, length },
            range => range,
        })
    }

    fn judge(&self, tag: &str, modified: i64) -> Judged {
        match (Tags::of(self.headers, &IF_MATCH), self.date(&IF_UNMODIFIED_SINCE)) {
            (Some(tags), _) if !tags.match_strongly(tag) => return Judged::Failed,
            (None, Some(since)) if modified > since => return Judged::Failed,
            (Some(_) | None, _) => {}
        }
        match (Tags::of(self.headers, &IF_NONE_MATCH), self.date(&IF_MODIFIED_SINCE)) {
            (Some(tags), _) if tags.match_weakly(tag) => Judged::NotModified,
            (None, Some(since)) if modified <= since => Judged::NotModified,
            (Some(_) | None, _) => Judged::Proceed,
        }
    }

    fn text(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn date(&self, name: &HeaderName) -> Option<i64> {
        headers::date(self.text(name)?)
    }
}

/// The entity tag of a version: by its digest, or, where none is computed, by what no other version of it has.
fn etag(content: &Content) -> String {
    match (content.digests.sha256, content.digests.crc32c) {
        (Some(sha256), _) => format!("\"{}\"", URL_SAFE_NO_PAD.encode(sha256)),
        (None, crc) => format!("\"{}-{}-{:08x}\"", content.version, content.size, crc.unwrap_or_default()),
    }
}

fn validators(tag: &str, shown: &Shown) -> HeaderMap {
    let mut headers = HeaderMap::new();
    put(&mut headers, ETAG, tag);
    if let Some(modified) = headers::date_to(shown.resolved.artifact.update_time) {
        put(&mut headers, LAST_MODIFIED, &modified);
    }
    headers
}

fn describe(tag: &str, shown: &Shown) -> HeaderMap {
    let artifact = &shown.resolved.artifact;
    let mut headers = validators(tag, shown);
    headers.insert(CACHE_CONTROL, cache_control(shown));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    put(&mut headers, CONTENT_TYPE, artifact.mime.as_str());
    let filename = shown.filename.as_ref().or(artifact.filename.as_ref());
    let disposition = content_disposition(shown.disposition, filename);
    put(&mut headers, CONTENT_DISPOSITION, &disposition);
    if let Some(digest) = headers::digest_to(shown.resolved.content.digests) {
        put(&mut headers, REPR_DIGEST, &digest);
    }
    headers
}

/// Kept by whom it was sent to and nobody else, and no longer than the URL works. A share link is asked each time.
fn cache_control(shown: &Shown) -> HeaderValue {
    let text = shown.fresh_for.map_or_else(
        || "private, no-cache".to_owned(),
        |fresh_for| format!("private, max-age={}", fresh_for.as_secs()),
    );
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("no-store"))
}

/// Everything that is put here is ASCII by its making; what is not would be left out.
fn put(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = r#""t""#;
    const AT: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn conditions_are_judged_in_the_order_of_the_rfc() {
        use Judged::{Failed, NotModified, Proceed};
        #[rustfmt::skip]
        let table: &[(&[(HeaderName, &str)], Judged)] = &[
            (&[], Proceed),
            (&[(IF_MATCH, TAG)], Proceed),
            (&[(IF_MATCH, "*")], Proceed),
            (&[(IF_MATCH, r#""other""#)], Failed),
            (&[(IF_MATCH, r#"W/"t""#)], Failed),
            (&[(IF_NONE_MATCH, TAG)], NotModified),
            (&[(IF_NONE_MATCH, r#"W/"t""#)], NotModified),
            (&[(IF_NONE_MATCH, "*")], NotModified),
            (&[(IF_NONE_MATCH, r#""other", "t""#)], NotModified),
            (&[(IF_NONE_MATCH, r#""other""#)], Proceed),
            (&[(IF_MODIFIED_SINCE, AT)], NotModified),
            (&[(IF_MODIFIED_SINCE, BEFORE)], Proceed),
            (&[(IF_MODIFIED_SINCE, "nonsense")], Proceed),
            (&[(IF_UNMODIFIED_SINCE, AT)], Proceed),
            (&[(IF_UNMODIFIED_SINCE, BEFORE)], Failed),
            // A tag is asked before a date, and the date not at all.
            (&[(IF_NONE_MATCH, r#""other""#), (IF_MODIFIED_SINCE, AT)], Proceed),
            (&[(IF_MATCH, TAG), (IF_UNMODIFIED_SINCE, BEFORE)], Proceed),
            (&[(IF_MATCH, r#""other""#), (IF_NONE_MATCH, TAG)], Failed),
            (&[(IF_MATCH, TAG), (IF_NONE_MATCH, TAG)], NotModified),
        ];
        for (pairs, expected) in table {
            let headers = headers(pairs);
            let ask = Ask { method: Method::Get, headers: &headers };
            assert_eq!(ask.judge(TAG, 784_111_777), *expected, "{pairs:?}");
        }
    }

    #[test]
    fn a_range_depends_on_its_condition_and_on_there_being_anything() {
        let of = |method, size, pairs: &[(HeaderName, &str)]| {
            let headers = headers(pairs);
            Ask { method, headers: &headers }.range(TAG, size)
        };
        let span = |offset, length| Some(ByteRange::Span { offset, length });
        let asked = (RANGE, "bytes=1-2");
        assert_eq!(of(Method::Get, 9, std::slice::from_ref(&asked)), span(1, Some(2)));
        assert_eq!(of(Method::Head, 9, std::slice::from_ref(&asked)), None, "HEAD has no range");
        assert_eq!(of(Method::Get, 9, &[asked.clone(), (IF_RANGE, TAG)]), span(1, Some(2)));
        for other in [r#""other""#, r#"W/"t""#, AT] {
            assert_eq!(of(Method::Get, 9, &[asked.clone(), (IF_RANGE, other)]), None, "{other}");
        }
        assert_eq!(of(Method::Get, 0, &[(RANGE, "bytes=-5")]), None, "all of nothing");
        let first = of(Method::Get, 0, &[(RANGE, "bytes=0-")]).unwrap();
        assert!(first.resolve(0).is_err(), "nothing has no first byte");
    }
}
