//! Watching for a new snapshot.

use std::{
    path::Path,
    time::{Duration, SystemTime},
};

use crate::state::{AppState, Refreshed};

/// How often what was counted is folded; counting goes on whatever the poll.
const UPKEEP: Duration = Duration::from_secs(5);

/// Looks at the snapshot in force every `poll`, and at once on SIGHUP, for ever. A snapshot that
/// cannot be served is reported once and the one before stays.
pub(crate) async fn watch(state: AppState, poll: Duration) {
    let mut hangup = Hangup::new();
    let mut ticks = tokio::time::interval(poll);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut upkeep = tokio::time::interval(UPKEEP);
    let mut seen = None;
    loop {
        let forced = tokio::select! {
            _ = ticks.tick() => false,
            () = hangup.next() => true,
            _ = upkeep.tick() => {
                state.metrics().upkeep();
                continue;
            }
        };
        // A refused snapshot is not read again and again: only when its pointer was written anew.
        let pointer = pointer(state.root()).await;
        if !forced && pointer.is_some() && pointer == seen {
            continue;
        }
        look(&state).await;
        seen = pointer;
    }
}

async fn look(state: &AppState) {
    match state.refresh().await {
        Ok(Refreshed::Unchanged) => {}
        Ok(Refreshed::Swapped(id)) => {
            state.metrics().reload("swapped");
            tracing::info!(target: "maillage::server", %id, "a new snapshot is served");
        }
        Err(cause) => {
            state.metrics().reload("refused");
            let kept = &state.loaded().manifest.id;
            tracing::error!(target: "maillage::server", %cause, %kept, "the new snapshot is refused; the one before stays");
        }
    }
}

/// What the pointer says and when it was written.
async fn pointer(root: &Path) -> Option<(Vec<u8>, SystemTime)> {
    let path = root.join("CURRENT");
    let written = tokio::fs::metadata(&path).await.and_then(|m| m.modified()).ok()?;
    Some((tokio::fs::read(&path).await.ok()?, written))
}

/// SIGHUP, where there is one.
struct Hangup {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Hangup {
    #[cfg(unix)]
    fn new() -> Self {
        let signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup());
        if let Err(cause) = &signal {
            tracing::warn!(target: "maillage::server", %cause, "SIGHUP is not listened to");
        }
        Self { signal: signal.ok() }
    }

    #[cfg(not(unix))]
    fn new() -> Self {
        Self {}
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending().await
    }
}
