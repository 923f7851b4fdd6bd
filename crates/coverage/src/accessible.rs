//! From homes to communes: the accessible rate, weighted by children.

use territory::{Quantity, Seconds};

use crate::{
    Homes,
    catchment::{Pairs, Shares},
};

/// What the homes of each commune add up to. Sums of communes make EPCI and départements: a rate
/// above the commune is the sum of `places` over the sum of `children`, never a mean of rates.
#[derive(Debug, Clone, PartialEq)]
pub struct Accessible {
    /// `Σ P·A`: places that the children of the commune have a share in. Missing without a home
    /// with times.
    pub places: Vec<Quantity>,
    /// Children of the homes with times: what divides `places`.
    pub children: Vec<Quantity>,
    /// Children of homes without times; they leave the rate.
    pub children_without_times: Vec<f64>,
}

/// Accessible places by commune, homes in the order of the shares.
///
/// # Panics
/// When there are not as many homes as shares.
pub fn accessible(shares: &Shares, homes: &Homes<'_>) -> Accessible {
    assert_eq!(shares.access.len(), homes.children.len(), "one share a home");
    let weights = homes.weights();
    let mut sums = vec![None::<(f64, f64)>; homes.communes];
    let mut without = vec![0.0; homes.communes];
    for (home, (commune, n)) in homes.iter().enumerate() {
        match shares.access[home].known() {
            Some(access) => {
                let (places, people) = sums[commune].get_or_insert((0.0, 0.0));
                *places += weights[home] * access;
                *people += weights[home];
            }
            None => without[commune] += n,
        }
    }
    let part = |of: fn(&(f64, f64)) -> f64| sums.iter().map(|s| Quantity::from(s.as_ref().map(of))).collect();
    Accessible { places: part(|s| s.0), children: part(|s| s.1), children_without_times: without }
}

/// Places accessible to 100 children: 100 × places ÷ children, missing over no child.
pub fn accessible_rate(places: Quantity, children: Quantity) -> Quantity {
    places.zip_with(children, |places, children| 100.0 * places / children)
}

/// Children of homes that reach no service at all within `limit` (`≤`), by commune. Homes without
/// times are not among them.
pub fn reaching_nothing(pairs: &Pairs, homes: &Homes<'_>, limit: Seconds) -> Vec<f64> {
    let mut nothing = vec![0.0; homes.communes];
    for (home, (commune, n)) in homes.iter().enumerate() {
        if !pairs.lacks_times(home) && pairs.of(home).all(|(_, seconds)| seconds > limit) {
            nothing[commune] += n;
        }
    }
    nothing
}
