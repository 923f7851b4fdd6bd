//! Work that is of no use once its client has left.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Whether the client of a request has left. The request holds a [`Present`]; a handler whose
/// connection closes is dropped, and the guard with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Left(Arc<AtomicBool>);

/// Held while somebody waits for the answer.
#[derive(Debug)]
pub(crate) struct Present(Left);

impl Left {
    /// Whether nobody waits any more.
    pub(crate) fn is_true(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The guard of the one who waits.
    pub(crate) fn present(&self) -> Present {
        Present(self.clone())
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_leaves_is_noticed() {
        let left = Left::default();
        let present = left.present();
        assert!(!left.is_true());
        drop(present);
        assert!(left.is_true());
    }
}
