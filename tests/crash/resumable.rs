//! A server that is killed in the middle of an upload, and a client that goes on.

use artigrid::domain::crc32c;
use artigrid_client::raw::v1::{self, upload_request::Start, upload_spec::Target};
use serde_json::json;
use tokio::sync::mpsc;

use crate::world::{Label, Launch, Profile, eventually, inspect};

const BIG: Label = Label { seed: 11, size: 26_000_000 };
const CHUNK: usize = 512 << 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c11_an_upload_goes_on_after_the_server_was_killed_in_its_middle_on_files() {
    killed_in_its_middle(Profile::Files).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c11_an_upload_goes_on_after_the_server_was_killed_in_its_middle_on_sqlite() {
    killed_in_its_middle(Profile::Sqlite).await;
}

async fn killed_in_its_middle(profile: Profile) {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let launch = Launch::on(&data, profile);
    let whole = BIG.bytes();
    let (file, state) = (dir.path().join("big"), dir.path().join("state"));
    std::fs::write(&file, &whole).unwrap();

    let server = launch.start().await;
    let mut stub = v1::artifact_service_client::ArtifactServiceClient::new(server.user("ana").channel());
    let artifact =
        v1::ArtifactSpec { filename: "big".to_owned(), scope: v1::Scope::User.into(), ..Default::default() };
    let spec = v1::UploadSpec { target: Some(Target::Create(artifact)), ..Default::default() };
    let begun = stub.start_upload(as_ana(v1::StartUploadRequest { spec: Some(spec) })).await.unwrap();
    let id = begun.into_inner().upload.unwrap().id;

    // More than a part, and then nothing: the rest of what came is in the middle of the next one.
    let (messages, mut queue) = mpsc::channel(64);
    let mut sending = stub.clone();
    let stream = futures::stream::poll_fn(move |context| queue.poll_recv(context));
    let sent = tokio::spawn(async move { sending.upload(as_ana(stream)).await });
    for at in (0..12_000_000).step_by(CHUNK) {
        let data = whole[at..at + CHUNK].to_vec();
        let start = (at == 0).then(|| Start::UploadId(id.clone()));
        let crc32c = Some(crc32c(&data));
        let offset = i64::try_from(at).unwrap();
        messages
            .send(v1::UploadRequest { start, offset, data: data.into(), crc32c, finish: None })
            .await
            .unwrap();
    }
    let safe = async || {
        let request = v1::GetUploadRequest { upload_id: id.clone() };
        stub.clone().get_upload(as_ana(request)).await.unwrap().into_inner().upload.unwrap().persisted_offset
    };
    eventually("a part is safe", || async { safe().await > 0 }).await;
    server.kill();
    server.ended().await;
    sent.await.unwrap().unwrap_err();
    drop(messages);

    let server = launch.start().await;
    let state_text = json!({ "upload_id": id, "size": whole.len() }).to_string();
    std::fs::write(&state, state_text).unwrap();
    let paths = [&file, &state].map(|path| path.to_str().unwrap());
    let done = server.run(&["put", paths[0], "--state", paths[1]]).await;
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    assert!(!state.exists(), "what is done needs no state");
    let artifact = String::from_utf8(done.stdout).unwrap().trim().to_owned();
    let found = server.user("ana").artifacts().download(&artifact).bytes(whole.len()).await.unwrap();
    assert!(found == whole, "other bytes than were sent");
    server.stop().await;
    inspect(&data, profile).await;
}

fn as_ana<T>(message: T) -> tonic::Request<T> {
    let mut request = tonic::Request::new(message);
    request.metadata_mut().insert("artigrid-user", "ana".parse().unwrap());
    request
}
