//! The crate seen from outside: territories in, archives out, read back by other means.

mod archive;
mod borders;
mod common;
mod country;
mod places;
mod real;
