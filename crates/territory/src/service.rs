//! Services for families: what is offered, where, when, for how many.

use serde::{Deserialize, Serialize};

use crate::{CommuneCode, KindId, LonLat, Quantity, Seconds, SourceId, Vintage};

/// Identifier of a service, unique in a snapshot: the source's id behind the source's name,
/// "france-services:1820".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceId(pub String);

/// Places for children. Three different counts that never enter one rate together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// Places of the agrément or authorisation.
    pub agreees: Quantity,
    /// Places really offered.
    pub actives: Quantity,
    /// Places free at the date of the source.
    pub disponibles: Quantity,
}

impl Capacity {
    /// Nothing is known of places.
    pub const UNKNOWN: Self =
        Self { agreees: Quantity::Missing, actives: Quantity::Missing, disponibles: Quantity::Missing };
}

/// How the position of a service is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Located {
    /// The source gives coordinates.
    Exact,
    /// The source only names the commune: placed at its town centre.
    TownCentre,
}

/// One opening span of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// 0 for Monday to 6 for Sunday.
    pub day: u8,
    /// Opening, seconds after midnight.
    pub from: Seconds,
    /// Closing, seconds after midnight; beyond 86 400 when it closes the next day.
    pub to: Seconds,
}

/// Opening hours of an ordinary week, sorted, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklyHours(pub Vec<Slot>);

/// A place open to families, with a public address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Unique in the snapshot.
    pub id: ServiceId,
    /// Its kind, one of `data/kinds.toml`.
    pub kind: KindId,
    /// Name as published.
    pub name: String,
    /// Where it is.
    pub at: LonLat,
    /// How `at` is known.
    pub located: Located,
    /// The commune that holds `at`, or the one the source names.
    pub commune: CommuneCode,
    /// Places, for kinds that have places.
    pub capacity: Capacity,
    /// Ordinary week, where the source gives hours that could be read.
    pub hours: Option<WeeklyHours>,
    /// Held at several places in turn (bus, itinerant LAEP): `at` is only its base.
    pub itinerant: bool,
    /// Street line of the address.
    pub address: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Telephone, as published.
    pub phone: Option<String>,
    /// Public address on the web.
    pub website: Option<String>,
    /// The source it was read from.
    pub source: SourceId,
    /// The date the data speak of.
    pub vintage: Vintage,
}

/// What the assistants maternels of one commune offer together. Their homes are nobody's
/// business: no position and no name is kept past the ingest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HomeCare {
    /// Assistants maternels working at home (those of a MAM are in the MAM).
    pub assistants: Quantity,
    /// Their places, added up.
    pub capacity: Capacity,
}

impl HomeCare {
    /// No source speaks of this commune.
    pub const UNKNOWN: Self = Self { assistants: Quantity::Missing, capacity: Capacity::UNKNOWN };
}

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

impl WeeklyHours {
    /// Sorted, checked hours of a week.
    ///
    /// # Errors
    /// A sentence when there is no slot, a day is beyond Sunday, or a slot ends before it starts.
    pub fn new(mut slots: Vec<Slot>) -> Result<Self, String> {
        if slots.is_empty() {
            return Err("no opening span".into());
        }
        for slot in &slots {
            if slot.day > 6 {
                return Err(format!("day {} is not 0 (Monday) to 6 (Sunday)", slot.day));
            }
            if slot.to <= slot.from {
                return Err(format!(
                    "{} closes at {} before it opens at {}",
                    DAYS[usize::from(slot.day)],
                    slot.to,
                    slot.from
                ));
            }
        }
        slots.sort_unstable();
        Ok(Self(slots))
    }

    /// The week in the syntax of OpenStreetMap's `opening_hours`: "Mo-We 09:00-12:00,14:00-17:00; Sa 09:00-12:00".
    pub fn to_osm(&self) -> String {
        let spans: Vec<String> = (0..7u8)
            .map(|day| {
                let of_day = self.0.iter().filter(|s| s.day == day);
                of_day.map(|s| format!("{}-{}", s.from, s.to)).collect::<Vec<_>>().join(",")
            })
            .collect();
        let mut rules: Vec<String> = Vec::new();
        let mut day = 0;
        while day < 7 {
            let mut last = day;
            while last + 1 < 7 && spans[last + 1] == spans[day] {
                last += 1;
            }
            if !spans[day].is_empty() {
                let days = if last == day { DAYS[day].to_owned() } else { format!("{}-{}", DAYS[day], DAYS[last]) };
                rules.push(format!("{days} {}", spans[day]));
            }
            day = last + 1;
        }
        rules.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(day: u8, from_h: u32, to_h: u32) -> Slot {
        Slot { day, from: Seconds(from_h * 3600), to: Seconds(to_h * 3600) }
    }

    #[test]
    fn equal_days_are_written_as_one_range() {
        let week =
            WeeklyHours::new(vec![slot(1, 9, 12), slot(0, 14, 17), slot(0, 9, 12), slot(1, 14, 17), slot(5, 9, 12)]);
        assert_eq!(week.unwrap().to_osm(), "Mo-Tu 09:00-12:00,14:00-17:00; Sa 09:00-12:00");
    }

    #[test]
    fn a_span_that_ends_before_it_starts_is_refused() {
        assert!(WeeklyHours::new(vec![slot(2, 17, 9)]).unwrap_err().contains("We closes at 09:00"));
        assert!(WeeklyHours::new(Vec::new()).is_err());
    }
}
