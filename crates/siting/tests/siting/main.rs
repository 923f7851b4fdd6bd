//! The optimiser against every choice tried, and against itself.

mod brute;
mod common;
mod invariants;
