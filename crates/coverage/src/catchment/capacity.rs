//! One capacity changes: only the homes that reach the service feel it.

use territory::Seconds;

use super::{Pairs, Sharing};

/// What a change of places does to one home.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Changed {
    /// The home.
    pub home: u32,
    /// Places per child, after less before.
    pub access: f64,
}

/// The homes whose access changes when a service gets `difference` places more (or less, when
/// negative), in order. Access is linear in places and the demand that a service meets does not
/// depend on its places: nothing else changes. `turned` is [`Pairs::by_service`] of the pairs of
/// `sharing`, made once.
///
/// # Panics
/// When `service` is not in the list.
pub fn change(sharing: &Sharing<'_>, turned: &Pairs, service: u32, difference: f64) -> Vec<Changed> {
    let position = service as usize;
    assert!(position < turned.homes(), "service {service} is one of the {}", turned.homes());
    if !sharing.is_reached(position) {
        return Vec::new();
    }
    let factor = sharing.weights.service_second.get(position).copied().unwrap_or(1.0);
    let rate = difference * factor / sharing.demand[position];
    let felt = |(home, Seconds(s)): (u32, Seconds)| {
        let weight = sharing.weights.second(home as usize, s as u16);
        (weight > 0.0).then_some(Changed { home, access: rate * weight })
    };
    turned.of(position).filter_map(felt).collect()
}
