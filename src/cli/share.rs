//! `artigrid share`: links that anybody can read an artifact by.
//!
//! A link is made by naming the artifact alone, as that is what people want of this command; what is done with links
//! that are there has a word of its own. An artifact's id is a UUID, so it is never one of those words.

use std::time::Duration;

use artigrid_client::{NewShareLink, ShareLink, Urls};
use clap::{Args, Subcommand};
use futures::TryStreamExt as _;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::{table, units};

/// Flags of `share`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Share {
    #[command(subcommand)]
    links: Option<Links>,
    #[command(flatten)]
    create: Create,
}

/// What can be done with links.
#[derive(Debug, Subcommand)]
enum Links {
    /// List the links of an artifact, newest first; their URLs are not told again.
    Ls {
        /// The artifact.
        id: String,
    },
    /// End a link at once.
    Revoke {
        /// The link's id, as `share ls` shows it.
        link: String,
    },
}

/// Flags of a new link.
#[derive(Debug, Args)]
struct Create {
    /// The artifact.
    #[arg(required = true)]
    id: Option<String>,
    /// How long the link works: 30m, 24h, 7d [default: as long as the artifact].
    #[arg(long, value_name = "TIME", value_parser = units::duration)]
    ttl: Option<Duration>,
    /// How many downloads it allows [default: no limit].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Browsers show the content in place instead of saving it.
    #[arg(long)]
    inline: bool,
}

impl Share {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let urls = connector.client(Purpose::ById)?.urls();
        match self.links {
            None => self.create.run(&urls, output).await,
            Some(Links::Ls { id }) => list(id, &urls, output).await,
            Some(Links::Revoke { link }) => {
                let ended = urls.revoke(link).await?;
                if output.is_json() { output.line(as_json(&ended, None)).await } else { Ok(()) }
            }
        }
    }
}

impl Create {
    async fn run(self, urls: &Urls, output: &mut Output) -> Result<(), Failure> {
        let id = self.id.ok_or_else(|| Failure::Usage("name the artifact to share".to_owned()))?;
        let mut new = NewShareLink::new();
        if let Some(ttl) = self.ttl {
            new = new.ttl(ttl);
        }
        if let Some(limit) = self.limit {
            new = new.max_downloads(limit);
        }
        if self.inline {
            new = new.inline();
        }
        let (link, url) = urls.share(id, new).await?;
        if output.is_json() {
            return output.line(as_json(&link, Some(&url))).await;
        }
        output.line(url).await
    }
}

async fn list(id: String, urls: &Urls, output: &mut Output) -> Result<(), Failure> {
    let mut pages = std::pin::pin!(urls.share_links(id));
    while let Some(page) = pages.try_next().await? {
        for link in &page.links {
            if output.is_json() {
                output.line(as_json(link, None)).await?;
            } else {
                output.line(row(link, Timestamp::now())).await?;
            }
        }
    }
    Ok(())
}

/// Its id, what became of it, and how often it was used.
fn row(link: &ShareLink, now: Timestamp) -> String {
    let most = link.max_downloads.map(|most| format!("/{most}")).unwrap_or_default();
    let end = match link.expire_time {
        _ if link.revoked => "revoked".to_owned(),
        Some(end) => table::future(end, now),
        None => "with the artifact".to_owned(),
    };
    format!("{}  {}{most} downloads  {end}", link.id, link.downloads)
}

fn as_json(link: &ShareLink, url: Option<&str>) -> Value {
    let mut shown = json!({
        "id": link.id,
        "artifact_id": link.artifact_id,
        "create_time": super::json::time(link.create_time),
        "expire_time": link.expire_time.map(super::json::time),
        "max_downloads": link.max_downloads,
        "downloads": link.downloads,
        "revoked": link.revoked,
        "disposition": if link.inline { "inline" } else { "attachment" },
    });
    if let Some(url) = url {
        shown["url"] = url.into();
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::super::tests::parse;
    use super::*;

    #[test]
    fn a_link_is_made_by_an_id_and_looked_after_by_words() {
        for line in ["share x", "share x --ttl 1h --limit 3 --inline", "share ls x", "share revoke l"] {
            assert!(parse(line).is_ok(), "{line}");
        }
        for line in ["share", "share x --limit 0", "share x --ttl 0s", "share ls", "share x y"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn a_row_says_how_often_and_until_when() {
        let mut link = ShareLink {
            id: "l".to_owned(),
            artifact_id: "a".to_owned(),
            create_time: SystemTime::UNIX_EPOCH,
            expire_time: None,
            max_downloads: Some(3),
            downloads: 1,
            revoked: false,
            inline: false,
        };
        assert_eq!(row(&link, Timestamp::UNIX_EPOCH), "l  1/3 downloads  with the artifact");
        (link.revoked, link.max_downloads) = (true, None);
        assert_eq!(row(&link, Timestamp::UNIX_EPOCH), "l  1 downloads  revoked");
    }
}
