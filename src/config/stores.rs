//! Further stores by name, and which scope's bytes go to which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;

use super::catalog::CatalogChoice;
use super::s3::{S3Args, S3Config};
use super::storage::StoreChoice;
use super::{Faults, given};
use crate::domain::{Scope, StoreName};

/// What every variable that describes a store begins with; its name stands behind it.
const VARIABLE: &str = "ARTIGRID_STORE_";

/// Variables about stores beside the one that the `ARTIFACT_*` variables describe, which is called `default`.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Stores")]
pub struct StoresArgs {
    /// A further store: `file:DIR`, `sqlite:FILE` or `memory:` (`s3://BUCKET/PREFIX?endpoint=…` is not built yet). Its name
    /// stands in the variable, `ARTIGRID_STORE_FAST=memory:` is the store `fast`, or in the flag, `--store fast=memory:`,
    /// which may come several times.
    #[arg(long = "store", env = "ARTIGRID_STORE_<NAME>", value_name = "NAME=WHERE")]
    pub store: Vec<String>,
    /// Which store the bytes of each scope go to: `session=fast,user=default,sandbox=default` [default: default for all].
    /// What is stored already stays where it is.
    #[arg(long, env = "ARTIGRID_MOUNTS", value_name = "SCOPE=STORE,…")]
    pub mounts: Option<String>,
    /// Stores that are somewhere else than they were, and whose bytes were moved along. Without this the server does not
    /// start while rows tell of bytes in them.
    #[arg(long, env = "ARTIGRID_STORES_MOVED", value_name = "NAME,…")]
    pub stores_moved: Option<String>,
}

/// Stores by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoresConfig {
    /// Those beside `default`.
    pub further: BTreeMap<StoreName, StoreChoice>,
    /// Where new bytes of a scope go, if not to `default`.
    pub mounts: BTreeMap<Scope, StoreName>,
    /// Those that were moved.
    pub moved: BTreeSet<StoreName>,
}

impl StoresConfig {
    /// The store that new bytes of this scope go to.
    pub fn mount(&self, scope: Scope) -> StoreName {
        self.mounts.get(&scope).cloned().unwrap_or_else(StoreName::default_store)
    }
}

impl StoresArgs {
    pub(super) fn resolve(&self, s3: &S3Args, faults: &mut Faults) -> StoresConfig {
        let mut config = StoresConfig::default();
        let variables =
            variables().into_iter().map(|(name, place)| (format!("{VARIABLE}{name}"), name, place));
        let flags = self.store.iter().map(|flag| {
            let (name, place) = flag.split_once('=').unwrap_or((flag, ""));
            ("--store".to_owned(), name.to_owned(), place.to_owned())
        });
        // A flag comes after its variable, and wins.
        for (said_by, name, place) in variables.chain(flags) {
            // The place itself is not repeated: it may have a password in it.
            let said_by = format!("{said_by} (store {name:?})");
            match store(&name, &place) {
                Ok((name, Place::Here(choice))) => drop(config.further.insert(name, choice)),
                Ok((name, Place::Bucket)) => {
                    if let Some(bucket) = S3Config::of_url(&place, s3, &said_by, faults) {
                        config.further.insert(name, StoreChoice::S3(Box::new(bucket)));
                    }
                }
                Err(why) => faults.note(format!("{said_by}: {why}.")),
            }
        }
        let known =
            |name: &StoreName| *name == StoreName::default_store() || config.further.contains_key(name);
        if let Some(text) = given(self.mounts.as_ref()) {
            config.mounts = faults.read("ARTIGRID_MOUNTS", text, |text| mounts(text, known));
        }
        if let Some(text) = given(self.stores_moved.as_ref()) {
            config.moved = faults.read("ARTIGRID_STORES_MOVED", text, |text| names(text, known));
        }
        config
    }
}

/// The variables that describe stores: their names are the operator's, so no flag can read them.
fn variables() -> Vec<(String, String)> {
    let named = std::env::vars_os().filter_map(|(name, place)| {
        let name = name.to_str()?.strip_prefix(VARIABLE)?.to_lowercase();
        let place = place.to_str().unwrap_or_default().to_owned();
        // An empty variable counts as not set.
        (!place.is_empty()).then_some((name, place))
    });
    named.collect()
}

/// What the text of a place says.
enum Place {
    Here(StoreChoice),
    /// A bucket, which the variables of S3 have to say more about.
    Bucket,
}

fn store(name: &str, place: &str) -> Result<(StoreName, Place), String> {
    let name = StoreName::parse("name", name).map_err(|why| why.message().to_owned())?;
    if name == StoreName::default_store() {
        return Err("the ARTIFACT_* variables describe this one".to_owned());
    }
    if name == StoreName::catalog() {
        return Err("is what small content in the catalog itself is called".to_owned());
    }
    let choice = match place.split_once(':') {
        Some(("memory", "")) => StoreChoice::Memory,
        Some(("file", path)) if !path.is_empty() => StoreChoice::Filesystem(PathBuf::from(path)),
        Some(("sqlite", path)) if !path.is_empty() => StoreChoice::Sqlite(PathBuf::from(path)),
        Some(("s3", _)) => return Ok((name, Place::Bucket)),
        Some(_) | None => return Err("write file:DIR, sqlite:FILE, s3://BUCKET/PREFIX or memory:".to_owned()),
    };
    Ok((name, Place::Here(choice)))
}

fn known_store(text: &str, known: impl Fn(&StoreName) -> bool) -> Result<StoreName, String> {
    let name = StoreName::parse("store", text).map_err(|why| why.message().to_owned())?;
    if known(&name) {
        Ok(name)
    } else {
        Err(format!("there is no store {name}; {VARIABLE}… describes one"))
    }
}

fn mounts(text: &str, known: impl Fn(&StoreName) -> bool) -> Result<BTreeMap<Scope, StoreName>, String> {
    let mut mounts = BTreeMap::new();
    for part in text.split(',') {
        let (scope, store) = part.split_once('=').ok_or("write scope=store, separated by commas")?;
        let scope = match scope.trim() {
            "session" => Scope::Session,
            "user" => Scope::User,
            "sandbox" => Scope::Sandbox,
            other => return Err(format!("{other:?} is none of session, user and sandbox")),
        };
        if mounts.insert(scope, known_store(store.trim(), &known)?).is_some() {
            return Err("names a scope twice".to_owned());
        }
    }
    Ok(mounts)
}

fn names(text: &str, known: impl Fn(&StoreName) -> bool) -> Result<BTreeSet<StoreName>, String> {
    text.split(',').map(|name| known_store(name.trim(), &known)).collect()
}

/// What of bytes and rows outlives what: whatever is lost, is lost together, or the operator said so in words. `chosen`
/// says that the default store was described in words.
pub(super) fn check_lifetimes(
    default: &StoreChoice,
    chosen: bool,
    stores: &StoresConfig,
    catalog: &CatalogChoice,
    faults: &mut Faults,
) {
    let scopes = [(Scope::Session, "session"), (Scope::User, "user"), (Scope::Sandbox, "sandbox")];
    let place = |name: &StoreName| stores.further.get(name).unwrap_or(default);
    let durable = |choice: &StoreChoice| *choice != StoreChoice::Memory;
    let mounted = scopes.map(|(scope, _)| stores.mount(scope));
    match catalog {
        CatalogChoice::Memory => {
            if durable(default) {
                faults.note(
                    "ARTIGRID_CATALOG=memory forgets whose the bytes are that ARTIFACT_PROVIDER keeps on disk.".to_owned(),
                );
            }
            for (name, _) in stores.further.iter().filter(|(_, choice)| durable(choice)) {
                faults.note(format!(
                    "ARTIGRID_CATALOG: rows in memory forget whose the bytes are that the store {name} keeps; say where \
                     rows shall be kept."
                ));
            }
        }
        CatalogChoice::Postgres(_) => {
            let first = (&StoreName::default_store(), default);
            for (name, _) in stores.further.iter().chain([first]).filter(|(_, choice)| !durable(choice)) {
                faults.note(format!(
                    "ARTIGRID_CATALOG: servers that share it cannot read what the store {name} keeps in the memory of \
                     one; say where bytes shall be kept."
                ));
            }
        }
        CatalogChoice::Sqlite(_) if !mounted.iter().any(|name| durable(place(name))) => faults.note(
            "ARTIGRID_CATALOG keeps rows on disk while ARTIFACT_PROVIDER=memory loses their bytes with the process."
                .to_owned(),
        ),
        CatalogChoice::Sqlite(_) => {
            for (scope, word) in scopes {
                let unsaid = !chosen && !stores.mounts.contains_key(&scope);
                if unsaid && !durable(default) {
                    faults.note(format!(
                        "ARTIGRID_MOUNTS leaves {word} scope to the default store, whose bytes are lost with the process \
                         while ARTIGRID_CATALOG keeps their rows; name a store for it, or say ARTIFACT_PROVIDER=memory."
                    ));
                }
            }
        }
    }
    let mut places = BTreeMap::from([(place_key(default), StoreName::default_store())]);
    for (name, choice) in stores.further.iter().filter(|(_, choice)| durable(choice)) {
        if let Some(other) = places.insert(place_key(choice), name.clone()) {
            faults.note(format!("The stores {other} and {name} are the same place."));
        }
    }
}

fn place_key(choice: &StoreChoice) -> (u8, PathBuf) {
    match choice {
        StoreChoice::Memory => (0, PathBuf::new()),
        StoreChoice::Filesystem(path) => (1, path.clone()),
        StoreChoice::Sqlite(path) => (2, path.clone()),
        StoreChoice::S3(config) => (3, PathBuf::from(config.address())),
    }
}
