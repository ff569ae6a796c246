//! Where connections come from: one loopback port, a limited number of connections, and an end for each that does not
//! move. Nothing here knows HTTP.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

use super::Fault;

/// The port that is tried first when none is asked for.
const FIRST: u16 = 4747;
/// How many are tried.
const TRIES: u16 = 100;
/// Connections at once. A browser opens six; the rest waits in the system's queue.
const CONNECTIONS: usize = 512;
/// A connection that has got nothing for this long ends: a request that never becomes whole (however slowly it
/// trickles), an answer that nobody takes, an idle one. The answers of the reload channel come well before.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// Takes `port`, or without one the first free port from 4747 on.
pub(super) fn bind(port: Option<u16>) -> Result<(std::net::TcpListener, u16), Fault> {
    let listen = |port: u16| {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        // Asked for 0, the system chooses.
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    };
    if let Some(port) = port {
        return listen(port).map_err(|cause| Fault::Port { port, cause });
    }
    let last = FIRST + TRIES - 1;
    let mut tried = Err(io::Error::from(io::ErrorKind::AddrInUse));
    for port in FIRST..=last {
        tried = listen(port);
        match &tried {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            _ => break,
        }
    }
    tried.map_err(|cause| Fault::Ports { first: FIRST, last, cause })
}

/// The same for a first request while more than half of the connections are in use: so that a crowd of silent clients
/// keeps the others waiting for a moment only.
const CROWDED: Duration = Duration::from_secs(3);

/// A listener that hands out connections with an end.
pub(super) struct Listener {
    inner: TcpListener,
    room: Arc<Semaphore>,
}

impl Listener {
    /// To be called inside the runtime.
    pub fn new(listener: std::net::TcpListener) -> io::Result<Listener> {
        Ok(Listener { inner: TcpListener::from_std(listener)?, room: Arc::new(Semaphore::new(CONNECTIONS)) })
    }
}

impl axum::serve::Listener for Listener {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        loop {
            // The semaphore is never closed.
            let Ok(room) = self.room.clone().acquire_owned().await else { continue };
            match self.inner.accept().await {
                Ok((stream, address)) => {
                    // Small answers should go out at once; that it failed would only make them later.
                    let _ = stream.set_nodelay(true);
                    let crowded = self.room.available_permits() < CONNECTIONS / 2;
                    let end = Box::pin(sleep(if crowded { CROWDED } else { PATIENCE }));
                    return (Connection { stream, end, _room: room }, address);
                }
                // Out of file descriptors, or the client left: neither ends the preview.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
}

/// A connection that ends when nothing was written to it for [`PATIENCE`].
pub(super) struct Connection {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
    _room: OwnedSemaphorePermit,
}

impl Connection {
    /// While the stream has nothing for us: has the end come?
    fn wait<T>(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        match self.end.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }

    fn wrote(&mut self, result: Poll<io::Result<usize>>, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match result {
            Poll::Ready(Ok(n)) => {
                self.end.as_mut().reset(Instant::now() + PATIENCE);
                Poll::Ready(Ok(n))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.wait(cx),
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_read(cx, buf) {
            Poll::Pending => self.wait(cx),
            ready => ready,
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.wrote(result, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.wrote(result, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
