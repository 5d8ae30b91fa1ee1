//! Searches.

use super::artifact::scope_from;
use super::{session_id_from, user_id_from};
use crate::domain::{ArtifactQuery, Filename, MetaEquals, MimeType, PageRequest, SearchOrder};
use crate::error::{Error, ErrorKind, Result};
use crate::proto::v1;
use crate::service::action::SearchArtifacts;

/// A page of a search.
pub(in crate::api::grpc) fn search_from(request: v1::SearchArtifactsRequest) -> Result<SearchArtifacts> {
    let query = request.query.unwrap_or_default();
    Ok(SearchArtifacts {
        scope: scope_from(query.scope)?,
        session: session_id_from("query.session_id", &query.session_id)?,
        owner: user_id_from("query.owner", &query.owner)?,
        query: query_from(query)?,
        order: order_from(request.order)?,
        page: PageRequest {
            size: PageRequest::parse_size("page_size", request.page_size)?,
            token: request.page_token,
        },
    })
}

fn query_from(query: v1::ArtifactQuery) -> Result<ArtifactQuery> {
    for (field, text) in [("filter", &query.filter), ("text", &query.text)] {
        if !text.is_empty() {
            let why = format!("query.{field} is not built yet; leave it empty");
            return Err(ErrorKind::Unimplemented.error(why));
        }
    }
    if !query.mime_prefix.is_empty() {
        // Whatever begins a media type could be one.
        MimeType::parse("query.mime_prefix", &query.mime_prefix)?;
    }
    if query.filename_prefix.len() > Filename::MAX_BYTES
        || query.filename_prefix.chars().any(char::is_control)
    {
        return Err(Error::invalid("query.filename_prefix", "is no beginning of a file name"));
    }
    if query.meta.len() > ArtifactQuery::MAX_META {
        let most = ArtifactQuery::MAX_META;
        return Err(Error::invalid("query.meta", format!("must have at most {most} conditions")));
    }
    let wanted = query.meta.iter().enumerate();
    let wanted = wanted.map(|(at, wanted)| {
        MetaEquals::parse(&format!("query.meta[{at}]"), &wanted.path, &wanted.value_json)
    });
    Ok(ArtifactQuery {
        meta: wanted.collect::<Result<_>>()?,
        mime_prefix: query.mime_prefix,
        filename_prefix: query.filename_prefix,
    })
}

fn order_from(order: i32) -> Result<SearchOrder> {
    match v1::SearchOrder::try_from(order) {
        Ok(v1::SearchOrder::Unspecified | v1::SearchOrder::Filename) => Ok(SearchOrder::Filename),
        Ok(v1::SearchOrder::CreateTime) => Ok(SearchOrder::CreateTime),
        Ok(v1::SearchOrder::CreateTimeDesc) => Ok(SearchOrder::CreateTimeDesc),
        Ok(v1::SearchOrder::UpdateTime) => Ok(SearchOrder::UpdateTime),
        Ok(v1::SearchOrder::UpdateTimeDesc) => Ok(SearchOrder::UpdateTimeDesc),
        Ok(v1::SearchOrder::Size) => Ok(SearchOrder::Size),
        Ok(v1::SearchOrder::SizeDesc) => Ok(SearchOrder::SizeDesc),
        Err(_) => Err(Error::invalid("order", "is no order")),
    }
}
