//! Where children live, as the indicators read it.

use territory::Territory;

/// Homes in the order of the pairs: their commune and their children.
#[derive(Debug, Clone, Copy)]
pub struct Homes<'a> {
    /// Position of each home's commune.
    pub commune: &'a [u32],
    /// Children of each home; fractions occur.
    pub children: &'a [f64],
    /// How many communes there are.
    pub communes: usize,
}

/// A home that counts nobody still weighs a trace, so that a commune without a counted child has
/// its means, with none of its weight in the EPCI.
const TRACE: f64 = 1e-9;

impl<'a> Homes<'a> {
    /// From lists of one entry a home.
    ///
    /// # Panics
    /// When the lists differ in length or name a commune beyond `communes`.
    pub fn new(commune: &'a [u32], children: &'a [f64], communes: usize) -> Self {
        assert_eq!(commune.len(), children.len(), "one commune and one number of children a home");
        assert!(commune.iter().all(|c| (*c as usize) < communes), "a home lies in one of the communes");
        Self { commune, children, communes }
    }

    /// How much each home weighs in a mean of its commune.
    pub(crate) fn weights(&self) -> Vec<f64> {
        let mut counted = vec![0.0; self.communes];
        self.iter().for_each(|(commune, n)| counted[commune] += n);
        self.iter().map(|(commune, n)| if counted[commune] > 0.0 { n } else { TRACE }).collect()
    }

    /// Commune and children of each home.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.commune.iter().zip(self.children).map(|(commune, n)| (*commune as usize, *n))
    }
}

/// Commune and children of every demand point of a territory, in its order: 200 m cells rescaled to
/// the commune's children under three, or the town centre where there are none.
pub fn homes_of(territory: &Territory) -> (Vec<u32>, Vec<f64>) {
    territory.demand.iter().map(|d| (d.commune, d.children)).unzip()
}
