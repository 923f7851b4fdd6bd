//! Workbooks are opened again by another library, and looked into byte by byte.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use report::{FigureRow, FigureSheet, Language, SourceLine, figures_workbook};
use territory::{
    Quantity,
    Quantity::{Known, Missing, Suppressed},
};

fn row(code: &str, name: &str, value: Quantity, parts: [Quantity; 2]) -> FigureRow {
    FigureRow { code: code.into(), name: name.into(), value, parts: Some(parts), partial: false, carried: false }
}

fn sheet() -> FigureSheet {
    FigureSheet {
        observatory: "Pays de la Maille (territoire fictif)".into(),
        notice: Some("Territoire fictif".into()),
        measure: "Taux de couverture, ensemble des modes".into(),
        territory: "Communes".into(),
        year: 2024,
        unit: "places pour 100 enfants".into(),
        decimals: 1,
        parts: Some(["Places".into(), "Enfants".into()]),
        rows: vec![
            row("00001", "Aiguillette", Known(66.666_666_666_666_67), [Known(20.0), Known(30.0)]),
            row("00002", "Bobine & <Fil>", Suppressed, [Known(777.125), Known(888.25)]),
            row("00003", "=1+1", Missing, [Missing, Known(0.0)]),
            FigureRow { partial: true, carried: true, ..row("2A004", "Canette", Known(0.0), [Known(0.0), Known(9.0)]) },
        ],
        method: "100 × places agréées ÷ enfants de moins de 3 ans.".into(),
        method_version: 1,
        estimate: false,
        parameters: vec![("vitesse".into(), "45 km/h".into())],
        sources: vec![SourceLine {
            title: "Services".into(),
            producer: "Producteur & Cie".into(),
            licence: "etalab-2.0".into(),
            vintage: "2024-01-01".into(),
            url: Some("https://exemple.invalid/jeu".into()),
        }],
        snapshot: "0123456789abcdef".into(),
        built_at: "2026-01-02T03:04:05Z".into(),
    }
}

fn open(bytes: Vec<u8>) -> [Range<Data>; 2] {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names().clone();
    assert_eq!(names.len(), 2);
    [0, 1].map(|i| book.worksheet_range(&names[i]).unwrap())
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
}

#[test]
fn the_table_is_read_back_as_it_was() {
    let [table, _] = open(figures_workbook(&sheet(), Language::Fr).unwrap());
    let heads: Vec<String> = (0..6).map(|column| text(&table, 0, column)).collect();
    assert_eq!(heads[..2], ["Code", "Nom"]);
    assert_eq!(heads[2], "Taux de couverture, ensemble des modes (places pour 100 enfants, 2024)");
    assert_eq!(heads[3..], ["Places", "Enfants", "Remarque"]);
    assert_eq!(table.get_value((1, 0)), Some(&Data::String("00001".into())), "a code is text");
    assert_eq!(
        table.get_value((1, 2)),
        Some(&Data::Float(66.666_666_666_666_67)),
        "the whole number, not the shown one"
    );
    assert_eq!([text(&table, 2, 2), text(&table, 3, 2)], ["secret", "non disponible"]);
    assert_eq!(table.get_value((4, 2)), Some(&Data::Float(0.0)), "zero is a number");
    assert_eq!([text(&table, 2, 1), text(&table, 3, 1)], ["Bobine & <Fil>", "=1+1"], "a name is never a formula");
    assert_eq!(
        text(&table, 4, 5),
        "partiel : des communes ne sont pas connues ; repris d’anciennes communes (fusion ou scission)"
    );
}

#[test]
fn a_secret_row_has_no_number_anywhere_in_the_file() {
    let bytes = figures_workbook(&sheet(), Language::Fr).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut all = String::new();
    for i in 0..archive.len() {
        archive.by_index(i).unwrap().read_to_string(&mut all).unwrap();
    }
    assert!(all.contains("66.66") && all.contains("<v>20</v>"), "known numbers are found this way");
    assert!(!all.contains("777") && !all.contains("888"), "the parts of a secret ratio are not in the file");
    let [table, _] = open(bytes);
    assert_eq!([3, 4].map(|column| text(&table, 2, column)), ["secret", "secret"]);
}

#[test]
fn the_second_sheet_says_where_the_figures_come_from() {
    for (language, words) in [
        (Language::Fr, ["Sources et méthode", "Producteur", "Territoire fictif"]),
        (Language::En, ["Sources and method", "Producer", "Territoire fictif"]),
    ] {
        let bytes = figures_workbook(&sheet(), language).unwrap();
        let book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
        assert_eq!(book.sheet_names()[1], words[0]);
        let [_, method] = open(bytes);
        let all: Vec<String> = method.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        for expected in
            [words[1], words[2], "Producteur & Cie", "etalab-2.0", "vitesse = 45 km/h", "https://exemple.invalid/jeu"]
        {
            assert!(all.iter().any(|cell| cell == expected), "{expected} is not in {all:?}");
        }
    }
}

#[test]
fn what_is_no_ratio_has_no_parts_and_what_has_no_note_no_column_for_it() {
    let mut plain = sheet();
    plain.parts = None;
    plain.rows.truncate(3);
    let [table, _] = open(figures_workbook(&plain, Language::En).unwrap());
    assert_eq!(table.width(), 3);
    assert_eq!(text(&table, 3, 2), "not available");
}

#[test]
fn equal_input_gives_equal_bytes() {
    let make = || figures_workbook(&sheet(), Language::Fr).unwrap();
    assert_eq!(make(), make());
    assert_ne!(make(), figures_workbook(&sheet(), Language::En).unwrap());
}
