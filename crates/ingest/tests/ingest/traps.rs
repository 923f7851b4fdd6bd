//! Traps of real tables, one at a time, in fictional rows.

use ingest::{Batch, FoundService};
use territory::Kinds;

fn services(bytes: &[u8]) -> Batch<FoundService> {
    ingest::read_service_list("services.csv", bytes, &Kinds::builtin()).unwrap()
}

const HEADER: &str = "id;nom;type;commune;code_insee;date_maj;latitude;longitude;places_agreees\n";

fn row(name: &str, lat: &str, lon: &str, places: &str) -> Vec<u8> {
    format!("{HEADER}s1;{name};creche;Alpha;99001;2030-01-01;{lat};{lon};{places}\n").into_bytes()
}

#[test]
fn the_same_row_is_read_from_four_encodings() {
    let text = String::from_utf8(row("Crèche à Évry-Vendée", "46,5", "-1,25", "12")).unwrap();
    let expected = services(text.as_bytes()).accepted;
    assert_eq!(expected[0].name, "Crèche à Évry-Vendée");
    let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let of_dos = |c: char| match c {
        'è' => 0x8a,
        'à' => 0x85,
        'É' => 0x90,
        'é' => 0x82,
        c => c as u8,
    };
    let dos: Vec<u8> = text.chars().map(of_dos).collect();
    let marked = format!("\u{feff}{text}").into_bytes();
    for (bytes, said) in [(marked, None), (windows, Some("windows-1252")), (dos, Some("code page 850"))] {
        let batch = services(&bytes);
        assert_eq!(batch.accepted, expected);
        assert_eq!(batch.warnings.len(), usize::from(said.is_some()));
        assert!(batch.warnings.iter().all(|f| f.reason.contains(said.unwrap())), "{:?}", batch.warnings);
    }
}

#[test]
fn thousands_in_every_space_and_decimal_commas_are_numbers() {
    for places in ["1 234", "1\u{a0}234", "1\u{202f}234", "1234", "1234,0"] {
        let batch = services(&row("Alpha", "46,5", "-1,25", places));
        assert_eq!(batch.accepted[0].capacity.agreees.known(), Some(1234.0), "{places}");
        assert_eq!(batch.accepted[0].at.unwrap().lon_deg(), -1.25);
    }
}

#[test]
fn a_name_of_ten_thousand_characters_is_rejected_with_the_limit() {
    let batch = services(&row(&"n".repeat(10_000), "", "", ""));
    assert!(batch.accepted.is_empty());
    let finding = &batch.rejected[0];
    assert_eq!((finding.line, finding.field.as_str(), finding.value.len()), (Some(2), "nom", 120));
    assert!(finding.reason.contains("10000 characters") && finding.reason.contains("500"), "{}", finding.reason);
}

#[test]
fn tags_in_a_name_stay_text() {
    let name = "<script>alert(1)</script> & <b>Les Lucioles</b>";
    assert_eq!(services(&row(name, "", "", "")).accepted[0].name, name);
}

#[test]
fn coordinates_that_are_not_numbers_are_left_out_and_said() {
    for (lat, lon) in [("NaN", "NaN"), ("nan", "-1.2"), ("inf", "1"), ("46.5", ""), ("6620000", "410000")] {
        let batch = services(&row("Alpha", lat, lon, ""));
        assert_eq!((batch.accepted.len(), batch.warnings.len()), (1, 1), "{lat} {lon}");
        assert_eq!(batch.accepted[0].at, None);
    }
}
