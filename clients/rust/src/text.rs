//! Content as text, in an encoding that is named as the web names it: `utf-8`, `utf-16le`, `shift_jis`, …
//!
//! The server keeps bytes; what they say in letters is between those who write and those who read. Nothing is guessed
//! and nothing replaced: bytes that are not of the encoding, and letters that it lacks, are errors. A byte order mark
//! is a letter like others (U+FEFF). Of the labels of the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels),
//! `latin1` and `ascii` mean `windows-1252`.

use bytes::Bytes;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};

/// The text that these bytes are in this encoding.
///
/// # Errors
/// There is no such encoding, or the bytes are not of it.
pub fn decode(bytes: &[u8], encoding: &str) -> Result<String> {
    let text = named(encoding)?.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(Into::into).ok_or_else(|| Error::usage(format!("the content is not {encoding} text")))
}

/// The bytes that this text is in this encoding.
///
/// # Errors
/// There is no such encoding, or it lacks a character of the text.
pub fn encode(text: &str, encoding: &str) -> Result<Bytes> {
    let named = named(encoding)?;
    // The web only ever reads these two, so the library does not write them.
    if named == UTF_16LE || named == UTF_16BE {
        let of_unit = if named == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
        return Ok(text.encode_utf16().flat_map(of_unit).collect());
    }
    let (bytes, written_as, lacking) = named.encode(text);
    if lacking || written_as != named {
        return Err(Error::usage(format!("{encoding} cannot write every character of the text")));
    }
    Ok(Bytes::copy_from_slice(&bytes))
}

fn named(encoding: &str) -> Result<&'static Encoding> {
    Encoding::for_label_no_replacement(encoding.as_bytes())
        .ok_or_else(|| Error::usage(format!("no encoding is called {encoding:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_in_every_encoding_that_can_write_it() {
        let western = "Größe: 5 €";
        for encoding in ["utf-8", "UTF8", "utf-16le", "utf-16be", "windows-1252", "iso-8859-15"] {
            assert_eq!(decode(&encode(western, encoding).unwrap(), encoding).unwrap(), western, "{encoding}");
        }
        for encoding in ["shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "utf-16le"] {
            assert_eq!(
                decode(&encode("日本語 a", encoding).unwrap(), encoding).unwrap(),
                "日本語 a",
                "{encoding}"
            );
        }
        assert_eq!(encode("ä", "latin1").unwrap(), &[0xe4][..]);
        assert_eq!(encode("a", "utf-16be").unwrap(), &[0, b'a'][..]);
        assert_eq!(decode(b"\xef\xbb\xbfa", "utf-8").unwrap(), "\u{feff}a", "a mark is not taken away");
    }

    #[test]
    fn what_is_not_of_an_encoding_is_never_made_up() {
        for (bytes, encoding) in
            [(&b"\xff"[..], "utf-8"), (b"a", "utf-16le"), (b"\x00\xd8", "utf-16le"), (b"\x82", "shift_jis")]
        {
            assert!(decode(bytes, encoding).is_err(), "{encoding}");
        }
        for (text, encoding) in [("日本語", "latin1"), ("🙂", "shift_jis")] {
            assert!(encode(text, encoding).is_err(), "{encoding}");
        }
        for unknown in ["", "utf-9", "replacement", "x-user"] {
            assert!(decode(b"a", unknown).is_err() && encode("a", unknown).is_err(), "{unknown:?}");
        }
    }
}
