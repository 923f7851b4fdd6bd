//! The crate seen from outside: territories in, archives out, read back by other means.

mod archive;
mod borders;
mod common;
mod places;
mod real;
