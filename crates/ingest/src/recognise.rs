//! Which data set a file is, by its columns and shapes, whatever its name.

use serde::Serialize;

use crate::{
    Content, IngestError, area, cnaf, secrets, services,
    sniff::Format,
    tabular::{self, Shapes, Tabular},
};

/// A data set that this program reads, or a table of none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the data set's own; `label` says it in words")]
pub enum Dataset {
    Communes,
    EpciMembers,
    CommuneCounts,
    BirthsSeries,
    CogCommunes,
    Departements,
    Movements,
    Seats,
    Grid,
    FranceServices,
    Msap,
    MediationNumerique,
    OsmServices,
    Services,
    BpeCounts,
    BpePlaces,
    CnafRates,
    CnafPlaces,
    CnafLegacy,
    CnafIris,
    Incomes,
    Table,
}

impl Dataset {
    /// What it is, in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Communes => "boundaries of communes",
            Self::EpciMembers => "communes of each EPCI (DGCL)",
            Self::CommuneCounts => "population and births per commune",
            Self::BirthsSeries => "births per commune and year (INSEE)",
            Self::CogCommunes => "communes of the Code officiel géographique",
            Self::Departements => "départements of the Code officiel géographique",
            Self::Movements => "movements of communes (Code officiel géographique)",
            Self::Seats => "town centres",
            Self::Grid => "200 m grid (INSEE)",
            Self::FranceServices => "France services (ANCT)",
            Self::Msap => "maisons de services au public, 2018",
            Self::MediationNumerique => "places of digital mediation (national standard)",
            Self::OsmServices => "objects of OpenStreetMap",
            Self::Services => "list of services of this program",
            Self::BpeCounts => "equipments per commune (INSEE, BPE)",
            Self::BpePlaces => "geolocated equipments (INSEE, BPE)",
            Self::CnafRates => "coverage rates (Cnaf)",
            Self::CnafPlaces => "places of each mode of care (Cnaf)",
            Self::CnafLegacy => "coverage rates 2019 to 2021 (Cnaf)",
            Self::CnafIris => "children of families known to the Cnaf, per IRIS",
            Self::Incomes => "incomes (INSEE, Filosofi)",
            Self::Table => "a table of no data set of this program",
        }
    }
}

/// What a file was recognised as, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// The data set.
    pub dataset: Dataset,
    /// The format.
    pub format: Format,
    /// What decided: the columns that were found.
    pub why: String,
}

/// One data set and the columns that it alone has: of each list one name, `*` at its end standing
/// for any ending.
struct Signature {
    dataset: Dataset,
    shapes: Option<Shapes>,
    columns: &'static [&'static [&'static str]],
    without: &'static [&'static str],
}

const fn plain(dataset: Dataset, columns: &'static [&'static [&'static str]]) -> Signature {
    Signature { dataset, shapes: None, columns, without: &[] }
}

const CELL: &[&str] = &["idcar_200m", "idinspire", "id_inspire", "id_carr_200m"];

const SIGNATURES: &[Signature] = &[
    plain(Dataset::Services, &[&["id"], &["nom"], &["type"], &["commune"], &["code_insee"], &["date_maj"]]),
    plain(
        Dataset::MediationNumerique,
        &[&["id"], &["nom"], &["commune"], &["code_postal"], &["adresse"], &["date_maj"], &["pivot", "typologie"]],
    ),
    plain(
        Dataset::FranceServices,
        &[
            &["id_fs", "matricule"],
            &["lib_fs", "lib_france_services"],
            &["insee_com", "code_insee"],
            &["longitude"],
            &["latitude"],
        ],
    ),
    Signature {
        dataset: Dataset::Msap,
        shapes: Some(Shapes::Points),
        columns: &[&["locatin"], &["osm_id"], &["postcod"], &["city"]],
        without: &[],
    },
    Signature {
        dataset: Dataset::OsmServices,
        shapes: Some(Shapes::Points),
        columns: &[services::OSM_KIND, services::OSM_NAME],
        without: &["code_insee", "type_equ"],
    },
    plain(
        Dataset::OsmServices,
        &[&["amenity", "school:fr"], &["name"], &["longitude", "lon", "x"], &["latitude", "lat", "y"]],
    ),
    plain(Dataset::BpeCounts, &[&["depcom"], &["typequ"], &["nb_equip"], &["an"]]),
    plain(Dataset::BpePlaces, &[&["depcom"], &["typequ"], &["lambert_x"], &["lambert_y"], &["an"]]),
    plain(
        Dataset::CommuneCounts,
        &[
            &["insee_com", "code_insee", "codgeo", "com"],
            &["commune_article", "commune", "nom"],
            &["naissances*"],
            &["population*"],
        ],
    ),
    plain(Dataset::BirthsSeries, &[&["geo"], &["time_period"], &["obs_value"]]),
    plain(Dataset::CogCommunes, &[&["typecom"], &["com"], &["dep"], &["libelle"]]),
    Signature {
        dataset: Dataset::Departements,
        shapes: None,
        columns: &[&["dep"], &["reg"], &["cheflieu"], &["libelle"]],
        without: &["arr", "com"],
    },
    plain(Dataset::Movements, &[&["mod"], &["date_eff"], &["typecom_av"], &["com_av"], &["typecom_ap"], &["com_ap"]]),
    plain(
        Dataset::Seats,
        &[&["insee", "geo_code", "code_insee"], &["lon_cl", "cheflieu_x"], &["lat_cl", "cheflieu_y"]],
    ),
    Signature {
        dataset: Dataset::Seats,
        shapes: Some(Shapes::Points),
        columns: &[&["cinseea"], &["dlnom", "nom"]],
        without: &[],
    },
    plain(Dataset::Grid, &[CELL, &["ind"], &["ind_0_3"]]),
    plain(Dataset::Grid, &[&["x"], &["y"], &["ind"], &["ind_0_3"]]),
    plain(Dataset::CnafLegacy, &[cnaf::LEGACY_CODE, cnaf::LEGACY_RATE]),
    plain(Dataset::CnafIris, &[&["codgeo", "iris"], &["enf_2"], &["enf_3_5"]]),
    plain(
        Dataset::EpciMembers,
        &[
            &["siren", "siren_epci", "epci"],
            &["raison_sociale", "nom_epci", "libepci"],
            &["insee", "codgeo"],
            &["nom_membre", "nom", "libgeo"],
        ],
    ),
    Signature {
        dataset: Dataset::Communes,
        shapes: Some(Shapes::Polygons),
        columns: &[area::CODE, area::NAME],
        without: &[],
    },
];

/// Says what a file is. `file_name` only labels messages.
///
/// # Errors
/// When the bytes are of a kind that is not read here, or damaged: the message says what they are.
pub fn recognise(file_name: &str, content: &Content) -> Result<Recognised, IngestError> {
    let tabular = match content {
        Content::File { bytes, .. } => tabular::read(file_name, bytes)?,
        Content::Shapefile { parts, .. } => tabular::read_shapefile(file_name, parts)?,
    };
    Ok(of_table(&tabular))
}

/// The data set of a table: the signature with the most columns among those it has in full.
pub(crate) fn of_table(tabular: &Tabular) -> Recognised {
    let table = &tabular.table;
    let recognised = |dataset, why| Recognised { dataset, format: tabular.format, why };
    let header: Vec<String> = table.header().iter().map(|name| name.to_lowercase()).collect();
    if cnaf::is_rates(table) {
        return recognised(Dataset::CnafRates, "columns of rates and of a territory of Cnaf open data".into());
    }
    if cnaf::is_places(table) {
        return recognised(Dataset::CnafPlaces, "columns of places and of a territory of Cnaf open data".into());
    }
    if let (true, Some(households), Some(median)) =
        (header.iter().any(|n| n == "codgeo"), secrets::dated(table, "nbmen"), secrets::dated(table, "q2"))
    {
        return recognised(Dataset::Incomes, format!("columns CODGEO, {households}, {median}"));
    }
    let found = |names: &&[&str]| {
        names.iter().find_map(|wanted| match wanted.strip_suffix('*') {
            Some(start) => header.iter().position(|name| name.starts_with(start)),
            None => header.iter().position(|name| name == wanted),
        })
    };
    let whole = SIGNATURES.iter().filter_map(|signature| {
        let shapes = signature.shapes.is_none_or(|shapes| shapes == tabular.shapes);
        let without = !signature.without.iter().any(|name| header.iter().any(|h| h == name));
        let columns: Option<Vec<usize>> = signature.columns.iter().map(found).collect();
        columns.filter(|_| shapes && without).map(|columns| (signature, columns))
    });
    match whole.max_by_key(|(signature, _)| signature.columns.len()) {
        Some((signature, columns)) => {
            let names: Vec<_> = columns.iter().map(|i| table.header()[*i].as_str()).collect();
            let shapes = signature.shapes.map(|s| format!("{s:?} and ").to_lowercase()).unwrap_or_default();
            recognised(signature.dataset, format!("{shapes}columns {}", names.join(", ")))
        }
        None => recognised(
            Dataset::Table,
            format!(
                "no data set has these {} columns{}",
                header.len(),
                if tabular.shapes == Shapes::None { "" } else { " and shapes" }
            ),
        ),
    }
}
