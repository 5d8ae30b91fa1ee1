//! `artigrid ls`: artifacts by their file names, one directory at a time unless all are wanted.
//!
//! Pages are shown as they come, so a list may be longer than memory.

use artigrid_client::{ArtifactPage, ListArtifacts, Scope};
use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::table::{self, Columns};

/// Flags of `ls`.
#[derive(Debug, Args)]
pub struct Ls {
    /// What file names begin with; end a directory with /.
    #[arg(default_value = "")]
    prefix: String,
    /// Where to look: user, session or sandbox.
    #[arg(long, default_value = "user")]
    scope: Scope,
    /// Only this user's.
    #[arg(long, value_name = "USER")]
    owner: Option<String>,
    /// What is in directories, too.
    #[arg(short, long)]
    recursive: bool,
}

impl Ls {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let artifacts = connector.client(Purpose::Read(self.scope))?.artifacts();
        let query = self.query();
        let mut columns = Columns::new();
        let mut token = None;
        loop {
            let page = artifacts.list_page(&query, token).await?;
            let shown =
                if output.is_json() { lines(&page) } else { columns.lay_out(&rows(&page, Timestamp::now())) };
            output.text(&shown).await?;
            token = page.next_page_token;
            if token.is_none() {
                return Ok(());
            }
        }
    }

    fn query(self) -> ListArtifacts {
        let mut query = ListArtifacts::new().scope(self.scope).prefix(self.prefix);
        if let Some(owner) = self.owner {
            query = query.owner(owner);
        }
        if self.recursive { query } else { query.one_level() }
    }
}

/// Artifacts and directories in one order, that of names.
fn rows(page: &ArtifactPage, now: Timestamp) -> Vec<[String; 6]> {
    let directory =
        |name: &String| ["-", "-", "-", "-", "-", table::plain(name).as_str()].map(ToOwned::to_owned);
    let mut rows: Vec<(&str, [String; 6])> =
        page.prefixes.iter().map(|name| (name.as_str(), directory(name))).collect();
    rows.extend(
        page.artifacts
            .iter()
            .map(|artifact| (artifact.filename.as_deref().unwrap_or_default(), table::listed(artifact, now))),
    );
    // Stable: artifacts of one name keep the server's order.
    rows.sort_by_key(|(name, _)| *name);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// One JSON object a line; a directory is `{"prefix": …}`.
fn lines(page: &ArtifactPage) -> String {
    let directories = page.prefixes.iter().map(|prefix| json!({ "prefix": prefix }));
    let artifacts = page.artifacts.iter().map(super::json::artifact);
    directories.chain(artifacts).map(|object| format!("{object}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::artifact;
    use super::*;

    fn page() -> ArtifactPage {
        let mut artifacts = [artifact("1"), artifact("2"), artifact("3")];
        artifacts[0].filename = None;
        artifacts[1].filename = Some("a".to_owned());
        artifacts[2].filename = Some("c".to_owned());
        ArtifactPage { artifacts: artifacts.into(), prefixes: vec!["b/".to_owned()], next_page_token: None }
    }

    #[test]
    fn directories_stand_where_their_names_belong() {
        let text = Columns::new().lay_out(&rows(&page(), Timestamp::UNIX_EPOCH));
        let expected = "2.0 KiB  0 s  never  v3  1  -\n\
                        2.0 KiB  0 s  never  v3  2  a\n      \
                        -  -    -      -   -  b/\n\
                        2.0 KiB  0 s  never  v3  3  c\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn each_line_is_an_object() {
        let text = lines(&page());
        let objects: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(objects.len(), 4);
        assert_eq!(objects[0]["prefix"], "b/");
        assert_eq!(objects[1]["size"], 2_048);
    }
}
