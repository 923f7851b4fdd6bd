//! A queue for times that only grow: buckets of half a second, looked through in turn.
//!
//! Within a bucket the order does not matter: a node that is improved again comes back, and an entry
//! that no longer has its node's time is passed over. Most arcs are longer than a bucket is wide.

/// Width of a bucket as a power of two, milliseconds: 512.
const WIDTH_BITS: u32 = 9;
/// Most buckets: with longer arcs (ferries) they get wider.
const MOST_BUCKETS: u32 = 1 << 14;

/// Entries by time.
pub(super) struct Buckets<T> {
    ring: Vec<Vec<T>>,
    bits: u32,
    /// Bucket that is being emptied.
    now: usize,
    held: usize,
}

impl<T> Buckets<T> {
    /// For a search that starts with entries at `starts` and goes on by steps of at most `longest_ms`.
    pub(super) fn new(longest_ms: u32, starts: impl Iterator<Item = u32> + Clone) -> Self {
        let first = starts.clone().min().unwrap_or(0);
        let span = longest_ms.max(starts.max().unwrap_or(0) - first);
        let mut bits = WIDTH_BITS;
        while span >> bits >= MOST_BUCKETS - 2 {
            bits += 1;
        }
        let count = ((span >> bits) + 2).next_power_of_two() as usize;
        let now = (first >> bits) as usize & (count - 1);
        Self { ring: (0..count).map(|_| Vec::new()).collect(), bits, now, held: 0 }
    }

    /// Adds an entry, not before the bucket at hand and not later than a step after it.
    pub(super) fn push(&mut self, ms: u32, entry: T) {
        let place = (ms >> self.bits) as usize & (self.ring.len() - 1);
        self.ring[place].push(entry);
        self.held += 1;
    }

    /// Width of a bucket, milliseconds.
    pub(super) fn width_ms(&self) -> u32 {
        1 << self.bits
    }

    /// An entry of the earliest bucket.
    pub(super) fn pop(&mut self) -> Option<T> {
        if self.held == 0 {
            return None;
        }
        loop {
            if let Some(entry) = self.ring[self.now].pop() {
                self.held -= 1;
                return Some(entry);
            }
            self.now = (self.now + 1) & (self.ring.len() - 1);
        }
    }
}
