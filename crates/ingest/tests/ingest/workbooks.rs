//! Workbooks written here, then read.

use ingest::IngestError;
use rust_xlsxwriter::Workbook;
use territory::Kinds;

enum Cell {
    Text(&'static str),
    Number(f64),
}
use Cell::{Number, Text};

/// A workbook whose first sheet is a note and whose second has these rows below two title rows.
fn workbook(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "Lisez-moi : document fictif").unwrap();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Territoire fictif de démonstration").unwrap();
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Text(text) => sheet.write_string(row, column, *text).unwrap(),
                Number(value) => sheet.write_number(row, column, *value).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

fn epci_header() -> Vec<Cell> {
    ["siren", "raison_sociale", "nature_juridique", "insee", "nom_membre", "pmun_2030"].map(Text).into()
}

#[test]
fn codes_typed_as_numbers_get_their_zero_back() {
    let bytes = workbook(&[
        epci_header(),
        vec![Number(200_000_001.0), Text("CC des Lisières"), Text("CC"), Number(1001.0), Text("Alpha"), Number(812.0)],
        vec![Text("200000001"), Text("CC des Lisières"), Text("CC"), Text("01002"), Text("Bêta"), Text("1 204")],
    ]);
    let batch = ingest::read_epci_xlsx("epcicom.xlsx", &bytes).unwrap();
    let codes: Vec<_> =
        batch.accepted.iter().map(|m| (m.siren.as_str().to_owned(), m.commune.as_str().to_owned())).collect();
    assert_eq!(codes, [("200000001".into(), "01001".into()), ("200000001".into(), "01002".to_owned())]);
    assert_eq!(batch.accepted[1].population, Some(1204.0));
    assert_eq!(batch.repaired.len(), 1);
    assert_eq!(
        (batch.repaired[0].line, batch.repaired[0].value.as_str()),
        (Some(4), "1001"),
        "the row as Excel numbers it"
    );
    assert!(batch.rejected.is_empty() && batch.warnings.is_empty());
}

#[test]
fn a_commune_in_two_epci_a_syndicat_and_a_bad_siren_are_told_apart() {
    let row = |siren, nature, insee| {
        vec![Text(siren), Text("Groupement"), Text(nature), Text(insee), Text("Alpha"), Number(1.0)]
    };
    let bytes = workbook(&[
        epci_header(),
        row("200000001", "CC", "99001"),
        row("200000002", "CC", "99001"),
        row("200000003", "SIVU", "99002"),
        row("20000", "CA", "99003"),
    ]);
    let batch = ingest::read_epci_xlsx("epcicom.xlsx", &bytes).unwrap();
    assert_eq!(batch.accepted.len(), 1);
    let rejected: Vec<_> = batch.rejected.iter().map(|f| (f.line.unwrap(), f.field.as_str())).collect();
    assert_eq!(rejected, [(5, "insee"), (7, "siren")]);
    assert_eq!(batch.warnings.iter().map(|f| f.value.as_str()).collect::<Vec<_>>(), ["SIVU"]);
}

#[test]
fn a_workbook_without_the_columns_names_those_it_has() {
    let error = ingest::read_epci_xlsx("f.xlsx", &workbook(&[vec![Text("siren"), Text("libelle_x")]])).unwrap_err();
    let IngestError::MissingColumn { column, found, .. } = &error else { panic!("{error}") };
    assert!(column.contains("raison_sociale") && found == &["siren", "libelle_x"], "{error}");
}

#[test]
fn bytes_that_are_no_workbook_are_refused_with_what_would_work() {
    let error = ingest::read_epci_xlsx("f.xlsx", b"siren;insee\n").unwrap_err();
    assert!(matches!(error, IngestError::Workbook { .. }) && error.to_string().contains(".xlsx"), "{error}");
    assert!(matches!(ingest::read_epci_xlsx("f.xlsx", b""), Err(IngestError::Empty { .. })));
}

#[test]
fn equipments_are_counted_per_commune_by_the_meaning_of_the_year() {
    let rows = || {
        vec![
            ["depcom", "Total de nb_equip", "D501", "D502", "Taxi", "École maternelle", "C101"].map(Text).into(),
            vec![Number(1001.0), Number(9.0), Number(2.0), Number(3.0), Number(4.0), Number(1.0), Number(2.0)],
            vec![Text("99002"), Number(1.0), Text(""), Text(""), Number(1.0)],
            vec![Text("99003"), Number(1.0), Number(0.5)],
            vec![Text("Total général"), Number(11.0), Number(2.0), Number(3.0)],
        ]
    };
    let kinds = Kinds::builtin();
    let of_year = |year| {
        let batch = ingest::read_bpe_counts_xlsx("bpe.xlsx", &workbook(&rows()), &kinds, year).unwrap();
        let counts: Vec<_> = batch.accepted.iter().map(|s| (s.local_id.clone(), s.count)).collect();
        (counts, batch.warnings.iter().map(|f| f.value.clone()).collect::<Vec<_>>(), batch.rejected.len())
    };
    let counted =
        |creches, schools| vec![("01001-creche".to_owned(), creches), ("01001-ecole_maternelle".to_owned(), schools)];
    // In 2013 a label is a title too; D502 is not the crèche of that year.
    assert_eq!(of_year(2013), (counted(2, 3), vec!["D502".to_owned()], 1));
    assert_eq!(of_year(2018), (counted(3, 2), vec!["D501".to_owned()], 0));
}

/// A spreadsheet of LibreOffice, the smallest there can be.
fn ods(rows: &str) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let manifest = r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"#;
    let content = format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Feuille1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let members = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ];
    for (name, text) in members {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn ods_row(cells: &[&str]) -> String {
    let cell = |text: &&str| match text.parse::<f64>() {
        Ok(value) => format!(
            r#"<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>"#
        ),
        Err(_) => format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#),
    };
    format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn a_spreadsheet_of_libreoffice_is_read_as_one_of_excel() {
    let rows = [
        ods_row(&["Document fictif"]),
        ods_row(&["siren", "raison_sociale", "nature_juridique", "insee", "nom_membre", "pmun_2030"]),
        ods_row(&["200000001", "CC des Lisières", "CC", "1001", "Alpha", "812"]),
    ];
    let batch = ingest::read_epci_xlsx("epcicom.ods", &ods(&rows.concat())).unwrap();
    assert_eq!(batch.accepted.len(), 1);
    assert_eq!((batch.accepted[0].commune.as_str(), batch.accepted[0].population), ("01001", Some(812.0)));
    assert_eq!(batch.repaired[0].line, Some(3), "the row as LibreOffice numbers it");
}

#[test]
fn merged_and_empty_header_cells_do_not_shift_the_columns() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    sheet.merge_range(0, 0, 0, 4, "Intercommunalités fictives", &plain).unwrap();
    // The title of the SIREN spans two columns; the third has none.
    sheet.merge_range(1, 0, 1, 1, "siren", &plain).unwrap();
    for (column, title) in [(3, "raison_sociale"), (4, "insee"), (6, "nom_membre")] {
        sheet.write_string(1, column, title).unwrap();
    }
    for (column, value) in
        [(0, "200000001"), (1, "note"), (2, "sans titre"), (3, "CC des Lisières"), (4, "99001"), (5, "?"), (6, "Alpha")]
    {
        sheet.write_string(2, column, value).unwrap();
    }
    let batch = ingest::read_epci_xlsx("m.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let member = &batch.accepted[0];
    assert_eq!((member.siren.as_str(), member.epci_name.as_str()), ("200000001", "CC des Lisières"));
    assert_eq!((member.commune.as_str(), member.commune_name.as_str()), ("99001", "Alpha"));
    assert!(batch.rejected.is_empty() && batch.repaired.is_empty() && batch.warnings.is_empty());
}
