//! How far the services of a kind are from the children, by mode of travel.

use std::borrow::Cow;

use territory::{
    Kind, Level, LonLat, Quantity, Seconds, SourceId, Territory, TravelMode,
    figure::Nearest,
    times::{KindTimes, ModeTimes, Nearby, Place, RANKS},
};

use crate::{
    column::{Rows, ratios, sums},
    figures::{Builder, Options},
    method,
    times::{estimated_rows, positions},
    travelled::{self, Without},
};

/// Measures of the minutes to the nearest, the second and the third service.
const MINUTES: [&str; RANKS] = ["nearest_minutes", "second_minutes", "third_minutes"];

impl Builder<'_> {
    /// The columns of a kind for every mode there are times for, and what is nearest to each seat.
    pub(crate) fn access(
        &mut self,
        kind: &Kind,
        options: &Options<'_>,
        children: &[Quantity],
        nearest: &mut [Vec<Nearest>],
    ) {
        let mut sources =
            if kind.nominative { options.roles.home_care.clone() } else { self.sources(|id| id == kind.id.as_str()) };
        sources.extend(options.roles.births.iter().chain(&options.roles.homes).cloned());
        for mode in &options.times.modes {
            let Some(times) = mode.of(&kind.id) else { continue };
            let at = positions(self.territory, &times.places);
            for (list, commune) in nearest.iter_mut().zip(0..) {
                list.extend(near_seat(self.territory, mode, times, &at, commune));
            }
            let demand = demand(self.territory, mode, times, &at, options);
            self.access_by(kind, mode, &demand, options, children, &sources);
        }
    }

    fn access_by(
        &mut self,
        kind: &Kind,
        mode: &ModeTimes,
        demand: &Nearby,
        options: &Options<'_>,
        children: &[Quantity],
        sources: &[SourceId],
    ) {
        let communes = Homes::by_commune(self.territory, mode, demand, kind.threshold());
        let mut without = Without::default();
        communes.iter().for_each(|homes| homes.tell(&mut without));
        let how = options.how.iter().find(|how| how.mode == mode.mode);
        let sources: Vec<SourceId> = sources.iter().chain(how.iter().flat_map(|how| &how.sources)).cloned().collect();
        let parameters = travelled::parameters(kind, mode, &options.estimate, how, &without);
        let provenance = |indicator: &str, text| {
            let mut made = method::provenance(indicator, kind.id.as_str(), text, sources.clone(), parameters.clone());
            if mode.mode != TravelMode::Car {
                made.id = format!("{}.{}", made.id, mode.mode);
            }
            made
        };
        let travel = Some(mode.mode);
        for (rank, indicator) in MINUTES.into_iter().enumerate() {
            let minutes = provenance(indicator, travelled::minutes(kind, mode, rank, &without));
            // Weights stay apart from the children: a commune whose children are unknown still has a time.
            let weighted: Vec<Quantity> = communes.iter().map(|h| h.timed(rank, |t| t.weighted_seconds)).collect();
            let weights: Vec<Quantity> = communes.iter().map(|h| h.timed(rank, |t| t.weight)).collect();
            let some: Vec<bool> = communes.iter().map(|h| h.leaves_some_out(rank)).collect();
            for level in Level::ALL {
                let (upper, lower) = (sums(self.territory, level, &weighted), sums(self.territory, level, &weights));
                let mut rows = ratios(&upper, &lower, |s, w| s.zip_with(w, |s, w| s / w / 60.0));
                mark(&mut rows, self.territory, level, &some);
                self.push_by(travel, level, rows, None, &minutes);
            }
            self.set.provenances.push(minutes);
        }
        let beyond = provenance("children_beyond", travelled::beyond(kind, mode, &without));
        let share = provenance("share_beyond", travelled::beyond(kind, mode, &without));
        // A commune that the network does not know at all says nothing of its children.
        let known = |homes: &Homes, count: f64, children: Quantity| match homes.is_unknown() {
            true => Quantity::Missing,
            false => children.map(|_| count),
        };
        let each = || communes.iter().zip(children);
        let far: Vec<Quantity> = each().map(|(h, c)| known(h, h.children_beyond, *c)).collect();
        let all: Vec<Quantity> = each().map(|(h, c)| known(h, c.known().unwrap_or_default(), *c)).collect();
        let some: Vec<bool> = communes.iter().map(|h| h.not_snapped > 0.0 || h.estimated > 0.0).collect();
        for level in Level::ALL {
            let (mut upper, lower) = (sums(self.territory, level, &far), sums(self.territory, level, &all));
            mark(&mut upper, self.territory, level, &some);
            let rows = ratios(&upper, &lower, |far, all| far.zip_with(all, |far, all| 100.0 * far / all));
            self.push_by(travel, level, rows, Some((&upper, &lower)), &share);
            self.push_by(travel, level, upper, None, &beyond);
        }
        self.set.provenances.extend([beyond, share]);
        let choice = provenance("without_choice", travelled::without_choice(kind, mode, &without));
        let one: Vec<Quantity> = each().map(|(h, c)| known(h, h.without_choice, *c)).collect();
        for level in Level::ALL {
            let (mut upper, lower) = (sums(self.territory, level, &one), sums(self.territory, level, &all));
            mark(&mut upper, self.territory, level, &some);
            let rows = ratios(&upper, &lower, |one, all| one.zip_with(all, |one, all| 100.0 * one / all));
            self.push_by(travel, level, rows, Some((&upper, &lower)), &choice);
        }
        self.set.provenances.push(choice);
    }
}

/// What is nearest to the seat of a commune.
fn near_seat<'t>(
    territory: &'t Territory,
    mode: &'t ModeTimes,
    times: &'t KindTimes,
    at: &'t [LonLat],
    commune: usize,
) -> impl Iterator<Item = Nearest> + 't {
    let seat = territory.communes[commune].seat;
    times.seats.of(commune).iter().zip(1u8..).map(move |(near, rank)| Nearest {
        kind: times.kind.clone(),
        travel: mode.mode,
        rank,
        service: match times.places[near.place as usize] {
            Place::Service(service) => Some(service),
            Place::Seat(_) => None,
        },
        seconds: near.seconds,
        distance_m: seat.distance(at[near.place as usize]).0,
        estimated: near.estimated,
    })
}

/// The rows of the demand points; those of an estimate are made here.
fn demand<'t>(
    territory: &Territory,
    mode: &ModeTimes,
    times: &'t KindTimes,
    at: &[LonLat],
    options: &Options<'_>,
) -> Cow<'t, Nearby> {
    if !(mode.estimated && mode.mode == TravelMode::Car) {
        return Cow::Borrowed(&times.demand);
    }
    let homes: Vec<LonLat> = territory.demand.iter().map(|point| point.at).collect();
    let rows = estimated_rows(&homes, at, &options.estimate);
    Cow::Owned(Nearby::from_rows(rows.iter().map(Vec::as_slice)))
}

/// The homes of one commune, seen from one kind of service.
#[derive(Clone, Copy, Default)]
struct Homes {
    weight: f64,
    /// Homes that have a first, a second, a third service within the limit.
    timed: [Timed; RANKS],
    children_beyond: f64,
    /// Fewer than two services within the threshold.
    without_choice: f64,
    /// Children whose home has no way of the mode near to it.
    not_snapped: f64,
    /// Children whose home is snapped and who have no service within the limit.
    out_of_reach: f64,
    /// Children whose time is a great-circle estimate among times of a network.
    estimated: f64,
    /// Some home is known to the network, or has a time.
    is_known: bool,
}

#[derive(Clone, Copy, Default)]
struct Timed {
    weight: f64,
    weighted_seconds: f64,
}

impl Homes {
    fn by_commune(territory: &Territory, mode: &ModeTimes, demand: &Nearby, threshold: Seconds) -> Vec<Self> {
        let mut children = vec![0.0; territory.communes.len()];
        territory.demand.iter().for_each(|d| children[d.commune as usize] += d.children);
        let mut communes = vec![Self::default(); territory.communes.len()];
        for (i, point) in territory.demand.iter().enumerate() {
            let homes = &mut communes[point.commune as usize];
            // Where no child is counted, every home weighs a trace: a time for the commune, none
            // of its weight in the EPCI.
            let weight = if children[point.commune as usize] > 0.0 { point.children } else { 1e-9 };
            let near = demand.of(i);
            let lost = mode.demand_not_snapped.binary_search(&(i as u32)).is_ok();
            homes.weight += weight;
            homes.is_known |= !lost || !near.is_empty();
            for (timed, near) in homes.timed.iter_mut().zip(near) {
                timed.weight += weight;
                timed.weighted_seconds += weight * f64::from(near.seconds);
            }
            match near.first() {
                Some(first) if first.estimated && !mode.estimated => homes.estimated += point.children,
                Some(_) => {}
                None if lost => homes.not_snapped += point.children,
                None => homes.out_of_reach += point.children,
            }
            if near.first().is_none_or(|first| first.seconds > threshold.0) {
                homes.children_beyond += point.children;
            }
            if near.get(1).is_none_or(|second| second.seconds > threshold.0) {
                homes.without_choice += point.children;
            }
        }
        communes
    }

    /// The network speaks of none of its homes.
    fn is_unknown(&self) -> bool {
        self.weight > 0.0 && !self.is_known
    }

    /// A sum over the homes that have a time to the service of a rank; missing where none has.
    fn timed(&self, rank: usize, of: impl Fn(&Timed) -> f64) -> Quantity {
        let timed = &self.timed[rank];
        if timed.weight > 0.0 { Quantity::Known(of(timed)) } else { Quantity::Missing }
    }

    /// Whether some of its children have no time of a rank while others have, or times that are
    /// estimates among others.
    fn leaves_some_out(&self, rank: usize) -> bool {
        let timed = self.timed[rank].weight;
        self.estimated > 0.0 || (timed > 0.0 && timed < self.weight * (1.0 - 1e-12))
    }

    fn tell(&self, without: &mut Without) {
        without.not_snapped += self.not_snapped;
        without.out_of_reach += self.out_of_reach;
        without.estimated += self.estimated;
    }
}

/// Marks as partial the territories that hold a commune of which only some homes count.
fn mark(rows: &mut Rows, territory: &Territory, level: Level, communes: &[bool]) {
    let holds = |position: usize| match level {
        Level::Commune => communes[position],
        _ => territory.members(level, position).iter().any(|member| communes[*member]),
    };
    let known = |position: &usize| rows.values[*position].known().is_some();
    let some: Vec<u32> = (0..rows.values.len()).filter(known).filter(|p| holds(*p)).map(|p| p as u32).collect();
    rows.partial.extend(some);
    rows.partial.sort_unstable();
    rows.partial.dedup();
}
