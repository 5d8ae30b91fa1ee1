//! `artigrid put`: a file or standard input becomes an artifact, or the new content of one.

use std::path::{Path, PathBuf};
use std::time::Duration;

use artigrid_client::{Changes, NewArtifact, Scope, Source};
use clap::Args;
use serde_json::Value;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::progress::Bar;
use super::{json, mime, units};

/// Flags of `put`.
#[derive(Debug, Args)]
pub struct Put {
    /// The file; - is standard input.
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
    /// Whose it shall be: user, session or sandbox.
    #[arg(long, default_value = "user", conflicts_with = "onto")]
    scope: Scope,
    /// The file name to keep, directories separated by / [default: the file's own; none for -].
    #[arg(long)]
    name: Option<String>,
    /// The MIME type [default: by the name's ending].
    #[arg(long, value_name = "TYPE")]
    mime: Option<String>,
    /// A short description.
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,
    /// Metadata: a JSON object.
    #[arg(long, value_name = "JSON", value_parser = units::json_object)]
    meta: Option<Value>,
    /// How long it shall live: 30s, 15m, 24h, 7d [default: the server's for the scope].
    #[arg(long, value_name = "TIME", value_parser = units::duration, conflicts_with_all = ["onto", "no_expiry"])]
    ttl: Option<Duration>,
    /// It shall have no end of its own.
    #[arg(long, conflicts_with = "onto")]
    no_expiry: bool,
    /// New content for this artifact. Name, type, description and metadata stay unless they are given; metadata
    /// takes the place of what was there.
    #[arg(long, value_name = "ID")]
    onto: Option<String>,
    /// Keep in this file which upload it is, so that the same command, given again after an interrupt, goes on where it
    /// was. Removed when all is done.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Only while the artifact has this etag.
    #[arg(long, requires = "onto")]
    etag: Option<String>,
}

impl Put {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let bar = Bar::new();
        let purpose = if self.onto.is_some() { Purpose::ById } else { Purpose::Write(self.scope) };
        let artifacts = connector.client(purpose)?.artifacts();
        let (source, state) = (self.source(), self.state.clone());
        if state.is_some() && self.is_standard_input() {
            let why = "--state needs a file: standard input cannot be read again";
            return Err(Failure::Usage(why.to_owned()));
        }
        let upload = match self.onto.clone() {
            Some(id) => artifacts.replace(id, source, self.changes()),
            None => artifacts.upload(source, self.new_artifact()),
        };
        let upload = match state {
            Some(path) => upload.resume_above(0).state_file(path),
            None => upload,
        };
        let kept = upload.on_progress(bar.watch()).await;
        bar.clear();
        let kept = kept?;
        if output.is_json() {
            return output.line(json::artifact(&kept)).await;
        }
        output.line(&kept.id).await
    }

    fn is_standard_input(&self) -> bool {
        self.file == Path::new("-")
    }

    fn source(&self) -> Source {
        if self.is_standard_input() { Source::reader(tokio::io::stdin()) } else { Source::path(&self.file) }
    }

    fn new_artifact(self) -> NewArtifact {
        let own_name = || if self.is_standard_input() { None } else { self.file.file_name() };
        let name = self.name.clone().or_else(|| Some(own_name()?.to_string_lossy().into_owned()));
        let mime = self.mime.clone().or_else(|| Some(mime::guess(name.as_deref()?)?.to_owned()));
        let mut new = NewArtifact::new().scope(self.scope);
        if let Some(name) = name {
            new = new.filename(name);
        }
        if let Some(mime) = mime {
            new = new.mime_type(mime);
        }
        if let Some(summary) = self.summary {
            new = new.summary(summary);
        }
        if let Some(meta) = self.meta {
            new = new.meta(meta);
        }
        match (self.ttl, self.no_expiry) {
            (Some(ttl), _) => new.ttl(ttl),
            (None, true) => new.no_expiry(),
            (None, false) => new,
        }
    }

    fn changes(self) -> Changes {
        let mut changes = Changes::new();
        if let Some(name) = self.name {
            changes = changes.filename(name);
        }
        if let Some(mime) = self.mime {
            changes = changes.mime_type(mime);
        }
        if let Some(summary) = self.summary {
            changes = changes.summary(summary);
        }
        if let Some(meta) = self.meta {
            changes = changes.replace_meta(meta);
        }
        if let Some(etag) = self.etag {
            changes = changes.if_etag(etag);
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::super::Command;
    use super::super::tests::parse;
    use super::*;

    fn put(flags: &str) -> Put {
        match parse(&format!("put {flags}")).unwrap() {
            Command::Put(put) => put,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_lends_its_name_and_type() {
        let expected = NewArtifact::new().scope(Scope::User);
        let named = expected.clone().filename("a.pdf").mime_type("application/pdf");
        assert_eq!(put("dir/a.pdf").new_artifact(), named);
        assert_eq!(put("dir/blob --name x/a.pdf").new_artifact(), named.filename("x/a.pdf"));
        assert_eq!(put("-").new_artifact(), expected);
        assert_eq!(put("- --mime a/b --ttl 30m").new_artifact(), {
            expected.mime_type("a/b").ttl(Duration::from_mins(30))
        });
    }

    #[test]
    fn new_content_changes_only_what_is_given() {
        assert_eq!(put("dir/a.pdf --onto x").changes(), Changes::new());
        assert_eq!(put("a --onto x --etag e --name n").changes(), Changes::new().filename("n").if_etag("e"));
    }

    #[test]
    fn flags_that_contradict_are_refused() {
        for flags in [
            "a --etag e",
            "a --onto x --ttl 1h",
            "a --ttl 1h --no-expiry",
            "a --onto x --scope user",
            "a --meta 1",
        ] {
            assert!(parse(&format!("put {flags}")).is_err(), "{flags}");
        }
    }
}
