//! The published schema of our service list says what the reader does.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use territory::Kinds;

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/schemas/services.schema.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn fields(schema: &Value) -> Vec<(&str, &Value)> {
    let fields = schema["fields"].as_array().unwrap();
    fields.iter().map(|field| (field["name"].as_str().unwrap(), field)).collect()
}

#[test]
fn the_types_of_the_schema_are_the_kinds_of_the_catalogue() {
    let schema = schema();
    let (_, field) = *fields(&schema).iter().find(|(name, _)| *name == "type").unwrap();
    let listed: BTreeSet<_> =
        field["constraints"]["enum"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
    let kinds = Kinds::builtin();
    assert_eq!(listed, kinds.all.iter().map(|kind| kind.id.as_str()).collect());
}

#[test]
fn a_list_of_the_examples_is_accepted_without_a_remark() {
    let schema = schema();
    let fields = fields(&schema);
    let column = |part: fn(&(&str, &Value)) -> String| fields.iter().map(part).collect::<Vec<_>>().join(";");
    let header = column(|(name, _)| (*name).to_owned());
    let example = column(|(_, field)| field["example"].as_str().expect("every column has an example").to_owned());
    let example = example.replace("Mo-Fr 07:30-18:30", "\"Mo-Fr 07:30-18:30; Sa 09:00-12:00\"");
    let batch =
        ingest::read_service_list("exemple.csv", format!("{header}\n{example}\n").as_bytes(), &Kinds::builtin())
            .unwrap();
    assert_eq!(batch.accepted.len(), 1);
    assert!(batch.rejected.is_empty() && batch.repaired.is_empty() && batch.warnings.is_empty(), "{batch:?}");
    let service = &batch.accepted[0];
    assert!(service.at.is_some() && service.hours.is_some() && service.phone.is_some() && service.website.is_some());
    assert!(service.capacity.disponibles.known().is_some(), "free places with their date are kept");
}

#[test]
fn a_list_without_a_required_column_is_refused_by_the_name_of_that_column() {
    let schema = schema();
    let fields = fields(&schema);
    let required: Vec<_> =
        fields.iter().filter(|(_, f)| f["constraints"]["required"] == true).map(|(name, _)| *name).collect();
    assert_eq!(required, ["id", "nom", "type", "commune", "code_insee", "date_maj"]);
    for absent in required {
        let header: Vec<_> = fields.iter().map(|(name, _)| *name).filter(|name| *name != absent).collect();
        let text = format!("{}\n", header.join(","));
        let error = ingest::read_service_list("l.csv", text.as_bytes(), &Kinds::builtin()).unwrap_err().to_string();
        assert!(error.contains(&format!("no column `{absent}`")), "{error}");
    }
}
