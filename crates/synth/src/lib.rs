//! Fictional territories of any size from a seed, written in the formats of the real files.
