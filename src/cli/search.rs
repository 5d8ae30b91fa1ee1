//! `artigrid search`: artifacts by what they are.
//!
//! Pages are shown as they come, so an answer may be longer than memory.

use artigrid_client::{Artifact, Query, Scope, SearchOrder};
use clap::Args;
use jiff::Timestamp;
use serde_json::Value;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::table::{self, Columns};

/// Flags of `search`.
#[derive(Debug, Args)]
pub struct Search {
    /// Where to look: user, session or sandbox.
    #[arg(long, default_value = "user")]
    scope: Scope,
    /// Only this user's.
    #[arg(long, value_name = "USER")]
    owner: Option<String>,
    /// What the MIME type begins with, e.g. image/.
    #[arg(long, value_name = "PREFIX")]
    mime: Option<String>,
    /// What the file name begins with.
    #[arg(long, value_name = "PREFIX")]
    name: Option<String>,
    /// What the metadata says, e.g. project.name=apollo or pages=12; the value is JSON, or else text. May be repeated.
    #[arg(long, value_name = "PATH=VALUE", value_parser = condition)]
    meta: Vec<(String, Value)>,
    /// The order: name, created, updated or size; with - before it, the other way round.
    #[arg(long, default_value = "name", value_parser = order, allow_hyphen_values = true)]
    order: SearchOrder,
    /// Show so many and no more.
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
}

impl Search {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let search = connector.client(Purpose::Read(self.scope))?.search();
        let mut room = self.limit.unwrap_or(usize::MAX);
        let query = self.query();
        let mut columns = Columns::new();
        let mut token = None;
        while room > 0 {
            let page = search.page(&query, token).await?;
            let found = &page.artifacts[..page.artifacts.len().min(room)];
            room -= found.len();
            let shown =
                if output.is_json() { lines(found) } else { columns.lay_out(&rows(found, Timestamp::now())) };
            output.text(&shown).await?;
            token = page.next_page_token;
            if token.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn query(self) -> Query {
        let mut query = Query::new(self.scope).order(self.order);
        if let Some(limit) = self.limit {
            // The server cuts it down to what it gives.
            query = query.page_size(u16::try_from(limit).unwrap_or(u16::MAX));
        }
        if let Some(owner) = self.owner {
            query = query.owner(owner);
        }
        if let Some(mime) = self.mime {
            query = query.mime_prefix(mime);
        }
        if let Some(name) = self.name {
            query = query.filename_prefix(name);
        }
        self.meta.into_iter().fold(query, |query, (path, value)| query.meta_equals(path, value))
    }
}

/// `path=value`: what is no JSON is text, so that words need no quotes.
fn condition(text: &str) -> Result<(String, Value), String> {
    let (path, value) = text.split_once('=').ok_or("must be PATH=VALUE")?;
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok((path.to_owned(), value))
}

fn order(text: &str) -> Result<SearchOrder, String> {
    match text {
        "name" => Ok(SearchOrder::Filename),
        "created" => Ok(SearchOrder::CreateTime),
        "-created" => Ok(SearchOrder::CreateTimeDesc),
        "updated" => Ok(SearchOrder::UpdateTime),
        "-updated" => Ok(SearchOrder::UpdateTimeDesc),
        "size" => Ok(SearchOrder::Size),
        "-size" => Ok(SearchOrder::SizeDesc),
        _ => Err("must be name, created, -created, updated, -updated, size or -size".to_owned()),
    }
}

fn rows(found: &[Artifact], now: Timestamp) -> Vec<[String; 6]> {
    found.iter().map(|artifact| table::listed(artifact, now)).collect()
}

/// One JSON object a line.
fn lines(found: &[Artifact]) -> String {
    found.iter().map(|artifact| format!("{}\n", super::json::artifact(artifact))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{artifact, parse};
    use super::*;

    #[test]
    fn a_value_is_json_or_else_text() {
        for (text, path, value) in [
            ("a.b=1", "a.b", Value::from(1)),
            ("a=apollo 11", "a", Value::from("apollo 11")),
            ("a=\"1\"", "a", Value::from("1")),
            ("a=b=c", "a", Value::from("b=c")),
            ("a=", "a", Value::from("")),
        ] {
            assert_eq!(condition(text), Ok((path.to_owned(), value)), "{text}");
        }
        assert!(condition("a").is_err());
    }

    #[test]
    fn conditions_and_orders_are_read_from_the_line() {
        for line in [
            "search",
            "search --order -size --limit 3",
            "search --meta a=1 --meta b.c=x --mime image/ --json",
        ] {
            assert!(parse(line).is_ok(), "{line}");
        }
        for line in ["search --order best", "search --meta a", "search --limit -1"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn what_is_found_is_shown_as_a_list_or_as_objects() {
        let text = Columns::new().lay_out(&rows(&[artifact("1")], Timestamp::UNIX_EPOCH));
        assert_eq!(text, "2.0 KiB  0 s  never  v3  1  -\n");
        let object: Value = serde_json::from_str(lines(&[artifact("1")]).trim()).unwrap();
        assert_eq!(object["id"], "1");
    }
}
