//! From homes to communes: the accessible rate, weighted by children.

use territory::{Quantity, Seconds};

use crate::catchment::{Pairs, Shares};

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

/// A home that counts nobody still weighs a trace, so that a commune without a counted child has a
/// rate, with none of its weight in the EPCI.
pub(crate) const TRACE: f64 = 1e-9;

/// Accessible places by commune. `commune_of` and `children` go home by home in the order of the
/// shares.
///
/// # Panics
/// When the lists differ in length or name a commune beyond `communes`.
pub fn accessible(shares: &Shares, commune_of: &[u32], children: &[f64], communes: usize) -> Accessible {
    assert!(shares.access.len() == commune_of.len() && commune_of.len() == children.len(), "one entry a home");
    let mut counted = vec![0.0; communes];
    commune_of.iter().zip(children).for_each(|(commune, n)| counted[*commune as usize] += n);
    let mut sums = vec![None::<(f64, f64)>; communes];
    let mut without = vec![0.0; communes];
    for ((access, commune), n) in shares.access.iter().zip(commune_of).zip(children) {
        let commune = *commune as usize;
        match access.known() {
            Some(access) => {
                let weight = if counted[commune] > 0.0 { *n } else { TRACE };
                let (places, people) = sums[commune].get_or_insert((0.0, 0.0));
                *places += weight * access;
                *people += weight;
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

/// The children of each home who have times, and those of homes that reach no service at all
/// within `limit` (`≤`), by commune: the second is a part of the first.
pub fn reaching_nothing(
    pairs: &Pairs,
    commune_of: &[u32],
    children: &[f64],
    communes: usize,
    limit: Seconds,
) -> Vec<f64> {
    let mut nothing = vec![0.0; communes];
    for (home, (commune, n)) in commune_of.iter().zip(children).enumerate() {
        if !pairs.lacks_times(home) && pairs.of(home).all(|(_, seconds)| seconds > limit) {
            nothing[*commune as usize] += n;
        }
    }
    nothing
}
