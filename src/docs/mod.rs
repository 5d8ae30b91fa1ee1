//! Why things are as they are: a short note for each choice that could have gone another way.

#[doc = include_str!("decisions/0001-grants.md")]
pub mod grants {}

#[doc = include_str!("decisions/0002-group-commit.md")]
pub mod group_commit {}

#[doc = include_str!("decisions/0003-pending-rows.md")]
pub mod pending_rows {}

#[doc = include_str!("decisions/0004-admins-who-name-somebody.md")]
pub mod admins_who_name_somebody {}

#[doc = include_str!("decisions/0010-uploads-in-parts.md")]
pub mod uploads_in_parts {}
