//! `artigrid get`: an artifact's content, or a part of it, into a file.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use artigrid_client::{Artifact, Content, Part};
use clap::Args;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::progress::Bar;
use super::save::{Existing, Saving};
use super::{json, units};

/// Flags of `get`.
#[derive(Debug, Args)]
pub struct Get {
    #[command(flatten)]
    what: What,
    /// The file to write, or a folder for it; - is standard output [default: the artifact's file name].
    #[arg(short, long, value_name = "FILE|-")]
    output: Option<PathBuf>,
    /// Replace a file that is there.
    #[arg(long)]
    force: bool,
}

/// Which content; `cat` has the same flags.
#[derive(Debug, Args)]
pub(super) struct What {
    /// The artifact.
    id: String,
    /// From byte A to byte B, both included; A- is to the end.
    #[arg(long, value_name = "A-B", value_parser = units::range, conflicts_with = "last")]
    range: Option<Part>,
    /// The last so many bytes.
    #[arg(long, value_name = "SIZE", value_parser = units::size)]
    last: Option<u64>,
    /// This version; an older one can be read for a while after it was replaced.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
    version: Option<u64>,
}

impl What {
    /// Begins the download, and tells a bar of it.
    pub(super) async fn open(self, connector: &Connector, bar: Option<&Bar>) -> Result<Content, Failure> {
        let mut download = connector.client(Purpose::ById)?.artifacts().download(self.id);
        if let Some(part) = self.range.or(self.last.map(Part::Last)) {
            download = download.range(part);
        }
        if let Some(version) = self.version {
            download = download.version(version);
        }
        if let Some(bar) = bar {
            download = download.on_progress(bar.watch());
        }
        Ok(download.open().await?)
    }
}

impl Get {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        if self.output.as_deref() == Some(Path::new("-")) {
            let content = self.what.open(connector, None).await?;
            return super::cat::copy(content, output).await;
        }
        let bar = Bar::new();
        let existing = if self.force { Existing::Replace } else { Existing::Keep };
        let mut content = self.what.open(connector, Some(&bar)).await?;
        let place = place(self.output.as_deref(), content.artifact())?;
        let mut saving = Saving::begin(&place, existing)?;
        while let Some(data) = content.next().await? {
            saving.write(&data).await?;
        }
        saving.finish().await?;
        bar.clear();
        if output.is_json() {
            return output.line(json::artifact(content.artifact())).await;
        }
        // Whoever named the file knows where it is.
        if self.output.as_deref() == Some(place.as_path()) {
            return Ok(());
        }
        output.line(super::table::plain(&place.to_string_lossy())).await
    }
}

/// Where the file goes: as told, or by the artifact's own name, here or in the folder told.
fn place(told: Option<&Path>, artifact: &Artifact) -> Result<PathBuf, Failure> {
    match told {
        Some(path) if path.is_dir() => Ok(path.join(own_name(artifact.filename.as_deref())?)),
        Some(path) => Ok(path.to_owned()),
        None => own_name(artifact.filename.as_deref()).map(PathBuf::from),
    }
}

/// The last segment of a file name, if it is the plain name of a file: others chose it, and it must not lead elsewhere.
fn own_name(filename: Option<&str>) -> Result<&str, Failure> {
    let name = filename.and_then(|name| name.rsplit('/').next());
    let plain = name.filter(|name| Path::new(name).file_name() == Some(OsStr::new(name)));
    plain.ok_or_else(|| {
        Failure::Usage("the artifact has no name that a file could have; say one with --output".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::parse;
    use super::*;

    #[test]
    fn a_name_from_elsewhere_stays_in_its_folder() {
        assert_eq!(own_name(Some("reports/2026/a.pdf")).unwrap(), "a.pdf");
        assert_eq!(own_name(Some("a b")).unwrap(), "a b");
        for bad in [None, Some(""), Some("a/"), Some(".."), Some("a/.."), Some(".")] {
            assert_eq!(own_name(bad).unwrap_err().exit_code(), 64, "{bad:?}");
        }
    }

    #[test]
    fn a_part_is_asked_for_in_one_way() {
        for good in ["get x", "get x -o f --range 0-9", "get x --last 4KiB --version 2", "cat x --range 5-"] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in ["get", "get x --range 0-9 --last 1", "get x --version 0", "get x --range 9-0"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
