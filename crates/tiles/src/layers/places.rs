//! Points: town centres for labels, and services.

use territory::{Kinds, LonLat, Quantity, Territory};

use super::{LAYERS, SEATS, SERVICES};
use crate::mercator::{GridPoint, project, snap};
use crate::pieces::Pieces;
use crate::pyramid::tiles_around;

/// Point features: position in their list, and where they are on the world grid.
pub(super) type Points = Vec<(u32, GridPoint)>;

fn on_grid(at: LonLat) -> GridPoint {
    project(at.lon_deg(), at.lat_deg())
}

/// Town centres by falling population; communes whose population is not known come last. Equal
/// ones stay in the order of the list.
pub(super) fn seats_by_rank(territory: &Territory) -> Points {
    let population = |i: u32| match territory.communes[i as usize].population {
        Quantity::Known(inhabitants) => inhabitants,
        Quantity::Suppressed | Quantity::Missing => f64::NEG_INFINITY,
    };
    let mut order: Vec<u32> = (0..territory.communes.len() as u32).collect();
    order.sort_by(|&a, &b| population(b).total_cmp(&population(a)));
    order.into_iter().map(|i| (i, on_grid(territory.communes[i as usize].seat))).collect()
}

/// Services that may be shown one by one: never a kind whose places are homes, nor a kind that the
/// catalogue does not know.
pub(super) fn public_services(territory: &Territory, kinds: &Kinds) -> Points {
    let is_public = |kind: &str| kinds.get(kind).is_some_and(|k| !k.nominative);
    let services = territory.services.iter().zip(0u32..);
    services.filter(|(s, _)| is_public(s.kind.as_str())).map(|(s, i)| (i, on_grid(s.at))).collect()
}

/// How many town centres a zoom shows: few far away, four times as many with each zoom, all from 10.
pub(super) fn seats_shown(zoom: u8) -> usize {
    match zoom {
        0..=4 => 16,
        5..=9 => 16 << (2 * (zoom - 4)),
        _ => usize::MAX,
    }
}

pub(super) fn seat_pieces(by_rank: &[(u32, GridPoint)], at: (u8, i32)) -> Pieces {
    pieces(&by_rank[..by_rank.len().min(seats_shown(at.0))], SEATS, at)
}

pub(super) fn service_pieces(services: &[(u32, GridPoint)], at: (u8, i32)) -> Pieces {
    pieces(services, SERVICES, at)
}

pub(super) fn pieces(points: &[(u32, GridPoint)], layer: u8, (zoom, buffer): (u8, i32)) -> Pieces {
    let mut pieces = Pieces::default();
    if zoom >= LAYERS[usize::from(layer)].min_zoom {
        for &(feature, at) in points {
            for (tile, at) in tiles_around(snap(at, zoom), zoom, buffer) {
                pieces.push_point(tile, layer, feature, at);
            }
        }
    }
    pieces
}
