//! The binary starts. This test also makes `cargo test` build the binary that the black-box tests
//! of `tests/` run.

use std::process::Command;

#[test]
fn the_binary_says_its_version() {
    let output = Command::new(env!("CARGO_BIN_EXE_maillage")).arg("--version").output().expect("the binary starts");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), concat!("maillage ", env!("CARGO_PKG_VERSION")));
}
