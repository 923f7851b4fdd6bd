//! What a profile makes of the tags of a way or a node.

use super::{Oneway, Profile, Tags, value};

/// How a way is travelled along its nodes, or against them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Direction {
    /// Not in this direction.
    Closed,
    /// At this speed, km/h.
    Kmh(f64),
    /// The whole way takes this long, seconds: a ferry's duration.
    WholeWay(f64),
}

/// How a profile uses a way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StreetUse {
    /// Along the nodes.
    pub forward: Direction,
    /// Against them.
    pub backward: Direction,
}

/// Values of access tags that let through.
const OPEN: &[&str] =
    &["yes", "designated", "permissive", "destination", "customers", "official", "permit", "residents", "public"];
/// Values that do not.
const SHUT: &[&str] = &[
    "no",
    "private",
    "agricultural",
    "forestry",
    "agricultural;forestry",
    "military",
    "emergency",
    "delivery",
    "use_sidepath",
    "restricted",
    "psv",
    "bus",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// By the key of the profile itself: bicycle=yes.
    OwnYes,
    Yes,
    Dismount,
    No,
    Unsaid,
}

impl Profile {
    /// How this profile uses a way, or `None` when it does not.
    pub fn street(&self, tags: &Tags) -> Option<StreetUse> {
        let access = self.access(tags);
        if access == Access::No || tags.get("area") == Some("yes") || tags.get("impassable") == Some("yes") {
            return None;
        }
        if matches!(tags.get("route"), Some("ferry" | "shuttle_train")) && tags.get("highway").is_none() {
            return self.ferry(tags, access);
        }
        let class = tags.get("highway")?;
        // motorroad=yes shuts walkers and bikes out, as their own tables have no motorway.
        if tags.get("motorroad") == Some("yes") && !self.speeds.contains_key("motorway") {
            return None;
        }
        let own = if access == Access::OwnYes { self.speeds_when_allowed.get(class) } else { None };
        let usual = *own.or_else(|| self.speeds.get(class))?;
        let usual = if access == Access::Dismount { self.dismounted_kmh? } else { usual };
        let ways = self.oneway(tags, class);
        let speed = |side: &str, open: bool| {
            if open { Direction::Kmh(self.speed(tags, side, usual)) } else { Direction::Closed }
        };
        Some(StreetUse { forward: speed("maxspeed:forward", ways.0), backward: speed("maxspeed:backward", ways.1) })
    }

    /// Seconds lost at a node, or `None` when it cannot be passed. Whoever arrives pays.
    pub fn node_delay_s(&self, tags: &Tags) -> Option<f64> {
        let mut seconds = 0.0;
        if let Some(barrier) = tags.get("barrier") {
            let access = self.access(tags);
            let blocks = self.barriers.blocks.iter().any(|b| b == barrier);
            if access == Access::No || (blocks && !matches!(access, Access::Yes | Access::OwnYes | Access::Dismount)) {
                return None;
            }
            if self.barriers.delays_when_closed.iter().any(|b| b == barrier) {
                seconds += self.barriers.closed_s;
            }
        }
        if let Some(delay) = tags.get("highway").and_then(|h| self.delays_s.values.get(h)) {
            seconds += delay;
        }
        Some(seconds)
    }

    /// Does a restriction for `vehicle` (all when `None`) with these exceptions ("bicycle;psv") bind?
    pub fn is_bound_by(&self, vehicle: Option<&str>, except: &str) -> bool {
        let mine = |v: &str| self.restricted_as.iter().any(|r| r == v);
        // Signs of turns are for vehicles: a walker is bound only by one made for walkers.
        let bound = vehicle.map_or(self.oneway != Oneway::Ignore, mine);
        bound && !except.split(';').map(str::trim).any(mine)
    }

    fn access(&self, tags: &Tags) -> Access {
        for (rank, key) in self.access.iter().enumerate() {
            match tags.get(key) {
                Some("dismount") => return Access::Dismount,
                Some(v) if SHUT.contains(&v) => return Access::No,
                Some(v) if OPEN.contains(&v) => return if rank == 0 { Access::OwnYes } else { Access::Yes },
                _ => {}
            }
        }
        Access::Unsaid
    }

    /// Open along the nodes, open against them.
    fn oneway(&self, tags: &Tags, class: &str) -> (bool, bool) {
        let own = self.access.first().and_then(|key| tags.get(&format!("oneway:{key}")));
        if self.oneway == Oneway::Ignore {
            return match own {
                Some("yes" | "true" | "1") => (true, false),
                Some("-1" | "reverse") => (false, true),
                _ => (true, true),
            };
        }
        let round = matches!(tags.get("junction"), Some("roundabout" | "circular"));
        let general = tags.get("oneway").or((round || class == "motorway").then_some("yes"));
        let (forward, backward) = match own.or(general) {
            Some("yes" | "true" | "1") => (true, false),
            Some("-1" | "reverse") => (false, true),
            // A lane that changes its direction with the hour is counted on by nobody.
            Some("reversible") => (false, false),
            _ => (true, true),
        };
        if self.oneway == Oneway::Contraflow && contraflow(tags) && forward != backward {
            return (true, true);
        }
        (forward, backward)
    }

    fn speed(&self, tags: &Tags, side: &str, usual: f64) -> f64 {
        let limit = tags.get(side).or_else(|| tags.get("maxspeed"));
        let posted = match limit {
            Some("none") => Some(self.max_kmh / self.limit_factor),
            Some(text) => value::kmh(text).or_else(|| self.zones.values.get(text).copied()),
            None => None,
        };
        let zone_keys = ["maxspeed:type", "source:maxspeed", "zone:traffic", "zone:maxspeed", "traffic_zone"];
        let zone = || zone_keys.iter().find_map(|k| self.zones.values.get(tags.get(k)?).copied());
        let limit = posted.or_else(zone).map(|kmh| kmh * self.limit_factor);
        // Who goes by limits drives them; for a bike or a walker they only ever slow down.
        let by_limits = self.oneway == Oneway::Obey;
        let mut kmh = limit.map_or(usual, |l| if by_limits { l } else { l.min(usual) });
        let caps = [(&self.surfaces, "surface"), (&self.tracktypes, "tracktype")];
        for cap in caps.iter().filter_map(|(table, key)| table.values.get(tags.get(key)?)) {
            kmh = kmh.min(*cap);
        }
        kmh.clamp(1.0, self.max_kmh)
    }

    fn ferry(&self, tags: &Tags, access: Access) -> Option<StreetUse> {
        // A ferry that names walkers and bikes and is silent on cars takes none.
        let silent = matches!(access, Access::Unsaid) || (self.access.len() > 2 && access == Access::Yes);
        let others = tags.get("foot").is_some() || tags.get("bicycle").is_some();
        let takes_vehicles = ["motorcar", "motor_vehicle", "vehicle"].iter().any(|k| tags.get(k).is_some());
        if self.oneway == Oneway::Obey && silent && others && !takes_vehicles {
            return None;
        }
        let both = match tags.get("duration").and_then(value::duration_s) {
            Some(seconds) => Direction::WholeWay(seconds),
            None => Direction::Kmh(self.ferry_kmh),
        };
        let one_way = matches!(tags.get("oneway"), Some("yes" | "1" | "true"));
        Some(StreetUse { forward: both, backward: if one_way { Direction::Closed } else { both } })
    }
}

/// Is a bike allowed against a one-way street?
fn contraflow(tags: &Tags) -> bool {
    tags.get("oneway:bicycle") == Some("no")
        || ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"]
            .iter()
            .any(|key| tags.get(key).is_some_and(|v| v.starts_with("opposite")))
        || ["cycleway:left:oneway", "cycleway:right:oneway"]
            .iter()
            .any(|key| matches!(tags.get(key), Some("-1" | "no")))
}
