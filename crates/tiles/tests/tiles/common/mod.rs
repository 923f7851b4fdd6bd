//! What the tests share: fictional territories, and a second reader of archives and tiles, written
//! from the specifications and sharing no code with the crate.

mod read;
pub(crate) mod tessellation;

use geo::MultiPolygon;
use territory::{
    ChildrenMethod, Commune, CommuneCode, Departement, DepartementCode, Epci, Kinds, LonLat, Quantity, Siren, Territory,
};
use tiles::{TileOptions, TileReport, build_archive};

pub(crate) use read::{Archive, Feature, area2};

/// A commune with that area; its population falls with its code.
pub(crate) fn commune(code: &str, epci: Option<&str>, area: MultiPolygon<f64>) -> Commune {
    let code = CommuneCode::new(code).unwrap();
    Commune {
        code,
        name: format!("Commune {code}"),
        epci: epci.map(|siren| Siren::new(siren).unwrap()),
        departement: code.departement(),
        postcodes: Vec::new(),
        population: Quantity::Known(1e6 - code.as_str()[2..].parse::<f64>().unwrap()),
        births: Quantity::Missing,
        children_under_3: Quantity::Missing,
        children_method: ChildrenMethod::None,
        seat: Commune::point_inside(&area).unwrap_or(LonLat::new(0.0, 46.0).unwrap()),
        seat_is_sourced: false,
        area,
    }
}

/// Communes with the EPCI and départements that they name.
pub(crate) fn territory(mut communes: Vec<Commune>) -> Territory {
    communes.sort_by_key(|c| c.code);
    let members = |is_member: &dyn Fn(&Commune) -> bool| -> Vec<usize> {
        (0..communes.len()).filter(|&i| is_member(&communes[i])).collect()
    };
    let mut sirens: Vec<Siren> = communes.iter().filter_map(|c| c.epci).collect();
    sirens.sort();
    sirens.dedup();
    let mut codes: Vec<DepartementCode> = communes.iter().map(|c| c.departement).collect();
    codes.sort();
    codes.dedup();
    let epci = |siren: Siren| {
        let members = members(&|c| c.epci == Some(siren));
        Epci { siren, name: format!("CC {siren}"), declared_members: members.len(), members }
    };
    let departement = |code: DepartementCode| Departement {
        code,
        name: format!("D {code}"),
        members: members(&|c| c.departement == code),
    };
    let epcis = sirens.into_iter().map(epci).collect();
    let departements = codes.into_iter().map(departement).collect();
    Territory { epcis, departements, communes, ..Territory::default() }
}

/// A grid of communes: columns alternate between three EPCI (the cell in the middle of a block of
/// nine belongs to another one: an enclave), the northern half is another département.
pub(crate) fn grid_territory(columns: usize, rows: usize, detail: u32) -> Territory {
    let cells = tessellation::Tessellation::new(columns, rows, detail, 42).cells();
    let communes = cells.into_iter().enumerate().map(|(i, area)| {
        let (column, row) = (i % columns, i / columns);
        let block = (column / 3) + 10 * (row / 3);
        let in_middle = column % 3 == 1 && row % 3 == 1;
        let siren = format!("2000000{:02}", if in_middle { 99 } else { block });
        let departement = if row < rows / 2 { "51" } else { "85" };
        commune(&format!("{departement}{i:03}"), Some(&siren), area)
    });
    territory(communes.collect())
}

/// An archive of the territory, read back.
pub(crate) fn build(territory: &Territory, options: &TileOptions) -> (Archive, TileReport) {
    let mut out = std::io::Cursor::new(Vec::new());
    let report = build_archive(territory, &Kinds::builtin(), options, &|_, _, _| {}, &mut out).unwrap();
    (Archive::read(out.into_inner()), report)
}

/// Zoom 0 to `max_zoom`, the usual buffer.
pub(crate) fn options(max_zoom: u8) -> TileOptions {
    TileOptions { max_zoom, ..TileOptions::standard("Fictif", "© Personne") }
}
