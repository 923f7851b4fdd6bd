//! What there is to say about one file: its data set, how it was read, what its rows are worth.

use serde::Serialize;
use territory::{Kinds, LonLat};

use crate::{
    Batch, Content, Dataset, Finding, FoundService, GridSpec, IngestError, Shapes, births, cnaf, cog, data, epci,
    generic, grid, larger,
    quality::{self, KnownAreas},
    recognise::{self, Recognised},
    seats, secrets, services,
    sniff::Format,
    tabular::{self, Tabular},
};

/// How grave a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row is left out.
    Rejected,
    /// The row is kept after a change.
    Repaired,
    /// The row is kept as it is.
    Warning,
}

/// A remark and its gravity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remark {
    /// Gravity.
    pub severity: Severity,
    /// The remark.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Everything about one file that could be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnosis {
    /// Label of the file, with its place inside an archive.
    pub file: String,
    /// Data set, format, and what decided.
    #[serde(flatten)]
    pub recognised: Recognised,
    /// Encoding of the text, where the format leaves it open.
    pub encoding: Option<&'static str>,
    /// Separator of a CSV file.
    pub delimiter: Option<char>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows that are not blank.
    pub rows: usize,
    /// Values that the reader accepted; rows, for a table of no data set.
    pub accepted: usize,
    /// Remarks of this gravity.
    pub rejected: usize,
    /// Remarks of this gravity.
    pub repaired: usize,
    /// Remarks of this gravity, doubts about quality among them.
    pub warnings: usize,
    /// All remarks, the gravest first, each gravity in the order of the file.
    pub findings: Vec<Remark>,
    /// West, south, east, north of the accepted positions, WGS84 degrees.
    pub bounds: Option<[f64; 4]>,
    /// Coordinate system of the file, where it has shapes.
    pub crs: Option<String>,
}

/// What a reader made of a table, whatever its values are.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) accepted: usize,
    pub(crate) rejected: Vec<Finding>,
    pub(crate) repaired: Vec<Finding>,
    pub(crate) warnings: Vec<Finding>,
    pub(crate) bounds: Option<[f64; 4]>,
    /// Why the polygons of communes are larger units.
    pub(crate) larger: Option<String>,
}

impl Outcome {
    fn of<T>(batch: Batch<T>) -> Self {
        let Batch { accepted, rejected, repaired, warnings } = batch;
        Self { accepted: accepted.len(), rejected, repaired, warnings, bounds: None, larger: None }
    }

    /// With the bounds of the positions of its values.
    fn placed<T>(batch: Batch<T>, at: impl Fn(&T) -> Option<LonLat>) -> Self {
        let mut bounds = None;
        batch.accepted.iter().filter_map(at).for_each(|at| widen(&mut bounds, at.lon_deg(), at.lat_deg()));
        Self { bounds, ..Self::of(batch) }
    }
}

/// What doubts about services need.
struct Services<'a> {
    file: &'a str,
    kinds: &'a Kinds,
    areas: Option<KnownAreas<'a>>,
}

impl Services<'_> {
    /// The outcome with the doubts about places that are open to families; homes have no place.
    fn outcome(&self, batch: Batch<FoundService>) -> Outcome {
        let is_home = |s: &FoundService| self.kinds.get(s.kind.as_str()).is_some_and(|kind| kind.nominative);
        let places: Vec<FoundService> = batch.accepted.iter().filter(|s| !is_home(s)).cloned().collect();
        let doubts = quality::doubts(self.file, &places, &batch.warnings, self.areas);
        let mut outcome = Outcome::placed(batch, |service| service.at);
        outcome.warnings.extend(doubts);
        outcome
    }
}

/// Makes bounds hold a position.
pub(crate) fn widen(bounds: &mut Option<[f64; 4]>, lon: f64, lat: f64) {
    let [west, south, east, north] = bounds.get_or_insert([lon, lat, lon, lat]);
    (*west, *south, *east, *north) = (west.min(lon), south.min(lat), east.max(lon), north.max(lat));
}

/// Recognises a file and reads it. With `areas`, services outside their commune are doubted too.
///
/// # Errors
/// When it is of another kind than what is read here, or damaged as a whole.
pub fn diagnose(content: &Content, kinds: &Kinds, areas: Option<KnownAreas<'_>>) -> Result<Diagnosis, IngestError> {
    let (file, tabular) = match content {
        Content::File { name, bytes } => (name, tabular::read(name, bytes)?),
        Content::Shapefile { name, parts } => (name, tabular::read_shapefile(name, parts)?),
    };
    let mut recognised = recognise::of_table(&tabular);
    let rows = generic::rows(&tabular.table);
    let mut outcome = read(content, &tabular, recognised.dataset, &Services { file, kinds, areas })?;
    // Cantons and départements have a code and a name as communes do.
    if recognised.dataset == Dataset::Communes && outcome.accepted * 2 < rows {
        recognised.dataset = Dataset::Table;
        recognised.why =
            format!("polygons with a code and a name, but of {rows} only {} are communes", outcome.accepted);
        outcome = generic::outcome(&tabular);
    }
    if let Some(reason) = outcome.larger.take() {
        recognised.dataset = Dataset::Table;
        recognised.why = reason;
        outcome = generic::outcome(&tabular);
    }
    if recognised.dataset == Dataset::Table {
        refuse_prose(file, &tabular, rows)?;
    }
    if recognised.dataset != Dataset::Communes {
        outcome.rejected.splice(0..0, tabular.rejected.iter().cloned());
    }
    let remarks =
        |severity, findings: Vec<Finding>| findings.into_iter().map(move |finding| Remark { severity, finding });
    let counts = [outcome.rejected.len(), outcome.repaired.len(), outcome.warnings.len()];
    let findings = remarks(Severity::Rejected, outcome.rejected)
        .chain(remarks(Severity::Repaired, outcome.repaired))
        .chain(remarks(Severity::Warning, outcome.warnings));
    Ok(Diagnosis {
        file: file.clone(),
        encoding: tabular.encoding,
        delimiter: tabular.table.delimiter(),
        columns: tabular.table.header().to_vec(),
        rows,
        accepted: outcome.accepted,
        rejected: counts[0],
        repaired: counts[1],
        warnings: counts[2],
        findings: findings.collect(),
        bounds: outcome.bounds,
        crs: tabular.crs,
        recognised,
    })
}

/// Text without columns is no table: a letter, a licence, numbers in lines.
fn refuse_prose(file: &str, tabular: &Tabular, rows: usize) -> Result<(), IngestError> {
    let outcome = generic::outcome(tabular);
    let is_table = tabular.table.header().len() >= 2 && outcome.accepted * 2 >= rows;
    if tabular.format != Format::Csv || is_table {
        return Ok(());
    }
    Err(IngestError::OtherKind {
        file: file.to_owned(),
        found: "this is text, but no table: most of its lines do not have the columns of the first".into(),
        remedy: "one header line and one row a line, separated by `,`, `;` or a tab, would work",
    })
}

fn read(content: &Content, tabular: &Tabular, dataset: Dataset, found: &Services<'_>) -> Result<Outcome, IngestError> {
    let Services { file, kinds, .. } = found;
    let table = &tabular.table;
    Ok(match dataset {
        Dataset::Communes => {
            let batch = data::read_communes(content, None)?;
            let mut bounds = None;
            for polygon in batch.accepted.iter().flat_map(|commune| &commune.area.0) {
                polygon.exterior().0.iter().for_each(|c| widen(&mut bounds, c.x, c.y));
            }
            Outcome { bounds, larger: larger::larger_units(&batch.accepted), ..Outcome::of(batch) }
        }
        Dataset::EpciMembers => Outcome::of(epci::members(table)?),
        Dataset::CommuneCounts => Outcome::of(births::commune_counts(table)?),
        Dataset::BirthsSeries => Outcome::of(births::births_series(table)?),
        Dataset::CogCommunes => Outcome::of(cog::communes(table)?),
        Dataset::Departements => Outcome::of(cog::departements(table)?),
        Dataset::Movements => Outcome::of(cog::movements(table)?),
        Dataset::Seats if tabular.shapes == Shapes::Points => {
            let Content::File { bytes, .. } = content else { return Ok(generic::outcome(tabular)) };
            Outcome::placed(seats::read_seats_geojson(file, bytes.as_slice())?, |seat| Some(seat.at))
        }
        Dataset::Seats => Outcome::placed(seats::seats(table)?, |seat| Some(seat.at)),
        Dataset::Grid => Outcome::placed(grid::cells(table, &GridSpec::of_file_name(file))?, |cell| Some(cell.centre)),
        Dataset::FranceServices => found.outcome(services::france_services_of(table)?),
        Dataset::Msap => found.outcome(services::msap(table)?),
        Dataset::MediationNumerique => found.outcome(services::mediation(table)?),
        Dataset::OsmServices => found.outcome(services::osm_services(table, kinds)?),
        Dataset::Services => found.outcome(services::service_list_of(table, kinds)?),
        Dataset::BpeCounts => Outcome::of(services::bpe_schools_of(table, kinds)?),
        Dataset::BpePlaces => found.outcome(services::bpe_places(table, kinds)?),
        Dataset::CnafRates => Outcome::of(cnaf::rates(table)?),
        Dataset::CnafPlaces => Outcome::of(cnaf::places(table)?),
        Dataset::CnafLegacy => {
            let batch = cnaf::legacy(table)?;
            with_secrets(file, batch, |rate| vec![rate.rate])
        }
        Dataset::CnafIris => with_secrets(file, secrets::iris(table)?, |iris| vec![iris.under_3, iris.from_3_to_5]),
        Dataset::Incomes => with_secrets(file, secrets::incomes(table)?, |income| {
            vec![income.households, income.median_eur, income.quartiles_eur.0, income.quartiles_eur.1]
        }),
        Dataset::Table => generic::outcome(tabular),
    })
}

/// The outcome with one remark on how many values are secret.
fn with_secrets<T>(file: &str, batch: Batch<T>, values: impl Fn(&T) -> Vec<territory::Quantity>) -> Outcome {
    let all: Vec<_> = batch.accepted.iter().flat_map(values).collect();
    let secret = all.iter().filter(|value| **value == territory::Quantity::Suppressed).count();
    let mut outcome = Outcome::of(batch);
    outcome.warnings.extend(secrets::count_secrets(file, secret, all.len()));
    outcome
}
