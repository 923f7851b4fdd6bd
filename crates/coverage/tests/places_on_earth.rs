//! Edge of the data and similar territories, on squares of one tenth of a degree.

use coverage::{Beyond, Densities, density_classes, edge};
use territory::{
    ChildrenMethod, Commune, CommuneCode, DemandPoint, DepartementCode, Level, LonLat, Meters, Quantity,
    Quantity::{Known, Missing},
    Territory,
};

/// A row of square communes of 0.1° from west to east at 46° N: 7.7 km wide, 11.1 km high.
fn row(people: &[(Quantity, f64)]) -> Territory {
    let commune = |(i, (population, children)): (usize, &(Quantity, f64))| {
        let west = i as f64 / 10.0;
        Commune {
            code: CommuneCode::new(&format!("0000{}", i + 1)).unwrap(),
            name: format!("Carré-{i}"),
            epci: None,
            departement: DepartementCode::new("00").unwrap(),
            postcodes: vec![],
            population: *population,
            births: Missing,
            children_under_3: Known(*children),
            children_method: ChildrenMethod::ThreeTimesBirths,
            seat: at(west + 0.05),
            seat_is_sourced: true,
            area: geo::Rect::new((west, 46.0), (west + 0.1, 46.1)).to_polygon().into(),
        }
    };
    let communes: Vec<Commune> = people.iter().enumerate().map(commune).collect();
    let demand = (0u32..)
        .zip(&communes)
        .map(|(i, c)| DemandPoint { at: c.seat, commune: i, children: 1.0, is_cell: false })
        .collect();
    Territory { communes, demand, ..Territory::default() }
}

fn at(lon: f64) -> LonLat {
    LonLat::new(lon, 46.05).unwrap()
}

#[test]
fn a_commune_is_at_the_edge_where_somebody_lives_beyond_within_reach() {
    let land = row(&[(Known(1.0), 1.0); 3]);
    let beyond = [at(0.35)];
    // 0.1° of longitude at 46.05° N is 7,717 m.
    assert_eq!(edge(&land, Beyond::Communes(&beyond), Meters(7_700.0)), [false, false, false]);
    assert_eq!(edge(&land, Beyond::Communes(&beyond), Meters(7_730.0)), [false, false, true]);
    assert_eq!(edge(&land, Beyond::Communes(&beyond), Meters(15_500.0)), [false, true, true]);
    assert_eq!(edge(&land, Beyond::Communes(&[]), Meters(1e6)), [false; 3]);
}

#[test]
fn a_home_far_from_its_town_centre_is_at_the_edge_too() {
    let mut land = row(&[(Known(1.0), 1.0); 3]);
    land.demand.push(DemandPoint { at: at(0.11), commune: 1, children: 1.0, is_cell: true });
    assert_eq!(edge(&land, Beyond::Communes(&[at(-0.05)]), Meters(12_500.0)), [true, true, false]);
}

#[test]
fn an_outline_that_two_communes_share_is_no_edge() {
    let land = row(&[(Known(1.0), 1.0); 5]);
    // North and south are 5,560 m from the centres; west and east 3,858 m, of the first and the last only.
    assert_eq!(edge(&land, Beyond::Outline, Meters(4_000.0)), [true, false, false, false, true]);
    assert_eq!(edge(&land, Beyond::Outline, Meters(5_600.0)), [true; 5]);
    assert_eq!(edge(&land, Beyond::Outline, Meters(3_000.0)), [false; 5]);
}

#[test]
fn similar_territories_are_of_the_same_density_and_size() {
    // A square of 85.8 km²: 2,000 inhabitants are 23 per km², 4,000 are 47.
    let land = row(&[
        (Known(2_000.0), 50.0),
        (Known(1_900.0), 100.0),
        (Known(4_000.0), 50.0),
        (Known(2_100.0), 30.0),
        (Missing, 50.0),
        (Known(200_000.0), 50.0),
    ]);
    let densities = Densities::new(&land, Level::Commune);
    let ids: Vec<Option<String>> = (0..6).map(|p| Some(density_classes()[densities.class(p)?].id.clone())).collect();
    let expected = ["tres_peu_dense", "tres_peu_dense", "peu_dense", "tres_peu_dense", "", "dense"];
    assert_eq!(ids, expected.map(|id| (!id.is_empty()).then(|| id.to_owned())));
    assert_eq!(densities.similar(0, 9), [3, 1]);
    assert_eq!(densities.similar(0, 1), [3]);
    assert!(densities.similar(4, 9).is_empty() && densities.similar(5, 9).is_empty());
    assert!(densities.similar(99, 9).is_empty());
}

#[test]
fn the_classes_of_density_go_up_and_the_last_holds_the_rest() {
    let limits: Vec<Option<f64>> = density_classes().into_iter().map(|c| c.below).collect();
    let (last, others) = limits.split_last().unwrap();
    assert!(last.is_none() && others.iter().all(Option::is_some) && others.is_sorted());
}
