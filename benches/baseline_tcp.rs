//! What the kernel moves between two processes: one connection, writes and reads of 1 MiB, nothing else.

use crate::child::Server;
use crate::{MIB, Outcome};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const UP: u64 = 0;
const DOWN: u64 = 1;

/// A request is a direction and a size; an upload is answered by one byte when all of it was read.
pub(crate) async fn serve() -> Outcome<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(answer(stream));
    }
}

async fn answer(mut stream: TcpStream) -> Outcome<()> {
    let mut buffer = vec![0; usize::try_from(MIB)?];
    loop {
        let (direction, size) = (stream.read_u64_le().await?, stream.read_u64_le().await?);
        if direction == DOWN {
            write_all(&mut stream, &buffer, size).await?;
        } else {
            read_all(&mut stream, &mut buffer, size).await?;
            stream.write_u8(1).await?;
        }
    }
}

/// A client's end.
pub(crate) struct Tcp {
    stream: TcpStream,
    buffer: Vec<u8>,
    _server: Server,
}

impl Tcp {
    pub(crate) async fn start() -> Outcome<Self> {
        let server = Server::baseline(&["tcp"]).await?;
        let stream = TcpStream::connect(server.address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![7; usize::try_from(MIB)?], _server: server })
    }

    pub(crate) async fn up(&mut self, size: u64) -> Outcome<Duration> {
        let start = Instant::now();
        self.stream.write_u64_le(UP).await?;
        self.stream.write_u64_le(size).await?;
        write_all(&mut self.stream, &self.buffer, size).await?;
        self.stream.read_u8().await?;
        Ok(start.elapsed())
    }

    pub(crate) async fn down(&mut self, size: u64) -> Outcome<Duration> {
        let start = Instant::now();
        self.stream.write_u64_le(DOWN).await?;
        self.stream.write_u64_le(size).await?;
        read_all(&mut self.stream, &mut self.buffer, size).await?;
        Ok(start.elapsed())
    }
}

async fn write_all(stream: &mut TcpStream, buffer: &[u8], size: u64) -> Outcome<()> {
    let mut left = size;
    while left > 0 {
        let length = left.min(MIB);
        stream.write_all(&buffer[..usize::try_from(length)?]).await?;
        left -= length;
    }
    Ok(())
}

async fn read_all(stream: &mut TcpStream, buffer: &mut [u8], size: u64) -> Outcome<()> {
    let mut left = size;
    while left > 0 {
        let length = stream.read(&mut buffer[..usize::try_from(left.min(MIB))?]).await?;
        if length == 0 {
            return Err("the other end has closed".into());
        }
        left -= u64::try_from(length)?;
    }
    Ok(())
}
