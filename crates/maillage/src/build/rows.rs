//! The rows of every source, each in its format.

use anyhow::{Result, bail};
use ingest::{
    CommuneArea, CommuneCounts, Content, DataTable, DepartementName, EpciMember, FoundService, GridCell, GridSpec,
    Movement, Seat, YearBirths,
};
use territory::Kinds;

use super::{
    extra::Extra,
    read::{Input, Tally},
};
use crate::{
    config::{Format, Source},
    progress::Progress,
};

/// Everything that was read, before it is put together.
#[derive(Default)]
pub(super) struct Read<'a> {
    pub(super) areas: Vec<CommuneArea>,
    pub(super) epci: Vec<EpciMember>,
    pub(super) counts: Vec<CommuneCounts>,
    pub(super) births: Vec<YearBirths>,
    pub(super) seats: Vec<Seat>,
    pub(super) departements: Vec<DepartementName>,
    pub(super) movements: Vec<Movement>,
    pub(super) cells: Vec<GridCell>,
    pub(super) services: Vec<(&'a Source, &'a Input, Vec<FoundService>)>,
    pub(super) extra: Extra,
}

impl<'a> Read<'a> {
    /// Reads one file of a source, in the format of the source.
    pub(super) fn file(
        &mut self,
        source: &'a Source,
        input: &'a Input,
        kinds: &Kinds,
        tally: &mut Tally,
        progress: &Progress,
    ) -> Result<()> {
        let content = input.content()?;
        if self.communes_of(source, &content, tally, progress)? || self.counts_of(source, &content, tally, progress)? {
            return Ok(());
        }
        let table = || DataTable::open(&content, source.layer.as_deref());
        let found = match source.format {
            Format::FranceServices => table()?.france_services()?,
            Format::ServiceList => table()?.service_list(kinds)?,
            Format::MediationNumerique => table()?.mediation()?,
            Format::MsapShapefile => table()?.msap()?,
            Format::BpeGeolocated => table()?.bpe_places(kinds)?,
            Format::OsmServices => table()?.osm_services(kinds)?,
            Format::BpeSchools => {
                let (name, bytes) = alone(&content)?;
                ingest::read_bpe_schools(name, progress.follow(bytes), kinds)?
            }
            Format::BpeCountsXlsx => {
                // The codes of the BPE change meaning with its year: the vintage begins with it.
                let year = source.vintage.get(..4).and_then(|y| y.parse().ok()).unwrap_or(0);
                let (name, bytes) = alone(&content)?;
                ingest::read_bpe_counts_xlsx(name, bytes, kinds, year)?
            }
            _ => return Ok(self.extra.file(source, &table()?, tally)?),
        };
        self.services.push((source, input, tally.take(found)));
        Ok(())
    }

    /// Reads a source of outlines, if it is one.
    fn communes_of(
        &mut self,
        source: &Source,
        content: &Content,
        tally: &mut Tally,
        progress: &Progress,
    ) -> Result<bool> {
        let batch = match (source.format, content) {
            (Format::CommunesShapefile, Content::Shapefile { name, parts }) => {
                ingest::read_communes_shapefile(name, parts)?
            }
            (Format::CommunesShapefile, Content::File { name, .. }) => {
                bail!("{name}: communes-shapefile reads a .shp with the files beside it, or a zip of them")
            }
            (Format::CommunesGeojson, _) => {
                let (name, bytes) = alone(content)?;
                ingest::read_communes_geojson(name, progress.follow(bytes))?
            }
            (Format::CommunesGeopackage, _) => {
                let (name, bytes) = alone(content)?;
                ingest::read_communes_geopackage(name, bytes, source.layer.as_deref())?
            }
            _ => return Ok(false),
        };
        if let Some(reason) = ingest::larger_units(&batch.accepted) {
            bail!("{}: {reason}", source.id);
        }
        self.areas.extend(tally.take(batch));
        Ok(true)
    }

    /// Reads a source of codes, counts or cells, if it is one.
    fn counts_of(
        &mut self,
        source: &Source,
        content: &Content,
        tally: &mut Tally,
        progress: &Progress,
    ) -> Result<bool> {
        let alone = || alone(content);
        let text = |bytes| progress.follow(bytes);
        match source.format {
            Format::EpciXlsx => {
                let (name, bytes) = alone()?;
                self.epci.extend(tally.take(ingest::read_epci_xlsx(name, bytes)?));
            }
            Format::CommuneCounts => {
                let (name, bytes) = alone()?;
                self.counts.extend(tally.take(ingest::read_commune_counts(name, text(bytes))?));
            }
            Format::BirthsSeries => {
                let (name, bytes) = alone()?;
                self.births.extend(tally.take(ingest::read_births_series(name, text(bytes))?));
            }
            Format::SeatsCsv => {
                let (name, bytes) = alone()?;
                self.seats.extend(tally.take(ingest::read_seats_csv(name, text(bytes))?));
            }
            Format::SeatsGeojson => {
                let (name, bytes) = alone()?;
                self.seats.extend(tally.take(ingest::read_seats_geojson(name, text(bytes))?));
            }
            Format::DepartementsCsv => {
                let (name, bytes) = alone()?;
                self.departements.extend(tally.take(ingest::read_departements_csv(name, text(bytes))?));
            }
            Format::MovementsCsv => {
                let (name, bytes) = alone()?;
                self.movements.extend(tally.take(ingest::read_movements_csv(name, text(bytes))?));
            }
            Format::GridCsv => {
                let (name, bytes) = alone()?;
                self.cells.extend(tally.take(ingest::read_grid_csv(name, text(bytes), &GridSpec::default())?));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// The name and bytes of a file that stands alone.
fn alone(content: &Content) -> Result<(&str, &[u8])> {
    match content {
        Content::File { name, bytes } => Ok((name, bytes)),
        Content::Shapefile { name, .. } => bail!("{name}: a shapefile, where this format is one file"),
    }
}
