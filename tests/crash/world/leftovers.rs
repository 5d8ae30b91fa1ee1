//! What a stopped server's directory holds: rows, bytes, and nothing that belongs to neither.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, Row as _, SqliteConnection};

use super::server::Profile;

/// What others have put where our blobs are: beside them, between them, and under what is almost a key of ours.
pub(super) const FOREIGN: [&str; 4] = [
    "README",
    "grid/notes.txt",
    "grid/default/shared/x",
    "grid/default/users/ana/01890A5D-AC96-774B-BCCE-B302099A8057.01890a5d-ac96-774b-bcce-b302099a8057",
];
const NOT_OURS: &[u8] = b"not ours";

/// Puts it there, before there is a server.
pub(super) fn plant_foreign(dir: &Path) {
    for name in FOREIGN {
        let path = dir.join("blobs").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, NOT_OURS).unwrap();
    }
}

/// Bytes under a key of ours that no row tells of.
pub(super) fn plant_orphan(dir: &Path, number: usize) -> PathBuf {
    let id = format!("00000000-0000-7000-8000-{number:012x}");
    let path = dir.join(format!("blobs/grid/default/users/ana/{id}.{id}"));
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, b"lost").unwrap();
    path
}

/// Which bytes the catalog speaks of.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// Ids of the artifacts.
    pub(crate) artifacts: BTreeSet<String>,
    /// Keys of their bytes, with their sizes.
    current: BTreeMap<String, u64>,
    /// Keys of bytes that wait to be freed, and may be already.
    garbage: BTreeSet<String>,
}

impl Keys {
    /// How many bytes its artifacts have outside of the catalog.
    pub(crate) fn bytes(&self) -> u64 {
        self.current.values().sum()
    }
}

/// Looks at everything below the data directory of a server that has ended, and answers what the catalog knows.
pub(crate) async fn inspect(dir: &Path, profile: Profile) -> Keys {
    let names: BTreeSet<_> =
        std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    for name in names {
        let name = name.into_string().unwrap();
        let plain =
            ["-wal", "-shm", "-reserve"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
        assert!(["blobs", "blobs.sqlite", "catalog.sqlite", "lock"].contains(&plain), "what is {name}?");
    }
    let keys = catalog(&dir.join("catalog.sqlite")).await;
    let stored = match profile {
        Profile::Files => files(&dir.join("blobs"), &keys),
        Profile::Sqlite => rows(&dir.join("blobs.sqlite")).await,
    };
    for (key, size) in &keys.current {
        assert_eq!(stored.get(key), Some(size), "the bytes of a row: {key}");
    }
    for key in stored.keys() {
        assert!(keys.current.contains_key(key) || keys.garbage.contains(key), "bytes without a row: {key}");
    }
    keys
}

async fn open(path: &Path) -> SqliteConnection {
    let mut db = SqliteConnectOptions::new().filename(path).read_only(true).connect().await.unwrap();
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut db).await.unwrap();
    assert_eq!(sound, "ok", "{}", path.display());
    db
}

async fn count(db: &mut SqliteConnection, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(db).await.unwrap()
}

async fn catalog(path: &Path) -> Keys {
    let mut db = open(path).await;
    assert_eq!(count(&mut db, "SELECT count(*) FROM uploads WHERE state < 2").await, 0, "pending rows");
    let mut keys = Keys::default();
    let rows =
        sqlx::query("SELECT lower(hex(id)) AS id, size, blob_key FROM artifacts").fetch_all(&mut db).await;
    for row in rows.unwrap() {
        keys.artifacts.insert(row.get("id"));
        if let Some(key) = row.get::<Option<String>, _>("blob_key") {
            keys.current.insert(key, u64::try_from(row.get::<i64, _>("size")).unwrap());
        }
    }
    let garbage = sqlx::query_scalar("SELECT blob_key FROM garbage WHERE blob_key IS NOT NULL");
    keys.garbage = garbage.fetch_all(&mut db).await.unwrap().into_iter().collect();
    let sums: Vec<String> =
        sqlx::query_scalar("SELECT blob_key FROM block_sums").fetch_all(&mut db).await.unwrap();
    for key in sums {
        assert!(
            keys.current.contains_key(&key) || keys.garbage.contains(&key),
            "block sums of nothing: {key}"
        );
    }
    db.close().await.unwrap();
    keys
}

/// Bytes as rows: all of them whole.
async fn rows(path: &Path) -> BTreeMap<String, u64> {
    let mut db = open(path).await;
    let unfinished = count(&mut db, "SELECT count(*) FROM blobs WHERE state = 0").await;
    assert_eq!(unfinished, 0, "unfinished blobs");
    let orphans = "SELECT count(*) FROM chunks
                   WHERE blob NOT IN (SELECT id FROM blobs) AND blob NOT IN (SELECT segment FROM spans)";
    assert_eq!(count(&mut db, orphans).await, 0, "rows of bytes without a blob");
    let torn = "SELECT count(*) FROM blobs WHERE state = 1 AND row_size > 0
                AND size <> (SELECT coalesce(sum(length(bytes)), 0) FROM chunks WHERE blob = blobs.id)";
    assert_eq!(count(&mut db, torn).await, 0, "blobs that are not whole");
    let torn = "SELECT count(*) FROM blobs WHERE state = 1 AND row_size = 0
                AND size <> (SELECT coalesce(sum(length(c.bytes)), 0) FROM chunks AS c
                             WHERE c.blob IN (SELECT segment FROM spans WHERE blob = blobs.id))";
    assert_eq!(count(&mut db, torn).await, 0, "blobs in parts that are not whole");
    let parts = "SELECT count(*) FROM segments WHERE id NOT IN (SELECT segment FROM spans)";
    assert_eq!(count(&mut db, parts).await, 0, "parts of no blob");
    let found = sqlx::query("SELECT key, size FROM blobs").fetch_all(&mut db).await.unwrap();
    db.close().await.unwrap();
    found.iter().map(|row| (row.get("key"), u64::try_from(row.get::<i64, _>("size")).unwrap())).collect()
}

/// Bytes as files: nothing staged, and no directory without a file that is not about to be freed.
fn files(root: &Path, keys: &Keys) -> BTreeMap<String, u64> {
    assert_eq!(files_below(&root.join(".staging")), Vec::<PathBuf>::new(), "staging files");
    assert_eq!(empty_directories(&root.join(".parts")), [root.join(".parts")], "parts of uploads");
    for empty in empty_directories(&root.join("grid")) {
        let of = format!("{}/", empty.strip_prefix(root).unwrap().display());
        assert!(keys.garbage.iter().any(|key| key.starts_with(&of)), "an empty directory: {of}");
    }
    let sized = |path: PathBuf| {
        let size = path.metadata().unwrap().len();
        (path.strip_prefix(root).unwrap().display().to_string(), size)
    };
    let mut blobs = blobs_below(root);
    if blobs.contains(&root.join(FOREIGN[0])) {
        for path in FOREIGN.map(|name| root.join(name)) {
            assert_eq!(std::fs::read(&path).unwrap(), NOT_OURS, "{}", path.display());
            blobs.retain(|blob| *blob != path);
        }
    }
    blobs.into_iter().map(sized).collect()
}

/// Every blob below a directory that a store has: all its files, but for the one that says whose it is.
pub(crate) fn blobs_below(root: &Path) -> Vec<PathBuf> {
    let mut files = files_below(root);
    files.retain(|file| file != &root.join("grid/.artigrid-store"));
    files
}

/// Every file below a directory, which need not be there.
pub(crate) fn files_below(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    paths.flat_map(below).collect()
}

fn empty_directories(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    let paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    if paths.is_empty() {
        return vec![root.to_owned()];
    }
    paths.iter().filter(|path| path.is_dir()).flat_map(|path| empty_directories(path)).collect()
}
