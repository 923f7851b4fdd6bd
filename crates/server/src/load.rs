//! From a verified snapshot to what requests read: decoded artifacts, indexes, checked positions.

use std::{collections::BTreeMap, path::Path, path::PathBuf};

use geo_types::Rect;
use snapshot::{Manifest, RejectionRecord, Snapshot, SnapshotError};
use territory::{FigureSet, Indicator, KindId, Kinds, Level, Reference, Territory};

use crate::{
    search::SearchIndex,
    tiles::Archive,
    travel::{Travels, Unusable},
    verify,
};

/// Everything that requests read.
#[derive(Debug)]
pub struct Loaded {
    /// What the snapshot holds and what it was made from.
    pub manifest: Manifest,
    /// What exists.
    pub territory: Territory,
    /// What was computed.
    pub figures: FigureSet,
    /// The catalogue of kinds.
    pub kinds: Kinds,
    /// The catalogue of measures.
    pub indicators: Vec<Indicator>,
    /// What others published, to compare with.
    pub references: Vec<Reference>,
    /// Refused, repaired and doubted rows by source.
    pub rejections: BTreeMap<String, Vec<RejectionRecord>>,
    /// Names, codes and postal codes.
    pub(crate) search: SearchIndex,
    /// Vector tiles.
    pub(crate) tiles: Archive,
    /// Networks and timetables.
    pub(crate) travels: Travels,
    /// Facets of each measure that have figures, in the order of `indicators`.
    pub(crate) facets: Vec<Vec<String>>,
    /// Years in which each measure has figures, ascending, in the order of `indicators`.
    pub(crate) years: Vec<Vec<u16>>,
    /// Of each past year, positions by level whose data were carried over a merger or a split.
    carried: BTreeMap<u16, [Vec<u32>; 3]>,
    /// Bounding boxes, by level and position; west, south, east, north in WGS84 degrees.
    boxes: [Vec<[f64; 4]>; 3],
    /// Of each EPCI, the départements of its communes, the one with most of them first.
    pub(crate) epci_departements: Vec<Vec<usize>>,
    /// Of each département, its EPCI.
    pub(crate) departement_epcis: Vec<Vec<usize>>,
    /// How many services each kind has.
    kind_counts: BTreeMap<KindId, usize>,
}

/// Why a snapshot cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder is not a snapshot of this format, or is damaged.
    #[error(transparent)]
    Snapshot(#[from] Box<SnapshotError>),
    /// Artifacts that do not fit each other.
    #[error("the artifacts of snapshot {id} do not fit each other: {reason}; build again")]
    Inconsistent {
        /// Its id.
        id: String,
        /// What does not fit.
        reason: String,
    },
    /// The tile archive cannot be read.
    #[error("the tile archive {path} cannot be read: {reason}; build again")]
    Tiles {
        /// Its file.
        path: PathBuf,
        /// The reader's reason.
        reason: String,
    },
    /// The work was cut short.
    #[error("loading was interrupted: {0}")]
    Interrupted(String),
}

/// Opens, verifies, decodes and indexes the snapshot in force, off the async threads.
pub(crate) async fn load(root: &Path) -> Result<Loaded, LoadError> {
    let root = root.to_owned();
    let (parts, tiles_path) = tokio::task::spawn_blocking(move || decode(&root))
        .await
        .map_err(|e| LoadError::Interrupted(e.to_string()))??;
    let tiles = Archive::open(&tiles_path).await.map_err(|reason| LoadError::Tiles { path: tiles_path, reason })?;
    tokio::task::spawn_blocking(move || parts.index(tiles)).await.map_err(|e| LoadError::Interrupted(e.to_string()))
}

struct Decoded {
    travels: Travels,
    manifest: Manifest,
    territory: Territory,
    figures: FigureSet,
    rejections: BTreeMap<String, Vec<RejectionRecord>>,
}

fn decode(root: &Path) -> Result<(Decoded, PathBuf), LoadError> {
    let snapshot: Snapshot = snapshot::open(root).map_err(Box::from)?;
    let unusable = |reason: Unusable| match reason {
        Unusable::Snapshot(error) => LoadError::Snapshot(error),
        Unusable::Unfit(reason) => LoadError::Inconsistent { id: snapshot.manifest().id.clone(), reason },
    };
    let decoded = Decoded {
        travels: Travels::open(&snapshot).map_err(unusable)?,
        territory: snapshot.read("territory").map_err(Box::from)?,
        figures: snapshot.read("figures").map_err(Box::from)?,
        rejections: snapshot.read("rejections").map_err(Box::from)?,
        manifest: snapshot.manifest().clone(),
    };
    let id = decoded.manifest.id.clone();
    verify::check(&decoded.territory, &decoded.figures).map_err(|reason| LoadError::Inconsistent { id, reason })?;
    Ok((decoded, snapshot.path("tiles").map_err(Box::from)?))
}

impl Decoded {
    fn index(self, tiles: Archive) -> Loaded {
        let Self { manifest, territory, figures, rejections, travels } = self;
        let kinds = Kinds::builtin();
        let indicators = territory::figure::indicators();
        let boxes = Level::ALL.map(|level| {
            (0..territory.count(level))
                .map(|position| match level {
                    Level::Commune => territory.bounds([position]),
                    _ => territory.bounds(territory.members(level, position).iter().copied()),
                })
                .map(|rect| rect.map_or([0.0; 4], corners))
                .collect()
        });
        let epci_departements: Vec<Vec<usize>> = territory.epcis.iter().map(|e| departements(&territory, e)).collect();
        let mut departement_epcis = vec![Vec::new(); territory.departements.len()];
        for (epci, homes) in epci_departements.iter().enumerate() {
            homes.iter().for_each(|&d| departement_epcis[d].push(epci));
        }
        let mut kind_counts = BTreeMap::new();
        for service in &territory.services {
            *kind_counts.entry(service.kind.clone()).or_insert(0) += 1;
        }
        let years = indicators.iter().map(|i| years_with_figures(&figures, &i.id)).collect();
        let carried =
            figures.past.iter().map(|past| (past.year, carried_by_level(&territory, &past.carried))).collect();
        let facets = indicators.iter().map(|i| facets_with_figures(&figures, &i.id, &kinds)).collect();
        let search = SearchIndex::new(&territory);
        Loaded {
            manifest,
            search,
            tiles,
            travels,
            facets,
            years,
            carried,
            boxes,
            epci_departements,
            departement_epcis,
            kind_counts,
            territory,
            figures,
            kinds,
            indicators,
            references: territory::reference::references(),
            rejections,
        }
    }
}

impl Loaded {
    /// Bounding box of a territory; west, south, east, north in WGS84 degrees.
    pub fn bbox(&self, level: Level, position: usize) -> [f64; 4] {
        self.boxes[level as usize].get(position).copied().unwrap_or_default()
    }

    /// Positions of a level, ascending, whose data of a year were carried over a merger or a split:
    /// communes, and the territories that hold one of them.
    pub fn carried(&self, year: u16, level: Level) -> &[u32] {
        self.carried.get(&year).map_or(&[], |by_level| &by_level[level as usize])
    }

    /// How many services of a kind have a public address.
    pub fn kind_count(&self, kind: &KindId) -> usize {
        self.kind_counts.get(kind).copied().unwrap_or_default()
    }
}

/// A rectangle as west, south, east, north.
pub(crate) fn corners(rect: Rect<f64>) -> [f64; 4] {
    [rect.min().x, rect.min().y, rect.max().x, rect.max().y]
}

/// The départements of an EPCI's communes, the one with most of them first.
fn departements(territory: &Territory, epci: &territory::Epci) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for &member in &epci.members {
        if let Some(position) = territory.departement(territory.communes[member].departement) {
            *counts.entry(position).or_default() += 1;
        }
    }
    let mut positions: Vec<(usize, usize)> = counts.into_iter().collect();
    positions.sort_by_key(|&(position, members)| (std::cmp::Reverse(members), position));
    positions.into_iter().map(|(position, _)| position).collect()
}

fn carried_by_level(territory: &Territory, communes: &[u32]) -> [Vec<u32>; 3] {
    let holds = |level: Level| {
        let has = |position: &usize| {
            let mut members = territory.members(level, *position).iter();
            members.any(|member| communes.binary_search_by_key(member, |&commune| commune as usize).is_ok())
        };
        // Positions fit: a list of communes is counted in u32.
        (0..territory.count(level)).filter(has).filter_map(|position| u32::try_from(position).ok()).collect()
    };
    [communes.to_vec(), holds(Level::Epci), holds(Level::Departement)]
}

/// Years with at least one value that is not missing.
fn years_with_figures(figures: &FigureSet, indicator: &str) -> Vec<u16> {
    let told = |year: &u16| {
        let columns = figures.columns_in(*year).unwrap_or_default().iter().filter(|c| c.indicator == indicator);
        columns.flat_map(|c| &c.values).any(|value| *value != territory::Quantity::Missing)
    };
    figures.years().filter(told).collect()
}

/// Facets with at least one value that is not missing: "total" first, then modes and kinds in the
/// order of the menus.
fn facets_with_figures(figures: &FigureSet, indicator: &str, kinds: &Kinds) -> Vec<String> {
    let told = |facet: &str| {
        let mut columns = figures.columns.iter().filter(|c| c.indicator == indicator && c.facet == facet);
        columns.any(|c| c.values.iter().any(|v| *v != territory::Quantity::Missing))
    };
    let mut facets: Vec<&str> = figures.facets(indicator).into_iter().filter(|facet| told(facet)).collect();
    let order = |facet: &str| {
        let mode = territory::CareMode::ALL.iter().position(|m| m.as_str() == facet);
        let kind = kinds.all.iter().position(|k| k.id.as_str() == facet);
        (facet != "total", mode.unwrap_or(usize::MAX), kind.unwrap_or(usize::MAX))
    };
    facets.sort_by_key(|facet| order(facet));
    facets.into_iter().map(str::to_owned).collect()
}
