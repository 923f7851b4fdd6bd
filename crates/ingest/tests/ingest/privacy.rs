//! No home leaves the ingest.

use territory::{Kinds, Quantity};

const HEADER: &str = "id,nom,type,commune,code_insee,code_postal,adresse,complement_adresse,latitude,longitude,telephone,courriels,site_web,horaires,itinerance,date_maj,siret,places_agreees,assistants,source";

/// Every personal column of a row holds a canary; `{}` are the columns that may vary.
fn row(id: &str, code: &str, date: &str, places: &str) -> String {
    format!(
        "{id},CANARI-nom,assistant_maternel,CANARI-commune,{code},CANARI-cp,CANARI-rue,CANARI-etage,46.7771,-1.2221,CANARI-tel,CANARI-mail,CANARI-site,CANARI-heures,CANARI-itin,{date},CANARI-siret,{places},,CANARI-source"
    )
}

#[test]
fn nothing_that_leads_to_a_home_survives_in_any_output() {
    let rows = [
        row("CANARI-id", "85051", "2024-09-30", "4"),
        // Each of these is remarked upon: a duplicate, no date, no commune, too many places, a
        // wrong number of fields, no id, a number that is none.
        row("CANARI-id", "85051", "2024-09-30", "4"),
        row("CANARI-b", "85051", "", "4"),
        row("CANARI-c", "", "2024-09-30", "4"),
        row("CANARI-d", "1001", "2024-09-30", "9"),
        format!("{},CANARI-de-trop", row("CANARI-e", "85051", "2024-09-30", "4")),
        row("CANARI-f", "85051", "2024-09-30", "CANARI-places"),
        // Columns shifted by one hand.
        row("CANARI-g", &"CANARI-code-".repeat(12), "2024-09-30", "4"),
        row("CANARI-h", "85051", "CANARI-date", "4"),
        row("", "85051", "2024-09-30", "4"),
    ];
    let text = format!("{HEADER}\n{}\n", rows.join("\n"));
    let batch = ingest::read_service_list("am.csv", text.as_bytes(), &Kinds::builtin()).unwrap();
    assert_eq!((batch.accepted.len(), batch.rejected.len()), (3, 7));
    assert!(batch.warnings.len() >= 2 && !batch.repaired.is_empty(), "{batch:?}");
    let all = format!("{batch:?}{}", serde_json::to_string(&batch).unwrap());
    assert!(!all.contains("CANARI"), "{all}");
    assert!(!all.contains("46.777") && !all.contains("1.222"), "the position of a home: {all}");
    for service in &batch.accepted {
        assert_eq!(service.name, "Assistant maternel");
        assert_eq!((service.at, &service.address, &service.phone), (None, &None, &None));
        assert_eq!((service.count, service.assistants), (1, Quantity::Known(1.0)));
        assert!(service.commune.is_some());
    }
}

#[test]
fn the_same_columns_are_kept_for_a_place_open_to_families() {
    let text =
        format!("{HEADER}\n{}\n", row("CANARI-id", "85051", "2024-09-30", "4").replace("assistant_maternel", "creche"));
    let batch = ingest::read_service_list("creches.csv", text.as_bytes(), &Kinds::builtin()).unwrap();
    let creche = &batch.accepted[0];
    assert_eq!((creche.local_id.as_str(), creche.name.as_str()), ("CANARI-id", "CANARI-nom"));
    assert_eq!(creche.address.as_deref(), Some("CANARI-rue, CANARI-etage"));
    assert!(creche.at.is_some());
}
