//! What figures are computed with: networks and timetable opened, times searched, and said so.

use std::{fs::File, io::BufReader};

use anyhow::{Context, Result, anyhow};
use coverage::{Estimate, How, Means, Reach, Timed, travel_times};
use snapshot::{ModeRecord, TravelRecord, Writer};
use territory::{
    Kinds, SourceId, Territory, TravelMode, TravelTimes,
    times::ModeTimes,
    transit::{OnDemand, ServiceDays, TransitFeed},
};
use travel::{
    Network,
    timetable::{BuildOptions, LONGEST_WALK, MAX_TRANSFERS, Question, Ride, Timetable, Ways, days::SchoolCalendar},
};

use super::{
    Made,
    day::{self, Chosen},
    network_name,
};
use crate::config::{Config, Format};

/// Kilometres per hour of a walker where there is no network: the foot profile on a street.
const WALK_KMH: f64 = 4.5;

/// Networks and timetable of the snapshot being written.
pub(in super::super) struct Engines<'c> {
    config: &'c Config,
    estimate: Estimate,
    networks: Vec<(TravelMode, Network)>,
    timetable: Option<Timetable>,
    /// The timetable is one that operators published, not an empty one around rides on demand.
    is_published: bool,
    on_demand: OnDemand,
    chosen: Option<Chosen>,
}

/// How travel times were computed: for the manifest, and for the provenance of figures.
pub(in super::super) struct Timing {
    pub(in super::super) record: TravelRecord,
    pub(in super::super) how: Vec<How>,
}

/// Opens a network of the snapshot being written; `None` where it has none.
pub(super) fn open_network(writer: &Writer, mode: TravelMode) -> Result<Option<Network>> {
    let Some(path) = writer.path(&network_name(mode)) else { return Ok(None) };
    let opened = || -> Result<Network> {
        let file = File::open(&path)?;
        let length = file.metadata()?.len();
        Ok(Network::read(BufReader::with_capacity(1 << 20, file), length)?)
    };
    opened().map(Some).with_context(|| format!("cannot open {}", path.display()))
}

/// Walks without a network.
pub(super) fn estimated_walk(config: &Config) -> Ways<'static> {
    Ways::Estimate { circuity: config.estimation.circuity, kmh: WALK_KMH }
}

impl<'c> Engines<'c> {
    /// Opens what was made.
    pub(in super::super) fn open(config: &'c Config, made: &Made, writer: &Writer) -> Result<Self> {
        let estimate = Estimate::new(config.estimation.circuity, config.estimation.speed_kmh)
            .map_err(|e| anyhow!("[estimation] {e}"))?;
        let mut networks = Vec::new();
        for mode in &made.roads {
            networks.extend(open_network(writer, *mode)?.map(|network| (*mode, network)));
        }
        let school = day::school(config)?;
        let timetable = match writer.path("timetable") {
            Some(path) => {
                let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
                Some(Timetable::from_bytes(&bytes).with_context(|| path.display().to_string())?)
            }
            None => made.on_demand.then(|| nothing_scheduled(&school)).transpose()?,
        };
        let on_demand = if made.on_demand { writer.read("on-demand")? } else { OnDemand::default() };
        let chosen = timetable.as_ref().map(|timetable| day::choose(config, timetable, &school)).transpose()?;
        let is_published = made.timetable;
        Ok(Self { config, estimate, networks, timetable, is_published, on_demand, chosen })
    }

    pub(in super::super) fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// The times of the present: every mode.
    pub(in super::super) fn times(&self, territory: &Territory, kinds: &Kinds) -> Result<TravelTimes> {
        let (Some(timetable), Some(chosen)) = (&self.timetable, &self.chosen) else {
            return Ok(self.road_times(territory, kinds));
        };
        let day = timetable.day(chosen.date)?;
        let rides = Ride::of_day(&self.on_demand, territory, chosen.date, chosen.in_school_holidays);
        let config = self.config;
        let drive = Ways::Estimate { circuity: config.estimation.circuity, kmh: config.estimation.speed_kmh };
        let timed = Timed {
            timetable,
            day: &day,
            walk: self.network(TravelMode::Foot).map_or_else(|| estimated_walk(config), Ways::Network),
            drive: self.network(TravelMode::Car).map_or(drive, Ways::Network),
            rides: &rides,
            question: self.question()?,
            by_timetable: self.is_published,
        };
        Ok(travel_times(territory, kinds, &Means { timed: Some(timed), ..self.roads() }))
    }

    /// The times by road alone, for earlier years: the timetables of then are not known.
    pub(in super::super) fn road_times(&self, territory: &Territory, kinds: &Kinds) -> TravelTimes {
        travel_times(territory, kinds, &self.roads())
    }

    /// Every place of care in reach by car.
    pub(in super::super) fn reach(&self, territory: &Territory, kinds: &Kinds) -> Reach {
        coverage::reach(territory, kinds, &self.roads(), coverage::longest_catchment())
    }

    fn roads(&self) -> Means<'_> {
        let roads = self.networks.iter().map(|(mode, network)| (*mode, network)).collect();
        Means { estimate: self.estimate, limit: self.config.travel.limit(), roads, timed: None }
    }

    fn network(&self, mode: TravelMode) -> Option<&Network> {
        self.networks.iter().find(|(m, _)| *m == mode).map(|(_, network)| network)
    }

    fn question(&self) -> Result<Question> {
        let travel = &self.config.travel;
        Ok(Question {
            arrive_by: travel.arrive_by()?,
            window: territory::Seconds::from_minutes(travel.window_min),
            percentile: travel.percentile,
            limit: travel.limit(),
        })
    }

    /// How the times were computed.
    pub(in super::super) fn timing(&self, times: &TravelTimes) -> Result<Timing> {
        let question = self.question()?;
        let timed = self.timetable.as_ref().zip(self.chosen.as_ref());
        let published = timed.filter(|_| self.is_published).map(|(timetable, _)| timetable.range());
        let record = TravelRecord {
            modes: times.modes.iter().map(|mode| self.mode_record(mode)).collect(),
            day: timed.map(|(_, chosen)| chosen.date.to_string()),
            day_name: timed.and_then(|(_, chosen)| chosen.name).map(|name| name.to_string()),
            arrive_by_s: question.arrive_by.0,
            window_s: question.window.0,
            percentile: question.percentile,
            range: published.map(|(first, last)| [first.to_string(), last.to_string()]),
            school_zone: day::school(self.config)?.zone,
        };
        let how = times.modes.iter().filter(|mode| !(mode.estimated && mode.mode == TravelMode::Car));
        Ok(Timing { how: how.map(|mode| self.how(mode, &record)).collect(), record })
    }

    fn mode_record(&self, times: &ModeTimes) -> ModeRecord {
        let by = if times.mode.is_timed() { TravelMode::Foot } else { times.mode };
        let network = self.network(by);
        let nodes = match times.mode.is_timed() {
            true => self.timetable.as_ref().map_or(0, |timetable| timetable.stops().len()),
            false => network.map_or(0, Network::node_count),
        };
        let lost: usize = times.kinds.iter().map(|kind| kind.places_not_snapped.len()).sum();
        ModeRecord {
            mode: times.mode,
            estimated: times.estimated,
            profile_id: network.map(|network| network.profile().id.clone()).unwrap_or_default(),
            source_ids: self.sources(times).into_iter().map(|source| source.0).collect(),
            limit_s: times.limit.map_or(0, |limit| limit.0),
            nodes: nodes as u32,
            not_snapped_homes: times.demand_not_snapped.len() as u32,
            not_snapped_services: lost as u32,
        }
    }

    /// The sources of the roads and timetables of a mode.
    fn sources(&self, times: &ModeTimes) -> Vec<SourceId> {
        let of_mode = |format: Format| match times.mode {
            TravelMode::Transit => format == Format::Gtfs || format == Format::OsmRoads,
            TravelMode::OnDemand => format.is_travel(),
            TravelMode::Car | TravelMode::Bike | TravelMode::Foot => format == Format::OsmRoads && !times.estimated,
        };
        let sources = self.config.sources.iter().filter(|source| of_mode(source.format));
        sources.map(|source| SourceId(source.id.clone())).collect()
    }

    fn how(&self, times: &ModeTimes, record: &TravelRecord) -> How {
        let mut parameters: Vec<(String, String)> = Vec::new();
        let mut say = |name: &str, value: String| parameters.push((name.to_owned(), value));
        if times.mode.is_timed() {
            let name = record.day_name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
            say("day", format!("{}{name}", record.day.as_deref().unwrap_or_default()));
            let arrive = self.config.travel.arrive_by.clone();
            say("arrival by", arrive);
            say("window of arrivals", format!("{} min, every minute", record.window_s / 60));
            say("percentile", record.percentile.to_string());
            say("changes at most", MAX_TRANSFERS.to_string());
            let walked = match self.network(TravelMode::Foot) {
                Some(network) => format!("over the network of the profile {}", network.profile().id),
                None => format!("great-circle × {} at {WALK_KMH} km/h", self.config.estimation.circuity),
            };
            say("walks", format!("{walked}, at most {} min to a stop", LONGEST_WALK.0 / 60));
            if let Some([first, last]) = &record.range {
                say("timetable", format!("{first} – {last}"));
            }
        } else if let Some(network) = self.network(times.mode) {
            let profile = network.profile();
            say("profile", profile.id.clone());
            say("network", format!("{} nodes, {} streets", network.node_count(), network.census().streets));
            say("speeds", profile.speed_source.clone());
            if profile.parking_s > 0.0 {
                say("parking", format!("{} s", profile.parking_s));
            }
            say("snapping", format!("{} m at most", profile.snap_m));
        }
        How { mode: times.mode, sources: self.sources(times), parameters }
    }
}

/// A timetable without any trip, on the days of the school calendar: rides on demand need a day.
fn nothing_scheduled(school: &SchoolCalendar) -> Result<Timetable> {
    let (first, last) = school.known;
    let service = ServiceDays { id: "on-demand".into(), dates: first.through(last).collect() };
    let feed = TransitFeed { services: vec![service], ..TransitFeed::default() };
    let changes = BuildOptions { change: territory::Seconds(0), station_change: territory::Seconds(0) };
    Ok(Timetable::build(&feed, &[], &changes)?)
}
