//! Every address, and what stands around the handlers.

use axum::{
    Router,
    http::{HeaderValue, Method, header},
    middleware,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};
use utoipa::OpenApi as _;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    assets, etag, observe,
    problem::Problem,
    routes::{
        docs, export, figures, health, isochrones, nearest, observatory, portrait, search, series, services, sources,
        territories, tiles, timetables, travel_times, warnings, ways,
    },
    state::AppState,
};

#[derive(utoipa::OpenApi)]
#[openapi(info(
    title = "Maillage",
    description = "Territorial observatory of family services: territories, services, figures with their provenance, travel times, vector tiles. Read only; everything is public.",
    license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
))]
struct Contract;

/// The whole service.
pub fn router(state: AppState) -> Router {
    let (api, _) = tagged().split_for_parts();
    let (direct, _) = direct().split_for_parts();
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(4));
    let api = api.layer(compression.clone()).layer(middleware::from_fn_with_state(state.clone(), etag::tag));
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::IF_NONE_MATCH, header::RANGE, header::IF_RANGE])
        .expose_headers([header::ETAG, header::CONTENT_RANGE, header::ACCEPT_RANGES, observe::REQUEST_ID]);
    let page = Router::new().fallback(assets::get_asset).layer(compression).with_state(state.clone());
    Router::new()
        .merge(api)
        .merge(direct)
        .fallback_service(page)
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(SetResponseHeaderLayer::overriding(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")))
        .layer(cors)
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(state.clone(), observe::observe))
        .with_state(state)
}

/// The contract.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut contract) =
        OpenApiRouter::with_openapi(Contract::openapi()).merge(tagged()).merge(direct()).split_for_parts();
    contract.info.version = "1".to_owned();
    contract
}

/// The contract as the text of `openapi.json`.
pub fn openapi_json() -> String {
    let mut text = openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Answers that are made from the snapshot, tagged and compressed.
fn tagged() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(observatory::get_observatory))
        .routes(routes!(territories::list_territories))
        .routes(routes!(territories::get_territory))
        .routes(routes!(territories::get_territory_geometry))
        .routes(routes!(portrait::get_portrait))
        .routes(routes!(series::get_series))
        .routes(routes!(figures::list_figures))
        .routes(routes!(export::export_figures_xlsx))
        .routes(routes!(figures::get_provenance))
        .routes(routes!(services::list_services))
        .routes(routes!(nearest::list_nearest_services))
        .routes(routes!(services::get_service))
        .routes(routes!(isochrones::list_isochrones))
        .routes(routes!(ways::get_route))
        .routes(routes!(timetables::get_diagnosis))
        .routes(routes!(timetables::list_stops))
        .routes(routes!(timetables::list_lines))
        .routes(routes!(search::search_territories))
        .routes(routes!(sources::list_sources))
        .routes(routes!(sources::list_rejections))
        .routes(routes!(warnings::list_warnings))
        .routes(routes!(docs::get_openapi))
        .routes(routes!(docs::get_docs))
        .routes(routes!(tiles::get_tilejson))
}

/// Answers that are sent as they are: tiles are compressed already and carry their own tags, tables
/// of travel times leave while they are computed.
fn direct() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(tiles::get_tile))
        .routes(routes!(tiles::get_archive))
        .routes(routes!(travel_times::compute_travel_times))
        .routes(routes!(health::get_health))
        .routes(routes!(health::get_readiness))
        .routes(routes!(health::get_metrics))
}
