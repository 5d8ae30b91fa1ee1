//! A whole server in the test's own process: port 0, a clock that the test moves, a fresh world each time.

pub(crate) mod curl;
pub(crate) mod frames;
pub(crate) mod http;
pub(crate) mod s3;
mod wait;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use artigrid::app::App;
use artigrid::chance::SeededChance;
use artigrid::clock::{Clock, ManualClock};
use artigrid::config::{Config, ServeArgs};
use artigrid::domain::Timestamp;
use artigrid::shutdown::Shutdown;
use artigrid::store::{Store, Swept};
use artigrid_client::raw::v1;
use artigrid_client::raw::v1::admin_service_client::AdminServiceClient;
use artigrid_client::raw::v1::artifact_service_client::ArtifactServiceClient;
use artigrid_client::raw::v1::search_service_client::SearchServiceClient;
use artigrid_client::raw::v1::session_service_client::SessionServiceClient;
use artigrid_client::{Client, ClientBuilder};
use artigrid_test_services::{Postgres, or_skip};
use clap::Parser;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};
pub(crate) use wait::eventually;

/// The moment at which every test world begins.
pub(crate) const BEGINNING: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

/// Where the server keeps things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Everything in memory.
    Memory,
    /// Bytes in files, rows in SQLite.
    Files,
    /// Bytes and rows in SQLite.
    Sqlite,
    /// Bytes in a bucket of a server in this process, rows in SQLite.
    S3,
    /// Bytes in files, rows in a database of the Postgres that this process's tests share.
    Postgres,
}

impl Profile {
    /// Every profile; without a Postgres here, that says so and is left out.
    pub(crate) const ALL: Profiles = Profiles;

    /// Those where each byte that came is safe, rather than each part of some mebibytes: all but the bucket, whose server in
    /// this process takes parts of consecutive numbers only besides.
    pub(crate) fn bytewise() -> impl Iterator<Item = &'static Self> {
        Self::ALL.iter().filter(|profile| **profile != Self::S3)
    }
}

/// See [`Profile::ALL`].
#[derive(Clone, Copy)]
pub(crate) struct Profiles;

impl Profiles {
    #[expect(clippy::unused_self, reason = "it stands where a slice stood: `Profile::ALL.iter()`")]
    pub(crate) fn iter(self) -> std::slice::Iter<'static, Profile> {
        static ALL: LazyLock<Vec<Profile>> = LazyLock::new(|| {
            let postgres = or_skip(Postgres::shared()).map(|_| Profile::Postgres);
            [Profile::Memory, Profile::Files, Profile::Sqlite, Profile::S3]
                .into_iter()
                .chain(postgres)
                .collect()
        });
        ALL.iter()
    }
}

impl IntoIterator for Profiles {
    type Item = &'static Profile;
    type IntoIter = std::slice::Iter<'static, Profile>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: ServeArgs,
}

/// A running server, and its world.
pub(crate) struct TestServer {
    pub(crate) clock: Arc<ManualClock>,
    address: String,
    http: Option<SocketAddr>,
    ops: Option<SocketAddr>,
    profile: Profile,
    flags: Vec<String>,
    dir: Arc<TempDir>,
    /// What is random differs from process to process.
    seed: u64,
    store: Arc<Store>,
    ending: Ending,
    running: JoinHandle<artigrid::error::Result<()>>,
}

impl TestServer {
    /// A server on a fresh world.
    pub(crate) async fn start(profile: Profile) -> Self {
        Self::with_flags(profile, &[]).await
    }

    /// A server in memory.
    pub(crate) async fn memory() -> Self {
        Self::start(Profile::Memory).await
    }

    /// A server on a fresh world, configured so.
    pub(crate) async fn with_flags(profile: Profile, flags: &[&str]) -> Self {
        let dir = Arc::new(tempfile::tempdir().unwrap());
        let mut flags: Vec<String> = flags.iter().map(ToString::to_string).collect();
        if profile == Profile::Postgres {
            flags.push(format!("--catalog={}", database()));
        }
        Self::open(profile, flags, dir, Arc::new(ManualClock::new(BEGINNING)), 1).await
    }

    /// The same at the time that everybody has, which whoever looks at a signature holds against it.
    pub(crate) async fn at_this_time(profile: Profile, flags: &[String]) -> Self {
        let dir = Arc::new(tempfile::tempdir().unwrap());
        let clock = Arc::new(ManualClock::new(artigrid::clock::SystemClock.now()));
        Self::open(profile, flags.to_vec(), dir, clock, 1).await
    }

    async fn open(
        profile: Profile,
        flags: Vec<String>,
        dir: Arc<TempDir>,
        clock: Arc<ManualClock>,
        seed: u64,
    ) -> Self {
        Self::try_start(profile, flags, dir, clock, seed).await.unwrap()
    }

    async fn try_start(
        profile: Profile,
        flags: Vec<String>,
        dir: Arc<TempDir>,
        clock: Arc<ManualClock>,
        seed: u64,
    ) -> artigrid::error::Result<Self> {
        let config = config(profile, &flags, dir.path());
        let chance = Arc::new(SeededChance::new(seed));
        let app = App::build(&config, Arc::clone(&clock) as Arc<dyn Clock>, chance).await?;
        let address = app.address().unwrap().to_string();
        let (http, ops) = (app.http_address().unwrap(), app.ops_address().unwrap());
        let (store, ending) = (app.store(), Ending(app.shutdown()));
        let running = tokio::spawn(app.run());
        Ok(Self { clock, address, http, ops, profile, flags, dir, seed, store, ending, running })
    }

    /// Ends the server and leaves its world for others, configured differently.
    pub(crate) async fn leave(self) -> World {
        let Self { clock, profile, dir, store, ending, running, .. } = self;
        drop(ending);
        running.await.unwrap().unwrap();
        drop(store);
        World { profile, dir, clock, starts: AtomicU64::new(10) }
    }

    /// Ends the server and starts another on the same world; what was in memory is gone.
    pub(crate) async fn restart(self) -> Self {
        self.restart_after(|| {}).await
    }

    /// The same, and something happens while no server runs.
    pub(crate) async fn restart_after(self, happens: impl FnOnce()) -> Self {
        let Self { clock, profile, flags, dir, seed, store, ending, running, .. } = self;
        drop(ending);
        running.await.unwrap().unwrap();
        drop(store);
        happens();
        Self::open(profile, flags, dir, clock, seed + 1).await
    }

    /// Whether a server could be built with these flags; it is not run.
    pub(crate) async fn try_open(flags: &[String]) -> artigrid::error::Result<()> {
        let config = config(Profile::Memory, flags, Path::new(""));
        let clock = Arc::new(ManualClock::new(BEGINNING));
        App::build(&config, clock, Arc::new(SeededChance::new(3))).await.map(drop)
    }

    /// Tells the server to end.
    pub(crate) fn end(&self) {
        self.ending.0.begin();
    }

    /// Tells the server that its time to end is nearly over.
    pub(crate) fn hurry(&self) {
        self.ending.0.hurry();
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// One sweep, now.
    pub(crate) async fn sweep(&self) -> Swept {
        self.store.sweep(self.clock.now()).await.unwrap()
    }

    /// Where the server's files are.
    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Every file below the blobs' root, for a test that looks what is left.
    pub(crate) fn blob_files(&self) -> Vec<PathBuf> {
        let mut files = files_below(&self.dir.path().join("blobs"));
        // Says whose the store is, and is nobody's content.
        files.retain(|file| !file.ends_with("grid/.artigrid-store"));
        files
    }

    /// What is still on record of uploads that are not done and of content that is to be freed.
    pub(crate) async fn rows_to_free(&self) -> i64 {
        use sqlx::{Connection as _, Row as _};
        let count = "SELECT (SELECT count(*) FROM uploads WHERE state < 2) + (SELECT count(*) FROM garbage)";
        if self.profile == Profile::Postgres {
            let url = self.flags.iter().find_map(|flag| flag.strip_prefix("--catalog=")).unwrap();
            let mut catalog = sqlx::PgConnection::connect(url).await.unwrap();
            return sqlx::query(count).fetch_one(&mut catalog).await.unwrap().get(0);
        }
        let url = format!("sqlite://{}?mode=ro", self.dir.path().join("catalog.sqlite").display());
        let mut catalog = sqlx::SqliteConnection::connect(&url).await.unwrap();
        let rows = sqlx::query(count).fetch_one(&mut catalog).await.unwrap().get(0);
        catalog.close().await.unwrap();
        rows
    }

    /// Where signed URLs lead.
    pub(crate) fn http(&self) -> SocketAddr {
        self.http.unwrap()
    }

    /// Where the probes are.
    pub(crate) fn ops(&self) -> SocketAddr {
        self.ops.unwrap()
    }

    /// Where gRPC is, for who does not come by a stub.
    pub(crate) fn grpc(&self) -> SocketAddr {
        self.address.parse().unwrap()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Waits until the server has ended by itself.
    pub(crate) async fn ended(self) {
        self.running.await.unwrap().unwrap();
    }

    /// The SDK's builder, pointed here.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().address(&self.address)
    }

    /// The SDK as a service that names nobody.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The SDK as a service that acts for this user.
    pub(crate) fn user(&self, user: &str) -> Client {
        self.builder().user(user).build().unwrap()
    }

    /// Stubs without an SDK, calling as this caller.
    pub(crate) fn raw(&self, who: impl Into<Who>) -> Raw {
        let who = who.into();
        let channel = Endpoint::from_shared(format!("http://{}", self.address)).unwrap().connect_lazy();
        Raw { channel, who }
    }
}

/// What a server kept, while none runs.
pub(crate) struct World {
    profile: Profile,
    dir: Arc<TempDir>,
    clock: Arc<ManualClock>,
    starts: AtomicU64,
}

impl World {
    /// Starts a server on it, or says why it does not start.
    pub(crate) async fn start(&self, flags: &[&str]) -> artigrid::error::Result<TestServer> {
        let flags = flags.iter().map(ToString::to_string).collect();
        let seed = self.starts.fetch_add(1, Ordering::Relaxed);
        let (dir, clock) = (Arc::clone(&self.dir), Arc::clone(&self.clock));
        TestServer::try_start(self.profile, flags, dir, clock, seed).await
    }

    /// Where its files are.
    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }
}

/// The server ends with the test that started it.
struct Ending(Shutdown);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.begin();
    }
}

/// A fresh database.
fn database() -> String {
    or_skip(Postgres::shared()).expect("Profile::ALL has it only if it is there").fresh_database()
}

fn config(profile: Profile, flags: &[String], dir: &Path) -> Config {
    let folder = dir;
    let dir = dir.display();
    let addresses = ["--grpc-addr", "--http-addr", "--ops-addr"];
    let unsaid = addresses.iter().filter(|name| !flags.iter().any(|flag| flag.starts_with(*name)));
    let mut words = vec!["serve".to_owned()];
    words.extend(unsaid.map(|flag| format!("{flag}=127.0.0.1:0")));
    match profile {
        Profile::Memory => {}
        Profile::Files | Profile::Postgres => words.push(format!("--data-dir={dir}")),
        Profile::Sqlite => words.extend([format!("--data-dir={dir}"), "--provider=sqlite".to_owned()]),
        Profile::S3 => words.extend(s3::flags(folder)),
    }
    words.extend(flags.iter().cloned());
    Line::try_parse_from(words).unwrap().args.resolve().unwrap()
}

fn files_below(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Who a raw stub says it is: exactly these metadata, nothing else.
#[derive(Debug, Clone, Default)]
pub(crate) struct Who {
    pub(crate) sandbox: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) session: Option<String>,
}

impl Who {
    /// Nobody in particular: a service of the default sandbox.
    pub(crate) fn nobody() -> Self {
        Self::default()
    }

    /// A service that acts for this user.
    pub(crate) fn user(name: &str) -> Self {
        Self { user: Some(name.to_owned()), ..Self::default() }
    }

    /// A service bound to this session.
    pub(crate) fn session(id: &str) -> Self {
        Self::nobody().bound(id)
    }

    /// The same in this role.
    pub(crate) fn role(self, role: &str) -> Self {
        Self { role: Some(role.to_owned()), ..self }
    }

    /// The same, naming this session too.
    pub(crate) fn bound(self, id: &str) -> Self {
        Self { session: Some(id.to_owned()), ..self }
    }

    /// The same in this sandbox.
    pub(crate) fn of(self, sandbox: &str) -> Self {
        Self { sandbox: Some(sandbox.to_owned()), ..self }
    }
}

impl Interceptor for Who {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        let pairs = [
            ("artigrid-sandbox", &self.sandbox),
            ("artigrid-role", &self.role),
            ("artigrid-user", &self.user),
            ("artigrid-session", &self.session),
        ];
        for (key, value) in pairs {
            if let Some(value) = value {
                request.metadata_mut().insert(key, value.parse().unwrap());
            }
        }
        Ok(request)
    }
}

/// Stubs made from the proto files alone.
#[derive(Clone)]
pub(crate) struct Raw {
    channel: Channel,
    who: Who,
}

type Stub = InterceptedService<Channel, Who>;

impl Raw {
    /// The same connection, calling as this caller.
    pub(crate) fn with(&self, who: Who) -> Self {
        Self { channel: self.channel.clone(), who }
    }

    /// The connection with this caller's metadata, for calls that no stub makes.
    pub(crate) fn service(&self) -> Stub {
        InterceptedService::new(self.channel.clone(), self.who.clone())
    }

    pub(crate) fn artifacts(&self) -> ArtifactServiceClient<Stub> {
        ArtifactServiceClient::with_interceptor(self.channel.clone(), self.who.clone())
            .max_decoding_message_size(8 << 20)
    }

    pub(crate) fn sessions(&self) -> SessionServiceClient<Stub> {
        SessionServiceClient::with_interceptor(self.channel.clone(), self.who.clone())
    }

    pub(crate) fn search(&self) -> SearchServiceClient<Stub> {
        SearchServiceClient::with_interceptor(self.channel.clone(), self.who.clone())
    }

    pub(crate) fn admin(&self) -> AdminServiceClient<Stub> {
        AdminServiceClient::with_interceptor(self.channel.clone(), self.who.clone())
    }

    pub(crate) fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// A small artifact in this scope; answers its id.
    pub(crate) async fn put(&self, scope: v1::Scope, name: &str, data: &'static [u8]) -> String {
        self.create(scope, name, data).await.unwrap().id
    }

    /// A small artifact in this scope, or the refusal.
    pub(crate) async fn create(
        &self,
        scope: v1::Scope,
        name: &str,
        data: &'static [u8],
    ) -> Result<v1::Artifact, Status> {
        let spec = v1::ArtifactSpec { scope: scope.into(), filename: name.to_owned(), ..Default::default() };
        self.create_of(spec, data).await
    }

    /// A small artifact of this spec, or the refusal.
    pub(crate) async fn create_of(
        &self,
        spec: v1::ArtifactSpec,
        data: &'static [u8],
    ) -> Result<v1::Artifact, Status> {
        let request = v1::CreateArtifactRequest { spec: Some(spec), data: data.into(), ..Default::default() };
        Ok(self.artifacts().create_artifact(request).await?.into_inner().artifact.unwrap())
    }

    /// Metadata, or the refusal.
    pub(crate) async fn get(&self, id: &str) -> Result<v1::Artifact, Status> {
        let request = v1::GetArtifactRequest { artifact_id: id.to_owned() };
        Ok(self.artifacts().get_artifact(request).await?.into_inner().artifact.unwrap())
    }

    /// One page, or the refusal.
    pub(crate) async fn list(
        &self,
        request: v1::ListArtifactsRequest,
    ) -> Result<v1::ListArtifactsResponse, Status> {
        Ok(self.artifacts().list_artifacts(request).await?.into_inner())
    }

    /// An upload of these messages, or the refusal.
    pub(crate) async fn upload(&self, messages: Vec<v1::UploadRequest>) -> Result<v1::Artifact, Status> {
        let answer = self.artifacts().upload(futures::stream::iter(messages)).await?;
        Ok(answer.into_inner().artifact.unwrap())
    }

    /// A session of this id, or the refusal.
    pub(crate) async fn begin(&self, id: &str) -> Result<v1::Session, Status> {
        let request = v1::CreateSessionRequest { session_id: id.to_owned(), ..Default::default() };
        Ok(self.sessions().create_session(request).await?.into_inner().session.unwrap())
    }

    /// The end of a session, or the refusal.
    pub(crate) async fn end(&self, id: &str) -> Result<(), Status> {
        let request = v1::DeleteSessionRequest { session_id: id.to_owned(), ..Default::default() };
        self.sessions().delete_session(request).await.map(drop)
    }
}

/// The reason that a status carries, or what it lacks.
pub(crate) fn reason(status: &Status) -> String {
    use tonic_types::StatusExt as _;
    match status.get_details_error_info() {
        Some(info) if info.domain == "artigrid.dev" => info.reason,
        Some(info) => format!("foreign domain {}", info.domain),
        None => format!("no reason: {status:?}"),
    }
}

/// Bytes that differ from place to place.
pub(crate) fn content(size: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

/// A caller in one line of a table, or as a constant.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Calling {
    pub(crate) sandbox: Option<&'static str>,
    pub(crate) role: Option<&'static str>,
    pub(crate) user: Option<&'static str>,
    pub(crate) session: Option<&'static str>,
}

impl From<Calling> for Who {
    fn from(calling: Calling) -> Self {
        let Calling { sandbox, role, user, session } = calling;
        let [sandbox, role, user, session] =
            [sandbox, role, user, session].map(|word| word.map(ToOwned::to_owned));
        Self { sandbox, role, user, session }
    }
}
