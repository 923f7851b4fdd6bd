//! Lists the files of the web application for embedding: the built one where it is, else a page
//! that says how to build it, so that the service builds without Node.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

fn main() -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let (built, web) = (Path::new(&manifest).join("../../web/dist"), Path::new(&out).join("web"));
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/no-page.html");
    // A path that is missing counts as changed: without the page this runs at each build, and so
    // the page is never forgotten once it is there.
    println!("cargo:rerun-if-changed=../../web/dist");
    if web.exists() {
        fs::remove_dir_all(&web)?;
    }
    fs::create_dir_all(&web)?;
    let mut files = Vec::new();
    if built.join("index.html").is_file() {
        list(&built, "", &mut files)?;
        files.sort();
    } else {
        files.push(("index.html".to_owned(), Path::new(&manifest).join("src/no-page.html")));
    }
    let mut table = String::from("static FILES: &[WebFile] = &[\n");
    for (number, (path, file)) in files.iter().enumerate() {
        // Copies: the page may be built anew while this crate is compiled.
        let bytes = fs::read(file)?;
        let plain = web.join(number.to_string());
        fs::write(&plain, &bytes)?;
        let gzipped = match gzip(path, &bytes)? {
            Some(bytes) => {
                let packed = web.join(format!("{number}.gz"));
                fs::write(&packed, bytes)?;
                format!("Some(include_bytes!({packed:?}))")
            }
            None => "None".to_owned(),
        };
        table += &format!("    WebFile {{ path: {path:?}, bytes: include_bytes!({plain:?}), gzipped: {gzipped} }},\n");
    }
    table += "];\n";
    fs::write(Path::new(&out).join("web.rs"), table)
}

/// Every file below a folder, with its path from the first one, parts joined by `/`.
fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.push((path, entry.path()));
        }
    }
    Ok(())
}

/// A text gzipped once for all: compressing the same file for each reader is the slow way.
fn gzip(path: &str, bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let texts = ["html", "js", "mjs", "css", "json", "svg", "txt", "webmanifest"];
    if !path.rsplit_once('.').is_some_and(|(_, extension)| texts.contains(&extension)) {
        return Ok(None);
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    packed.finish().map(Some)
}
