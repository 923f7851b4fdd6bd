//! By timetable, and on demand.

use super::*;
use territory::times::RANKS;
use travel::{
    Travel,
    timetable::{Day, Doors, Place as Door, Question, Ride, Timetable, ToService, Ways},
};

/// Services whose answers are held at once before only the nearest are kept.
const AT_ONCE: usize = 64;

/// Travel by timetable and on demand on one day.
pub struct Timed<'a> {
    /// Stops and trips.
    pub timetable: &'a Timetable,
    /// Its connections on the day.
    pub day: &'a Day<'a>,
    /// How one gets to stops.
    pub walk: Ways<'a>,
    /// How long rides on demand take.
    pub drive: Ways<'a>,
    /// Rides on demand of the day; none, and travel on demand is no mode.
    pub rides: &'a [Ride],
    /// When to be there.
    pub question: Question,
    /// Whether there is a timetable besides the rides.
    pub by_timetable: bool,
}

/// A place and the seconds to it, of one home.
type Best = Vec<(u32, u32)>;

impl Timed<'_> {
    pub(super) fn times(&self, territory: &Territory, kinds: &[Target<'_>]) -> Vec<ModeTimes> {
        let homes = Homes::of(territory);
        let mut modes = Vec::new();
        if self.by_timetable {
            modes.push(self.mode(TravelMode::Transit, &homes, kinds, &[&[]]));
        }
        if !self.rides.is_empty() {
            // A search counts a few rides at most: each batch answers, the shortest counts.
            let batches: Vec<&[Ride]> = self.rides.chunks(Ride::MOST).collect();
            modes.push(self.mode(TravelMode::OnDemand, &homes, kinds, &batches));
        }
        modes
    }

    fn mode(&self, mode: TravelMode, homes: &Homes, kinds: &[Target<'_>], batches: &[&[Ride]]) -> ModeTimes {
        let mut best: Vec<Vec<Best>> = vec![vec![Vec::new(); homes.at.len()]; kinds.len()];
        let mut lost = vec![true; homes.at.len()];
        let mut lost_places: Vec<Vec<bool>> = kinds.iter().map(|target| vec![true; target.at.len()]).collect();
        for rides in batches {
            let limit = self.question.limit;
            let doors = Doors::new(self.timetable, self.walk, self.drive, rides, limit);
            let from = doors.homes(&homes.at);
            let known = doors.knows(&homes.at);
            for ((lost, door), known) in lost.iter_mut().zip(&from).zip(known) {
                *lost &= !known && door.stops.is_empty();
            }
            for ((target, best), lost) in kinds.iter().zip(&mut best).zip(&mut lost_places) {
                let services = doors.services(&target.at);
                for ((lost, door), known) in lost.iter_mut().zip(&services).zip(doors.knows(&target.at)) {
                    *lost &= !known && door.stops.is_empty();
                }
                self.kind(&doors, &homes.at, &from, target, &services, best);
            }
        }
        let (demand_not_snapped, seats_not_snapped) = homes.lost(&lost);
        let of_kind = |((target, best), lost): ((&Target<'_>, &Vec<Best>), &Vec<bool>)| {
            let near = |best: &(u32, u32)| Near { place: best.1, seconds: best.0, estimated: self.is_estimated() };
            let rows: Vec<Vec<Near>> = best.iter().map(|best| best.iter().map(near).collect()).collect();
            let (demand, seats) = homes.tables(&rows);
            let (kind, places) = (target.kind.id.clone(), target.places.clone());
            KindTimes { kind, places, places_not_snapped: numbers(lost), demand, seats }
        };
        let kinds = kinds.iter().zip(&best).zip(&lost_places).map(of_kind).collect();
        let (estimated, limit) = (self.is_estimated(), Some(self.question.limit));
        ModeTimes { mode, estimated, limit, demand_not_snapped, seats_not_snapped, kinds }
    }

    /// Walks are as the crow flies.
    fn is_estimated(&self) -> bool {
        matches!(self.walk, Ways::Estimate { .. })
    }

    fn kind(
        &self,
        doors: &Doors<'_>,
        at: &[LonLat],
        from: &[Door],
        target: &Target<'_>,
        services: &[Door],
        best: &mut [Best],
    ) {
        let (window, options) = (self.question.window(), self.question.options(doors));
        let numbered: Vec<(u32, &Door)> = (0u32..).zip(services).collect();
        for batch in numbered.chunks(AT_ONCE) {
            let places: Vec<LonLat> = batch.iter().map(|(place, _)| target.at[*place as usize]).collect();
            let direct = doors.direct(at, &places, self.question.limit);
            let answer = |((place, service), direct): (&(u32, &Door), &Vec<_>)| -> Vec<(u32, u32, u32)> {
                let Ok(search) = ToService::search(self.day, service, &options) else { return Vec::new() };
                let mut ways = vec![Vec::new(); at.len()];
                direct.iter().for_each(|(home, seconds, on)| ways[*home as usize].push((*seconds, *on)));
                let mut found = Vec::new();
                for ((home, door), direct) in (0u32..).zip(from).zip(ways) {
                    // Without a stop on either side only a direct way is left.
                    let stops = if service.stops.is_empty() { Vec::new() } else { door.stops.clone() };
                    if stops.is_empty() && direct.is_empty() {
                        continue;
                    }
                    let Ok(summary) = search.over_window(&Door { stops, direct }, &window) else { continue };
                    if let Some((_, Travel::Reached(seconds))) = summary.percentiles.first() {
                        found.push((home, seconds.0, *place));
                    }
                }
                found
            };
            let found: Vec<Vec<(u32, u32, u32)>> = batch.par_iter().zip(&direct).map(answer).collect();
            for (home, seconds, place) in found.into_iter().flatten() {
                keep(&mut best[home as usize], (seconds, place));
            }
        }
    }
}

/// Puts a place among the nearest of a home, each place once.
fn keep(best: &mut Best, new: (u32, u32)) {
    match best.iter_mut().find(|(_, place)| *place == new.1) {
        Some(old) => *old = (*old).min(new),
        None => best.push(new),
    }
    best.sort_unstable();
    best.truncate(RANKS);
}
