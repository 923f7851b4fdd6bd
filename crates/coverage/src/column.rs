//! From values by commune to values by EPCI and département.

use territory::{Level, Quantity, Territory};

/// A value a territory, with the territories whose value rests on some of their communes only.
pub(crate) struct Rows {
    pub(crate) values: Vec<Quantity>,
    pub(crate) partial: Vec<u32>,
}

/// Sums by territory of one level. What is absent in some communes makes the sum partial; absent
/// in all, the sum is absent. Secret values must not come here: sums are made before secrecy.
pub(crate) fn sums(territory: &Territory, level: Level, by_commune: &[Quantity]) -> Rows {
    if level == Level::Commune {
        return Rows { values: by_commune.to_vec(), partial: Vec::new() };
    }
    let mut rows = Rows { values: Vec::with_capacity(territory.count(level)), partial: Vec::new() };
    for position in 0..territory.count(level) {
        let members = territory.members(level, position);
        let known: Vec<f64> = members.iter().filter_map(|i| by_commune[*i].known()).collect();
        if known.is_empty() {
            rows.values.push(Quantity::Missing);
            continue;
        }
        // An EPCI that straddles the border of the snapshot lacks communes as well.
        let beyond_border = level == Level::Epci && territory.epcis[position].declared_members > members.len();
        if known.len() < members.len() || beyond_border {
            rows.partial.push(position as u32);
        }
        rows.values.push(Quantity::Known(known.iter().sum()));
    }
    rows
}

/// Ratios of two rows of the same level; partial where either is.
pub(crate) fn ratios(upper: &Rows, lower: &Rows, of: impl Fn(Quantity, Quantity) -> Quantity) -> Rows {
    let values = upper.values.iter().zip(&lower.values).map(|(u, l)| of(*u, *l)).collect();
    let mut partial: Vec<u32> = upper.partial.iter().chain(&lower.partial).copied().collect();
    partial.sort_unstable();
    partial.dedup();
    Rows { values, partial }
}
