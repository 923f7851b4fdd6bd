//! What a long command says while it works: bars on a terminal, nothing elsewhere.

use std::{
    io::{IsTerminal, Read},
    sync::Mutex,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

/// Progress of a build, stage after stage. On a terminal each stage has a bar with its count, rate
/// and time left; elsewhere only the times are kept, for the summary.
pub(crate) struct Progress {
    visible: bool,
    current: Mutex<Option<(String, ProgressBar, Instant)>>,
    times: Mutex<Vec<(String, Duration)>>,
}

impl Progress {
    pub(crate) fn new(quiet: bool) -> Self {
        let visible = !quiet && std::io::stderr().is_terminal();
        Self { visible, current: Mutex::default(), times: Mutex::default() }
    }

    /// Ends the stage at work and starts another; `total` in `unit`, 0 when not known.
    pub(crate) fn stage(&self, name: &str, unit: &str, total: u64) {
        self.end();
        let bar = if self.visible { ProgressBar::new(total) } else { ProgressBar::hidden() };
        let template = if total > 0 {
            format!("{{msg:<28}} {{bar:24}} {{human_pos}}/{{human_len}} {unit}  {{per_sec}}  {{eta}} left")
        } else {
            format!("{{msg:<28}} {{spinner}} {{human_pos}} {unit}  {{per_sec}}  {{elapsed}}")
        };
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        *lock(&self.current) = Some((name.to_owned(), bar, Instant::now()));
    }

    /// Starts the stage of reading files: bytes for the bar and the time left, rows in words.
    pub(crate) fn reading(&self, bytes: u64) {
        self.stage("Reading", "", bytes);
        if let Some((_, bar, _)) = &*lock(&self.current)
            && let Ok(style) =
                ProgressStyle::with_template("{msg:<28} {bar:24} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left")
        {
            bar.set_style(style);
        }
    }

    /// Rows read so far.
    pub(crate) fn rows(&self, rows: u64) {
        if let Some((name, bar, since)) = &*lock(&self.current) {
            let rate = rows as f64 / since.elapsed().as_secs_f64().max(1e-3);
            bar.set_message(format!("{name}: {rows} rows, {rate:.0}/s"));
        }
    }

    /// A reader whose progress the bar of the stage follows.
    pub(crate) fn follow<R: Read>(&self, reader: R) -> impl Read {
        let bar = lock(&self.current).as_ref().map_or_else(ProgressBar::hidden, |(_, bar, _)| bar.clone());
        bar.wrap_read(reader)
    }

    /// How much of the stage is done, and of how much when that is only known now.
    pub(crate) fn at(&self, done: u64, total: u64) {
        if let Some((_, bar, _)) = &*lock(&self.current) {
            if total > 0 && bar.length() != Some(total) {
                bar.set_length(total);
            }
            bar.set_position(done);
        }
    }

    /// Ends the stage at work.
    pub(crate) fn end(&self) {
        if let Some((name, bar, since)) = lock(&self.current).take() {
            bar.finish_and_clear();
            lock(&self.times).push((name, since.elapsed()));
        }
    }

    /// The stages so far, with the time each took.
    pub(crate) fn times(&self) -> Vec<(String, Duration)> {
        lock(&self.times).clone()
    }
}

/// A poisoned lock only means that another thread panicked while it drew a bar.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
