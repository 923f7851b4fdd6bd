//! Lists the files of the web application for embedding: the built one where it is, else a page
//! that says how to build it, so that the service builds without Node.

use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

const PLACEHOLDER: &str = r#"<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Maillage</title></head>
<body style="font: 18px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem">
<h1>Maillage</h1>
<p>Le service fonctionne, mais cette version du programme a été construite sans la page.
Pour la construire : <code>scripts/run</code>. L’API est décrite sur <a href="/api">/api</a>.</p>
<p lang="en">The service works, but this build of the program has no page in it.
To build it: <code>scripts/run</code>. The API is described at <a href="/api">/api</a>.</p>
</body>
</html>
"#;

fn main() -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let (built, packed) = (Path::new(&manifest).join("../../web/dist"), Path::new(&out).join("web"));
    println!("cargo:rerun-if-changed=build.rs");
    // Cargo looks at a path that is missing as one that has changed, and so would build this crate
    // anew each time; its parent tells when it appears.
    let watched = if built.is_dir() { built.clone() } else { Path::new(&manifest).join("../../web") };
    if watched.is_dir() {
        println!("cargo:rerun-if-changed={}", watched.display());
    }
    let mut files = Vec::new();
    fs::create_dir_all(&packed)?;
    if built.join("index.html").is_file() {
        list(&built, "", &mut files)?;
    } else {
        let page = packed.join("index.html");
        fs::write(&page, PLACEHOLDER)?;
        files.push(("index.html".to_owned(), page));
    }
    files.sort();
    let mut table = String::from("static FILES: &[WebFile] = &[\n");
    for (number, (path, file)) in files.iter().enumerate() {
        let gzipped = match gzip(path, file)? {
            Some(bytes) => {
                let target = packed.join(format!("{number}.gz"));
                fs::write(&target, bytes)?;
                format!("Some(include_bytes!({target:?}))")
            }
            None => "None".to_owned(),
        };
        let file = file.canonicalize()?;
        table += &format!("    WebFile {{ path: {path:?}, bytes: include_bytes!({file:?}), gzipped: {gzipped} }},\n");
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
fn gzip(path: &str, file: &Path) -> io::Result<Option<Vec<u8>>> {
    let texts = ["html", "js", "mjs", "css", "json", "svg", "txt", "webmanifest"];
    if !path.rsplit_once('.').is_some_and(|(_, extension)| texts.contains(&extension)) {
        return Ok(None);
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&fs::read(file)?)?;
    packed.finish().map(Some)
}
