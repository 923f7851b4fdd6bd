//! Where the children of each commune live.

use ingest::GridCell;
use territory::{AreaIndex, Commune, DemandPoint};

/// Cells count for a commune when they hold its population to within this share: an extract of
/// the grid that covers half a commune says nothing of where the others live.
const COMPLETE: std::ops::RangeInclusive<f64> = 0.8..=1.2;

/// Demand points of every commune, in the order of the communes: its 200 m cells where they are
/// complete, each with its share of the commune's children under three (0–3 in the source is four
/// ages: it only spreads), else its town centre with all of them. Also the number of cells that
/// lie in no commune, and of those left aside.
pub(crate) fn demand(communes: &[Commune], areas: &AreaIndex, cells: &[GridCell]) -> (Vec<DemandPoint>, u64, u64) {
    let (mut by_commune, mut outside, mut aside) = (vec![Vec::new(); communes.len()], 0, 0);
    for cell in cells {
        match areas.containing(cell.centre) {
            Some(commune) => by_commune[commune].push(cell),
            None => outside += 1,
        }
    }
    let mut points = Vec::new();
    for ((commune, i), cells) in communes.iter().zip(0u32..).zip(by_commune) {
        let children = commune.children_under_3.known().unwrap_or(0.0);
        let inhabitants: f64 = cells.iter().map(|c| c.inhabitants).sum();
        let complete = commune.population.known().is_some_and(|p| p > 0.0 && COMPLETE.contains(&(inhabitants / p)));
        let young: f64 = cells.iter().map(|c| c.children_0_3).sum();
        let weight = |c: &GridCell| if young > 0.0 { c.children_0_3 / young } else { c.inhabitants / inhabitants };
        if !complete {
            aside += cells.len() as u64;
            points.push(DemandPoint { at: commune.seat, commune: i, children, is_cell: false });
            continue;
        }
        for cell in cells.into_iter().filter(|c| weight(c) > 0.0) {
            points.push(DemandPoint { at: cell.centre, commune: i, children: children * weight(cell), is_cell: true });
        }
    }
    (points, outside, aside)
}

#[cfg(test)]
mod tests {
    use territory::{ChildrenMethod, CommuneCode, DepartementCode, LonLat, Quantity};

    use super::*;

    fn commune(population: f64) -> Commune {
        Commune {
            code: CommuneCode::new("00001").unwrap(),
            name: "Essai".into(),
            epci: None,
            departement: DepartementCode::new("00").unwrap(),
            postcodes: vec![],
            population: Quantity::Known(population),
            births: Quantity::Known(4.0),
            children_under_3: Quantity::Known(12.0),
            children_method: ChildrenMethod::ThreeTimesBirths,
            seat: LonLat::new(0.5, 0.5).unwrap(),
            seat_is_sourced: true,
            area: geo::Rect::new((0.0, 0.0), (1.0, 1.0)).to_polygon().into(),
        }
    }

    fn cell(lon: f64, inhabitants: f64, children_0_3: f64) -> GridCell {
        GridCell { centre: LonLat::new(lon, 0.5).unwrap(), inhabitants, children_0_3, imputed: false }
    }

    fn of(population: f64, cells: &[GridCell]) -> (Vec<DemandPoint>, u64, u64) {
        let communes = [commune(population)];
        demand(&communes, &AreaIndex::new([&communes[0].area]), cells)
    }

    #[test]
    fn complete_cells_share_the_children_of_the_commune() {
        let (points, outside, aside) = of(100.0, &[cell(0.2, 60.0, 3.0), cell(0.8, 40.0, 1.0), cell(2.0, 9.0, 1.0)]);
        assert_eq!(points.iter().map(|p| p.children).collect::<Vec<_>>(), [9.0, 3.0]);
        assert_eq!((outside, aside), (1, 0));
    }

    #[test]
    fn an_extract_that_covers_half_the_commune_is_left_aside() {
        let (points, _, aside) = of(200.0, &[cell(0.2, 60.0, 3.0), cell(0.8, 40.0, 1.0)]);
        assert_eq!((points.len(), points[0].children, points[0].is_cell, aside), (1, 12.0, false, 2));
    }

    #[test]
    fn cells_without_young_children_share_by_inhabitants() {
        let (points, ..) = of(100.0, &[cell(0.2, 75.0, 0.0), cell(0.8, 25.0, 0.0)]);
        assert_eq!(points.iter().map(|p| p.children).collect::<Vec<_>>(), [9.0, 3.0]);
    }
}
