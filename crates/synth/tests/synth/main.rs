//! Whole territories, read back from their files.

mod geometry;
mod read_back;
mod tables;
