//! A table of figures as a workbook: the rows, then where they come from.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use territory::Quantity;

use crate::{Language, words::Words};

/// What is written. Every text is in the language of the document already.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureSheet {
    /// Name of the observatory.
    pub observatory: String,
    /// A notice that must stand beside every figure (a fictional territory says so).
    pub notice: Option<String>,
    /// The measure with its facet: "Taux de couverture, ensemble des modes".
    pub measure: String,
    /// Where: "Communes, CC du Pays de Chantonnay".
    pub territory: String,
    /// The year of the figures.
    pub year: u16,
    /// The unit, in words.
    pub unit: String,
    /// Decimals to show; the cells hold the whole number.
    pub decimals: u8,
    /// Headings of the upper and lower part of a ratio; `None` for what is no ratio.
    pub parts: Option<[String; 2]>,
    /// One a territory.
    pub rows: Vec<FigureRow>,
    /// What is counted and how.
    pub method: String,
    /// Raised whenever the result can change for equal input.
    pub method_version: u32,
    /// True when it rests on an approximation.
    pub estimate: bool,
    /// Parameters of the method by name.
    pub parameters: Vec<(String, String)>,
    /// The sources that entered the figures.
    pub sources: Vec<SourceLine>,
    /// Identifier of the snapshot.
    pub snapshot: String,
    /// When the snapshot was built, RFC 3339: the date of the document.
    pub built_at: String,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRow {
    /// Official code, always text.
    pub code: String,
    /// Name.
    pub name: String,
    /// The value. Where it is secret, `parts` are not looked at.
    pub value: Quantity,
    /// Upper and lower part of a ratio.
    pub parts: Option<[Quantity; 2]>,
    /// Some communes of the territory are not known.
    pub partial: bool,
    /// Data of former communes were added up or shared out.
    pub carried: bool,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Title.
    pub title: String,
    /// Who publishes it.
    pub producer: String,
    /// Licence.
    pub licence: String,
    /// The date its data speak of.
    pub vintage: String,
    /// Where it is published.
    pub url: Option<String>,
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}")]
pub struct ReportError(#[from] XlsxError);

/// The workbook: first sheet the table (code as text, name, value, parts of a ratio, note), second
/// sheet the sources and the method. Cells without a number say why in words.
///
/// # Errors
/// When a text or the table is larger than a workbook can hold.
pub fn figures_workbook(sheet: &FigureSheet, language: Language) -> Result<Vec<u8>, ReportError> {
    let words = language.words();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(sheet));
    let formats = Formats::new(sheet.decimals);
    table(workbook.add_worksheet(), sheet, words, &formats)?;
    method(workbook.add_worksheet(), sheet, words, &formats)?;
    Ok(workbook.save_to_buffer()?)
}

struct Formats {
    head: Format,
    text: Format,
    number: Format,
    part: Format,
    word: Format,
    wrapped: Format,
}

impl Formats {
    fn new(decimals: u8) -> Self {
        let number = if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals.into())) };
        Self {
            head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            // "@" is text: a code typed anew by hand keeps its zero.
            text: Format::new().set_num_format("@"),
            number: Format::new().set_num_format(number),
            part: Format::new().set_num_format("#,##0.##"),
            word: Format::new().set_italic().set_align(FormatAlign::Right),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

fn properties(sheet: &FigureSheet) -> DocProperties {
    let properties = DocProperties::new()
        .set_title(format!("{} ({})", sheet.measure, sheet.year))
        .set_subject(&sheet.territory)
        .set_author(&sheet.observatory)
        .set_comment(sheet.notice.as_deref().unwrap_or_default());
    // The library's own default is the clock: the same request would give other bytes.
    let made = ExcelDateTime::parse_from_str(&sheet.built_at).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1));
    match made {
        Ok(made) => properties.set_creation_datetime(&made),
        Err(_) => properties,
    }
}

fn table(to: &mut Worksheet, sheet: &FigureSheet, words: &Words, formats: &Formats) -> Result<(), XlsxError> {
    to.set_name(words.table_sheet)?;
    let value = format!("{} ({}, {})", sheet.measure, sheet.unit, sheet.year);
    let parts = sheet.parts.iter().flatten().map(String::as_str);
    let noted = sheet.rows.iter().any(|row| row.partial || row.carried);
    let heads = [words.code, words.name, &value].into_iter().chain(parts).chain(noted.then_some(words.note));
    let heads: Vec<&str> = heads.collect();
    for (column, head) in (0u16..).zip(&heads) {
        to.write_string_with_format(0, column, *head, &formats.head)?;
    }
    for (line, row) in (1u32..).zip(&sheet.rows) {
        to.write_string_with_format(line, 0, &row.code, &formats.text)?;
        to.write_string_with_format(line, 1, &row.name, &formats.text)?;
        write_quantity(to, line, 2, row.value, words, formats, &formats.number)?;
        if sheet.parts.is_some() {
            // A part beside the rate of a neighbour could give the secret away.
            let secret = row.value == Quantity::Suppressed;
            let parts = if secret { [Quantity::Suppressed; 2] } else { row.parts.unwrap_or([Quantity::Missing; 2]) };
            for (column, part) in (3u16..).zip(parts) {
                write_quantity(to, line, column, part, words, formats, &formats.part)?;
            }
        }
        let notes: Vec<&str> =
            [(row.partial, words.partial), (row.carried, words.carried)].iter().filter(|n| n.0).map(|n| n.1).collect();
        if !notes.is_empty() {
            let column = u16::try_from(heads.len() - 1).unwrap_or(u16::MAX);
            to.write_string(line, column, notes.join(" ; "))?;
        }
    }
    to.set_column_width(0, 12)?;
    to.set_column_width(1, 38)?;
    to.set_column_width(2, 26)?;
    for column in (3u16..).take(heads.len().saturating_sub(3)) {
        to.set_column_width(column, if noted && usize::from(column) + 1 == heads.len() { 44 } else { 22 })?;
    }
    to.set_freeze_panes(1, 2)?;
    let (last_row, last_column) = (u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX), heads.len() - 1);
    to.autofilter(0, 0, last_row, u16::try_from(last_column).unwrap_or(u16::MAX))?;
    to.set_repeat_rows(0, 0)?;
    to.set_landscape();
    to.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write_quantity(
    to: &mut Worksheet,
    line: u32,
    column: u16,
    value: Quantity,
    words: &Words,
    formats: &Formats,
    number: &Format,
) -> Result<(), XlsxError> {
    match value {
        Quantity::Known(value) => to.write_number_with_format(line, column, value, number)?,
        other => to.write_string_with_format(
            line,
            column,
            words.instead_of_number(other).unwrap_or_default(),
            &formats.word,
        )?,
    };
    Ok(())
}

fn method(to: &mut Worksheet, sheet: &FigureSheet, words: &Words, formats: &Formats) -> Result<(), XlsxError> {
    to.set_name(words.method_sheet)?;
    let parameters: Vec<String> = sheet.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let year = sheet.year.to_string();
    let version = sheet.method_version.to_string();
    let snapshot = format!("{} ({})", sheet.snapshot, sheet.built_at);
    let parameters = parameters.join(" ; ");
    let lines = [
        (words.observatory, sheet.observatory.as_str()),
        (words.warning, sheet.notice.as_deref().unwrap_or_default()),
        (words.measure, &sheet.measure),
        (words.territory, &sheet.territory),
        (words.year, &year),
        (words.unit, &sheet.unit),
        (if sheet.estimate { words.estimate } else { words.method }, &sheet.method),
        (words.method_version, &version),
        (words.parameters, &parameters),
        (words.snapshot, &snapshot),
        ("", words.secrecy),
    ];
    let mut line = 0;
    for (name, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
        to.write_string_with_format(line, 0, name, &formats.head)?;
        to.write_string_with_format(line, 1, text, &formats.wrapped)?;
        line += 1;
    }
    line += 1;
    to.write_string_with_format(line, 0, words.sources, &formats.head)?;
    let heads = [words.title, words.producer, words.licence, words.vintage, words.address];
    for (column, head) in (1u16..).zip(heads) {
        to.write_string_with_format(line, column, head, &formats.head)?;
    }
    for source in &sheet.sources {
        line += 1;
        let url = source.url.as_deref().unwrap_or_default();
        let cells = [source.title.as_str(), &source.producer, &source.licence, &source.vintage, url];
        // Addresses stay text: a workbook that opens links by itself is no business of ours.
        for (column, cell) in (1u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            to.write_string_with_format(line, column, cell, &formats.wrapped)?;
        }
    }
    to.set_column_width(0, 22)?;
    to.set_column_width(1, 80)?;
    for column in 2..=5 {
        to.set_column_width(column, 24)?;
    }
    Ok(())
}
