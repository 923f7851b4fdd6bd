//! `maillage serve`: the server with its log and its signals.

use std::time::Duration;

use anyhow::{Context, Result};
use server::{Background, Server, ServerConfig};
use tracing_subscriber::{EnvFilter, prelude::*};

use crate::cli::{BackgroundChoice, LogFormat, ServeArgs};

pub(crate) fn run(args: &ServeArgs) -> Result<()> {
    start_log(args.service.log);
    // Threads of the runtime only move bytes; what computes has threads of its own. A core left to those, and to
    // a proxy on the same machine, keeps an answer from waiting for a turn of the system: measured with 8
    // connections on two cores, 99 % of tiles in 0.5 ms instead of 3.5.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime =
        builder.worker_threads((cores - 1).max(1)).enable_all().build().context("cannot start the runtime")?;
    runtime.block_on(async {
        let background = match args.service.background {
            BackgroundChoice::None => None,
            BackgroundChoice::Ign => Some(Background::Ign),
        };
        let (listen, root) = (args.service.listen, args.snapshot.clone());
        let config = ServerConfig { listen, root, poll: Duration::from_secs(2), background };
        let server = Server::bind(config).await?;
        // On standard output, alone, so that a script that asked for port 0 can read it.
        println!("http://{}", server.local_addr());
        server.run(stop_signal()).await.context("the server stopped")
    })
}

/// Ends on Ctrl-C or the signal that service managers send.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}

fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_env("MAILLAGE_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    let registry = tracing_subscriber::registry().with(filter);
    // A second start in one process (never in the binary) keeps the first log.
    let _ = match format {
        LogFormat::Text => registry.with(lines).try_init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).try_init(),
    };
}
