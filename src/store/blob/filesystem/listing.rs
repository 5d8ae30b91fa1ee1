//! Listing files in the order of their keys, with a bound on memory.
//!
//! The bytes of a key include its slashes, and `!`, `-` and `.` stand before the slash: `a.b` comes before `a/b`, though
//! `a` comes before `a.b`. So a directory takes its place under its name *with* a slash behind it.

use std::collections::BinaryHeap;
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::domain::Timestamp;
use crate::store::blob::BlobEntry;

/// Names of one directory that are held at once; one that has more is read again for the next so many.
const NAMES_AT_ONCE: usize = 4_096;

/// Up to `limit` files behind `after`. What goes away while it is listed was not there.
pub(super) fn list(root: &Path, after: &str, limit: usize) -> io::Result<Vec<BlobEntry>> {
    let mut listing = Listing { after, limit, found: Vec::new() };
    if limit > 0 {
        listing.walk(root, "")?;
    }
    Ok(listing.found)
}

struct Listing<'a> {
    after: &'a str,
    limit: usize,
    found: Vec<BlobEntry>,
}

impl Listing<'_> {
    /// Lists a directory whose keys begin with `prefix`.
    fn walk(&mut self, dir: &Path, prefix: &str) -> io::Result<()> {
        let mut behind = String::new();
        loop {
            let names = self.names(dir, prefix, &behind)?;
            for name in &names {
                self.visit(dir, prefix, name)?;
                if self.found.len() >= self.limit {
                    return Ok(());
                }
            }
            match names.into_iter().next_back() {
                Some(last) => behind = last,
                None => return Ok(()),
            }
        }
    }

    /// The first names behind `behind` under which there may be something to list, in order.
    fn names(&self, dir: &Path, prefix: &str, behind: &str) -> io::Result<Vec<String>> {
        let mut first = BinaryHeap::new();
        let Some(entries) = if_there(fs::read_dir(dir))? else {
            return Ok(Vec::new());
        };
        for entry in entries {
            let Some(name) = sort_name(&entry?)? else { continue };
            // No key begins with a dot: what does is unfinished.
            let unfinished = prefix.is_empty() && name.starts_with('.');
            if unfinished || name.as_str() <= behind || !self.may_follow(prefix, &name) {
                continue;
            }
            first.push(name);
            if first.len() > NAMES_AT_ONCE {
                first.pop();
            }
        }
        Ok(first.into_sorted_vec())
    }

    /// Can the name, or something in the directory of that name, be behind `after`?
    fn may_follow(&self, prefix: &str, name: &str) -> bool {
        let key = format!("{prefix}{name}");
        key.as_str() > self.after || (name.ends_with('/') && self.after.starts_with(&key))
    }

    fn visit(&mut self, dir: &Path, prefix: &str, name: &str) -> io::Result<()> {
        let path = dir.join(name);
        let key = format!("{prefix}{name}");
        if name.ends_with('/') {
            return self.walk(&path, &key);
        }
        if let Some(meta) = if_there(fs::symlink_metadata(&path))? {
            let since = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
            let modified = Timestamp::from_micros(0).plus(since);
            self.found.push(BlobEntry { key, size: meta.len(), modified });
        }
        Ok(())
    }
}

/// The name of a file, or of a directory with a slash; anything else, and names that are not text, cannot be keys.
fn sort_name(entry: &DirEntry) -> io::Result<Option<String>> {
    let Some(kind) = if_there(entry.file_type())? else {
        return Ok(None);
    };
    let name = entry.file_name().into_string().ok();
    Ok(match name {
        Some(name) if kind.is_file() => Some(name),
        Some(name) if kind.is_dir() => Some(name + "/"),
        _ => None,
    })
}

/// What is gone meanwhile is not an error.
fn if_there<T>(looked: io::Result<T>) -> io::Result<Option<T>> {
    match looked {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
