//! Search: artifacts by what they are.

use super::Store;
use super::catalog::{Owners, SearchQuery};
use crate::domain::{Artifact, ArtifactQuery, PageToken, Scope, SearchOrder, SessionUid};
use crate::error::Result;
use crate::policy::action::{OverScope, SearchArtifacts};
use crate::policy::{Grant, ReadFrom};

/// One page of what a search found.
#[derive(Debug)]
pub struct FoundPage {
    /// The artifacts, in the order that was asked for.
    pub artifacts: Vec<Artifact>,
    /// Leads to the next page; empty at the end.
    pub next_page_token: String,
}

impl Store {
    /// Finds what meets a query, within what the grant reaches.
    pub async fn search_artifacts(&self, grant: &Grant<SearchArtifacts>) -> Result<FoundPage> {
        let (action, caller) = (grant.action(), grant.caller());
        let (owners, incarnation) = reach(grant);
        let query = query_parts(&action.query);
        let mut parts: Vec<&[u8]> = vec![
            b"search",
            caller.sandbox.as_str().as_bytes(),
            scope_name(action.scope),
            &incarnation,
            caller.user.as_ref().map_or("", |user| user.as_str()).as_bytes(),
            action.owner.as_ref().map_or("", |user| user.as_str()).as_bytes(),
            order_name(action.order),
        ];
        parts.extend(query.iter().map(String::as_bytes));
        let ring = self.ring_knowing(PageToken::key_of(&action.page.token)).await?;
        let tokens = PageToken::of_query(&ring, &parts);
        let query = SearchQuery {
            sandbox: caller.sandbox.clone(),
            owners,
            query: action.query.clone(),
            order: action.order,
            after: tokens.read(&action.page.token)?,
            limit: action.page.size,
        };
        let page = self.catalog.search(&query, grant.at()).await?;
        let next_page_token = page.next.map(|position| tokens.write(&position)).unwrap_or_default();
        Ok(FoundPage { artifacts: page.artifacts, next_page_token })
    }
}

/// Whose artifacts a grant reaches, and what of the sessions among them a page token is bound to.
///
/// A token belongs to the question, not to the sessions that were live when it was asked; but a named session's next
/// incarnation is another question.
pub(super) fn reach<A: OverScope>(grant: &Grant<A>) -> (Owners, Vec<u8>) {
    let owners = match grant.subject() {
        ReadFrom::Everyone(scope) => Owners::Everyone(*scope),
        ReadFrom::User(user) => Owners::User(user.clone()),
        ReadFrom::Sessions(sessions) => {
            Owners::Sessions(sessions.iter().map(|session| session.uid).collect())
        }
    };
    let named = grant.action().session().is_some() || grant.caller().session.is_some();
    let incarnation = match &owners {
        Owners::Sessions(uids) if named => uids.first().map(SessionUid::as_bytes),
        Owners::Sessions(_) | Owners::User(_) | Owners::Everyone(_) => None,
    };
    let incarnation = incarnation.map_or(Vec::new(), |uid| uid.to_vec());
    (owners, incarnation)
}

/// Every condition in its place, as many as there are.
fn query_parts(query: &ArtifactQuery) -> Vec<String> {
    let mut parts = vec![query.mime_prefix.clone(), query.filename_prefix.clone()];
    for wanted in &query.meta {
        parts.push(wanted.path().len().to_string());
        parts.extend(wanted.path().iter().cloned());
        parts.push(wanted.value().to_string());
    }
    parts
}

pub(super) fn scope_name(scope: Scope) -> &'static [u8] {
    match scope {
        Scope::Session => b"session",
        Scope::User => b"user",
        Scope::Sandbox => b"sandbox",
    }
}

fn order_name(order: SearchOrder) -> &'static [u8] {
    match order {
        SearchOrder::Filename => b"filename",
        SearchOrder::CreateTime => b"create_time",
        SearchOrder::CreateTimeDesc => b"create_time desc",
        SearchOrder::UpdateTime => b"update_time",
        SearchOrder::UpdateTimeDesc => b"update_time desc",
        SearchOrder::Size => b"size",
        SearchOrder::SizeDesc => b"size desc",
    }
}
