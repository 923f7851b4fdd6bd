//! Whole territories, read back from their files.

mod faults;
mod geometry;
mod history;
mod ingested;
mod network;
mod read_back;
mod tables;
