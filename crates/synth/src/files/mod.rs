//! The files of a territory, each in the format of its real producer.

mod boundaries;
mod config;
mod dbf;
mod facilities;
mod gtfs;
mod osm;
mod population;
mod protobuf;
mod service_list;
mod workbook;

use territory::Kinds;

use crate::roads::Roads;
use crate::world::World;
use crate::{SynthError, SynthFile, faults};

/// Every file, `observatory.toml` first, with the faults that were asked for.
pub(crate) fn all(world: World, kinds: &Kinds) -> Result<Vec<SynthFile>, SynthError> {
    let files = sound(&world, kinds)?;
    if world.options.faults > 0.0 { faults::plant(world, files) } else { Ok(files) }
}

fn sound(world: &World, kinds: &Kinds) -> Result<Vec<SynthFile>, SynthError> {
    let mut files = vec![
        SynthFile::new("observatory.toml", config::observatory(world)),
        SynthFile::new("README.txt", config::readme(world)),
    ];
    files.extend(shapes(world)?);
    files.push(population::departements(world)?);
    files.push(population::seats(world)?);
    files.push(population::communes(world)?);
    files.push(population::births(world)?);
    files.push(SynthFile::new("grid/cells_200m.csv", population::grid(world)?));
    files.push(facilities::france_services(world)?);
    files.push(service_list::present(world, kinds)?);
    files.push(facilities::schools(world)?);
    if world.options.years > 1 {
        files.push(population::movements(world)?);
    }
    for year in world.options.past() {
        files.push(population::communes_of(world, year)?);
        files.push(service_list::past(world, kinds, year)?);
    }
    if world.options.communes <= crate::MAX_COMMUNES_WITH_ROADS {
        let map = crate::roads::map(world);
        files.push(roads(world, &map)?);
        let timetable = crate::transit::timetable(world, &map.between_towns);
        files.push(SynthFile::new("gtfs.zip", gtfs::feed(world, &timetable)?));
    }
    Ok(files)
}

/// `roads.osm.pbf`.
pub(crate) fn roads(world: &World, roads: &Roads) -> Result<SynthFile, SynthError> {
    Ok(SynthFile::new("roads.osm.pbf", osm::pbf(world, roads)?))
}

/// The files that tell outlines and EPCI.
pub(crate) fn shapes(world: &World) -> Result<Vec<SynthFile>, SynthError> {
    let mut files = boundaries::shapefile(world);
    files.push(SynthFile::new("boundaries/communes.geojson", boundaries::geojson(world)));
    files.push(SynthFile::new("cog/epcicom.xlsx", workbook::epcicom(world)?));
    Ok(files)
}

/// A CSV file from a function that writes its records.
pub(crate) fn table(
    path: &str,
    builder: &csv::WriterBuilder,
    fill: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> csv::Result<()>,
) -> Result<SynthFile, SynthError> {
    let failed = |source| SynthError::Table { file: path.to_owned(), source };
    let mut writer = builder.from_writer(Vec::new());
    fill(&mut writer).map_err(failed)?;
    let bytes = writer.into_inner().map_err(|e| failed(csv::Error::from(e.into_error())))?;
    Ok(SynthFile::new(path, bytes))
}
