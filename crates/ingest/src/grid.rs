//! INSEE's 200 m grid: inhabitants and young children per cell.

use std::io::Read;

use serde::Serialize;
use territory::{
    LonLat, Quantity,
    projection::{Crs, Projector},
};

use crate::{
    Batch, IngestError,
    table::{Column, Row, Table},
    text,
};

/// An inhabited cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GridCell {
    /// Centre of the square.
    pub centre: LonLat,
    /// Inhabitants; fractions occur.
    pub inhabitants: f64,
    /// Children of 0, 1, 2 and 3 years: *four* ages, so a key to spread a commune's children under
    /// three and not their number. Fractions occur.
    pub children_0_3: f64,
    /// Whether INSEE estimated the cell because fewer than eleven households live there.
    pub imputed: bool,
}

/// What a grid file does not say of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GridSpec {
    /// Column and row of the tile, for files whose cells are numbered `x`, `y` inside a tile
    /// ("tuile_10_26" is `(10, 26)`).
    pub tile: Option<(u32, u32)>,
}

impl GridSpec {
    /// The tile that a file name holds: "…_tuile_10_26.csv" gives `(10, 26)`.
    pub fn of_file_name(name: &str) -> Self {
        let numbers = name.rsplit_once("tuile_").map(|(_, rest)| rest);
        let tile = numbers.and_then(|rest| {
            let mut parts = rest.split(|c: char| !c.is_ascii_digit());
            Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        });
        Self { tile }
    }
}

/// Side of a cell of a tiled file, metres.
const CELL_M: f64 = 200.0;
/// Cells on each side of a tile.
const TILE_CELLS: u32 = 128;
/// Lower-left corner of tile (0, 0) in LAEA Europe, metres east and north. Found by comparing a
/// tiled file with the same cells under their INSPIRE names; a test does so again.
const TILE_ORIGIN_M: (f64, f64) = (3_200_000.0, 2_000_000.0);

enum CellName {
    Inspire(Column),
    Tiled { tile: (u32, u32), x: Column, y: Column },
}

/// Reads cells whose column `idcar_200m` (or `IdINSPIRE`) names the lower-left corner, such as
/// "CRS3035RES200mN2681000E3477400" (La Réunion and others have their own CRS), or whose columns
/// `x`, `y` number it inside the tile of `spec`.
///
/// # Errors
/// When the file cannot be read, a column is missing, or the tile of numbered cells is not given.
pub fn read_grid_csv(file: &str, input: impl Read, spec: &GridSpec) -> Result<Batch<GridCell>, IngestError> {
    cells(&Table::read(file, input)?, spec)
}

/// See [`read_grid_csv`].
pub(crate) fn cells(table: &Table, spec: &GridSpec) -> Result<Batch<GridCell>, IngestError> {
    let names = ["idcar_200m", "idinspire", "id_inspire", "id_carr_200m"];
    let (name, x, y) = (table.optional(&names), table.optional(&["x"]), table.optional(&["y"]));
    let cell_name = if !name.is_there() && x.is_there() && y.is_there() {
        let tile = spec.tile.ok_or_else(|| IngestError::UnknownTile { file: table.file().to_owned() })?;
        CellName::Tiled { tile, x, y }
    } else {
        CellName::Inspire(table.required(&names)?)
    };
    let inhabitants = table.required(&["ind"])?;
    let children = table.required(&["ind_0_3"])?;
    let imputed = table.optional(&["i_est_200", "imputed", "i_est_cr"]);
    let mut projectors = Projectors::default();
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let centre = match cell_name.centre(row, &mut projectors) {
            Ok(centre) => centre,
            Err((column, reason)) => return batch.rejected.push(row.finding(column, reason)),
        };
        let mut required = |column: &Column| match text::quantity(row.get(column)) {
            Ok(Quantity::Known(value)) if value >= 0.0 => Some(value),
            Ok(_) => {
                batch.rejected.push(row.finding(column, "a cell needs its count: 0 or more, fractions allowed"));
                None
            }
            Err(reason) => {
                batch.rejected.push(row.finding(column, reason));
                None
            }
        };
        let (Some(inhabitants), Some(children_0_3)) = (required(&inhabitants), required(&children)) else { return };
        let imputed = matches!(row.get(&imputed), "1" | "1.0" | "true");
        batch.accepted.push(GridCell { centre, inhabitants, children_0_3, imputed });
    });
    Ok(batch)
}

impl CellName {
    fn centre(&self, row: &Row<'_>, projectors: &mut Projectors) -> Result<LonLat, (&Column, String)> {
        match self {
            Self::Inspire(column) => {
                let cell = parse_cell_name(row.get(column))
                    .ok_or_else(|| (column, "not a cell name: CRS3035RES200mN2681000E3477400 would work".to_owned()))?;
                let half = cell.side_m / 2.0;
                projectors.locate(cell.epsg, cell.east_m + half, cell.north_m + half).map_err(|e| (column, e))
            }
            Self::Tiled { tile, x, y } => {
                let corner = |column, tile: u32, origin: f64| {
                    let cell = row.get(column).parse::<u32>().ok().filter(|cell| *cell < TILE_CELLS);
                    let cell = cell.ok_or((column, "not the number of a cell in its tile: 0 to 127".to_owned()))?;
                    Ok(origin + f64::from(tile) * f64::from(TILE_CELLS) * CELL_M + f64::from(cell) * CELL_M)
                };
                let east = corner(x, tile.0, TILE_ORIGIN_M.0)? + CELL_M / 2.0;
                let north = corner(y, tile.1, TILE_ORIGIN_M.1)? + CELL_M / 2.0;
                projectors.locate(3035, east, north).map_err(|e| (x, e))
            }
        }
    }
}

struct CellCorner {
    epsg: u32,
    side_m: f64,
    north_m: f64,
    east_m: f64,
}

/// The parts of "CRS3035RES200mN2681000E3477400".
fn parse_cell_name(name: &str) -> Option<CellCorner> {
    let rest = name.trim().strip_prefix("CRS")?;
    let (epsg, rest) = rest.split_once("RES")?;
    let (side, rest) = rest.split_once('m')?;
    let (north, east) = rest.strip_prefix('N')?.split_once('E')?;
    let side_m = side.parse::<u32>().ok().filter(|side| *side > 0)?;
    Some(CellCorner {
        epsg: epsg.parse().ok()?,
        side_m: f64::from(side_m),
        north_m: f64::from(north.parse::<i32>().ok()?),
        east_m: f64::from(east.parse::<i32>().ok()?),
    })
}

/// One projector per system met; a file has one or two.
#[derive(Default)]
struct Projectors(Vec<(u32, Projector)>);

impl Projectors {
    fn locate(&mut self, epsg: u32, x: f64, y: f64) -> Result<LonLat, String> {
        let position = match self.0.iter().position(|(code, _)| *code == epsg) {
            Some(position) => position,
            None => {
                let crs = Crs::from_epsg(epsg).map_err(|e| e.to_string())?;
                self.0.push((epsg, Projector::new(crs)));
                self.0.len() - 1
            }
        };
        self.0[position].1.to_wgs84(x, y).map_err(|e| e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tile_is_read_from_the_file_name() {
        assert_eq!(GridSpec::of_file_name("carreaux_2021_tuile_10_26.csv").tile, Some((10, 26)));
        assert_eq!(GridSpec::of_file_name("carreaux_2021.csv").tile, None);
        assert_eq!(GridSpec::of_file_name("tuile_.csv").tile, None);
    }

    #[test]
    fn a_cell_name_has_all_its_parts_or_is_refused() {
        let cell = parse_cell_name("CRS2975RES200mN7634200E359400").unwrap();
        assert_eq!((cell.epsg, cell.side_m, cell.north_m, cell.east_m), (2975, 200.0, 7_634_200.0, 359_400.0));
        for bad in
            ["", "CRS3035", "CRS3035RES0mN1E1", "CRS3035RES200mN26810E", "200mN26810E34774", "CRS3035RES200mN1.5E2"]
        {
            assert!(parse_cell_name(bad).is_none(), "{bad}");
        }
    }
}
