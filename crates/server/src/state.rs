//! What every request sees: one loaded snapshot at a time, swapped whole.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use arc_swap::ArcSwap;
use axum::{extract::FromRequestParts, http::request::Parts};
use snapshot::SnapshotError;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

use crate::{Background, load, metrics::Metrics, problem::Problem};

pub use crate::load::{LoadError, Loaded};

/// Shared by all requests; a clone is the same state.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    root: PathBuf,
    /// Which background map the administrator allows.
    background: Option<Background>,
    loaded: ArcSwap<Loaded>,
    /// One reload at a time.
    reload: Mutex<()>,
    /// As many heavy computations at once as there are cores.
    heavy: Arc<Semaphore>,
    /// Streamed tables have their own places: a slow reader holds no other up.
    streams: Arc<Semaphore>,
    metrics: Metrics,
    stopping: AtomicBool,
}

/// What a look at the snapshot in force found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// It is the one that is served.
    Unchanged,
    /// It was loaded and is served from now on; its id.
    Swapped(String),
}

impl AppState {
    /// Opens the snapshot in force under a root folder, off the async threads.
    ///
    /// # Errors
    /// When there is none, or it cannot be served whole.
    pub async fn open(root: &Path) -> Result<Self, LoadError> {
        Self::open_with(root, None).await
    }

    /// The same, with the background map that the administrator allows.
    ///
    /// # Errors
    /// As [`AppState::open`].
    pub async fn open_with(root: &Path, background: Option<Background>) -> Result<Self, LoadError> {
        let loaded = load::load(root).await?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let metrics = Metrics::new();
        metrics.snapshot(&loaded.manifest.id, None);
        Ok(Self(Arc::new(Shared {
            root: root.to_owned(),
            background,
            loaded: ArcSwap::from_pointee(loaded),
            reload: Mutex::new(()),
            heavy: Arc::new(Semaphore::new(cores)),
            streams: Arc::new(Semaphore::new(cores)),
            metrics,
            stopping: AtomicBool::new(false),
        })))
    }

    /// The snapshot that is served; whoever holds it keeps it, whatever is swapped in meanwhile.
    pub fn loaded(&self) -> Arc<Loaded> {
        self.0.loaded.load_full()
    }

    /// Looks at the snapshot in force and swaps it in when it is another one. On error the one
    /// that is served stays.
    ///
    /// # Errors
    /// When the snapshot in force cannot be served.
    pub async fn refresh(&self) -> Result<Refreshed, LoadError> {
        let _one_at_a_time = self.0.reload.lock().await;
        let name = self.current_name().await?;
        if name.strip_prefix("snap-") == Some(self.loaded().manifest.id.as_str()) {
            return Ok(Refreshed::Unchanged);
        }
        let loaded = load::load(&self.0.root).await?;
        let id = loaded.manifest.id.clone();
        let previous = self.0.loaded.swap(Arc::new(loaded));
        self.0.metrics.snapshot(&id, Some(&previous.manifest.id));
        Ok(Refreshed::Swapped(id))
    }

    /// Root folder of the snapshots.
    pub fn root(&self) -> &Path {
        &self.0.root
    }

    /// The background map that the administrator allows.
    pub(crate) fn background(&self) -> Option<Background> {
        self.0.background
    }

    /// Counters and durations.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// From now on the server answers that it is not ready.
    pub(crate) fn stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::Relaxed)
    }

    /// Runs what keeps a core busy off the async threads, at most one a core.
    pub(crate) async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = Arc::clone(&self.0.heavy).acquire_owned().await.map_err(Problem::internal)?;
        // The place is given back when the work is done, also where nobody waits for it any more.
        let work = move || {
            let _permit = permit;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
    }

    /// A place for a table that is computed while it is sent.
    pub(crate) async fn stream_place(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.0.streams).acquire_owned().await.map_err(Problem::internal)
    }

    async fn current_name(&self) -> Result<String, LoadError> {
        let root = self.0.root.clone();
        let name = tokio::task::spawn_blocking(move || snapshot::current_id(&root)).await;
        Ok(name.map_err(|e| LoadError::Interrupted(e.to_string()))?.map_err(Box::<SnapshotError>::from)?)
    }
}

/// The snapshot of a request: the one that was served when it came in.
#[derive(Debug, Clone)]
pub struct Snap(pub Arc<Loaded>);

impl FromRequestParts<AppState> for Snap {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self(state.loaded())))
    }
}
