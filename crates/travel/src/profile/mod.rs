//! Who travels: speeds, access and delays of a car, a bike, a walker, from `data/profiles.toml`.

mod street;
mod value;

pub use street::{Direction, StreetUse};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Keys and values of a way or a node, as the road map has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags(pub Vec<(String, String)>);

impl Tags {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// What a profile does with one-way streets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Oneway {
    /// Drives them one way.
    Obey,
    /// As a bike: one way, but where contraflow is allowed.
    Contraflow,
    /// Walks them both ways.
    Ignore,
}

/// A name in both languages of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileName {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// Values by key, beside the words that say where they come from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sourced {
    /// Where the numbers come from.
    pub source: String,
    /// The numbers.
    #[serde(flatten)]
    pub values: BTreeMap<String, f64>,
}

/// What stops or delays at a barrier.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Barriers {
    /// Where the lists come from.
    pub source: String,
    /// Values of `barrier` that close the way, unless an access tag of the node opens it.
    pub blocks: Vec<String>,
    /// Values of `barrier` that have to be opened.
    pub delays_when_closed: Vec<String>,
    /// How long that takes, seconds.
    pub closed_s: f64,
}

/// A way to travel. Speeds are km/h, times seconds, lengths metres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// "car", "bike", "foot".
    #[serde(default)]
    pub id: String,
    /// Name for people.
    pub name: ProfileName,
    /// Access keys that count, the most specific first.
    pub access: Vec<String>,
    /// Vehicles of a turn restriction or of its `except` that this is.
    pub restricted_as: Vec<String>,
    /// One-way streets.
    pub oneway: Oneway,
    /// Share of a posted limit that is driven.
    pub limit_factor: f64,
    /// Where it comes from.
    pub limit_source: String,
    /// Never faster than this.
    pub max_kmh: f64,
    /// Ferries without a duration.
    pub ferry_kmh: f64,
    /// Where it comes from.
    pub ferry_source: String,
    /// Between a door and the mapped road.
    pub off_road_kmh: f64,
    /// Where it comes from.
    pub off_road_source: String,
    /// Longest way between a door and the mapped road; beyond it is not snapped.
    pub snap_m: f64,
    /// Once at the service.
    pub parking_s: f64,
    /// Where it comes from.
    pub parking_source: String,
    /// Turning round to get past a forbidden turn.
    pub u_turn_s: f64,
    /// Where it comes from.
    pub u_turn_source: String,
    /// Where `speeds` come from.
    pub speed_source: String,
    /// Where one has to push a bike.
    #[serde(default)]
    pub dismounted_kmh: Option<f64>,
    /// By `highway`, where no limit is posted; what is not in the list is not travelled.
    pub speeds: BTreeMap<String, f64>,
    /// By `highway`, with an access tag of its own that says yes.
    #[serde(default)]
    pub speeds_when_allowed: BTreeMap<String, f64>,
    /// Limits by zone.
    pub zones: Sourced,
    /// Highest speed by `surface`.
    pub surfaces: Sourced,
    /// Highest speed by `tracktype`.
    pub tracktypes: Sourced,
    /// Barriers.
    pub barriers: Barriers,
    /// Seconds by the `highway` of a node.
    pub delays_s: Sourced,
}

/// Why a file of profiles is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ProfileError {
    /// Not the TOML expected.
    #[error("profiles: {0}")]
    Toml(String),
    /// A number that no traveller has.
    #[error("profiles: {profile}.{field} = {value} is not within {lowest} to {highest}")]
    OutOfRange {
        /// The profile.
        profile: String,
        /// The field.
        field: String,
        /// What it says.
        value: f64,
        /// What would work.
        lowest: f64,
        /// What would work.
        highest: f64,
    },
    /// A profile that is not in the file.
    #[error("profiles: there is no `{wanted}`; there are {}", known.join(", "))]
    Unknown {
        /// What was asked for.
        wanted: String,
        /// What there is.
        known: Vec<String>,
    },
}

/// The profiles of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Profiles(pub Vec<Profile>);

#[derive(Deserialize)]
struct File {
    format: u32,
    #[serde(flatten)]
    profiles: BTreeMap<String, Profile>,
}

impl Profiles {
    /// Those that come with the program: car, bike, foot.
    pub fn builtin() -> Self {
        Self::parse(include_str!("../../../../data/profiles.toml")).expect("a test reads the file that is built in")
    }

    /// From the text of a file.
    ///
    /// # Errors
    /// When it is not TOML of format 1, lacks a field, or has a speed that nobody travels.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let file: File = toml::from_str(text).map_err(|e| ProfileError::Toml(e.to_string()))?;
        if file.format != 1 {
            return Err(ProfileError::Toml(format!("format = {}; this program reads format = 1", file.format)));
        }
        let profiles: Vec<Profile> = file.profiles.into_iter().map(|(id, p)| Profile { id, ..p }).collect();
        profiles.iter().try_for_each(Profile::check)?;
        Ok(Self(profiles))
    }

    /// A profile by its id.
    ///
    /// # Errors
    /// When there is none, with the ids that there are.
    pub fn get(&self, id: &str) -> Result<&Profile, ProfileError> {
        let found = self.0.iter().find(|p| p.id == id);
        found.ok_or_else(|| ProfileError::Unknown {
            wanted: id.to_owned(),
            known: self.0.iter().map(|p| p.id.clone()).collect(),
        })
    }
}

impl Profile {
    fn check(&self) -> Result<(), ProfileError> {
        let speeds = self.speeds.iter().chain(&self.speeds_when_allowed);
        let caps = self.zones.values.iter().chain(&self.surfaces.values).chain(&self.tracktypes.values);
        let all = speeds.chain(caps).map(|(key, v)| (key.as_str(), *v, 1.0, 200.0));
        let own = [
            ("max_kmh", self.max_kmh, 1.0, 200.0),
            ("ferry_kmh", self.ferry_kmh, 1.0, 100.0),
            ("off_road_kmh", self.off_road_kmh, 0.5, 100.0),
            ("dismounted_kmh", self.dismounted_kmh.unwrap_or(4.0), 1.0, 20.0),
            ("limit_factor", self.limit_factor, 0.1, 2.0),
            ("snap_m", self.snap_m, 1.0, 50_000.0),
            ("parking_s", self.parking_s, 0.0, 7200.0),
            ("u_turn_s", self.u_turn_s, 0.0, 3600.0),
            ("barriers.closed_s", self.barriers.closed_s, 0.0, 3600.0),
        ];
        let delays = self.delays_s.values.iter().map(|(key, v)| (key.as_str(), *v, 0.0, 3600.0));
        for (field, value, lowest, highest) in own.into_iter().chain(all).chain(delays) {
            if !(lowest..=highest).contains(&value) {
                let (profile, field) = (self.id.clone(), field.to_owned());
                return Err(ProfileError::OutOfRange { profile, field, value, lowest, highest });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
