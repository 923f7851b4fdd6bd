//! Listening, connections, and an orderly end.

use std::{future::Future, net::SocketAddr, path::PathBuf, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};

use crate::{
    Background, reload, router,
    state::{AppState, LoadError},
};

/// A connection that sends no complete head for so long is closed, idle ones included.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// Requests in flight are waited for so long at the end.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(30);
/// Largest head of a request, bytes.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// What to serve and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerConfig {
    /// Address and port; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Folder of snapshots, the one that holds `CURRENT`.
    pub root: PathBuf,
    /// How often `CURRENT` is looked at.
    pub poll: Duration,
    /// A background map of another service, where the administrator allows it.
    pub background: Option<Background>,
}

/// Why the service cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The port is taken.
    #[error("port {port} of {address} is in use; stop what uses it, or let the system choose with `--listen {address}:0`", port = .0.port(), address = host(.0))]
    PortInUse(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}; `--listen 127.0.0.1:0` would work")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        cause: std::io::Error,
    },
    /// The snapshot cannot be served.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// A service that listens and has its snapshot loaded; nothing is answered before [`Server::run`].
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    state: AppState,
    poll: Duration,
}

impl Server {
    /// Takes the port, then loads the snapshot in force.
    ///
    /// # Errors
    /// When the port is taken, the address is not one of this machine, or the snapshot is missing
    /// or cannot be served.
    pub async fn bind(config: ServerConfig) -> Result<Self, ServerError> {
        let refused = |cause: std::io::Error| match cause.kind() {
            std::io::ErrorKind::AddrInUse => ServerError::PortInUse(config.listen),
            _ => ServerError::Listen { address: config.listen, cause },
        };
        let listener = TcpListener::bind(config.listen).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let state = AppState::open_with(&config.root, config.background).await?;
        Ok(Self { listener, address, state, poll: config.poll.max(Duration::from_millis(10)) })
    }

    /// Address and port that are listened on.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// The state that requests see.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Answers until `shutdown` is ready, then takes no new connection and finishes the requests
    /// in flight, half a minute at most.
    ///
    /// # Errors
    /// None today; the signature leaves room for a listener that dies.
    pub async fn run(self, shutdown: impl Future<Output = ()>) -> Result<(), ServerError> {
        let Self { listener, state, poll, .. } = self;
        let service = TowerToHyperService::new(router(state.clone()));
        let watcher = tokio::spawn(reload::watch(state.clone(), poll));
        let connections = GracefulShutdown::new();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).max_buf_size(MAX_HEAD_BYTES);
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let stream = tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    Err(cause) => {
                        // Too many open files and the like pass; answering what is open goes on.
                        tracing::warn!(target: "maillage::server", %cause, "a connection was not accepted");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                () = &mut shutdown => break,
            };
            prepare(&stream);
            let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
            tokio::spawn(async move {
                if let Err(cause) = connection.await {
                    // Clients leave when they like: nothing to repair here.
                    tracing::debug!(target: "maillage::server", %cause, "a connection ended early");
                }
            });
        }
        drop(listener);
        state.stop();
        watcher.abort();
        let in_flight = connections.count();
        tracing::info!(target: "maillage::server", in_flight, "ending");
        if tokio::time::timeout(DRAIN_TIMEOUT, connections.shutdown()).await.is_err() {
            tracing::warn!(target: "maillage::server", "requests were still in flight at the end");
        }
        Ok(())
    }
}

/// Small answers leave at once instead of waiting for more.
fn prepare(stream: &TcpStream) {
    if let Err(cause) = stream.set_nodelay(true) {
        tracing::debug!(target: "maillage::server", %cause, "TCP_NODELAY is not set");
    }
}

/// The address as a command line takes it.
fn host(address: &SocketAddr) -> String {
    match address {
        SocketAddr::V4(v4) => v4.ip().to_string(),
        SocketAddr::V6(v6) => format!("[{}]", v6.ip()),
    }
}
