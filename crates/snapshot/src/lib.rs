//! The immutable folder on disk: manifest, write, open, verify, swap.
