//! Gaps: who is far, who has no choice, who finds no place, and when everything is closed.
//!
//! In: pairs of homes and services with their times, the children of each home, and what of each
//! service the question is about. Out: children by commune; sums make the levels above. A home
//! without times is counted apart, never as near.

mod choice;
mod residual;
mod sessions;
mod slots;

pub use choice::{Gaps, RANKS, gaps};
pub use residual::{Assigned, assign};
pub use sessions::{Sessions, sessions};
pub use slots::{OpeningSlot, SlotGap, open_in, opening_slots, slot_gaps};
