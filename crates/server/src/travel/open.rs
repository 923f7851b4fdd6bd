//! From the artifacts of a snapshot to networks and timetables that requests may rely on.

use std::{
    fs::{self, File},
    io::BufReader,
};

use ::travel::{Network, timetable::Timetable};
use serde::de::DeserializeOwned;
use snapshot::{Snapshot, SnapshotError};
use territory::{Seconds, TravelMode};

use super::{Estimated, Road, Timed, Travels};

/// Why what a snapshot knows of travelling cannot be used.
#[derive(Debug)]
pub(crate) enum Unusable {
    /// The snapshot itself.
    Snapshot(Box<SnapshotError>),
    /// An artifact that does not fit.
    Unfit(String),
}

impl From<SnapshotError> for Unusable {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot(Box::new(error))
    }
}

/// The modes that have a network of their own, with its artifact.
const ROADS: [(TravelMode, &str); 3] =
    [(TravelMode::Car, "roads-car"), (TravelMode::Bike, "roads-bike"), (TravelMode::Foot, "roads-foot")];
/// Searched where the manifest does not say how far.
const USUAL_LIMIT: Seconds = Seconds(3600);

impl Travels {
    /// Opens what is there. Networks are read side by side: the largest decides how long it takes.
    ///
    /// # Errors
    /// When an artifact is damaged or of another version, or does not fit the snapshot.
    pub(crate) fn open(snapshot: &Snapshot) -> Result<Self, Unusable> {
        let manifest = snapshot.manifest();
        let has = |name: &str| manifest.artifact(name).is_some();
        let roads = std::thread::scope(|scope| {
            let there = ROADS.into_iter().filter(|(_, name)| has(name));
            let readers: Vec<_> = there.map(|(mode, name)| scope.spawn(move || road(snapshot, mode, name))).collect();
            let road = |reader: std::thread::ScopedJoinHandle<'_, _>| {
                reader.join().unwrap_or_else(|_| Err(Unusable::Unfit("reading a network was cut short".to_owned())))
            };
            readers.into_iter().map(road).collect::<Result<Vec<Road>, Unusable>>()
        })?;
        let timed = if has("timetable") {
            let path = snapshot.path("timetable")?;
            let bytes = fs::read(&path).map_err(|e| Unusable::Unfit(format!("timetable: {e}")))?;
            let timetable = Timetable::from_bytes(&bytes).map_err(|e| Unusable::Unfit(format!("timetable: {e}")))?;
            let known = optional(snapshot, "on-demand")?;
            Some(Timed::new(timetable, known, &manifest.travel).map_err(Unusable::Unfit)?)
        } else {
            None
        };
        Ok(Self {
            roads,
            timed,
            feeds: optional(snapshot, "feeds")?,
            map: optional(snapshot, "transit-map")?,
            estimated: Estimated::new(&manifest.estimation).map_err(Unusable::Unfit)?,
        })
    }
}

fn road(snapshot: &Snapshot, mode: TravelMode, name: &str) -> Result<Road, Unusable> {
    let path = snapshot.path(name)?;
    let unfit = |reason: String| Unusable::Unfit(format!("{name}: {reason}"));
    let file = File::open(&path).map_err(|e| unfit(e.to_string()))?;
    let length = file.metadata().map_err(|e| unfit(e.to_string()))?.len();
    let network = Network::read(BufReader::with_capacity(1 << 20, file), length).map_err(|e| unfit(e.to_string()))?;
    let profile = network.profile();
    if profile.id != mode.as_str() {
        return Err(unfit(format!("it is a network for `{}`", profile.id)));
    }
    let record = snapshot.manifest().travel.modes.iter().find(|record| record.mode == mode);
    let limit = record.map_or(USUAL_LIMIT, |record| Seconds(record.limit_s)).max(Seconds(60));
    Ok(Road::new(mode, network, limit))
}

/// An artifact that need not be there.
fn optional<T: DeserializeOwned + Default>(snapshot: &Snapshot, name: &str) -> Result<T, Unusable> {
    if snapshot.manifest().artifact(name).is_none() {
        return Ok(T::default());
    }
    Ok(snapshot.read(name)?)
}
