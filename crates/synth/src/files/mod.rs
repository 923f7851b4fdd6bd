//! The files of a territory, each in the format of its real producer.

mod boundaries;
mod config;
mod dbf;
mod facilities;
mod population;
mod workbook;

use territory::Kinds;

use crate::world::World;
use crate::{SynthError, SynthFile};

/// Every file, `observatory.toml` first.
pub(crate) fn all(world: &World, kinds: &Kinds) -> Result<Vec<SynthFile>, SynthError> {
    let mut files = vec![
        SynthFile::new("observatory.toml", config::observatory(world)),
        SynthFile::new("README.txt", config::readme(world)),
    ];
    files.extend(boundaries::shapefile(world));
    files.push(SynthFile::new("boundaries/communes.geojson", boundaries::geojson(world)));
    files.push(SynthFile::new("cog/epcicom.xlsx", workbook::epcicom(world)?));
    files.push(population::departements(world)?);
    files.push(population::seats(world)?);
    files.push(population::communes(world)?);
    files.push(population::births(world)?);
    files.push(SynthFile::new("grid/cells_200m.csv", population::grid(world)?));
    files.push(facilities::france_services(world)?);
    files.push(facilities::services(world, kinds)?);
    files.push(facilities::schools(world)?);
    Ok(files)
}

/// A CSV file from a function that writes its records.
fn table(
    path: &'static str,
    builder: &csv::WriterBuilder,
    fill: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>,
) -> Result<SynthFile, SynthError> {
    let failed = |source| SynthError::Table { file: path, source };
    let mut writer = builder.from_writer(Vec::new());
    fill(&mut writer).map_err(failed)?;
    let bytes = writer.into_inner().map_err(|e| failed(csv::Error::from(e.into_error())))?;
    Ok(SynthFile::new(path, bytes))
}
