//! Counts that may enter what everybody sees: secret ones only as the sums that are public anyway.

use territory::{Quantity, Territory};

/// Which territories hide a count, in the order of the territory's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Communes.
    pub communes: Vec<bool>,
    /// EPCI.
    pub epcis: Vec<bool>,
    /// Départements.
    pub departements: Vec<bool>,
}

/// Values by commune in which every secret one is replaced by its share of a sum that whoever reads
/// the published table can work out: that of the secret communes of its EPCI or, where the EPCI is
/// secret too, of those of its département. The sum is shared by children under three, equally where
/// no child is counted. Where no such sum is public, the value is missing.
///
/// A figure computed from these values tells nothing that the published table does not.
pub fn pooled(territory: &Territory, values: &[Quantity], hidden: &Hidden) -> Vec<Quantity> {
    let mut public: Vec<Quantity> = values.to_vec();
    let mut open: Vec<bool> = hidden.communes.clone();
    (0..public.len()).filter(|i| open[*i]).for_each(|i| public[i] = Quantity::Missing);
    for (epci, secret) in territory.epcis.iter().zip(&hidden.epcis) {
        if !secret {
            let members: Vec<usize> = epci.members.iter().copied().filter(|m| open[*m]).collect();
            share(territory, values, &members, &mut public);
            members.iter().for_each(|m| open[*m] = false);
        }
    }
    for (departement, secret) in territory.departements.iter().zip(&hidden.departements) {
        let members: Vec<usize> = departement.members.iter().copied().filter(|m| open[*m]).collect();
        // An EPCI across the border adds its secret communes to the sum of each side.
        let is_inside = |commune: &usize| {
            let epci = territory.communes[*commune].epci.and_then(|siren| territory.epci(siren));
            epci.is_none_or(|e| territory.epcis[e].members.iter().all(|m| departement.members.binary_search(m).is_ok()))
        };
        let mixed = departement.members.iter().any(|m| hidden.communes[*m] && !is_inside(m));
        if !secret && !mixed {
            share(territory, values, &members, &mut public);
        }
    }
    public
}

/// Shares the sum of some communes out among them. A sum in which something is missing is not known.
fn share(territory: &Territory, values: &[Quantity], members: &[usize], public: &mut [Quantity]) {
    let sum = members.iter().fold(Quantity::Known(0.0), |sum, m| sum.zip_with(values[*m], |a, b| a + b));
    let children = |m: usize| territory.communes[m].children_under_3.known().unwrap_or(0.0);
    let all: f64 = members.iter().map(|m| children(*m)).sum();
    for member in members {
        let part = if all > 0.0 { children(*member) / all } else { 1.0 / members.len() as f64 };
        public[*member] = sum.map(|sum| sum * part);
    }
}
