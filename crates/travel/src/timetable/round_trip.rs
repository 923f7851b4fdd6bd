//! There and back around the opening hours.

use serde::{Deserialize, Serialize};
use territory::Seconds;

use super::{
    outcome::{Itinerary, Outcome},
    profile::{FromService, ToService},
    query::{Place, PlaceError, When},
};

/// An opening of a service on the day of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// It opens.
    pub from: Seconds,
    /// It closes.
    pub to: Seconds,
}

/// How much of the opening one needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// All of it, as a child at a crèche: there before it opens, back after it closes.
    Whole,
    /// A visit of this length while it is open, as at a counter: there any time, back when it is
    /// done.
    Visit(Seconds),
}

/// The way there and the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundTrip {
    /// The opening that is used: its place in the list.
    pub opening: usize,
    /// The way there; its `seconds` count from leaving home to arriving.
    pub out: Itinerary,
    /// The way back; its `seconds` count from leaving the service to being at home.
    pub back: Itinerary,
    /// From leaving home to being back.
    pub away: Seconds,
}

/// The round trip that keeps one away from home the least, over all openings; `None` when there is
/// no way there in time, or none back, within the limits of both searches.
///
/// Both searches speak of one service on one day; `home` has its ways to stops in `outward` and its
/// ways from stops in `homeward` (on foot both are usually the same).
///
/// # Errors
/// When a home names a stop or a ride on demand that is not there.
pub fn round_trip(
    to: &ToService<'_>,
    from: &FromService<'_>,
    outward: &Place,
    homeward: &Place,
    openings: &[Opening],
    presence: Presence,
) -> Result<Option<RoundTrip>, PlaceError> {
    to.0.check(outward)?;
    from.0.check(homeward)?;
    let ways = Ways { to, from, outward, homeward };
    let mut best: Option<RoundTrip> = None;
    for (opening, hours) in openings.iter().enumerate() {
        let trips: Vec<(Itinerary, Itinerary)> = match presence {
            Presence::Whole => ways.out(hours.from.0).zip(ways.back(hours.to.0)).into_iter().collect(),
            Presence::Visit(stay) => {
                let Some(latest) = hours.to.0.checked_sub(stay.0).filter(|latest| *latest >= hours.from.0) else {
                    continue;
                };
                visits(&ways, hours.from.0, latest, stay.0)
            }
        };
        for (out, back) in trips {
            let away = Seconds(back.arrival.0 - out.departure.0);
            let better = |best: &RoundTrip| {
                (away, std::cmp::Reverse(out.departure)) < (best.away, std::cmp::Reverse(best.out.departure))
            };
            if best.as_ref().is_none_or(better) {
                best = Some(RoundTrip { opening, out, back, away });
            }
        }
    }
    Ok(best)
}

/// A visit for each way there that arrives before the one before it, and one for each way back that
/// leaves after the one before it; ways without timetable are tried every minute.
fn visits(ways: &Ways<'_, '_>, opens: u32, latest: u32, stay: u32) -> Vec<(Itinerary, Itinerary)> {
    let mut trips = Vec::new();
    let mut by = latest;
    while let Some(out) = ways.out(by) {
        let done = out.arrival.0.max(opens) + stay;
        trips.extend(ways.back(done).map(|back| (out, back)));
        let earlier = if out.rides > 0 { out.arrival.0.checked_sub(1) } else { by.checked_sub(60) };
        match earlier.filter(|_| out.arrival.0 > opens) {
            Some(earlier) => by = earlier,
            None => break,
        }
    }
    let mut done = opens + stay;
    while let Some(back) = ways.back(done).filter(|_| done <= latest + stay) {
        let left = back.departure.0;
        trips.extend(ways.out(latest.min(left - stay)).map(|out| (out, back)));
        done = if back.rides > 0 { left + 1 } else { done + 60 };
    }
    trips
}

/// Both searches and both sides of a home.
struct Ways<'a, 'd> {
    to: &'a ToService<'d>,
    from: &'a FromService<'d>,
    outward: &'a Place,
    homeward: &'a Place,
}

impl Ways<'_, '_> {
    fn out(&self, by: u32) -> Option<Itinerary> {
        travel(self.to.0.outcome(self.outward, When::ArriveBefore(Seconds(by))))
    }

    fn back(&self, after: u32) -> Option<Itinerary> {
        travel(self.from.0.outcome(self.homeward, When::LeaveAfter(Seconds(after))))
    }
}

/// A way whose seconds count from its own departure to its own arrival.
fn travel(outcome: Outcome) -> Option<Itinerary> {
    let Outcome::Reached(mut way) = outcome else { return None };
    let seconds = way.arrival.0 - way.departure.0;
    way.waiting = Seconds(seconds - way.street.0 - way.riding.0);
    way.seconds = Seconds(seconds);
    Some(way)
}
