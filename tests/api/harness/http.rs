//! HTTP/1.1 by hand: what is sent is what the test says, byte for byte, and so is what is read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;

use bytes::Bytes;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// A request that is about to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Bytes,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// A request of this method for this URL, or path.
pub(crate) fn ask(method: &str, url: &str) -> Request {
    let target = url.strip_prefix("http://").map_or(url, |rest| &rest[rest.find('/').unwrap()..]);
    Request { method: method.to_owned(), target: target.to_owned(), headers: vec![], body: Bytes::new() }
}

impl Request {
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    pub(crate) fn body(self, body: impl Into<Bytes>) -> Self {
        Self { body: body.into(), ..self }
    }

    /// Sends it on a connection of its own.
    pub(crate) async fn send(self, to: SocketAddr) -> Response {
        Connection::open(to).await.send(self).await
    }

    fn head(&self) -> String {
        let mut head = format!("{} {} HTTP/1.1\r\nHost: test\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        let said = self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        if !said && (!self.body.is_empty() || self.method == "PUT" || self.method == "POST") {
            write!(head, "Content-Length: {}\r\n", self.body.len()).unwrap();
        }
        head + "\r\n"
    }
}

/// A connection that is kept between requests.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    pub(crate) async fn open(to: SocketAddr) -> Self {
        Self(BufReader::new(TcpStream::connect(to).await.unwrap()))
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn send(&mut self, request: Request) -> Response {
        let without_body = request.method == "HEAD";
        self.write(request.head().as_bytes()).await;
        // A server that refuses may answer, and close, before it has read everything.
        let _ = self.0.write_all(&request.body).await;
        self.read(without_body).await
    }

    /// Sends a request whose answer may be that the connection is cut.
    pub(crate) async fn try_send(&mut self, request: Request) -> Option<Response> {
        let _ = self.0.write_all(request.head().as_bytes()).await;
        let all = self.read_to_end().await;
        let status = String::from_utf8_lossy(&all).split(' ').nth(1)?.parse().ok()?;
        Some(Response { status, headers: BTreeMap::new(), body: Vec::new() })
    }

    /// Waits until something of an answer has come.
    pub(crate) async fn wait(&mut self) {
        self.0.fill_buf().await.unwrap();
    }

    /// Sends these bytes as they are.
    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    /// Has the server closed it? Reads what is left.
    pub(crate) async fn is_closed(&mut self) -> bool {
        let mut rest = [0; 1024];
        loop {
            match self.0.read(&mut rest).await {
                Ok(0) | Err(_) => return true,
                Ok(_) => {}
            }
        }
    }

    /// Everything that comes until the server closes.
    pub(crate) async fn read_to_end(&mut self) -> Vec<u8> {
        let mut all = Vec::new();
        // A connection that is cut in the middle has said all that it says.
        let _ = self.0.read_to_end(&mut all).await;
        all
    }

    /// Reads one answer.
    pub(crate) async fn read(&mut self, without_body: bool) -> Response {
        let line = self.line().await;
        let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("no status: {line:?}")).parse().unwrap();
        let mut headers = BTreeMap::new();
        loop {
            let line = self.line().await;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').unwrap();
            let before = headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
            assert!(before.is_none() || name.eq_ignore_ascii_case("vary"), "{name} comes twice");
        }
        let mut body = Vec::new();
        if !without_body && status != 304 {
            if headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
                self.chunks(&mut body).await;
            } else {
                let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
                body.resize(length, 0);
                self.0.read_exact(&mut body).await.unwrap();
            }
        }
        Response { status, headers, body }
    }

    async fn chunks(&mut self, body: &mut Vec<u8>) {
        loop {
            let size = usize::from_str_radix(&self.line().await, 16).unwrap();
            let from = body.len();
            body.resize(from + size, 0);
            self.0.read_exact(&mut body[from..]).await.unwrap();
            assert_eq!(self.line().await, "");
            if size == 0 {
                return;
            }
        }
    }

    async fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).await.unwrap();
        line.trim_end_matches(['\r', '\n']).to_owned()
    }
}

impl Response {
    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The reason in a problem's body; `-` where there is none.
    pub(crate) fn reason(&self) -> String {
        if self.header("content-type") != "application/problem+json" {
            return "-".to_owned();
        }
        let problem: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem["status"], self.status, "the body says what the status says");
        problem["reason"].as_str().unwrap_or("-").to_owned()
    }

    /// Status and reason in one word.
    pub(crate) fn outcome(&self) -> String {
        match self.reason().as_str() {
            "-" => self.status.to_string(),
            reason => format!("{} {reason}", self.status),
        }
    }
}
