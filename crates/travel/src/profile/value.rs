//! Numbers written by mappers: speed limits and durations.

/// A speed limit in km/h: "50", "50 km/h", "30 mph", "5 knots", "walk". Several values ("50;70")
/// give the lowest. `None` for zones, "none", "signals" and what is no speed.
pub(super) fn kmh(text: &str) -> Option<f64> {
    let parts = text.split([';', '|']).map(str::trim).filter(|p| !p.is_empty());
    let speeds = parts.map(one_kmh).collect::<Option<Vec<f64>>>()?;
    speeds.into_iter().min_by(f64::total_cmp)
}

fn one_kmh(text: &str) -> Option<f64> {
    if text == "walk" {
        return Some(6.0);
    }
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let value: f64 = text[..digits].parse().ok()?;
    let factor = match text[digits..].trim() {
        "" | "km/h" | "kmh" | "kph" => 1.0,
        "mph" => 1.609_344,
        "knots" => 1.852,
        _ => return None,
    };
    let kmh = value * factor;
    (1.0..=300.0).contains(&kmh).then_some(kmh)
}

/// A duration in seconds: "00:20", "1:05:30", "20" (minutes), "PT1H20M".
pub(super) fn duration_s(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(iso) = text.strip_prefix("PT") {
        return iso_s(iso);
    }
    let parts: Vec<f64> = text.split(':').map(|p| p.parse().ok().filter(|v| *v >= 0.0)).collect::<Option<_>>()?;
    let seconds = match parts.as_slice() {
        [minutes] => minutes * 60.0,
        [hours, minutes] => hours * 3600.0 + minutes * 60.0,
        [hours, minutes, seconds] => hours * 3600.0 + minutes * 60.0 + seconds,
        _ => return None,
    };
    (seconds > 0.0 && seconds < 30.0 * 86_400.0).then_some(seconds)
}

fn iso_s(text: &str) -> Option<f64> {
    let (mut seconds, mut digits) = (0.0, String::new());
    for c in text.chars() {
        let factor = match c {
            '0'..='9' | '.' => {
                digits.push(c);
                continue;
            }
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return None,
        };
        seconds += digits.parse::<f64>().ok()? * factor;
        digits.clear();
    }
    (digits.is_empty() && seconds > 0.0).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_in_every_unit_and_nonsense_is_none() {
        assert_eq!(kmh("50"), Some(50.0));
        assert_eq!(kmh("50 km/h"), Some(50.0));
        assert_eq!(kmh("70;50"), Some(50.0));
        assert!((kmh("30 mph").unwrap() - 48.28).abs() < 0.01);
        assert_eq!(kmh("walk"), Some(6.0));
        for odd in ["none", "signals", "FR:urban", "", "fast", "-3", "5000", "50 bananas"] {
            assert_eq!(kmh(odd), None, "{odd}");
        }
    }

    #[test]
    fn durations_are_read_in_the_three_ways_they_are_written() {
        assert_eq!(duration_s("00:20"), Some(1200.0));
        assert_eq!(duration_s("1:05:30"), Some(3930.0));
        assert_eq!(duration_s("20"), Some(1200.0));
        assert_eq!(duration_s("PT1H20M"), Some(4800.0));
        for odd in ["", "0", "a while", "PT", "PT5", "1:2:3:4", "-5"] {
            assert_eq!(duration_s(odd), None, "{odd}");
        }
    }
}
