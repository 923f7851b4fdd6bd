//! The command line of the observatory.

fn main() {}
