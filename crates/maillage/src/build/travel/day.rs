//! Which day the timetable is searched on.

use anyhow::{Context, Result};
use territory::{Date, DepartementCode};
use travel::timetable::{
    Timetable,
    days::{NamedDay, SchoolCalendar, Season},
};

use crate::config::Config;

/// The day of the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) date: Date,
    /// Its name; `None` where the configuration gives a date.
    pub(super) name: Option<NamedDay>,
    pub(super) in_school_holidays: bool,
}

/// A Tuesday of term, when the configuration leaves it open.
const USUAL: NamedDay = NamedDay { weekday: 1, season: Season::Term };

/// The calendar of the schools of the territory.
pub(super) fn school(config: &Config) -> Result<SchoolCalendar> {
    let all = SchoolCalendar::read_all(include_str!("../../../../../data/school_holidays.toml"))
        .map_err(|e| anyhow::anyhow!("data/school_holidays.toml: {e}"))?;
    let first = config.departements.first().map_or("", DepartementCode::as_str);
    let zone = config.travel.school_zone.as_deref().unwrap_or_else(|| zone_of(first));
    all.into_iter().find(|calendar| calendar.zone == zone).with_context(|| format!("no school zone {zone}"))
}

/// The day that the configuration asks for, among those of the timetable.
pub(super) fn choose(config: &Config, timetable: &Timetable, school: &SchoolCalendar) -> Result<Chosen> {
    let of = |date: Date, name| Chosen { date, name, in_school_holidays: school.in_holidays(date).unwrap_or(false) };
    let named = |day: NamedDay| day.typical(timetable, school).map(|date| of(date, Some(day)));
    let Some(asked) = &config.travel.day else {
        // The usual day where the calendars allow it, else any Tuesday.
        return named(USUAL)
            .or_else(|_| named(NamedDay { season: Season::Any, ..USUAL }))
            .context("[travel] day: the timetable has no Tuesday; name a day");
    };
    if let Ok(date) = asked.parse::<Date>() {
        timetable.day(date).with_context(|| format!("[travel] day = \"{asked}\""))?;
        return Ok(of(date, None));
    }
    let day: NamedDay = asked.parse().with_context(|| format!("[travel] day = \"{asked}\""))?;
    named(day).with_context(|| format!("[travel] day = \"{asked}\""))
}

/// The zone of the school holidays of a département (académies of each zone, as in
/// data/school_holidays.toml). Corsica and overseas have calendars of their own: those of B are
/// taken.
fn zone_of(departement: &str) -> &'static str {
    const A: [&str; 28] = [
        "01", "03", "07", "15", "16", "17", "19", "21", "23", "24", "25", "26", "33", "38", "39", "40", "42", "43",
        "47", "58", "63", "64", "69", "70", "71", "73", "74", "79",
    ];
    const A_TOO: [&str; 4] = ["86", "87", "89", "90"];
    const C: [&str; 21] = [
        "09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "75", "77", "78", "81", "82", "91", "92",
        "93", "94", "95",
    ];
    match departement {
        code if A.contains(&code) || A_TOO.contains(&code) => "A",
        code if C.contains(&code) => "C",
        _ => "B",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departements_have_the_zone_of_their_academie() {
        for (code, zone) in [("85", "B"), ("69", "A"), ("31", "C"), ("75", "C"), ("21", "A"), ("2A", "B"), ("35", "B")]
        {
            assert_eq!(zone_of(code), zone, "{code}");
        }
    }
}
