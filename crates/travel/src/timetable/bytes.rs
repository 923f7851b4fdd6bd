//! A timetable as bytes, and back, checked.

use super::{build::MOST_CALLS, model::Timetable};

/// Why bytes are not a timetable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BytesError {
    /// They do not begin like one.
    #[error("not a timetable of Maillage: build it again from its feeds")]
    NotATimetable,
    /// Written by another version of the program.
    #[error("a timetable of format {found}; this program reads format {expected}: build it again from its feeds")]
    OtherVersion {
        /// The format of the bytes.
        found: u32,
        /// The format that would work.
        expected: u32,
    },
    /// Damaged.
    #[error("a damaged timetable ({0}): build it again from its feeds")]
    Damaged(String),
}

const MAGIC: &[u8; 8] = b"MAILLTT\n";
/// Raised whenever [`Timetable`] changes.
const FORMAT: u32 = 1;

impl Timetable {
    /// The timetable as bytes, with its format in front.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        postcard::to_extend(self, bytes).expect("a timetable holds nothing that cannot be written")
    }

    /// Reads what [`Timetable::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are no timetable, of another format, or damaged: every reference is checked,
    /// so that a search cannot leave its lists.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BytesError> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(BytesError::NotATimetable)?;
        let (format, rest) = rest.split_first_chunk::<4>().ok_or(BytesError::NotATimetable)?;
        let found = u32::from_le_bytes(*format);
        if found != FORMAT {
            return Err(BytesError::OtherVersion { found, expected: FORMAT });
        }
        let (timetable, left): (Self, &[u8]) =
            postcard::take_from_bytes(rest).map_err(|e| BytesError::Damaged(e.to_string()))?;
        if !left.is_empty() {
            return Err(BytesError::Damaged(format!("{} bytes too many", left.len())));
        }
        timetable.check().map_err(|what| BytesError::Damaged(what.to_owned()))?;
        Ok(timetable)
    }

    /// What would make a search panic.
    fn check(&self) -> Result<(), &'static str> {
        let stops = self.stops.len() as u64;
        let words = u64::from(self.day_count.div_ceil(64));
        let ascending = |start: &[u32]| start.windows(2).all(|pair| pair[0] <= pair[1]);
        let sound_trip = |trip: &super::model::TripRow| {
            let end = u64::from(trip.first_call) + u64::from(trip.call_count);
            let service = (u64::from(trip.service) + 1).checked_mul(words);
            end <= self.calls.len() as u64
                && trip.call_count <= MOST_CALLS
                && service.is_some_and(|end| end <= self.days.len() as u64)
                && trip.line.is_none_or(|line| (line as usize) < self.lines.len())
        };
        let forwards = |trip: &super::model::TripRow| {
            let calls = self.calls_of(trip);
            calls.iter().all(|call| call.arrival <= call.departure && call.departure <= 1 << 24)
                && calls.windows(2).all(|pair| pair[0].departure <= pair[1].arrival)
        };
        let checks = [
            (
                (1..=1_000_000).contains(&self.day_count) && self.first_day.plus_days(self.day_count as i32).is_some(),
                "days",
            ),
            (self.trips.iter().all(|trip| sound_trip(trip) && forwards(trip)), "trips"),
            (self.calls.iter().all(|call| u64::from(call.stop) < stops), "calls"),
            (self.stops.iter().all(|stop| stop.parent.is_none_or(|parent| u64::from(parent) < stops)), "stations"),
            (self.link_start.len() as u64 == stops + 1 && ascending(&self.link_start), "links"),
            (self.link_start.last().is_some_and(|end| *end as usize == self.links.len()), "links"),
            (self.links.iter().all(|link| u64::from(link.from) < stops && link.seconds >= 1), "links"),
        ];
        match checks.iter().find(|(sound, _)| !sound) {
            Some((_, what)) => Err(what),
            None => Ok(()),
        }
    }
}
