//! Territories: communes, EPCI, départements, and the whole they make.

use geo::{BoundingRect, Centroid, Contains, InteriorPoint};
use geo_types::{MultiPolygon, Rect};
use serde::{Deserialize, Serialize};

use crate::{ChildrenMethod, CommuneCode, DemandPoint, DepartementCode, LonLat, Quantity, Service, Siren};

/// A level of the administrative hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Commune.
    Commune,
    /// Établissement public de coopération intercommunale with its own tax.
    Epci,
    /// Département.
    Departement,
}

impl Level {
    /// Every level, finest first.
    pub const ALL: [Self; 3] = [Self::Commune, Self::Epci, Self::Departement];

    /// The word used in URLs, configurations and tiles.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Epci => "epci",
            Self::Departement => "departement",
        }
    }

    /// The level of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

/// A commune of the snapshot's geography year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commune {
    /// INSEE code.
    pub code: CommuneCode,
    /// Official name with its article: "L'Île-d'Yeu".
    pub name: String,
    /// The EPCI it belongs to; four communes of France have none.
    pub epci: Option<Siren>,
    /// Its département.
    pub departement: DepartementCode,
    /// Postal codes, sorted; several communes share one.
    pub postcodes: Vec<String>,
    /// Municipal population, inhabitants.
    pub population: Quantity,
    /// Births to resident mothers in the source's year.
    pub births: Quantity,
    /// Children under three who live there.
    pub children_under_3: Quantity,
    /// How `children_under_3` was obtained.
    pub children_method: ChildrenMethod,
    /// The town centre, or a point inside the area when no source gives it.
    pub seat: LonLat,
    /// Whether `seat` is the town centre of a source.
    pub seat_is_sourced: bool,
    /// Area, WGS84 degrees, outer rings counter-clockwise; never empty.
    pub area: MultiPolygon<f64>,
}

impl Commune {
    /// A point inside `area`, for a commune whose town centre no source gives: the centroid where
    /// it is inside, else a point that is. WGS84 degrees.
    pub fn point_inside(area: &MultiPolygon<f64>) -> Option<LonLat> {
        let inside = area.centroid().filter(|c| area.contains(c)).or_else(|| area.interior_point())?;
        LonLat::new(inside.x(), inside.y()).ok()
    }
}

/// An EPCI with its own tax (CC, CA, CU, métropole).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epci {
    /// SIREN number.
    pub siren: Siren,
    /// Name as published: "CC du Pays de Chantonnay".
    pub name: String,
    /// Communes in the snapshot, as positions in [`Territory::communes`], ascending.
    pub members: Vec<usize>,
    /// How many communes the EPCI has in its own source; more than `members` when the EPCI
    /// straddles the border of the snapshot.
    pub declared_members: usize,
}

/// A département, as far as its communes are in the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departement {
    /// INSEE code.
    pub code: DepartementCode,
    /// Name, or the code where no source gives a name.
    pub name: String,
    /// Communes in the snapshot, as positions in [`Territory::communes`], ascending.
    pub members: Vec<usize>,
}

/// Everything that exists in the snapshot, each list sorted by code or id.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Territory {
    /// Sorted by code; the position of a commune plus one is its feature id in tiles.
    pub communes: Vec<Commune>,
    /// Sorted by SIREN; position plus one is the feature id.
    pub epcis: Vec<Epci>,
    /// Sorted by code; position plus one is the feature id.
    pub departements: Vec<Departement>,
    /// Services, sorted by id; position plus one is the feature id. Kinds whose places are homes
    /// (assistants maternels) never appear here: see [`crate::service::HomeCare`].
    pub services: Vec<Service>,
    /// What assistants maternels offer, by commune, in the order of `communes`.
    pub home_care: Vec<crate::service::HomeCare>,
    /// Where people live, grouped by commune in the order of `communes`.
    pub demand: Vec<DemandPoint>,
}

impl Territory {
    /// Position of a commune.
    pub fn commune(&self, code: CommuneCode) -> Option<usize> {
        self.communes.binary_search_by(|c| c.code.cmp(&code)).ok()
    }

    /// Position of an EPCI.
    pub fn epci(&self, siren: Siren) -> Option<usize> {
        self.epcis.binary_search_by(|e| e.siren.cmp(&siren)).ok()
    }

    /// Position of a département.
    pub fn departement(&self, code: DepartementCode) -> Option<usize> {
        self.departements.binary_search_by(|d| d.code.cmp(&code)).ok()
    }

    /// How many territories the level has.
    pub fn count(&self, level: Level) -> usize {
        match level {
            Level::Commune => self.communes.len(),
            Level::Epci => self.epcis.len(),
            Level::Departement => self.departements.len(),
        }
    }

    /// Official code of the territory at a position, or `None` beyond the end.
    pub fn code(&self, level: Level, position: usize) -> Option<&str> {
        match level {
            Level::Commune => self.communes.get(position).map(|c| c.code.as_str()),
            Level::Epci => self.epcis.get(position).map(|e| e.siren.as_str()),
            Level::Departement => self.departements.get(position).map(|d| d.code.as_str()),
        }
    }

    /// Name of the territory at a position, or `None` beyond the end.
    pub fn name(&self, level: Level, position: usize) -> Option<&str> {
        match level {
            Level::Commune => self.communes.get(position).map(|c| c.name.as_str()),
            Level::Epci => self.epcis.get(position).map(|e| e.name.as_str()),
            Level::Departement => self.departements.get(position).map(|d| d.name.as_str()),
        }
    }

    /// Position of the territory of that level and code.
    pub fn find(&self, level: Level, code: &str) -> Option<usize> {
        match level {
            Level::Commune => self.commune(CommuneCode::new(code).ok()?),
            Level::Epci => self.epci(Siren::new(code).ok()?),
            Level::Departement => self.departement(DepartementCode::new(code).ok()?),
        }
    }

    /// The communes of a territory, as positions; a commune is its own only member.
    pub fn members(&self, level: Level, position: usize) -> &[usize] {
        match level {
            Level::Commune => &[],
            Level::Epci => self.epcis.get(position).map_or(&[], |e| &e.members),
            Level::Departement => self.departements.get(position).map_or(&[], |d| &d.members),
        }
    }

    /// Bounding box of some communes, WGS84 degrees; `None` for none.
    pub fn bounds(&self, communes: impl IntoIterator<Item = usize>) -> Option<Rect<f64>> {
        let boxes = communes.into_iter().filter_map(|i| self.communes.get(i)?.area.bounding_rect());
        boxes.reduce(|a, b| {
            Rect::new(
                (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
            )
        })
    }

    /// Bounding box of everything, WGS84 degrees; `None` without communes.
    pub fn extent(&self) -> Option<Rect<f64>> {
        self.bounds(0..self.communes.len())
    }
}
