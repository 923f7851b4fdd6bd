//! The inhabited 200 m cells: where the people of each commune live, by age.

use geo_types::Coord;
use territory::LonLat;
use territory::projection::{Crs, Projector};

use crate::world::{Commune, World};
use crate::{SynthError, place};

/// An inhabited cell of the INSEE grid (EPSG:3035).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GridCell {
    /// Northing of the lower left corner, metres, a multiple of 200.
    pub(crate) north_m: i64,
    /// Easting of the lower left corner, metres, a multiple of 200.
    pub(crate) east_m: i64,
    /// Inhabitants, tenths.
    pub(crate) people: u32,
    /// Inhabitants by age, tenths, in the order of [`AGES`]; their sum is `people`.
    pub(crate) ages: [u32; 11],
}

/// The age columns of the grid in the order of the file, alphabetical as INSEE writes them.
pub(crate) const AGES: [&str; 11] = [
    "ind_0_3",
    "ind_11_17",
    "ind_18_24",
    "ind_25_39",
    "ind_40_54",
    "ind_4_5",
    "ind_55_64",
    "ind_65_79",
    "ind_6_10",
    "ind_80p",
    "ind_inc",
];

/// Shares of the ages after 0 to 3, per thousand, in the order of [`AGES`].
const SHARES: [u32; 10] = [92, 78, 182, 208, 24, 141, 156, 65, 52, 2];
const SIDE_M: i64 = 200;
/// A cell belongs to the commune of its centre; closer to the border than this it stays empty.
const MARGIN_M: f64 = 5.0;

/// Every inhabited cell, sorted by northing, then easting. Per commune, `people` sums to ten times
/// its population, and the children of 0 to 3 to four years of births.
pub(crate) fn cells(world: &World) -> Result<Vec<GridCell>, SynthError> {
    let laea = Projector::new(Crs::LaeaEurope);
    let spiral = spiral();
    let mut all = Vec::new();
    for (i, commune) in world.communes.iter().enumerate() {
        let corners = inhabited(world, i, commune, &laea, &spiral)?;
        populate(world, i, commune, &corners, &mut all);
    }
    all.sort_unstable();
    Ok(all)
}

/// Lower left corners, (northing, easting), with the weight of their people.
fn inhabited(
    world: &World,
    i: usize,
    commune: &Commune,
    laea: &Projector,
    spiral: &[(i64, i64)],
) -> Result<Vec<(i64, i64, f64)>, SynthError> {
    let mut rng = world.rng("grid", i);
    let population = commune.people.population;
    let wanted =
        if world.communes.len() > 5_000 { (8 + population / 60).min(110) } else { (10 + population / 35).min(200) }
            as usize;
    let hamlets = rng.whole(3, 7) as usize;
    let mut corners: Vec<(i64, i64, f64)> = Vec::with_capacity(wanted);
    for settlement in 0..=hamlets {
        let (middle, room, density) = if settlement == 0 {
            (commune.seat, wanted.div_ceil(2), 1.0)
        } else {
            let at = place::near(&commune.ring, commune.seat, 2_400.0, &mut rng);
            (at, wanted.div_ceil(2 * hamlets), rng.between(0.08, 0.3))
        };
        let (east, north) = laea.from_wgs84(world.lon_lat(middle)?)?;
        let corner = |metres: f64| (metres / SIDE_M as f64).floor() as i64 * SIDE_M;
        let mut found = 0;
        for (nth, (dn, de)) in spiral.iter().enumerate() {
            if found == room || corners.len() == wanted {
                break;
            }
            // A town has gaps: fields, a pond, a school ground.
            let gap = nth > 0 && rng.chance(0.28);
            let (n, e) = (corner(north) + dn * SIDE_M, corner(east) + de * SIDE_M);
            if gap || corners.iter().any(|c| (c.0, c.1) == (n, e)) || !holds(world, commune, laea, n, e)? {
                continue;
            }
            let far = (dn * dn + de * de) as f64;
            corners.push((n, e, density * rng.between(0.5, 1.5) / (1.0 + far / 9.0)));
            found += 1;
        }
    }
    Ok(corners)
}

fn holds(world: &World, commune: &Commune, laea: &Projector, n: i64, e: i64) -> Result<bool, SynthError> {
    let half = SIDE_M / 2;
    let centre: LonLat = laea.to_wgs84((e + half) as f64, (n + half) as f64)?;
    let at: Coord<f64> = world.metres(centre)?;
    Ok(place::inside(&commune.ring, at, MARGIN_M))
}

fn populate(world: &World, i: usize, commune: &Commune, corners: &[(i64, i64, f64)], all: &mut Vec<GridCell>) {
    let mut rng = world.rng("ages", i);
    let weights: Vec<f64> = corners.iter().map(|c| c.2).collect();
    let people = share_out(commune.people.population * 10, &weights);
    // New houses at the edge of the town have more young children than its middle.
    let young: Vec<f64> = people.iter().map(|p| f64::from(*p) * rng.between(0.5, 1.6)).collect();
    let births: u32 = commune.people.births.iter().sum();
    let children = share_out(births * 40 / 3, &young);
    let shares = SHARES.map(f64::from);
    for ((corner, people), children) in corners.iter().zip(people).zip(children) {
        if people == 0 {
            continue;
        }
        let children = children.min(people);
        let mut ages = [children; 11];
        ages[1..].copy_from_slice(&share_out(people - children, &shares));
        all.push(GridCell { north_m: corner.0, east_m: corner.1, people, ages });
    }
}

/// Splits a whole into whole parts in proportion to weights; the parts sum to the whole.
fn share_out(whole: u32, weights: &[f64]) -> Vec<u32> {
    let total: f64 = weights.iter().sum();
    let (mut sum, mut given) = (0.0, 0);
    let last = weights.len().saturating_sub(1);
    weights
        .iter()
        .enumerate()
        .map(|(i, weight)| {
            sum += weight;
            let until = if i == last { whole } else { (f64::from(whole) * (sum / total)).round() as u32 };
            let part = until - given;
            given = until;
            part
        })
        .collect()
}

/// Cells around a middle cell, closest first, as steps north and east.
fn spiral() -> Vec<(i64, i64)> {
    let reach = -9..=9i64;
    let mut steps: Vec<(i64, i64)> = reach.clone().flat_map(|n| reach.clone().map(move |e| (n, e))).collect();
    steps.sort_by_key(|(n, e)| (n * n + e * e, *n, *e));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SynthOptions;

    #[test]
    fn parts_sum_to_the_whole_whatever_the_weights() {
        for (whole, weights) in [(0, vec![1.0, 2.0]), (7, vec![0.1; 9]), (1_000, vec![3.0, 0.0, 0.001]), (5, vec![1.0])]
        {
            let parts = share_out(whole, &weights);
            assert_eq!(parts.iter().sum::<u32>(), whole);
            assert_eq!(parts.len(), weights.len());
        }
        assert_eq!(share_out(90, &[2.0, 1.0]), [60, 30]);
    }

    #[test]
    fn the_grid_holds_everybody_once() {
        let world = World::new(&SynthOptions::new(60, 4).unwrap()).unwrap();
        let cells = cells(&world).unwrap();
        let population: u32 = world.communes.iter().map(|c| c.people.population).sum();
        assert_eq!(cells.iter().map(|c| c.people).sum::<u32>(), population * 10);
        assert!(cells.iter().all(|c| c.ages.iter().sum::<u32>() == c.people));
        assert!(cells.windows(2).all(|w| (w[0].north_m, w[0].east_m) < (w[1].north_m, w[1].east_m)), "each cell once");
        let births: u32 = world.communes.iter().flat_map(|c| c.people.births).sum();
        let children: u32 = cells.iter().map(|c| c.ages[0]).sum();
        let expected = f64::from(births) * 40.0 / 3.0;
        assert!((f64::from(children) - expected).abs() < 0.01 * expected, "{children} tenths for {expected}");
    }

    #[test]
    fn every_cell_centre_lies_in_the_commune_that_it_was_made_for() {
        let world = World::new(&SynthOptions::new(30, 12).unwrap()).unwrap();
        let laea = Projector::new(Crs::LaeaEurope);
        for (i, commune) in world.communes.iter().enumerate() {
            let corners = inhabited(&world, i, commune, &laea, &spiral()).unwrap();
            assert!(corners.len() >= 8, "{} has {} cells", commune.code, corners.len());
            for (n, e, _) in corners {
                assert!(holds(&world, commune, &laea, n, e).unwrap());
                assert_eq!((n % 200, e % 200), (0, 0));
            }
        }
    }
}
