//! The only door to persisted state.

mod blob;
mod catalog;
mod sessions;
