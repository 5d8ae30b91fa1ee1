//! The order of system calls, which is what is left of a power failure's effects: nothing is answered before all that
//! the answer promises is on the disk, and nothing points at what is not.
//!
//! `strace` writes down when each call began and when it was done; of two calls of several threads, one came before the
//! other only if it was done before the other began.

use std::path::Path;
use std::process::Command;

use crate::world::{Label, Launch, Profile, eventually};

const CALLS: &str = "trace=fsync,fdatasync,sync_file_range,mkdir,mkdirat,link,linkat,rename,renameat,renameat2,\
                     write,writev,pwrite64,pwritev,sendto,sendmsg";

/// One call.
#[derive(Debug, Clone)]
struct Call {
    name: String,
    /// Arguments, with the paths of open files.
    text: String,
    began: usize,
    done: usize,
}

/// All calls of a run that worked.
struct Trace(Vec<Call>);

impl Trace {
    fn parse(text: &str) -> Self {
        let mut running: Vec<(&str, Call)> = Vec::new();
        let mut calls = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let Some((thread, rest)) = line.split_once(' ') else { continue };
            let rest = rest.trim_start();
            if let Some(resumed) = rest.strip_prefix("<... ") {
                let Some(of_thread) = running.iter().position(|(other, _)| *other == thread) else {
                    continue;
                };
                let (_, mut call) = running.swap_remove(of_thread);
                call.text.push_str(resumed);
                call.done = at;
                calls.push(call);
            } else if let Some((name, text)) = rest.split_once('(') {
                let call = Call { name: name.to_owned(), text: text.to_owned(), began: at, done: at };
                if rest.ends_with("<unfinished ...>") {
                    running.push((thread, call));
                } else {
                    calls.push(call);
                }
            }
        }
        calls.retain(|call| !call.text.contains(") = -1 "));
        calls.sort_by_key(|call| call.began);
        Self(calls)
    }

    /// The first call of these names, begun after another was done, whose arguments are so.
    fn after(&self, line: usize, names: &[&str], fits: impl Fn(&str) -> bool, what: &str) -> &Call {
        let found = self
            .0
            .iter()
            .find(|call| call.began > line && names.contains(&call.name.as_str()) && fits(&call.text));
        found.unwrap_or_else(|| panic!("after line {line} there is no {what}:\n{}", self.shown()))
    }

    fn sync_of(&self, line: usize, path: &str) -> &Call {
        let open = format!("<{path}>");
        self.after(line, &["fsync", "fdatasync"], |text| text.contains(&open), &format!("sync of {path}"))
    }

    fn shown(&self) -> String {
        let short = |call: &Call| {
            format!(
                "{}..{} {}({}\n",
                call.began,
                call.done,
                call.name,
                call.text.chars().take(120).collect::<String>()
            )
        };
        let said = |call: &&Call| {
            call.name.contains("sync") || call.name.contains("link") || call.name.contains("mkdir")
        };
        self.0.iter().filter(said).map(short).collect()
    }

    /// The answer that tells this id.
    fn answer(&self, id: &str) -> &Call {
        self.after(
            0,
            &["write", "writev", "sendto", "sendmsg"],
            |text| text.contains("TCP") && text.contains(id),
            "answer",
        )
    }

    /// Every directory that was made is synced in its parent before the answer.
    fn assert_directories_last(&self, answer: &Call) {
        let made: Vec<_> = self.0.iter().filter(|call| call.name.starts_with("mkdir")).collect();
        assert!(!made.is_empty());
        for call in made {
            let path = call.text.split('"').nth(1).unwrap();
            let parent = Path::new(path).parent().unwrap().to_str().unwrap();
            let synced = self.sync_of(call.done, parent);
            assert!(synced.done < answer.began, "{path} may be lost after the answer\n{}", self.shown());
        }
    }
}

/// Uploads this to a fresh server under strace; answers the trace and the artifact's id.
async fn trace(profile: Profile, data: &Path, label: Label) -> Option<(Trace, String)> {
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).status();
    if !works.is_ok_and(|status| status.success()) {
        println!("SKIPPED: the order of system calls is seen by strace, which is not here or may not trace");
        return None;
    }
    let dir = tempfile::tempdir().unwrap();
    let (out, source) = (dir.path().join("trace"), dir.path().join("source"));
    std::fs::write(&source, label.bytes()).unwrap();
    let under = ["strace", "-D", "-f", "-yy", "-s", "4096", "-e", CALLS, "-o", out.to_str().unwrap()];
    let server = Launch::on(data, profile).under(&under).start().await;
    let put = server.run(&["put", source.to_str().unwrap()]).await;
    assert_eq!(put.code, Some(0), "{}", put.stderr);
    server.stop().await;
    let read = || std::fs::read_to_string(&out).unwrap();
    eventually("strace has written all", || async { read().contains("+++ exited with 0 +++") }).await;
    Some((Trace::parse(&read()), String::from_utf8(put.stdout).unwrap().trim().to_owned()))
}

#[tokio::test]
async fn c6_bytes_their_name_and_their_row_are_on_the_disk_in_this_order_before_the_answer() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("made/by the server");
    let Some((trace, id)) = trace(Profile::Files, &data, Label { seed: 1, size: 3 << 20 }).await else {
        return;
    };
    let answer = trace.answer(&id);
    let link = trace.after(
        0,
        &["link", "linkat"],
        |text| text.contains("/.staging/") && text.contains(&id),
        "link of the staged file",
    );
    let staged = link.text.split('"').nth(1).unwrap();
    let named = link.text.split('"').nth(3).unwrap();

    let open = format!("<{staged}>");
    let written = trace.0.iter().filter(|call| call.name.contains("write") && call.text.contains(&open));
    let written = written.map(|call| call.done).max().expect("its bytes were written");
    let synced = trace.sync_of(written, staged);
    assert!(synced.done < link.began, "named before its bytes are safe\n{}", trace.shown());
    let folder = trace.sync_of(link.done, Path::new(named).parent().unwrap().to_str().unwrap());
    let wal = data.join("catalog.sqlite-wal");
    let committed = trace.sync_of(folder.done, wal.to_str().unwrap());
    assert!(committed.done < answer.began, "answered before the row is safe\n{}", trace.shown());
    // The database's own name in its directory.
    assert!(trace.sync_of(0, data.to_str().unwrap()).done < answer.began);
    trace.assert_directories_last(answer);
}

#[tokio::test]
async fn c6_small_content_is_on_the_disk_with_its_row_before_the_answer() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let Some((trace, id)) = trace(Profile::Files, &data, Label { seed: 2, size: 100 }).await else { return };
    let answer = trace.answer(&id);
    let wal = format!("<{}>", data.join("catalog.sqlite-wal").display());
    let written = trace.0.iter().filter(|call| call.name.contains("write") && call.text.contains(&wal));
    let written = written.filter(|call| call.began < answer.began).map(|call| call.done).max().unwrap();
    assert!(trace.sync_of(written, wal.trim_matches(['<', '>'])).done < answer.began, "{}", trace.shown());
    trace.assert_directories_last(answer);
}

#[tokio::test]
async fn c6_rows_of_bytes_are_on_the_disk_before_the_row_that_points_at_them() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let Some((trace, id)) = trace(Profile::Sqlite, &data, Label { seed: 3, size: 3 << 20 }).await else {
        return;
    };
    let answer = trace.answer(&id);
    let (blobs, rows) = (data.join("blobs.sqlite-wal"), data.join("catalog.sqlite-wal"));
    let open = format!("<{}>", blobs.display());
    let written = trace.0.iter().filter(|call| call.name.contains("write") && call.text.contains(&open));
    let written = written.filter(|call| call.began < answer.began).map(|call| call.done).max().unwrap();
    let bytes = trace.sync_of(written, blobs.to_str().unwrap());
    let committed = trace.sync_of(bytes.done, rows.to_str().unwrap());
    assert!(committed.done < answer.began, "{}", trace.shown());
    trace.assert_directories_last(answer);
}
