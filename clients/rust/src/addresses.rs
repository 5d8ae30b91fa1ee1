//! Where servers are, and which of them is taken.
//!
//! Replicas answer alike, so a client of several talks to one of them until the connection ends, and then to the next
//! that takes it: who ended the connection is about to go, or gone.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tonic::codegen::Service;

use crate::error::{Error, Result};

/// Reads one address, or several with commas between.
pub(crate) fn parse(addresses: &str) -> Result<Vec<Uri>> {
    addresses.split(',').map(|address| parse_one(address.trim())).collect()
}

/// `http://` is plain by request; a bare `host:port` is plain only where nobody can listen in.
fn parse_one(address: &str) -> Result<Uri> {
    let wrong = |why: &str| Error::usage(format!("address {address:?}: {why}"));
    if address.starts_with("https://") {
        return Err(wrong("TLS is not built yet; use http:// within a trusted network"));
    }
    let plain = address.strip_prefix("http://");
    if plain.is_none() && address.contains("://") {
        return Err(wrong("only http:// is known"));
    }
    let uri: Uri =
        format!("http://{}", plain.unwrap_or(address)).parse().map_err(|_| wrong("not host:port"))?;
    let host = uri.host().filter(|host| !host.is_empty()).ok_or_else(|| wrong("no host"))?;
    if uri.path() != "/" || uri.query().is_some() {
        return Err(wrong("a server has no path"));
    }
    if plain.is_none() && uri.port_u16().is_none() {
        return Err(wrong("no port"));
    }
    if plain.is_none() && !is_loopback(host) {
        return Err(wrong("plain connections beyond this machine must be asked for by http://"));
    }
    Ok(uri)
}

fn is_loopback(host: &str) -> bool {
    let bare = unbracketed(host);
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn unbracketed(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Connects to one of several servers: the first that takes the connection, beginning behind the one that was last.
pub(crate) struct InTurn {
    addresses: Arc<[Uri]>,
    next: Arc<AtomicUsize>,
    /// How long each of them is waited for.
    timeout: Duration,
}

impl InTurn {
    pub(crate) fn new(addresses: Vec<Uri>, timeout: Duration) -> Self {
        Self { addresses: addresses.into(), next: Arc::default(), timeout }
    }
}

impl Service<Uri> for InTurn {
    type Response = TokioIo<TcpStream>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    /// The address that is asked for only names the service.
    fn call(&mut self, _: Uri) -> Self::Future {
        let (addresses, next, timeout) = (Arc::clone(&self.addresses), Arc::clone(&self.next), self.timeout);
        Box::pin(async move {
            let first = next.load(Ordering::Relaxed);
            let mut failed = io::Error::from(io::ErrorKind::NotFound);
            for place in (first..).take(addresses.len()) {
                match connect(&addresses[place % addresses.len()], timeout).await {
                    Ok(stream) => {
                        next.store(place + 1, Ordering::Relaxed);
                        return Ok(TokioIo::new(stream));
                    }
                    Err(error) => failed = error,
                }
            }
            Err(failed)
        })
    }
}

async fn connect(address: &Uri, timeout: Duration) -> io::Result<TcpStream> {
    let host = unbracketed(address.host().unwrap_or_default());
    let connecting = TcpStream::connect((host, address.port_u16().unwrap_or(80)));
    let stream = tokio::time::timeout(timeout, connecting).await.map_err(io::Error::from)??;
    // Small answers must not wait for more to send.
    stream.set_nodelay(true)?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn a_bare_address_is_plain_on_loopback_only() {
        for good in ["127.0.0.1:50051", "localhost:1", "[::1]:50051", "http://10.0.0.1:50051", "http://box"] {
            assert!(parse_one(good).is_ok(), "{good}");
        }
        for bad in [
            "10.0.0.1:50051",
            "box:50051",
            "https://box:1",
            "ftp://box:1",
            "",
            "127.0.0.1",
            "http://h/p",
            "a b:1",
        ] {
            assert!(parse_one(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn several_addresses_are_all_good_or_none_is() {
        assert_eq!(parse("localhost:1, http://box:2").unwrap().len(), 2);
        for bad in ["localhost:1,", ",localhost:1", "localhost:1,box:2"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn the_next_one_that_answers_is_taken() {
        let listen = async || TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (first, second) = (listen().await, listen().await);
        let (one, two) = (first.local_addr().unwrap(), second.local_addr().unwrap());
        let gone = listen().await.local_addr().unwrap();
        let all = parse(&format!("{gone},{one},{two}")).unwrap();
        let mut connector = InTurn::new(all.clone(), Duration::from_secs(10));
        for expected in [one, two, one] {
            let stream = connector.call(all[0].clone()).await.unwrap();
            assert_eq!(stream.inner().peer_addr().unwrap(), expected);
        }
        let mut connector = InTurn::new(parse(&gone.to_string()).unwrap(), Duration::from_secs(10));
        assert!(connector.call(all[0].clone()).await.is_err());
    }
}
