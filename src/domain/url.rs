//! Where the data plane is reached from outside, and which paths it has.

use std::fmt;

use super::LinkSecret;

/// The path of signed URLs: a token stands behind it.
pub const SIGNED: &str = "/signed/";
/// The path of share links: a secret stands behind it.
pub const SHARED: &str = "/shared/";

/// The beginning of every URL that we give away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Reads `http://…` or `https://…`, perhaps with a path that a proxy takes away again.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let behind = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let behind = behind.ok_or("write a URL as https://files.example.org")?;
        let host = behind.split('/').next().unwrap_or_default();
        if host.is_empty() || host.contains('@') {
            return Err("must name a host, and nobody's password");
        }
        if !text.bytes().all(|byte| matches!(byte, b'!'..=b'~'))
            || text.contains(['?', '#', '"', '\\', '<', '>'])
        {
            return Err("must be a plain URL, without query and fragment");
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// The URL of a token.
    pub fn signed(&self, token: &str) -> String {
        format!("{}{SIGNED}{token}", self.0)
    }

    /// The URL of a share link.
    pub fn shared(&self, secret: &LinkSecret) -> String {
        format!("{}{SHARED}{}", self.0, secret.to_text())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_plain() {
        let url = PublicUrl::parse("https://files.example.org/grid/").unwrap();
        assert_eq!(url.signed("abc"), "https://files.example.org/grid/signed/abc");
        for bad in [
            "",
            "files.example.org",
            "ftp://x",
            "http://",
            "http:///x",
            "http://a b",
            "http://x?y",
            "http://u@x",
        ] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }
}
