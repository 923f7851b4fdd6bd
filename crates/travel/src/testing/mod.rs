//! What the tests share: drawn towns, and the oracle that every search is held to.

mod oracle;
mod town;

pub(crate) use oracle::{Oracle, nearest};
pub(crate) use town::{Draw, Shape, Town};
