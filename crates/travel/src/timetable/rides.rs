//! Rides on demand of a day, and who is inside their zones.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use territory::{
    AreaIndex, CommuneCode, Date, LonLat, Territory,
    transit::{FlexPlace, FlexTrip, Outline},
};

use super::query::{MOST_ON_DEMAND, OnDemand};

/// A ride on demand on the day of a search: where it picks up, where it sets down, how long it takes.
#[derive(Debug)]
pub struct Ride {
    /// Its name, hours and booking.
    pub demand: OnDemand,
    from: Zone,
    to: Zone,
    detour_percent: u32,
}

/// Where a ride begins or ends.
#[derive(Debug)]
struct Zone {
    /// `None` is anywhere.
    areas: Option<AreaIndex>,
    /// Stops of the timetable that belong to it wherever they are, sorted.
    stops: Vec<u32>,
}

impl Zone {
    fn communes(territory: &Territory, codes: &[CommuneCode]) -> Self {
        let areas = territory.communes.iter().filter(|c| codes.contains(&c.code)).map(|c| &c.area);
        Self { areas: Some(AreaIndex::new(areas)), stops: Vec::new() }
    }

    fn drawn<'a>(outlines: impl Iterator<Item = &'a Outline>, mut stops: Vec<u32>) -> Self {
        let polygons: Vec<MultiPolygon<f64>> = outlines.map(polygons).collect();
        stops.sort_unstable();
        Self { areas: Some(AreaIndex::new(&polygons)), stops }
    }

    fn holds(&self, at: LonLat) -> bool {
        self.areas.as_ref().is_none_or(|areas| areas.containing(at).is_some())
    }
}

impl Ride {
    /// Most rides of one search; more are searched in turn.
    pub const MOST: usize = MOST_ON_DEMAND;

    /// Every ride of a day: areas, lifts, booked runs of the feeds. `territory` knows the communes
    /// that areas name; `in_school_holidays` is what the school calendar says of the day.
    pub fn of_day(
        known: &territory::transit::OnDemand,
        territory: &Territory,
        date: Date,
        in_school_holidays: bool,
    ) -> Vec<Self> {
        let areas = known.areas.iter().filter_map(|area| {
            let demand = OnDemand::of_area(area, date, in_school_holidays)?;
            let zone = || match &area.outline {
                Some(outline) => Zone::drawn(std::iter::once(outline), Vec::new()),
                None => Zone::communes(territory, &area.communes),
            };
            Some(Self { demand, from: zone(), to: zone(), detour_percent: area.detour_percent })
        });
        let lifts = known.lifts.iter().filter_map(|area| {
            let demand = OnDemand::of_lift(area, date)?;
            let to = Zone { areas: None, stops: Vec::new() };
            Some(Self { demand, from: Zone::communes(territory, &area.communes), to, detour_percent: 100 })
        });
        let booked = OnDemand::of_feed(&known.flex, date).into_iter().map(|(trip, demand)| {
            let zone = |first: bool| flex_zone(known, trip, first);
            Self { demand, from: zone(true), to: zone(false), detour_percent: 100 }
        });
        areas.chain(lifts).chain(booked).collect()
    }

    /// Whether it picks up at a door.
    pub fn picks_up(&self, at: LonLat) -> bool {
        self.from.holds(at)
    }

    /// Whether it sets down at a door.
    pub fn sets_down(&self, at: LonLat) -> bool {
        self.to.holds(at)
    }

    /// Whether it is a lift, which goes to doors and not to stops.
    pub(super) fn goes_anywhere(&self) -> bool {
        self.to.areas.is_none()
    }

    pub(super) fn picks_up_at_stop(&self, stop: u32, at: LonLat) -> bool {
        self.from.stops.binary_search(&stop).is_ok() || self.from.holds(at)
    }

    pub(super) fn sets_down_at_stop(&self, stop: u32, at: LonLat) -> bool {
        !self.goes_anywhere() && (self.to.stops.binary_search(&stop).is_ok() || self.to.holds(at))
    }

    /// The ride that takes this long when driven directly.
    pub(super) fn seconds(&self, direct: u32) -> u32 {
        (u64::from(direct) * u64::from(self.detour_percent) / 100).min(u64::from(u32::MAX)) as u32
    }
}

/// Where a booked run picks up (`first`) or sets down: all its places that let one do so.
fn flex_zone(known: &territory::transit::OnDemand, trip: &FlexTrip, first: bool) -> Zone {
    let feed = &known.flex;
    let served = trip.stops.iter().filter(|stop| if first { stop.board } else { stop.alight });
    let (mut zones, mut stops) = (Vec::new(), Vec::new());
    for stop in served {
        match stop.place {
            FlexPlace::Zone(zone) => zones.extend(feed.flex_zones.get(zone as usize).map(|zone| &zone.outline)),
            FlexPlace::Group(group) => {
                stops.extend(feed.flex_groups.get(group as usize).into_iter().flat_map(|group| &group.stops).copied());
            }
            FlexPlace::Stop(stop) => stops.push(stop),
        }
    }
    Zone::drawn(zones.into_iter(), stops)
}

fn polygons(outline: &Outline) -> MultiPolygon<f64> {
    let ring = |ring: &Vec<LonLat>| -> LineString<f64> {
        ring.iter().map(|at| Coord { x: at.lon_deg(), y: at.lat_deg() }).collect()
    };
    let polygon = |rings: &Vec<Vec<LonLat>>| {
        let mut rings = rings.iter().map(ring);
        Polygon::new(rings.next().unwrap_or_else(|| LineString(Vec::new())), rings.collect())
    };
    MultiPolygon(outline.0.iter().map(polygon).collect())
}
