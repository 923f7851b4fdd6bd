//! Whole territories, read back from their files.

mod geometry;
mod ingested;
mod read_back;
mod tables;
