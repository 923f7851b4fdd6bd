//! Travel time without a road network: great-circle distance, a detour factor, a constant speed.

use territory::{Meters, Seconds};

/// Parameters of an estimated travel time. Every figure made with it is labelled *estimation*.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    circuity: f64,
    speed_kmh: f64,
}

impl Estimate {
    /// From a detour factor (road over great-circle distance) and a speed in km/h.
    ///
    /// # Errors
    /// A sentence when the factor is below 1 or above 5, or the speed not within 1 to 150.
    pub fn new(circuity: f64, speed_kmh: f64) -> Result<Self, String> {
        if !(1.0..=5.0).contains(&circuity) {
            return Err(format!("circuity = {circuity} is not within 1 to 5; 1.3 is usual in France"));
        }
        if !(1.0..=150.0).contains(&speed_kmh) {
            return Err(format!("speed_kmh = {speed_kmh} is not within 1 to 150; 45 is usual in rural areas"));
        }
        Ok(Self { circuity, speed_kmh })
    }

    /// Road distance over great-circle distance.
    pub fn circuity(&self) -> f64 {
        self.circuity
    }

    /// Constant speed, km/h.
    pub fn speed_kmh(&self) -> f64 {
        self.speed_kmh
    }

    /// The great-circle distance beyond which every time is above `time`.
    pub fn distance(&self, time: Seconds) -> Meters {
        // Half a second more is rounded down to it.
        Meters((f64::from(time.0) + 0.5) * self.speed_kmh / 3.6 / self.circuity)
    }

    /// Time over a great-circle distance, rounded to whole seconds.
    pub fn seconds(&self, great_circle: Meters) -> Seconds {
        let seconds = great_circle.0 * self.circuity * 3.6 / self.speed_kmh;
        // Half the Earth at 1 km/h is 7.2e7 s: far below the type's limit.
        Seconds(seconds.round() as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_kilometres_at_the_usual_speed_take_seventeen_minutes_and_twenty_seconds() {
        // 10 000 m × 1.3 = 13 km at 45 km/h = 1 040 s.
        let usual = Estimate::new(1.3, 45.0).unwrap();
        assert_eq!(usual.seconds(Meters(10_000.0)), Seconds(1040));
        assert_eq!(usual.seconds(Meters(0.0)), Seconds(0));
    }

    #[test]
    fn nothing_beyond_the_distance_of_a_time_is_within_that_time() {
        let usual = Estimate::new(1.3, 45.0).unwrap();
        let limit = usual.distance(Seconds(900));
        assert_eq!(usual.seconds(Meters(limit.0 * (1.0 - 1e-9))), Seconds(900));
        assert_eq!(usual.seconds(Meters(limit.0 * (1.0 + 1e-9))), Seconds(901));
    }

    #[test]
    fn absurd_parameters_are_refused() {
        assert!(Estimate::new(0.9, 45.0).unwrap_err().contains("circuity"));
        assert!(Estimate::new(1.3, f64::NAN).unwrap_err().contains("speed_kmh"));
    }
}
