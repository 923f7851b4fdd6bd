//! The contract is one file, generated and committed: whoever changes a route sees it in review.

use std::{collections::BTreeSet, env, fs, path::Path};

use serde_json::Value;

fn contract() -> Value {
    serde_json::from_str(&server::openapi_json()).unwrap()
}

/// Every operation: its path, its method, itself.
fn operations(contract: &Value) -> Vec<(String, String, Value)> {
    let paths = contract["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(|(method, operation)| (path.clone(), method.clone(), operation.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(methods).collect()
}

#[test]
fn the_committed_contract_is_the_generated_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let generated = server::openapi_json();
    if env::var_os("MAILLAGE_BLESS").is_some() {
        fs::write(&path, &generated).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == generated,
        "crates/server/openapi.json is stale: run `MAILLAGE_BLESS=1 cargo test -p maillage-server`, review and commit it"
    );
}

#[test]
fn the_contract_is_openapi_3_1_and_self_contained() {
    let contract = contract();
    assert!(contract["openapi"].as_str().unwrap().starts_with("3.1"));
    fn walk(value: &Value, schemas: &serde_json::Map<String, Value>) {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let name =
                reference.strip_prefix("#/components/schemas/").unwrap_or_else(|| panic!("{reference} is remote"));
            assert!(schemas.contains_key(name), "{reference} leads nowhere");
        }
        match value {
            Value::Object(fields) => fields.values().for_each(|v| walk(v, schemas)),
            Value::Array(items) => items.iter().for_each(|v| walk(v, schemas)),
            _ => {}
        }
    }
    walk(&contract, contract["components"]["schemas"].as_object().unwrap());
}

#[test]
fn every_operation_has_its_own_id_of_a_verb_and_a_noun_that_is_its_handlers_name() {
    let sources: String = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/routes"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let mut seen = BTreeSet::new();
    for (path, method, operation) in operations(&contract()) {
        let id = operation["operationId"].as_str().unwrap().to_owned();
        // What is asked in a body is computed; nothing is written.
        assert_eq!(method, if id.starts_with("compute_") { "post" } else { "get" }, "{path}");
        assert!(["get_", "list_", "search_", "export_", "compute_"].iter().any(|verb| id.starts_with(verb)), "{id}");
        assert!(sources.contains(&format!("pub(crate) async fn {id}(")), "no handler is called {id}");
        assert!(seen.insert(id.clone()), "{id} stands twice");
    }
    assert_eq!(seen.len(), 30);
}

#[test]
fn every_registered_handler_is_in_the_contract() {
    let router = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/router.rs")).unwrap();
    // Only `routes!` registers a handler, and it adds the handler to the contract.
    assert!(!router.contains(".route("));
    assert_eq!(router.matches(".routes(routes!(").count(), operations(&contract()).len());
}

#[test]
fn optional_values_are_required_fields_that_may_be_null() {
    let contract = contract();
    let value = &contract["components"]["schemas"]["Quantity"];
    assert_eq!(value["properties"]["value"]["type"], serde_json::json!(["number", "null"]));
    assert_eq!(value["required"], serde_json::json!(["status", "value"]));
    let status = &contract["components"]["schemas"]["Status"];
    assert_eq!(status["enum"], serde_json::json!(["known", "suppressed", "missing"]));
}

#[test]
fn every_error_is_the_one_problem() {
    for (path, _, operation) in operations(&contract()) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            if status.starts_with(['4', '5']) {
                let content = response["content"].as_object().unwrap();
                let schema = &content["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{path} {status}");
            }
        }
    }
}
