//! On which days something runs, from September 2024 to August 2025: school holidays of zone B,
//! public holidays of France.

/// A day, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(i64);

/// When trips of a service run.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) id: &'static str,
    /// Monday to Sunday; none for a service that only has dates of its own.
    pub(crate) week: Option<[bool; 7]>,
    /// Dates added (true) and removed (false), ascending.
    pub(crate) exceptions: Vec<(Date, bool)>,
}

/// Days of school holidays, first and last, year, month, day. Published by the ministry.
const SCHOOL_HOLIDAYS: [[(i64, i64, i64); 2]; 7] = [
    [(2024, 9, 1), (2024, 9, 1)],
    [(2024, 10, 19), (2024, 11, 3)],
    [(2024, 12, 21), (2025, 1, 5)],
    [(2025, 2, 8), (2025, 2, 23)],
    [(2025, 4, 5), (2025, 4, 21)],
    [(2025, 5, 29), (2025, 6, 1)],
    [(2025, 7, 5), (2025, 8, 31)],
];

const PUBLIC_HOLIDAYS: [(i64, i64, i64); 11] = [
    (2024, 11, 1),
    (2024, 11, 11),
    (2024, 12, 25),
    (2025, 1, 1),
    (2025, 4, 21),
    (2025, 5, 1),
    (2025, 5, 8),
    (2025, 5, 29),
    (2025, 6, 9),
    (2025, 7, 14),
    (2025, 8, 15),
];

impl Date {
    pub(crate) const FIRST: Self = Self::of(2024, 9, 1);
    pub(crate) const LAST: Self = Self::of(2025, 8, 31);

    /// Days from civil, H. Hinnant, public domain.
    const fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let of_era = year % 400;
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(year / 400 * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// 0 for Monday.
    fn weekday(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize
    }

    /// "20240901".
    pub(crate) fn text(self) -> String {
        // One year and a little: the month is found by looking.
        let mut days = (2024..=2025).flat_map(|y| (1..=12).map(move |m| (y, m, Self::of(y, m, 1))));
        let (year, month, first) = days.rfind(|(_, _, first)| *first <= self).unwrap_or((2024, 1, self));
        format!("{year}{month:02}{:02}", self.0 - first.0 + 1)
    }

    fn days() -> impl Iterator<Item = Self> {
        (Self::FIRST.0..=Self::LAST.0).map(Self)
    }
}

/// Every service.
pub(crate) fn services() -> Vec<Service> {
    let week = |days: &[usize]| Some(std::array::from_fn(|d| days.contains(&d)));
    let free = |day: Date| PUBLIC_HOLIDAYS.iter().any(|(y, m, d)| Date::of(*y, *m, *d) == day);
    let holiday = |day: Date| {
        let of = |(y, m, d): (i64, i64, i64)| Date::of(y, m, d);
        SCHOOL_HOLIDAYS.iter().any(|[first, last]| of(*first) <= day && day <= of(*last))
    };
    let regular = |id, days: &[usize], school: Option<()>| Service {
        id,
        week: week(days),
        exceptions: Date::days()
            .filter(|d| days.contains(&d.weekday()) && (free(*d) || school.is_some() && holiday(*d)))
            .map(|d| (d, false))
            .collect(),
    };
    vec![
        regular("semaine", &[0, 1, 2, 3, 4], None),
        regular("samedi", &[5], None),
        regular("scolaire", &[0, 1, 3, 4], Some(())),
        regular("scolaire-mercredi", &[2], Some(())),
        regular("marche", &[2, 5], None),
        regular("demande", &[0, 1, 2, 3, 4, 5], None),
        // Saturday nights of summer, by dates alone.
        Service {
            id: "nuits-d-ete",
            week: None,
            exceptions: Date::days()
                .filter(|d| d.weekday() == 5 && *d >= Date::of(2025, 7, 5))
                .map(|d| (d, true))
                .collect(),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(id: &str, (y, m, d): (i64, i64, i64)) -> bool {
        let all = services();
        let service = all.iter().find(|s| s.id == id).unwrap();
        let day = Date::of(y, m, d);
        match service.exceptions.iter().find(|(at, _)| *at == day) {
            Some((_, added)) => *added,
            None => service.week.is_some_and(|w| w[day.weekday()]),
        }
    }

    #[test]
    fn days_are_those_of_the_calendar_on_the_wall() {
        assert_eq!(Date::of(1970, 1, 1), Date(0));
        assert_eq!(Date::of(2024, 2, 29).0 + 1, Date::of(2024, 3, 1).0);
        assert_eq!(Date::of(2024, 9, 2).weekday(), 0, "a Monday");
        assert_eq!(Date::of(2025, 8, 31).weekday(), 6, "a Sunday");
        assert_eq!((Date::FIRST.text(), Date::LAST.text()), ("20240901".to_owned(), "20250831".to_owned()));
        assert_eq!(Date::of(2024, 12, 31).text(), "20241231");
    }

    #[test]
    fn school_buses_rest_when_schools_do() {
        assert!(runs("scolaire", (2024, 9, 3)), "the first Tuesday");
        assert!(!runs("scolaire", (2024, 9, 4)), "a Wednesday");
        assert!(runs("scolaire-mercredi", (2024, 9, 4)));
        assert!(!runs("scolaire", (2024, 10, 22)) && runs("semaine", (2024, 10, 22)), "holidays of autumn");
        assert!(runs("scolaire", (2024, 11, 4)) && !runs("scolaire", (2024, 11, 11)), "11 November is free");
        assert!(!runs("semaine", (2025, 5, 1)) && !runs("marche", (2025, 1, 1)), "a Wednesday too");
        assert!(runs("marche", (2024, 10, 23)) && runs("marche", (2024, 10, 26)));
        assert!(runs("nuits-d-ete", (2025, 7, 12)) && !runs("nuits-d-ete", (2025, 6, 28)));
    }
}
