//! Changes: only as it was seen, only what was named, and all of it or nothing.

use artigrid_client::raw::v1;
use artigrid_client::raw::v1::upload_request::Start;
use artigrid_client::raw::v1::upload_spec::Target;
use tonic::{Code, Status};

use crate::harness::{Profile, Raw, TestServer, Who, content, eventually, frames, reason};

async fn made(raw: &Raw) -> v1::Artifact {
    let spec = v1::ArtifactSpec {
        scope: v1::Scope::User.into(),
        filename: "name".to_owned(),
        mime_type: "text/plain".to_owned(),
        summary: "words".to_owned(),
        meta_json: r#"{"a":1,"b":{"c":2,"d":3}}"#.to_owned(),
        ..Default::default()
    };
    raw.create_of(spec, b"data").await.unwrap()
}

async fn update(raw: &Raw, request: v1::UpdateArtifactRequest) -> Result<v1::Artifact, Status> {
    Ok(raw.artifacts().update_artifact(request).await?.into_inner().artifact.unwrap())
}

fn of(artifact: &v1::Artifact) -> v1::UpdateArtifactRequest {
    v1::UpdateArtifactRequest { artifact_id: artifact.id.clone(), ..Default::default() }
}

fn summary(words: &str) -> Option<v1::ArtifactChanges> {
    Some(v1::ArtifactChanges { summary: words.to_owned(), ..Default::default() })
}

fn mask(paths: &[&str]) -> Option<prost_types::FieldMask> {
    Some(prost_types::FieldMask { paths: paths.iter().map(ToString::to_string).collect() })
}

/// A first message: new content, and changes with it, of this artifact as it was seen.
fn replacement(artifact_id: &str, etag: &str, changes: Option<v1::ArtifactChanges>) -> v1::UploadRequest {
    let (artifact_id, etag) = (artifact_id.to_owned(), etag.to_owned());
    let target = v1::ContentReplacement { artifact_id, etag, changes, ..Default::default() };
    frames::start(v1::UploadSpec { target: Some(Target::Replace(target)), ..Default::default() })
}

async fn data(raw: &Raw, id: &str) -> Vec<u8> {
    let request = v1::ReadArtifactRequest { artifact_id: id.to_owned(), ..Default::default() };
    raw.artifacts().read_artifact(request).await.unwrap().into_inner().data.to_vec()
}

fn is_mismatch(status: &Status) {
    assert_eq!((status.code(), reason(status).as_str()), (Code::Aborted, "ETAG_MISMATCH"));
}

#[tokio::test]
async fn a_change_of_what_was_not_seen_is_refused_and_changes_nothing() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let seen = made(&raw).await;
        let now =
            update(&raw, v1::UpdateArtifactRequest { changes: summary("new"), ..of(&seen) }).await.unwrap();
        assert_ne!(now.etag, seen.etag);
        for etag in [seen.etag.as_str(), "made up"] {
            let etag = etag.to_owned();
            let by_mask =
                v1::UpdateArtifactRequest { etag: etag.clone(), changes: summary("other"), ..of(&seen) };
            is_mismatch(&update(&raw, by_mask).await.unwrap_err());
            let content =
                v1::UpdateArtifactRequest { etag: etag.clone(), data: Some("new".into()), ..of(&seen) };
            is_mismatch(&update(&raw, content).await.unwrap_err());
            let upload = vec![replacement(&seen.id, &etag, None), frames::chunk(0, b"new"), frames::finish()];
            is_mismatch(&raw.upload(upload).await.unwrap_err());
            let delete =
                v1::DeleteArtifactRequest { artifact_id: seen.id.clone(), etag, ..Default::default() };
            is_mismatch(&raw.artifacts().delete_artifact(delete).await.unwrap_err());
        }
        assert_eq!(raw.get(&seen.id).await.unwrap(), now, "{profile:?}");
        let long = v1::UpdateArtifactRequest { etag: "x".repeat(65), changes: summary("o"), ..of(&seen) };
        assert_eq!(reason(&update(&raw, long).await.unwrap_err()), "INVALID_ARGUMENT");
    }
}

#[tokio::test]
async fn a_change_of_what_was_seen_is_made_and_gives_another_etag() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let seen = made(&raw).await;
        let request =
            v1::UpdateArtifactRequest { etag: seen.etag.clone(), changes: summary("new"), ..of(&seen) };
        let one = update(&raw, request).await.unwrap();
        let request =
            v1::UpdateArtifactRequest { etag: one.etag.clone(), data: Some("new".into()), ..of(&seen) };
        let two = update(&raw, request).await.unwrap();
        let upload =
            vec![replacement(&seen.id, &two.etag, None), frames::chunk(0, b"newer"), frames::finish()];
        let three = raw.upload(upload).await.unwrap();
        assert_eq!([&seen, &one, &two, &three].map(|artifact| artifact.version), [1, 1, 2, 3], "{profile:?}");
        let (etag, artifact_id) = (three.etag, seen.id);
        let delete = v1::DeleteArtifactRequest { artifact_id, etag, ..Default::default() };
        raw.artifacts().delete_artifact(delete).await.unwrap();
    }
}

#[tokio::test]
async fn what_changes_while_content_is_on_its_way_is_noticed_at_the_commit() {
    let server = TestServer::start(Profile::Files).await;
    let raw = server.raw(Who::user("ana"));
    let seen = made(&raw).await;
    let (messages, queue) = tokio::sync::mpsc::channel(4);
    let mut artifacts = raw.artifacts();
    let upload =
        tokio::spawn(
            async move { artifacts.upload(tokio_stream::wrappers::ReceiverStream::new(queue)).await },
        );
    messages.send(replacement(&seen.id, &seen.etag, summary("of the upload"))).await.unwrap();
    messages.send(frames::chunk(0, &content(100_000, 1))).await.unwrap();
    eventually("the upload has begun", async || server.rows_to_free().await == 1).await;
    let now = update(&raw, v1::UpdateArtifactRequest { changes: summary("new"), ..of(&seen) }).await.unwrap();
    messages.send(frames::finish()).await.unwrap();
    is_mismatch(&upload.await.unwrap().unwrap_err());
    assert_eq!(raw.get(&seen.id).await.unwrap(), now);
    eventually("nothing of the upload is left", async || server.rows_to_free().await == 0).await;
}

#[tokio::test]
async fn a5_c4_of_racing_changes_of_what_was_seen_one_is_made() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let seen = made(&raw).await;
        let racers: Vec<_> = (0..16)
            .map(|number| {
                let (raw, etag) = (raw.clone(), seen.etag.clone());
                let words = format!("of racer {number}");
                let data = (number % 2 == 0).then(|| words.clone().into());
                let request = v1::UpdateArtifactRequest { etag, changes: summary(&words), data, ..of(&seen) };
                tokio::spawn(async move { update(&raw, request).await })
            })
            .collect();
        let mut winners = Vec::new();
        for racer in racers {
            match racer.await.unwrap() {
                Ok(artifact) => winners.push(artifact),
                Err(status) => is_mismatch(&status),
            }
        }
        assert_eq!(winners, [raw.get(&seen.id).await.unwrap()], "{profile:?}");
    }
}

#[tokio::test]
async fn without_a_precondition_the_last_change_wins_whole() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let id = made(&raw).await.id;
        let racers: Vec<_> = (0..16)
            .map(|number| {
                let (raw, id) = (raw.clone(), id.clone());
                tokio::spawn(async move {
                    let bytes = content(5_000 + number, number as u64);
                    let first = replacement(&id, "", summary(&number.to_string()));
                    raw.upload(vec![first, frames::chunk(0, &bytes), frames::finish()]).await.unwrap().version
                })
            })
            .collect();
        let mut versions = Vec::new();
        for racer in racers {
            versions.push(racer.await.unwrap());
        }
        versions.sort_unstable();
        assert_eq!(versions, (2..18).collect::<Vec<_>>(), "{profile:?}");
        let last = raw.get(&id).await.unwrap();
        let number: usize = last.summary.parse().unwrap();
        assert_eq!((last.version, last.size), (17, 5_000 + number as i64));
        assert!(data(&raw, &id).await == content(5_000 + number, number as u64), "{profile:?}");
    }
}

#[tokio::test]
async fn only_what_the_mask_names_is_changed() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let all = v1::ArtifactChanges {
        filename: "new".to_owned(),
        mime_type: "text/html".to_owned(),
        summary: "new words".to_owned(),
        meta_json: r#"{"x":9}"#.to_owned(),
    };
    let none = v1::ArtifactChanges::default();
    let old = ["name", "text/plain", "words", r#"{"a":1,"b":{"c":2,"d":3}}"#];
    let new = ["new", "text/html", "new words", r#"{"x":9}"#];
    let empty = ["", "application/octet-stream", "", "{}"];
    for (changes, update_mask, expected) in [
        (&all, None, new),
        (&all, mask(&["*"]), new),
        (&all, mask(&["filename"]), [new[0], old[1], old[2], old[3]]),
        (&all, mask(&["mime_type", "meta_json"]), [old[0], new[1], old[2], new[3]]),
        (&all, mask(&["summary", "summary"]), [old[0], old[1], new[2], old[3]]),
        (&none, mask(&["*"]), empty),
        (&none, mask(&["filename"]), [empty[0], old[1], old[2], old[3]]),
        (&none, mask(&["meta_json"]), [old[0], old[1], old[2], empty[3]]),
    ] {
        let before = made(&raw).await;
        let request = v1::UpdateArtifactRequest {
            changes: Some(changes.clone()),
            update_mask: update_mask.clone(),
            ..of(&before)
        };
        let after = update(&raw, request).await.unwrap();
        let fields = [&after.filename, &after.mime_type, &after.summary, &after.meta_json];
        assert_eq!(fields, expected, "{update_mask:?}");
        assert_eq!(
            (after.version, &after.digests, &after.expire_time),
            (1, &before.digests, &before.expire_time)
        );
        assert_eq!(raw.get(&before.id).await.unwrap(), after);
    }
}

#[tokio::test]
async fn a_mask_of_what_cannot_be_changed_and_a_change_of_nothing_are_refused() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let before = made(&raw).await;
    for paths in [&["size"][..], &["summary", "version"], &["changes.summary"], &[""], &["Summary"]] {
        let request =
            v1::UpdateArtifactRequest { changes: summary("new"), update_mask: mask(paths), ..of(&before) };
        assert_eq!(reason(&update(&raw, request).await.unwrap_err()), "INVALID_ARGUMENT", "{paths:?}");
    }
    let empty = Some(v1::ArtifactChanges::default());
    for request in [of(&before), v1::UpdateArtifactRequest { changes: empty, ..of(&before) }] {
        assert_eq!(reason(&update(&raw, request).await.unwrap_err()), "INVALID_ARGUMENT");
    }
    assert_eq!(raw.get(&before.id).await.unwrap(), before);
}

#[tokio::test]
async fn a6_meta_is_replaced_or_merged() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    for (mode, meta_json, expected) in [
        (v1::MetaMode::Unspecified, r#"{"e":5}"#, r#"{"e":5}"#),
        (v1::MetaMode::Replace, r#"{"e":null}"#, r#"{"e":null}"#),
        (v1::MetaMode::Merge, r#"{"e":5}"#, r#"{"a":1,"b":{"c":2,"d":3},"e":5}"#),
        (v1::MetaMode::Merge, r#"{"a":null,"b":{"c":null}}"#, r#"{"b":{"d":3}}"#),
        (v1::MetaMode::Merge, r#"{"b":[1]}"#, r#"{"a":1,"b":[1]}"#),
        (v1::MetaMode::Merge, "{}", r#"{"a":1,"b":{"c":2,"d":3}}"#),
    ] {
        let before = made(&raw).await;
        let changes = Some(v1::ArtifactChanges { meta_json: meta_json.to_owned(), ..Default::default() });
        let request = v1::UpdateArtifactRequest { changes, meta_mode: mode.into(), ..of(&before) };
        assert_eq!(update(&raw, request).await.unwrap().meta_json, expected, "{mode:?} {meta_json}");
    }
    let before = made(&raw).await;
    let half = format!(r#"{{"{{}}":"{}"}}"#, "x".repeat(9 << 10));
    for (key, expected) in [("p", Ok(())), ("q", Err("INVALID_ARGUMENT".to_owned()))] {
        let changes = Some(v1::ArtifactChanges { meta_json: half.replace("{}", key), ..Default::default() });
        let request =
            v1::UpdateArtifactRequest { changes, meta_mode: v1::MetaMode::Merge.into(), ..of(&before) };
        let merged = update(&raw, request).await.map(drop).map_err(|status| reason(&status));
        assert_eq!(merged, expected, "together they are too large");
    }
    let request = v1::UpdateArtifactRequest {
        changes: summary("new"),
        update_mask: mask(&["*"]),
        meta_mode: 17,
        ..of(&before)
    };
    assert_eq!(reason(&update(&raw, request).await.unwrap_err()), "INVALID_ARGUMENT");
}

#[tokio::test]
async fn a5_c4_content_and_metadata_are_changed_in_one_step_or_not_at_all() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        for bytes in [b"new".to_vec(), content(100_000, 1)] {
            let before = made(&raw).await;
            let lie = Some(v1::Digests { crc32c: Some(7), sha256: None });
            let request = v1::UpdateArtifactRequest {
                changes: summary("new"),
                data: Some(bytes.clone().into()),
                digests: lie.clone(),
                ..of(&before)
            };
            assert_eq!(reason(&update(&raw, request.clone()).await.unwrap_err()), "CHECKSUM_MISMATCH");
            let first = replacement(&before.id, "", summary("new"));
            let end = frames::finish_with(v1::UploadFinish { size: None, digests: lie });
            let upload = vec![first.clone(), frames::chunk(0, &bytes), end];
            assert_eq!(reason(&raw.upload(upload).await.unwrap_err()), "CHECKSUM_MISMATCH");
            assert_eq!(raw.get(&before.id).await.unwrap(), before, "{profile:?}");
            assert_eq!(data(&raw, &before.id).await, b"data", "{profile:?}");

            let after = update(&raw, v1::UpdateArtifactRequest { digests: None, ..request }).await.unwrap();
            assert_eq!((after.version, after.summary.as_str(), after.size), (2, "new", bytes.len() as i64));
            let mut first = first;
            if let Some(Start::Spec(v1::UploadSpec { target: Some(Target::Replace(to)), .. })) =
                &mut first.start
            {
                (to.changes, to.update_mask) = (summary("newer"), mask(&["summary", "filename"]));
            }
            let after = raw.upload(vec![first, frames::chunk(0, b"newer"), frames::finish()]).await.unwrap();
            let found = (after.version, after.summary.as_str(), after.filename.as_str());
            assert_eq!(found, (3, "newer", ""), "{profile:?}");
            assert_eq!(data(&raw, &before.id).await, b"newer", "{profile:?}");
        }
    }
}
