//! Opening hours, in the two ways in which public files write them.

use territory::{Seconds, Slot, WeeklyHours};

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const DAY_S: u32 = 24 * 3600;

/// Reads a subset of OpenStreetMap's `opening_hours`: "Mo-Fr 09:00-12:00,14:00-18:30; Sa
/// 08:30-12:00", "24/7", "PH off", "Su off". A later rule replaces an earlier one for its days, as
/// there; a span may close after midnight ("22:00-02:00").
///
/// # Errors
/// A sentence naming the part that is not in the subset, or saying that nothing is ever open.
pub fn parse_osm_hours(text: &str) -> Result<WeeklyHours, String> {
    let mut week: [Vec<(Seconds, Seconds)>; 7] = Default::default();
    for rule in text.split(';').map(str::trim).filter(|rule| !rule.is_empty()) {
        let unknown = || {
            format!(
                "`{rule}` is not understood: write days and hours like `Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00`"
            )
        };
        if rule.eq_ignore_ascii_case("PH off") {
            continue;
        }
        if rule == "24/7" {
            week.fill(vec![(Seconds(0), Seconds(DAY_S))]);
            continue;
        }
        let starts_with_day = rule.starts_with(|c: char| c.is_ascii_alphabetic()) && !rule.eq_ignore_ascii_case("off");
        let (days, hours) = if starts_with_day {
            let (days, hours) = split_days(rule).ok_or_else(unknown)?;
            (parse_days(days).ok_or_else(unknown)?, hours)
        } else {
            ([true; 7], rule)
        };
        let spans = match hours.trim() {
            word if word.eq_ignore_ascii_case("off") || word.eq_ignore_ascii_case("closed") => Vec::new(),
            hours => hours.split(',').map(|span| osm_span(span).ok_or_else(unknown)).collect::<Result<_, _>>()?,
        };
        for (day, of_day) in week.iter_mut().enumerate() {
            if days[day] {
                of_day.clone_from(&spans);
            }
        }
    }
    let of_day = |(day, spans): (usize, &Vec<(Seconds, Seconds)>)| -> Vec<Slot> {
        spans.iter().map(|&(from, to)| Slot { day: day as u8, from, to }).collect()
    };
    WeeklyHours::new(week.iter().enumerate().flat_map(of_day).collect())
}

/// Reads the spans of one day as the list of France services writes them: "09:00 - 12:00 / 14:00 -
/// 17:00". A blank gives no span, and so does "00:00 - 00:00", which that list writes for a half-day
/// that is closed. Spans come sorted and do not overlap; a span written twice counts once.
///
/// # Errors
/// A sentence naming the part that is no span.
pub fn parse_french_spans(text: &str) -> Result<Vec<(Seconds, Seconds)>, String> {
    let mut spans = Vec::new();
    for part in text.split('/').map(str::trim).filter(|part| !part.is_empty()) {
        let both = part.split_once('-').and_then(|(from, to)| Some((clock(from, 24)?, clock(to, 24)?)));
        let Some((from, to)) = both else {
            return Err(format!("`{part}` is not a span: write it like 09:00 - 12:00 / 14:00 - 17:00"));
        };
        if from == to && from.0 == 0 {
            continue;
        }
        if to <= from {
            return Err(format!("`{part}` closes before it opens: write the opening first, on a 24-hour clock"));
        }
        spans.push((from, to));
    }
    spans.sort_unstable();
    spans.dedup();
    match spans.windows(2).find(|w| w[1].0 < w[0].1) {
        Some(w) => Err(format!("{}-{} and {}-{} overlap: check the hours", w[0].0, w[0].1, w[1].0, w[1].1)),
        None => Ok(spans),
    }
}

/// "Mo-Fr 09:00-12:00" in its days and its hours.
fn split_days(rule: &str) -> Option<(&str, &str)> {
    let end = rule.find(|c: char| c.is_ascii_digit()).or_else(|| {
        let (days, word) = rule.rsplit_once(' ')?;
        matches!(word.to_ascii_lowercase().as_str(), "off" | "closed").then_some(days.len())
    })?;
    Some((rule[..end].trim(), rule[end..].trim()))
}

/// "Mo-We,Fr" as a set of days; a range may pass Sunday.
fn parse_days(text: &str) -> Option<[bool; 7]> {
    let day = |word: &str| DAYS.iter().position(|d| d.eq_ignore_ascii_case(word.trim()));
    let mut days = [false; 7];
    for part in text.split(',') {
        let (first, last) = match part.split_once('-') {
            Some((first, last)) => (day(first)?, day(last)?),
            None => (day(part)?, day(part)?),
        };
        let count = (last + 7 - first) % 7 + 1;
        (first..first + count).for_each(|d| days[d % 7] = true);
    }
    Some(days)
}

fn osm_span(text: &str) -> Option<(Seconds, Seconds)> {
    let (from, to) = text.split_once('-')?;
    // "22:00-26:00" is another way to write "22:00-02:00".
    let (from, to) = (clock(from, 23)?, clock(to, 48)?);
    // Closing at or before the opening means the next day.
    Some((from, if to <= from { Seconds(to.0 + DAY_S) } else { to }))
}

/// "09:00", "9h30", "24:00"; the hour is `last` at most.
fn clock(text: &str, last: u32) -> Option<Seconds> {
    let (hours, minutes) = text.trim().split_once([':', 'h', 'H'])?;
    let digits = |part: &str, most: u32| -> Option<u32> {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|value| fits && *value <= most)
    };
    let hours = digits(hours, last)?;
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes, 59)? };
    (hours < last || minutes == 0 || last == 23).then_some(Seconds(hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn round(text: &str) -> String {
        parse_osm_hours(text).map_or_else(|e| e, |week| week.to_osm())
    }

    #[test]
    fn the_subset_is_read_and_written_back() {
        for same in ["Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00", "We 14:00-17:00"] {
            assert_eq!(round(same), same);
        }
        assert_eq!(round("24/7"), "Mo-Su 00:00-24:00");
        assert_eq!(round("Mo,We,Fr 9:00-12:00; PH off"), "Mo 09:00-12:00; We 09:00-12:00; Fr 09:00-12:00");
        assert_eq!(round("09:00-12:00, 14:00-17:00"), "Mo-Su 09:00-12:00,14:00-17:00");
        assert_eq!(round("Sa-Mo 10:00-11:00"), "Mo 10:00-11:00; Sa-Su 10:00-11:00");
    }

    #[test]
    fn a_later_rule_replaces_an_earlier_one_for_its_days() {
        assert_eq!(round("Mo-Fr 09:00-12:00; We off"), "Mo-Tu 09:00-12:00; Th-Fr 09:00-12:00");
        assert_eq!(round("Mo-Tu 09:00-12:00; Tu 14:00-16:00"), "Mo 09:00-12:00; Tu 14:00-16:00");
    }

    #[test]
    fn a_span_past_midnight_closes_the_next_day() {
        let week = parse_osm_hours("Fr 22:00-02:00").unwrap();
        assert_eq!(week.0, [Slot { day: 4, from: Seconds(22 * 3600), to: Seconds(26 * 3600) }]);
    }

    #[test]
    fn what_is_outside_the_subset_is_named() {
        let parts = [
            "Mo-Fr sunrise-sunset",
            "SH off",
            "Mo[1] 09:00-12:00",
            "Lu-Ve 09:00-12:00",
            "Mo 09:00",
            "Mo 25:00-26:00",
            "Mo 09:00-12:60",
            "Mo 09:00+",
        ];
        for part in parts {
            let error = parse_osm_hours(&format!("Sa 08:00-09:00; {part}")).unwrap_err();
            assert!(error.contains(&format!("`{part}`")), "{error}");
        }
        assert!(parse_osm_hours("off").is_err());
        assert!(parse_osm_hours("").is_err());
    }

    #[test]
    fn french_spans_are_sorted_and_checked() {
        let hours = |h: u32| Seconds(h * 3600);
        let spans = parse_french_spans("14:00 - 17:00 / 09:00 - 12:00").unwrap();
        assert_eq!(spans, [(hours(9), hours(12)), (hours(14), hours(17))]);
        assert_eq!(parse_french_spans(" "), Ok(Vec::new()));
        let with_closed_half = "00:00 - 00:00 / 09:00 - 12:00 / 09:00 - 12:00";
        assert_eq!(parse_french_spans(with_closed_half), Ok(vec![(hours(9), hours(12))]));
        assert!(parse_french_spans("09:00 - 12:00 / 11:00 - 17:00").unwrap_err().contains("overlap"));
        assert!(parse_french_spans("12:00 - 09:00").unwrap_err().contains("closes before"));
        assert!(parse_french_spans("sur rendez-vous").unwrap_err().contains("`sur rendez-vous`"));
    }

    proptest! {
        #[test]
        fn any_week_survives_being_written_and_read(slots in prop::collection::vec((0..7u8, 0..1440u32, 1..300u32), 1..12)) {
            let slots = slots.into_iter().map(|(day, from, len)| Slot { day, from: Seconds(from * 60), to: Seconds((from + len) * 60) });
            let mut slots: Vec<Slot> = slots.collect();
            slots.sort_unstable();
            slots.dedup_by(|b, a| a.day == b.day && b.from < a.to);
            let week = WeeklyHours::new(slots).unwrap();
            prop_assert_eq!(parse_osm_hours(&week.to_osm()).unwrap(), week);
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC{0,40}") {
            let _ = parse_osm_hours(&text);
            let _ = parse_french_spans(&text);
        }
    }
}
