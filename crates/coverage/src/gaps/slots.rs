//! Parts of the week in which few services are open. The slots are data: `data/opening_slots.toml`.

use serde::Deserialize;
use territory::{Seconds, WeeklyHours};

use crate::{Homes, catchment::Pairs};

/// A part of the week.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningSlot {
    /// "before_7".
    pub id: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// Days of the week, 0 for Monday; one of them suffices.
    pub days: Vec<u8>,
    /// The service is open at some moment before this hour (24 for any).
    #[serde(default)]
    pub before_h: Option<u8>,
    /// The service is open at some moment after this hour.
    #[serde(default)]
    pub after_h: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    slot: Vec<OpeningSlot>,
}

/// The slots, in the order in which they are offered.
///
/// # Panics
/// Never in a released binary: the catalogue is part of it, and a test reads it.
pub fn opening_slots() -> Vec<OpeningSlot> {
    let text = include_str!("../../../../data/opening_slots.toml");
    toml::from_str::<Catalogue>(text).expect("data/opening_slots.toml is valid").slot
}

/// Whether a service with these hours is open in the slot; `None` where its hours are not known.
pub fn open_in(hours: Option<&WeeklyHours>, slot: &OpeningSlot) -> Option<bool> {
    let hour = |h: u8| Seconds(u32::from(h) * 3600);
    let reaches = |span: &territory::Slot| {
        slot.days.contains(&span.day)
            && slot.before_h.is_none_or(|h| span.from < hour(h))
            && slot.after_h.is_none_or(|h| span.to > hour(h))
    };
    hours.map(|hours| hours.0.iter().any(reaches))
}

/// The children of one commune, seen in a slot. The three make all children with times.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SlotGap {
    /// Reach a service that is open.
    pub served: f64,
    /// Reach none that is known to be open, but one whose hours are not known.
    pub unknown: f64,
    /// Every service that they reach is closed, or they reach none.
    pub unserved: f64,
}

/// By commune, who reaches within `limit` (`≤`) a service open in the slot. `open` says of each
/// service whether it is ([`open_in`]); `offered` which services the question is about.
///
/// # Panics
/// When a list does not go with the pairs.
pub fn slot_gaps(
    pairs: &Pairs,
    homes: &Homes<'_>,
    offered: &[bool],
    open: &[Option<bool>],
    limit: Seconds,
) -> Vec<SlotGap> {
    assert_eq!(homes.children.len(), pairs.homes(), "one number of children a home");
    assert!(offered.len() == pairs.services() && open.len() == pairs.services(), "one answer a service");
    let mut gaps = vec![SlotGap::default(); homes.communes];
    for (home, (commune, n)) in homes.iter().enumerate().filter(|(home, _)| !pairs.lacks_times(*home)) {
        let reached = pairs.of(home).filter(|(s, seconds)| offered[*s as usize] && *seconds <= limit);
        let (mut served, mut unknown) = (false, false);
        for (service, _) in reached {
            match open[service as usize] {
                Some(open) => served |= open,
                None => unknown = true,
            }
        }
        let gap = &mut gaps[commune];
        *(if served {
            &mut gap.served
        } else if unknown {
            &mut gap.unknown
        } else {
            &mut gap.unserved
        }) += n;
    }
    gaps
}
