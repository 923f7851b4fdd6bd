//! What holds for every address: tags, problems, methods, and that the contract tells the truth.

use serde_json::Value;

use crate::fixture::App;

/// An address of each operation that answers 200.
const WORKING: [(&str, &str); 29] = [
    ("get_observatory", "/api/v1/observatory"),
    ("list_territories", "/api/v1/territories?level=commune"),
    ("get_territory", "/api/v1/territories/epci/200000001"),
    ("get_territory_geometry", "/api/v1/territories/commune/01001/geometry"),
    ("get_portrait", "/api/v1/territories/commune/01001/portrait"),
    ("get_series", "/api/v1/territories/commune/01001/series?indicator=coverage_rate&facet=total"),
    ("export_figures_xlsx", "/api/v1/figures.xlsx?indicator=coverage_rate&facet=total&level=commune"),
    ("list_figures", "/api/v1/figures?indicator=coverage_rate&facet=total&level=commune"),
    ("get_provenance", "/api/v1/figures/coverage_rate.total/provenance"),
    ("list_services", "/api/v1/services"),
    ("get_service", "/api/v1/services/essai:0"),
    ("search_territories", "/api/v1/search?q=val"),
    ("list_sources", "/api/v1/sources"),
    ("list_rejections", "/api/v1/sources/essai/rejections"),
    ("list_warnings", "/api/v1/warnings"),
    ("list_nearest_services", "/api/v1/services/nearest?at=-0.95,46.05&kind=creche"),
    ("list_isochrones", "/api/v1/isochrones?at=-0.95,46.05"),
    ("get_route", "/api/v1/routes?from=-0.95,46.05&to=-0.75,46.05"),
    ("get_diagnosis", "/api/v1/timetables/diagnosis"),
    ("list_stops", "/api/v1/timetables/stops"),
    ("list_lines", "/api/v1/timetables/lines"),
    ("get_openapi", "/api/openapi.json"),
    ("get_docs", "/api"),
    ("get_tilejson", "/tiles/observatory.json"),
    ("get_tile", "/tiles/observatory/0/0/0"),
    ("get_archive", "/tiles/observatory.pmtiles"),
    ("get_health", "/healthz"),
    ("get_readiness", "/readyz"),
    ("get_metrics", "/metrics"),
];

pub(crate) fn contract() -> Value {
    serde_json::from_str(&server::openapi_json()).unwrap()
}

/// The schema that the contract gives for the 200 of an operation.
pub(crate) fn schema_of(contract: &Value, id: &str) -> (String, Value) {
    let methods = contract["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let operation = methods.into_iter().find(|o| o["operationId"] == id).unwrap_or_else(|| panic!("{id}"));
    let content = operation["responses"]["200"]["content"].as_object().unwrap();
    let (media, content) = content.iter().next().unwrap();
    (media.clone(), content["schema"].clone())
}

/// Holds a value against a schema of the kind that the contract has; answers the first difference.
pub(crate) fn differs(contract: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return differs(contract, &contract["components"]["schemas"][name], value, at);
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all.iter().find_map(|part| differs(contract, part, value, at));
    }
    if let Some(one) = schema["oneOf"].as_array() {
        let fits = one.iter().any(|part| differs(contract, part, value, at).is_none());
        return (!fits).then(|| format!("{at}: {value} is none of the alternatives"));
    }
    if let Some(words) = schema["enum"].as_array() {
        return (!words.contains(value)).then(|| format!("{at}: {value} is not in {words:?}"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(word) => vec![word],
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) if types.contains(&"integer") => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !types.contains(&found) {
        return Some(format!("{at}: {found} is not {types:?}"));
    }
    if let Value::Array(items) = value {
        let tuple = schema["prefixItems"].as_array();
        if tuple.is_some_and(|tuple| tuple.len() != items.len()) {
            return Some(format!("{at}: {} items", items.len()));
        }
        let of = |i: usize| tuple.map_or(&schema["items"], |tuple| &tuple[i]);
        return items.iter().enumerate().find_map(|(i, item)| differs(contract, of(i), item, &format!("{at}[{i}]")));
    }
    let Value::Object(fields) = value else { return None };
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if let Some(missing) = required.into_iter().find(|name| !fields.contains_key(*name)) {
        return Some(format!("{at}: no `{missing}`"));
    }
    let properties = schema["properties"].as_object()?;
    properties.iter().find_map(|(name, schema)| differs(contract, schema, fields.get(name)?, &format!("{at}.{name}")))
}

#[tokio::test]
async fn every_operation_answers_what_the_contract_says() {
    let (app, contract) = (App::travelling().await, contract());
    let readable = contract["paths"].as_object().unwrap().values().filter(|item| !item["get"].is_null()).count();
    assert_eq!(WORKING.len(), readable, "each operation that is read has a working address here");
    for (id, path) in WORKING {
        let reply = app.get(path).await;
        assert_eq!(reply.status, 200, "{id}: {}", reply.text());
        let (media, schema) = schema_of(&contract, id);
        assert!(reply.header("content-type").starts_with(&media), "{id}: {}", reply.header("content-type"));
        if media.ends_with("json") {
            assert_eq!(differs(&contract, &schema, &reply.json(), id), None);
        }
    }
}

#[tokio::test]
async fn problems_are_what_the_contract_says() {
    let (app, contract) = (App::start().await, contract());
    let schema = &contract["components"]["schemas"]["Problem"];
    for (path, status) in
        [("/api/v1/services?x=1", 400), ("/api/v1/territories/commune/99999", 404), ("/nothing.here", 404)]
    {
        assert_eq!(differs(&contract, schema, &app.problem(path, status).await, path), None);
    }
}

#[tokio::test]
async fn a_schema_check_that_finds_nothing_would_be_worthless() {
    let contract = contract();
    let schema = serde_json::json!({ "$ref": "#/components/schemas/Quantity" });
    let ok = serde_json::json!({ "status": "known", "value": 1.5 });
    assert_eq!(differs(&contract, &schema, &ok, "x"), None);
    for bad in [
        serde_json::json!({ "status": "known" }),
        serde_json::json!({ "status": "unknown", "value": null }),
        serde_json::json!({ "status": "known", "value": "1" }),
    ] {
        assert!(differs(&contract, &schema, &bad, "x").is_some(), "{bad}");
    }
}

#[tokio::test]
async fn what_the_client_has_already_is_not_sent_again() {
    let app = App::travelling().await;
    for (id, path) in WORKING.into_iter().filter(|(_, path)| !path.ends_with('z') && *path != "/metrics") {
        let first = app.get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 10, "{id}: strong tag, not {tag}");
        assert_eq!(first.header("cache-control"), "no-cache", "{id}");
        let again = app.ask("GET", path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{id}");
        assert_eq!(again.header("etag"), tag, "{id}");
        let other = app.ask("GET", path, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.status, 200, "{id}");
    }
}

#[tokio::test]
async fn tags_tell_addresses_and_codings_apart() {
    let app = App::start().await;
    let tag = async |path: &str, coding: &str| {
        app.ask("GET", path, &[("accept-encoding", coding)]).await.header("etag").to_owned()
    };
    let path = "/api/v1/territories?level=commune";
    let tags = [
        tag(path, "identity").await,
        tag(path, "gzip").await,
        tag(path, "br").await,
        tag("/api/v1/territories?level=epci", "identity").await,
    ];
    let mut unique = tags.to_vec();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), tags.len(), "{tags:?}");
    let again = app.ask("GET", path, &[("if-none-match", &tags[1]), ("accept-encoding", "gzip")]).await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn an_unknown_parameter_is_named_with_the_valid_ones_everywhere() {
    let app = App::travelling().await;
    for (id, path) in WORKING.into_iter().filter(|(_, path)| !path.ends_with('z') && *path != "/metrics") {
        let joint = if path.contains('?') { '&' } else { '?' };
        let problem = app.problem(&format!("{path}{joint}bogus=1"), 400).await;
        assert_eq!(problem["parameter"], "bogus", "{id}");
        assert!(problem["detail"].as_str().unwrap().contains("`bogus`"), "{id}");
        let contract = contract();
        let operations = contract["paths"].as_object().unwrap().values().map(|item| &item["get"]);
        let operation = operations.into_iter().find(|o| o["operationId"] == id).unwrap();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let documented: Vec<&Value> = parameters.iter().filter(|p| p["in"] == "query").map(|p| &p["name"]).collect();
        assert_eq!(problem["valid"].as_array().unwrap().iter().collect::<Vec<_>>(), documented, "{id}");
    }
}

#[tokio::test]
async fn head_answers_as_get_without_a_body() {
    let app = App::travelling().await;
    for (id, path) in WORKING {
        let (get, head) = (app.get(path).await, app.ask("HEAD", path, &[]).await);
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{id}");
        assert_eq!(head.header("content-type"), get.header("content-type"), "{id}");
        assert_eq!(head.header("etag"), get.header("etag"), "{id}");
    }
    let problem = app.ask("HEAD", "/api/v1/territories/commune/99999", &[]).await;
    assert_eq!((problem.status.as_u16(), problem.body.len()), (404, 0));
}

#[tokio::test]
async fn nothing_can_be_written() {
    let app = App::start().await;
    for path in ["/api/v1/services", "/tiles/observatory/0/0/0", "/", "/healthz"] {
        for method in ["POST", "PUT", "DELETE", "PATCH"] {
            let reply = app.ask(method, path, &[]).await;
            assert_eq!(reply.status, 405, "{method} {path}");
            assert_eq!(reply.header("content-type"), "application/problem+json", "{method} {path}");
        }
    }
}
