//! From services back to homes: one engine, several questions.
//!
//! Every answer is the same sum of whole milliseconds (home → street → service → its door), rounded
//! once, at the end, to whole seconds. [`Network::reach`] asks the plain network; the matrix uses the
//! hierarchy where there is one. Both give the same numbers.

mod buckets;
mod ends;
mod matrix;
mod nearest;
mod part;
mod reach;
mod route;
mod within;

pub use matrix::NodeTimes;
pub use nearest::Nearest;
pub use reach::Reach;
pub use route::{Route, Step};

use std::sync::{Mutex, PoisonError};

use territory::Seconds;

use crate::network::CLOSED;

/// The largest number of milliseconds that rounds to a limit.
pub(crate) fn limit_ms(limit: Seconds) -> u32 {
    limit.0.saturating_mul(1000).saturating_add(499).min(CLOSED - 1)
}

/// Milliseconds to whole seconds, half up.
pub(crate) fn seconds(ms: u32) -> Seconds {
    Seconds(ms / 1000 + u32::from(ms % 1000 >= 500))
}

/// Large working space, made once a thread and not once a task.
struct Pool<S>(Mutex<Vec<S>>);

impl<S> Default for Pool<S> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<S> Pool<S> {
    /// Works in a room that is free, or a new one.
    fn with<R>(&self, new: impl Fn() -> S, work: impl FnOnce(&mut S) -> R) -> R {
        // A poisoned lock only means that another thread panicked; its room is gone with it.
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut room = free.unwrap_or_else(new);
        let result = work(&mut room);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        result
    }
}

#[cfg(test)]
mod tests;
