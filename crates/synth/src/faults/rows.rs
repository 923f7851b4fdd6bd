//! Faults of tables: one row, one fault.

use csv::{ByteRecord, QuoteStyle, ReaderBuilder, WriterBuilder};
use territory::LonLat;

use super::{Fault, Sower};
use crate::SynthFile;
use crate::options::SynthError;
use crate::world::World;

/// A table that is given faults.
struct Table {
    path: &'static str,
    delimiter: u8,
    quotes: QuoteStyle,
    /// The columns of commune code, longitude and latitude.
    code: &'static str,
    position: Option<[&'static str; 2]>,
    faults: &'static [Fault],
}

const TABLES: [Table; 5] = [
    Table {
        path: "services/services.csv",
        delimiter: b',',
        quotes: QuoteStyle::Necessary,
        code: "code_insee",
        position: Some(["longitude", "latitude"]),
        faults: &[
            Fault::OutsideItsCommune,
            Fault::SwappedCoordinates,
            Fault::MetresAsDegrees,
            Fault::Duplicate,
            Fault::ItinerantAtBase,
            Fault::PostcodeForInsee,
            Fault::EmptyCoordinate,
            Fault::NanCoordinate,
            Fault::DecimalComma,
            Fault::LostLeadingZero,
            Fault::Latin1Bytes,
            Fault::QuotedNewline,
            Fault::UnknownKind,
            Fault::LongName,
            Fault::HtmlInName,
            Fault::NegativeCapacity,
        ],
    },
    Table {
        path: "population/communes.csv",
        delimiter: b',',
        quotes: QuoteStyle::Necessary,
        code: "insee_com",
        position: None,
        faults: &[Fault::NarrowNoBreakSpace, Fault::LostLeadingZero],
    },
    Table {
        path: "population/naissances.csv",
        delimiter: b';',
        quotes: QuoteStyle::Always,
        code: "GEO",
        position: None,
        faults: &[Fault::LostLeadingZero],
    },
    Table {
        path: "chefs-lieux/chefs-lieux.csv",
        delimiter: b',',
        quotes: QuoteStyle::Necessary,
        code: "insee",
        position: Some(["lon_cl", "lat_cl"]),
        faults: &[Fault::SwappedCoordinates, Fault::MetresAsDegrees, Fault::NanCoordinate, Fault::LostLeadingZero],
    },
    Table {
        // Cells name no commune; a comma that nothing quotes makes one field two.
        path: "grid/cells_200m.csv",
        delimiter: b',',
        quotes: QuoteStyle::Never,
        code: "idcar_200m",
        position: None,
        faults: &[Fault::DecimalComma],
    },
];

/// Gives faults to the rows of a file, when it is one of those that get some.
pub(super) fn plant(world: &World, file: &mut SynthFile, sower: &mut Sower) -> Result<(), SynthError> {
    let Some(table) = TABLES.iter().find(|t| t.path == file.path) else { return Ok(()) };
    sower.turn_to(table.faults.len());
    let failed = |source| SynthError::Table { file: file.path.clone(), source };
    let mut reader =
        ReaderBuilder::new().delimiter(table.delimiter).has_headers(false).from_reader(file.bytes.as_slice());
    let mut out = Lines { bytes: Vec::with_capacity(file.bytes.len() * 5 / 4), line: 1, table };
    let mut header: Vec<String> = Vec::new();
    for record in reader.byte_records() {
        let record = record.map_err(failed)?;
        if header.is_empty() {
            header = record.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
            out.push(&record).map_err(failed)?;
            continue;
        }
        let row = Row { world, table, header: &header, fields: &record };
        let turns = if sower.strikes() { sower.turns() } else { Vec::new() };
        let spoilt = turns.into_iter().find_map(|turn| Some((turn, row.with(table.faults[turn])?)));
        match spoilt {
            Some((turn, fields)) => {
                if table.faults[turn] == Fault::Duplicate {
                    out.push(&record).map_err(failed)?;
                }
                sower.note(table.path, out.line, table.faults, turn);
                out.push(&fields).map_err(failed)?;
            }
            None => out.push(&record).map_err(failed)?,
        }
    }
    file.bytes = out.bytes;
    Ok(())
}

/// The file as it is written.
struct Lines<'a> {
    bytes: Vec<u8>,
    /// The line on which the next record begins.
    line: u64,
    table: &'a Table,
}

impl Lines<'_> {
    fn push(&mut self, record: &ByteRecord) -> csv::Result<()> {
        let start = self.bytes.len();
        let mut builder = WriterBuilder::new();
        let mut writer =
            builder.delimiter(self.table.delimiter).quote_style(self.table.quotes).from_writer(&mut self.bytes);
        writer.write_byte_record(record)?;
        writer.flush()?;
        drop(writer);
        self.line += self.bytes[start..].iter().filter(|b| **b == b'\n').count() as u64;
        Ok(())
    }
}

/// A row before anything happens to it.
struct Row<'a> {
    world: &'a World,
    table: &'a Table,
    header: &'a [String],
    fields: &'a ByteRecord,
}

impl Row<'_> {
    /// The row with the fault; none when it does not fit.
    fn with(&self, fault: Fault) -> Option<ByteRecord> {
        // Nothing of a home is read but its commune and its counts: other faults would not be seen.
        let about_a_home = self.get("type") == Some("assistant_maternel");
        let seen_of_a_home = [Fault::LostLeadingZero, Fault::UnknownKind, Fault::NegativeCapacity];
        if about_a_home && !seen_of_a_home.contains(&fault) {
            return None;
        }
        match fault {
            Fault::OutsideItsCommune => {
                let here = self.get(self.table.code)?;
                let communes = &self.world.communes;
                let mine = communes.iter().position(|c| c.code == here)?;
                let other = (mine + communes.len().div_ceil(2)) % communes.len();
                self.position()?;
                let at = (other != mine).then(|| self.world.degrees(communes[other].seat))?.ok()?;
                self.moved(at.x.to_string(), at.y.to_string())
            }
            Fault::SwappedCoordinates => {
                let (lon, lat) = self.position()?;
                self.moved(lat.to_string(), lon.to_string())
            }
            Fault::MetresAsDegrees => {
                let (lon, lat) = self.position()?;
                let at = self.world.metres(LonLat::new(lon, lat).ok()?).ok()?;
                self.moved(at.x.to_string(), at.y.to_string())
            }
            Fault::Duplicate => {
                self.position()?;
                self.set(&[("id", format!("{}-bis", self.get("id")?))])
            }
            Fault::ItinerantAtBase => {
                self.position()?;
                let stays = self.get("itinerance")?.is_empty();
                stays.then(|| self.set(&[("itinerance", "oui".to_owned())]))?
            }
            Fault::PostcodeForInsee => {
                // Only a position can tell that the code is of elsewhere.
                self.position()?;
                let postcode = self.get("code_postal").filter(|code| self.get(self.table.code) != Some(*code))?;
                self.set(&[(self.table.code, postcode.to_owned())])
            }
            Fault::EmptyCoordinate => {
                let (lon, _) = self.position()?;
                self.moved(lon.to_string(), String::new())
            }
            Fault::NanCoordinate => {
                self.position()?;
                self.moved("NaN".to_owned(), "NaN".to_owned())
            }
            Fault::DecimalComma if self.table.position.is_some() => {
                let (lon, lat) = self.position()?;
                let comma = |degrees: f64| degrees.to_string().replace('.', ",");
                self.moved(comma(lon), comma(lat))
            }
            Fault::DecimalComma => self.set(&[("ind", self.get("ind")?.replace('.', ","))]),
            Fault::LostLeadingZero => {
                let code = self.get(self.table.code)?.strip_prefix('0')?;
                self.set(&[(self.table.code, code.to_owned())])
            }
            Fault::Latin1Bytes => self.latin1(),
            Fault::QuotedNewline => {
                let name = self.get("nom")?;
                name.contains(' ').then(|| self.set(&[("nom", name.replacen(' ', "\n", 1))]))?
            }
            Fault::NarrowNoBreakSpace => {
                let column = self.header.iter().find(|name| name.starts_with("population_"))?;
                let figure = self.get(column)?;
                let thousands = figure.len().checked_sub(3).filter(|n| *n > 0)?;
                let spaced = format!("{}\u{202f}{}", figure.get(..thousands)?, figure.get(thousands..)?);
                self.set(&[(column, spaced)])
            }
            Fault::UnknownKind => self.set(&[("type", "cabane_volante".to_owned())]),
            Fault::LongName => self.set(&[("nom", "Crèche ".repeat(10_000).chars().take(10_000).collect())]),
            Fault::HtmlInName => {
                let name = format!("{} <img src=x onerror=\"alert(1)\"><b>gras</b>", self.get("nom")?);
                self.set(&[("nom", name)])
            }
            Fault::NegativeCapacity => {
                let places = self.get("places_agreees").filter(|n| !n.is_empty() && *n != "0")?;
                self.set(&[("places_agreees", format!("-{places}"))])
            }
            // Faults of outlines.
            Fault::BowTie | Fault::MissingEpci => None,
        }
    }

    fn get(&self, column: &str) -> Option<&str> {
        let i = self.header.iter().position(|name| name == column)?;
        std::str::from_utf8(self.fields.get(i)?).ok()
    }

    /// Longitude and latitude, when the row has them.
    fn position(&self) -> Option<(f64, f64)> {
        let [lon, lat] = self.table.position?;
        Some((self.get(lon)?.parse().ok()?, self.get(lat)?.parse().ok()?))
    }

    fn moved(&self, lon: String, lat: String) -> Option<ByteRecord> {
        let [x, y] = self.table.position?;
        self.set(&[(x, lon), (y, lat)])
    }

    fn set(&self, changes: &[(&str, String)]) -> Option<ByteRecord> {
        let changed = self.header.iter().zip(self.fields).map(|(name, before)| {
            changes.iter().find(|(column, _)| column == name).map_or(before, |(_, after)| after.as_bytes())
        });
        Some(changed.collect())
    }

    /// The whole row in ISO 8859-1, which has accents at one byte; none when nothing changes or a
    /// character is missing there.
    fn latin1(&self) -> Option<ByteRecord> {
        let byte = |c: char| u8::try_from(u32::from(c)).ok();
        let latin1 = |field: &[u8]| std::str::from_utf8(field).ok()?.chars().map(byte).collect::<Option<Vec<u8>>>();
        let fields: Option<Vec<Vec<u8>>> = self.fields.iter().map(latin1).collect();
        let fields = ByteRecord::from(fields?);
        (fields != *self.fields).then_some(fields)
    }
}
