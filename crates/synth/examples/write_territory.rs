//! Writes a fictional territory into a folder: `write_territory FOLDER COMMUNES SEED`.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, communes, seed] = arguments.as_slice() else {
        return Err("usage: write_territory FOLDER COMMUNES SEED".into());
    };
    let options = synth::SynthOptions::new(communes.parse()?, seed.parse()?)?;
    let start = Instant::now();
    let files = synth::territory(&options, &territory::Kinds::builtin())?;
    println!("{} communes in {:.1} s", options.communes, start.elapsed().as_secs_f64());
    for file in files {
        let path = PathBuf::from(folder).join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        println!("{:>12} bytes  {}", file.bytes.len(), file.path);
        std::fs::write(path, file.bytes)?;
    }
    Ok(())
}
