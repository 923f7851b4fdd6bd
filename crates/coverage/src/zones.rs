//! The class of every territory of a level, from figures that are published anyway.

use territory::{FigureSet, Level, Quantity, Territory};

use crate::{
    series::{evolution, series},
    typology::{Measures, Typology, Verdict, typology},
};

/// Years over which the number of children is compared.
const YEARS: u16 = 5;

/// The verdict of the rules on each territory of a level, in its order. Measures that no figure gives
/// (surveys, flows, plans) are not known here; whoever has them calls [`typology`] with them.
pub fn zones(territory: &Territory, set: &FigureSet, level: Level, rules: &Typology) -> Vec<Verdict> {
    let of = |position: usize| typology(rules, &measures(territory, set, level, position));
    (0..territory.count(level)).map(of).collect()
}

fn measures(territory: &Territory, set: &FigureSet, level: Level, position: usize) -> Measures {
    let value = |indicator: &str, facet: &str| -> Quantity {
        let column = set.column(indicator, facet, level);
        column.and_then(|c| c.values.get(position)).copied().unwrap_or(Quantity::Missing)
    };
    let children = series(set, territory, "children_under_3", "total", (level, position));
    let change = evolution(&children, set.year.saturating_sub(YEARS), set.year);
    Measures::from([
        ("accessible_rate".to_owned(), value("accessible_places", "total")),
        ("unserved_share".to_owned(), value("unserved_share", "total")),
        ("beyond_share".to_owned(), value("share_beyond", "creche")),
        ("children_change".to_owned(), change.map_or(Quantity::Missing, |c| c.percent)),
    ])
}
