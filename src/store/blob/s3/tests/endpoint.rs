//! An endpoint that stands before a real server, writes down what passes and misbehaves when it is told to.
//!
//! It speaks as much HTTP as the client that we have: one request after the other on a connection, bodies of a known length.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::shutdown::spawn_detached;

/// How the endpoint treats the requests that begin so: `PUT`, `GET /bucket/grid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Answers with this status and this code of S3.
    Answer(u16, &'static str),
    /// Takes the request and never answers.
    Hang,
    /// Closes the connection without an answer.
    Close,
    /// Passes on so many bytes of the answer's body and closes the connection.
    Cut(usize),
}

/// A request that passed.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// `PUT /bucket/key?x=y`.
    pub(super) line: String,
    /// Its headers, names in lower case.
    pub(super) headers: Vec<(String, String)>,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Debug, Default)]
struct State {
    /// To which requests, what, and how often still.
    faults: Vec<(&'static str, Fault, usize)>,
    seen: Vec<Seen>,
}

/// See the module's head.
#[derive(Clone)]
pub(super) struct Endpoint {
    pub(super) url: String,
    state: Arc<Mutex<State>>,
}

impl Endpoint {
    /// Before the server at this URL.
    pub(super) async fn before(server: &str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let endpoint = Self { url, state: Arc::default() };
        let (here, server) = (endpoint.clone(), server.trim_start_matches("http://").to_owned());
        spawn_detached(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (here, server) = (here.clone(), server.clone());
                spawn_detached(async move {
                    // A connection that ends is what half of these tests are about.
                    let _ = here.serve(client, &server).await;
                });
            }
        });
        endpoint
    }

    /// From now on, so many times.
    pub(super) fn arm(&self, requests: &'static str, fault: Fault, times: usize) {
        self.state.lock().unwrap().faults.push((requests, fault, times));
    }

    /// From now on all is well.
    pub(super) fn heal(&self) {
        self.state.lock().unwrap().faults.clear();
    }

    /// What passed, and was kept from passing, whose line contains this.
    pub(super) fn seen(&self, part: &str) -> Vec<Seen> {
        let state = self.state.lock().unwrap();
        state.seen.iter().filter(|seen| seen.line.contains(part)).cloned().collect()
    }

    fn fault(&self, line: &str) -> Option<Fault> {
        let mut state = self.state.lock().unwrap();
        let armed = state.faults.iter_mut().find(|(of, _, times)| line.starts_with(of) && *times > 0)?;
        armed.2 -= 1;
        Some(armed.1)
    }

    async fn serve(&self, client: TcpStream, server: &str) -> std::io::Result<()> {
        let (mut client, mut server) =
            (BufReader::new(client), BufReader::new(TcpStream::connect(server).await?));
        while let Some((head, seen)) = head(&mut client).await? {
            let fault = self.fault(&seen.line);
            let length = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
            let headless = seen.line.starts_with("HEAD");
            self.state.lock().unwrap().seen.push(seen);
            let mut body = vec![0; length];
            match fault {
                Some(Fault::Hang) => std::future::pending().await,
                Some(Fault::Close) => return Ok(()),
                Some(Fault::Answer(status, code)) => {
                    client.read_exact(&mut body).await?;
                    let body = format!(
                        "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>m</Message></Error>"
                    );
                    let body = if headless { String::new() } else { body };
                    let answer =
                        format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n{body}", body.len());
                    client.write_all(answer.as_bytes()).await?;
                    continue;
                }
                Some(Fault::Cut(_)) | None => {}
            }
            client.read_exact(&mut body).await?;
            server.write_all(head.as_bytes()).await?;
            server.write_all(&body).await?;
            let cut = if let Some(Fault::Cut(after)) = fault { Some(after) } else { None };
            if !answer(&mut server, &mut client, headless, cut).await? {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Passes an answer on; answers whether the connection goes on.
async fn answer(
    server: &mut BufReader<TcpStream>,
    client: &mut BufReader<TcpStream>,
    headless: bool,
    cut: Option<usize>,
) -> std::io::Result<bool> {
    let Some((head, seen)) = head(server).await? else { return Ok(false) };
    client.write_all(head.as_bytes()).await?;
    if seen.header("transfer-encoding").is_some() {
        // To its end: there is no more on this connection then.
        tokio::io::copy(server, client).await?;
        return Ok(false);
    }
    let whole: u64 =
        if headless { 0 } else { seen.header("content-length").map_or(0, |length| length.parse().unwrap()) };
    let length = cut.map_or(whole, |cut| whole.min(cut as u64));
    tokio::io::copy(&mut server.take(length), client).await?;
    Ok(length == whole)
}

/// The head of a request or of an answer, as it is and understood.
async fn head(from: &mut BufReader<TcpStream>) -> std::io::Result<Option<(String, Seen)>> {
    let (mut head, mut headers, mut first) = (String::new(), Vec::new(), None);
    loop {
        let begin = head.len();
        if from.read_line(&mut head).await? == 0 {
            return Ok(None);
        }
        let line = head[begin..].trim_end();
        match (&first, line.split_once(':')) {
            (_, None) if line.is_empty() => break,
            (None, _) => first = Some(line.trim_end_matches(" HTTP/1.1").to_owned()),
            (Some(_), Some((name, value))) => headers.push((name.to_lowercase(), value.trim().to_owned())),
            (Some(_), None) => {}
        }
    }
    Ok(Some((head, Seen { line: first.unwrap_or_default(), headers })))
}
