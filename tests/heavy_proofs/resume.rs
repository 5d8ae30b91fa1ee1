//! 4 GiB over a connection that is cut again and again: by a client that is killed, a connection that is reset, a server
//! that is killed. What goes up is counted on the way.

use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::world::{Launch, Profile, Server, artigrid, seed};

/// How large, and how often it is cut.
pub(crate) struct Plan {
    pub(crate) profile: Profile,
    pub(crate) mib: u64,
    pub(crate) cuts: u64,
}

/// A part, and what may lie in windows and sockets between client and server when they are cut.
const AGAIN_AT_EACH_CUT: u64 = (8 + 16) << 20;

/// A relay that counts what goes up, and cuts all its connections when told.
struct Relay {
    address: String,
    server: Arc<Mutex<String>>,
    up: Arc<AtomicU64>,
    cut: watch::Sender<u64>,
}

impl Relay {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (server, up) = (Arc::new(Mutex::new(String::new())), Arc::new(AtomicU64::new(0)));
        let (cut, cuts) = watch::channel(0);
        let (to, counter) = (Arc::clone(&server), Arc::clone(&up));
        tokio::spawn(async move {
            loop {
                let Ok((client, _)) = listener.accept().await else { return };
                let (address, counter, mut cuts) =
                    (to.lock().unwrap().clone(), Arc::clone(&counter), cuts.clone());
                cuts.mark_unchanged();
                tokio::spawn(async move {
                    let Ok(server) = TcpStream::connect(address).await else { return };
                    tokio::select! {
                        () = pass(client, server, &counter) => {}
                        _ = cuts.changed() => {}
                    }
                });
            }
        });
        Self { address, server, up, cut }
    }

    fn lead_to(&self, server: &Server) {
        server.address().clone_into(&mut self.server.lock().unwrap());
    }

    fn cut(&self) {
        self.cut.send_modify(|cuts| *cuts += 1);
    }
}

async fn pass(mut client: TcpStream, mut server: TcpStream, up: &AtomicU64) {
    let (mut asked, mut ask) = client.split();
    let (mut answered, mut answer) = server.split();
    let upwards = async {
        let mut buffer = vec![0; 256 << 10];
        while let Ok(size @ 1..) = asked.read(&mut buffer).await {
            up.fetch_add(size as u64, Ordering::SeqCst);
            if answer.write_all(&buffer[..size]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = upwards => {}
        _ = tokio::io::copy(&mut answered, &mut ask) => {}
    }
}

/// Sends a file through all cuts; answers the artifact's id and the server that has it.
pub(crate) async fn send_through_cuts(plan: &Plan, source: &Path, dir: &Path) -> (String, Server) {
    let seed = seed();
    println!("{:?}: {} MiB, {} cuts, seed {seed}", plan.profile, plan.mib, plan.cuts);
    let mut rng = SmallRng::seed_from_u64(seed);
    let launch = Launch::on(&dir.join("data"), plan.profile);
    let relay = Relay::start().await;
    let mut server = launch.start().await;
    relay.lead_to(&server);
    let size = plan.mib << 20;
    let state = dir.join("state");
    let mut put = put(&relay, source, &state);
    for cut in 1..=plan.cuts {
        // Somewhere in its own stretch, so that all of them come.
        let stretch = size / (plan.cuts + 1);
        let at = relay.up.load(Ordering::SeqCst) + rng.random_range(stretch / 2..=stretch);
        let mut done = false;
        while relay.up.load(Ordering::SeqCst) < at && !done {
            tokio::task::yield_now().await;
            done = put.try_wait().unwrap().is_some_and(|status| status.success());
        }
        if done {
            println!("done before cut {cut}");
            break;
        }
        match rng.random_range(0..3) {
            0 => put.start_kill().unwrap(),
            1 => relay.cut(),
            _ => {
                server.kill();
                server.ended().await;
                server = launch.start().await;
                relay.lead_to(&server);
                relay.cut();
            }
        }
        // A client that was killed, or gave up, is begun again by the same command.
        if put.try_wait().unwrap().is_some() || cut % 2 == 0 {
            put.kill().await.unwrap();
            put = self::put(&relay, source, &state);
        }
    }
    let mut left = 20;
    let out = loop {
        let out = put.wait_with_output().await.unwrap();
        if out.status.success() {
            break out;
        }
        left -= 1;
        assert!(left > 0, "{}", String::from_utf8_lossy(&out.stderr));
        put = self::put(&relay, source, &state);
    };
    let sent = relay.up.load(Ordering::SeqCst);
    let again = sent.saturating_sub(size);
    println!("{} MiB sent in all, {} MiB of them again", sent >> 20, again >> 20);
    // HTTP/2 adds some thousandths.
    let bound = plan.cuts * AGAIN_AT_EACH_CUT + size / 100;
    assert!(again <= bound, "{again} bytes were sent again; the bound is {bound}");
    (String::from_utf8(out.stdout).unwrap().trim().to_owned(), server)
}

fn put(relay: &Relay, source: &Path, state: &Path) -> tokio::process::Child {
    let mut put = artigrid();
    put.args(["put", source.to_str().unwrap(), "--state", state.to_str().unwrap()]);
    put.env("ARTIGRID_ADDR", &relay.address).env("ARTIGRID_USER", "ana").kill_on_drop(true);
    put.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    put.spawn().unwrap()
}
