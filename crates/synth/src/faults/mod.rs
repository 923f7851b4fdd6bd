//! Faults of real files, put into fictional ones on purpose, and the list of what was put where:
//! a reader that finds less than this list is blind.

mod rows;
mod shapes;

use crate::options::SynthError;
use crate::rng::Rng;
use crate::world::World;
use crate::{SynthFile, files};

/// A fault that published files have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    OutsideItsCommune,
    SwappedCoordinates,
    MetresAsDegrees,
    Duplicate,
    ItinerantAtBase,
    PostcodeForInsee,
    EmptyCoordinate,
    NanCoordinate,
    DecimalComma,
    LostLeadingZero,
    Latin1Bytes,
    QuotedNewline,
    NarrowNoBreakSpace,
    UnknownKind,
    LongName,
    HtmlInName,
    NegativeCapacity,
    BowTie,
    MissingEpci,
}

impl Fault {
    /// Its word in `FAULTS.csv`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::OutsideItsCommune => "outside_its_commune",
            Self::SwappedCoordinates => "swapped_coordinates",
            Self::MetresAsDegrees => "metres_as_degrees",
            Self::Duplicate => "duplicate",
            Self::ItinerantAtBase => "itinerant_at_base",
            Self::PostcodeForInsee => "postcode_for_insee",
            Self::EmptyCoordinate => "empty_coordinate",
            Self::NanCoordinate => "nan_coordinate",
            Self::DecimalComma => "decimal_comma",
            Self::LostLeadingZero => "lost_leading_zero",
            Self::Latin1Bytes => "latin1_bytes",
            Self::QuotedNewline => "quoted_newline",
            Self::NarrowNoBreakSpace => "narrow_no_break_space",
            Self::UnknownKind => "unknown_kind",
            Self::LongName => "long_name",
            Self::HtmlInName => "html_in_name",
            Self::NegativeCapacity => "negative_capacity",
            Self::BowTie => "bow_tie",
            Self::MissingEpci => "missing_epci",
        }
    }
}

/// A fault and its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Planted {
    pub(crate) file: String,
    /// Physical line on which the row begins, from 1; the number of the record in a shapefile.
    pub(crate) line: u64,
    pub(crate) fault: Fault,
}

/// Which thing gets a fault, and which: every kind of a list in turn, as far as it fits.
pub(crate) struct Sower {
    rate: f64,
    rng: Rng,
    planted: Vec<Planted>,
    /// How often each kind was planted in the file at hand.
    counts: Vec<u64>,
}

impl Sower {
    fn new(world: &World) -> Self {
        Self { rate: world.options.faults, rng: world.rng("faults", 0), planted: Vec::new(), counts: Vec::new() }
    }

    /// Another file, with other faults.
    fn turn_to(&mut self, kinds: usize) {
        self.counts = vec![0; kinds];
    }

    /// Whether the next thing is faulty.
    fn strikes(&mut self) -> bool {
        self.rng.chance(self.rate)
    }

    /// Positions in the list of faults, the rarest so far first.
    fn turns(&self) -> Vec<usize> {
        let mut turns: Vec<usize> = (0..self.counts.len()).collect();
        turns.sort_by_key(|i| self.counts[*i]);
        turns
    }

    fn note(&mut self, file: &str, line: u64, faults: &[Fault], turn: usize) {
        self.counts[turn] += 1;
        self.planted.push(Planted { file: file.to_owned(), line, fault: faults[turn] });
    }
}

/// Puts faults into the files, which are those of `world`, and appends `FAULTS.csv`. The share of
/// faulty rows is [`crate::SynthOptions::faults`].
pub(crate) fn plant(mut world: World, mut files: Vec<SynthFile>) -> Result<Vec<SynthFile>, SynthError> {
    let mut sower = Sower::new(&world);
    for file in &mut files {
        rows::plant(&world, file, &mut sower)?;
    }
    shapes::plant(&mut world, &mut sower);
    let spoilt = files::shapes(&world)?;
    for file in spoilt {
        if let Some(before) = files.iter_mut().find(|f| f.path == file.path) {
            *before = file;
        }
    }
    sower.planted.sort();
    let list = files::table("FAULTS.csv", &csv::WriterBuilder::new(), |w| {
        w.write_record(["file", "line", "fault"])?;
        for planted in &sower.planted {
            w.write_record([&planted.file, &planted.line.to_string(), planted.fault.word()])?;
        }
        Ok(())
    })?;
    files.push(list);
    Ok(files)
}
