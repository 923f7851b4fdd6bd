//! A fictional country of six square communes in a row, and a client for the router.
//!
//! ```text
//! 01001 Le Val | 01002 Les Prés | 01003 L’Étang <b> | 02001 Orval | 02002 Saint-Bois | 02003 Seule
//! ------------ EPCI 200000001 (of 5) -------------- | ---- EPCI 200000002 -------- | no EPCI
//! ----------------- département 01 ---------------- | ------------ département 02 ----------
//! ```

use std::{collections::BTreeMap, path::Path};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use geo_types::{LineString, MultiPolygon, Polygon};
use http_body_util::BodyExt;
use server::{AppState, Background};
use snapshot::{
    Estimation, FileRecord, KeyBuilder, Manifest, ManifestDraft, RejectionRecord, Severity, SourceRecord, Writer,
};
use tempfile::TempDir;
use territory::{
    Capacity, Check, ChildrenMethod, Column, Commune, CommuneCode, DemandPoint, Departement, DepartementCode, Epci,
    FigureSet, KindId, Kinds, Level, Located, LonLat, Provenance, Quantity,
    Quantity::{Known, Missing, Suppressed},
    Seconds, Service, ServiceId, Siren, Slot, SourceId, Territory, TravelMode, Vintage, WeeklyHours,
    figure::{Nearest, YearFigures},
};
use tower::ServiceExt;

use crate::town::{self, Has};

/// West border of the first commune; each is a tenth of a degree wide and high.
const WEST: f64 = -1.0;
const SOUTH: f64 = 46.0;
/// The deepest zoom of the fixture's tiles.
pub(crate) const MAX_ZOOM: u8 = 8;

pub(crate) fn territory() -> Territory {
    let communes = [
        ("01001", "Le Val", Some(0), "01", 1000.0, Known(30.0)),
        ("01002", "Les Prés", Some(0), "01", 5000.0, Known(150.0)),
        ("01003", "L’Étang <b>", Some(0), "01", 300.0, Missing),
        ("02001", "Orval", Some(1), "02", 12345.0, Known(400.0)),
        ("02002", "Saint-Bois", Some(1), "02", 700.0, Known(1.0)),
        ("02003", "Seule", None, "02", 40.0, Known(0.0)),
    ];
    let sirens = ["200000001", "200000002"].map(|siren| Siren::new(siren).unwrap());
    type Row = (&'static str, &'static str, Option<usize>, &'static str, f64, Quantity);
    let commune = |(i, (code, name, epci, departement, population, children)): (usize, Row)| Commune {
        code: CommuneCode::new(code).unwrap(),
        name: name.into(),
        epci: epci.map(|e| sirens[e]),
        departement: DepartementCode::new(departement).unwrap(),
        postcodes: vec![format!("{departement}{}00", i / 2 + 1)],
        population: Known(population),
        births: Missing,
        children_under_3: children,
        children_method: if i == 1 { ChildrenMethod::ThreeTimesBirths } else { ChildrenMethod::LastThreeBirths },
        seat: centre(i),
        seat_is_sourced: i != 0,
        area: square(i),
    };
    let kinds = ["creche", "creche", "mam", "creche", "rpe", "micro_creche", "creche"];
    Territory {
        communes: communes.into_iter().enumerate().map(commune).collect(),
        epcis: vec![
            Epci { siren: sirens[0], name: "CC du Pays des Prés".into(), members: vec![0, 1, 2], declared_members: 5 },
            Epci { siren: sirens[1], name: "Orval Agglo".into(), members: vec![3, 4], declared_members: 2 },
        ],
        departements: vec![
            Departement { code: DepartementCode::new("01").unwrap(), name: "Amont".into(), members: vec![0, 1, 2] },
            Departement { code: DepartementCode::new("02").unwrap(), name: "Aval".into(), members: vec![3, 4, 5] },
        ],
        services: kinds.iter().enumerate().map(|(i, kind)| service(i, kind)).collect(),
        home_care: vec![territory::service::HomeCare::UNKNOWN; 6],
        demand: (0..6)
            .map(|i| DemandPoint { at: centre(i), commune: i as u32, children: 1.0, is_cell: false })
            .collect(),
    }
}

/// Service `i` stands in the middle of commune `i mod 6`.
fn service(i: usize, kind: &str) -> Service {
    let commune = ["01001", "01002", "01003", "02001", "02002", "02003"][i % 6];
    let places = if i == 0 { Known(25.0) } else { Missing };
    let monday = Slot { day: 0, from: Seconds(9 * 3600), to: Seconds(12 * 3600) };
    Service {
        id: ServiceId(format!("essai:{i}")),
        kind: KindId::from(kind),
        name: format!("Lieu n°{i} <script>"),
        at: centre(i % 6),
        located: if i == 1 { Located::TownCentre } else { Located::Exact },
        commune: CommuneCode::new(commune).unwrap(),
        capacity: Capacity { agreees: places, ..Capacity::UNKNOWN },
        hours: (i == 0).then(|| WeeklyHours::new(vec![monday]).unwrap()),
        itinerant: false,
        address: None,
        postcode: None,
        phone: None,
        website: None,
        source: SourceId("essai".into()),
        vintage: Vintage("2024".into()),
    }
}

pub(crate) fn figures() -> FigureSet {
    let rate = |level, values: Vec<Quantity>, partial| {
        let parts = |part: f64| values.iter().map(|v| if *v == Missing { Missing } else { Known(part) }).collect();
        let (numerators, denominators) = (parts(7.0), parts(11.0));
        column("coverage_rate", "total", level, values, (numerators, denominators), partial)
    };
    let plain = |indicator, facet, level, values| column(indicator, facet, level, values, (vec![], vec![]), vec![]);
    let beyond = vec![Known(1200.4), Known(1.0), Missing, Known(0.0), Suppressed, Missing];
    let mut columns = vec![
        rate(Level::Commune, vec![Known(10.0), Known(70.0), Missing, Known(35.0), Suppressed, Known(110.0)], vec![]),
        rate(Level::Epci, vec![Known(60.0), Suppressed], vec![0]),
        rate(Level::Departement, vec![Known(60.0), Known(36.0)], vec![]),
        plain("children_beyond", "creche", Level::Commune, beyond),
        plain("children_beyond", "creche", Level::Epci, vec![Known(1201.4), Suppressed]),
        plain("places_agreees", "eaje", Level::Commune, vec![Missing; 6]),
        plain(
            "service_count",
            "creche",
            Level::Commune,
            vec![Known(1.0), Known(1.0), Known(0.0), Known(1.0), Known(0.0), Known(0.0)],
        ),
    ];
    columns
        .sort_by(|a, b| (&a.indicator, &a.facet, a.travel, a.level).cmp(&(&b.indicator, &b.facet, b.travel, b.level)));
    let mut ids: Vec<String> = columns.iter().map(|c| c.provenance.clone()).collect();
    ids.dedup();
    let nearest = |kind: &str, service, seconds, distance_m| Nearest {
        kind: kind.into(),
        travel: TravelMode::Car,
        rank: 1,
        service,
        seconds,
        distance_m,
        estimated: true,
    };
    let near = |service: u32| nearest("creche", Some(service), 605, 4321.0);
    let home = nearest("assistant_maternel", None, 30, 149.0);
    FigureSet {
        year: 2024,
        past: vec![past()],
        columns,
        nearest: (0..6).map(|i| if i == 0 { vec![near(0), home.clone()] } else { vec![near(3)] }).collect(),
        provenances: ids.into_iter().map(provenance).collect(),
    }
}

/// 2021: the rates only, of communes and EPCI; Les Prés is the sum of two former communes.
fn past() -> YearFigures {
    let rate = |level, values: Vec<Quantity>| {
        let parts = |part: f64| vec![Known(part); values.len()];
        let (numerators, denominators) = (parts(77_777.0), parts(88_888.0));
        let mut column = column("coverage_rate", "total", level, values, (numerators, denominators), vec![]);
        column.provenance += ".2021";
        column
    };
    YearFigures {
        year: 2021,
        columns: vec![
            rate(Level::Commune, vec![Known(8.0), Known(60.0), Known(9.0), Suppressed, Missing, Known(100.0)]),
            rate(Level::Epci, vec![Known(50.0), Suppressed]),
        ],
        carried: vec![1],
        provenances: vec![provenance("coverage_rate.total.2021".into())],
    }
}

fn column(
    indicator: &str,
    facet: &str,
    level: Level,
    values: Vec<Quantity>,
    (numerators, denominators): (Vec<Quantity>, Vec<Quantity>),
    partial: Vec<u32>,
) -> Column {
    let provenance = format!("{indicator}.{facet}");
    let (indicator, facet) = (indicator.to_owned(), facet.to_owned());
    let travel = method_of_travel(&indicator);
    Column { indicator, facet, travel, level, values, numerators, denominators, partial, provenance }
}

fn method_of_travel(indicator: &str) -> Option<TravelMode> {
    let of_travel = indicator.ends_with("_minutes") || indicator.ends_with("_beyond");
    of_travel.then_some(TravelMode::Car)
}

pub(crate) fn provenance(id: String) -> Provenance {
    Provenance {
        estimate: id.starts_with("children_beyond"),
        id,
        method_fr: "Méthode.".into(),
        method_en: "Method.".into(),
        method_version: 1,
        sources: vec![SourceId("essai".into())],
        parameters: vec![("vitesse".into(), "45 km/h".into())],
    }
}

pub(crate) fn square(i: usize) -> MultiPolygon<f64> {
    let (west, south) = (WEST + i as f64 * 0.1, SOUTH);
    let corners = [(0.0, 0.0), (0.1, 0.0), (0.1, 0.1), (0.0, 0.1), (0.0, 0.0)];
    let ring = LineString::from(corners.map(|(x, y)| (west + x, south + y)).to_vec());
    MultiPolygon(vec![Polygon::new(ring, vec![])])
}

fn centre(i: usize) -> LonLat {
    LonLat::new(WEST + i as f64 * 0.1 + 0.05, SOUTH + 0.05).unwrap()
}

/// Writes the snapshot of a territory in force under a root folder.
pub(crate) fn write(root: &Path, name: &str, territory: &Territory, figures: &FigureSet) -> Manifest {
    started(root, name, territory, figures).finish(draft(name)).unwrap()
}

/// The same before it is finished, for who adds to it.
pub(crate) fn started(root: &Path, name: &str, territory: &Territory, figures: &FigureSet) -> Writer {
    let key = |artifact: &str| KeyBuilder::new(artifact).with("name", name).finish();
    let mut writer = Writer::create(root).unwrap();
    writer.put("territory", key("territory"), territory).unwrap();
    writer.put("figures", key("figures"), figures).unwrap();
    writer.put("rejections", key("rejections"), &BTreeMap::from([("essai".to_owned(), rejections())])).unwrap();
    let options = tiles::TileOptions { max_zoom: MAX_ZOOM, ..tiles::TileOptions::standard(name, "Essai") };
    let mut archive = std::io::Cursor::new(Vec::new());
    tiles::build_archive(territory, &Kinds::builtin(), &options, &|_, _, _| {}, &mut archive).unwrap();
    let bytes = archive.into_inner();
    writer.put_file("tiles", key("tiles"), "pmtiles", |file| std::io::Write::write_all(file, &bytes)).unwrap();
    writer
}

fn rejections() -> Vec<RejectionRecord> {
    let row = |line| RejectionRecord {
        file: "essai.csv".into(),
        line: Some(line),
        field: "code".into(),
        value: "1001".into(),
        reason: "five characters".into(),
        severity: Severity::Rejected,
        check: None,
        at: None,
        commune: None,
    };
    let doubt = |line, check, at| RejectionRecord {
        severity: Severity::Warning,
        check: Some(check),
        at,
        commune: CommuneCode::new("01001").ok(),
        ..row(line)
    };
    let doubts = [
        doubt(8, Check::OutsideItsCommune, Some(centre(1))),
        doubt(9, Check::Duplicate, Some(centre(0))),
        doubt(10, Check::OutsideItsCommune, None),
    ];
    (2..7).map(row).chain(doubts).collect()
}

pub(crate) fn draft(name: &str) -> ManifestDraft {
    ManifestDraft {
        built_at: "2026-01-01T00:00:00Z".into(),
        program_version: "0.1.0".into(),
        name: name.into(),
        notice_fr: Some("Territoire fictif de démonstration".into()),
        notice_en: None,
        geography_year: 2024,
        default_parent: Some("epci:200000001".into()),
        estimation: Estimation { circuity: 1.3, speed_kmh: 45.0 },
        travel: snapshot::TravelRecord::default(),
        sources: vec![SourceRecord {
            id: "essai".into(),
            format: "csv".into(),
            title: "Essai".into(),
            producer: "Producteur & Cie".into(),
            licence: "etalab-2.0".into(),
            vintage: "2024".into(),
            url: None,
            files: vec![FileRecord { file: "essai.csv".into(), sha256: snapshot::Digest::of(b"x"), bytes: 1 }],
            accepted: 10,
            rejected: 5,
            outside: 3,
            repaired: 0,
        }],
    }
}

/// The service over the fixture; the folder lives as long as this.
pub(crate) struct App {
    pub(crate) root: TempDir,
    pub(crate) state: AppState,
    router: Router,
}

/// An answer, read whole.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl App {
    pub(crate) async fn start() -> Self {
        Self::start_with(None).await
    }

    /// With a background map that the administrator allows.
    pub(crate) async fn start_with(background: Option<Background>) -> Self {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "Essai", &territory(), &figures());
        let state = AppState::open_with(root.path(), background).await.unwrap();
        Self { root, router: server::router(state.clone()), state }
    }

    /// With roads and a timetable.
    pub(crate) async fn travelling() -> Self {
        Self::having(Has::RoadsAndTimetable).await
    }

    /// With some of what there is for travelling.
    pub(crate) async fn having(has: Has) -> Self {
        let root = tempfile::tempdir().unwrap();
        town::write(root.path(), "Essai", has);
        let state = AppState::open(root.path()).await.unwrap();
        Self { root, router: server::router(state.clone()), state }
    }

    /// The answer to a body.
    pub(crate) async fn post(&self, path: &str, body: impl Into<Body>) -> axum::response::Response {
        let request = Request::builder().method("POST").uri(path).header("content-type", "application/json");
        self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[]).await
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let request = Request::builder().method(method).uri(path).header("host", "carte.example:8080");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        Reply { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
    }

    /// The JSON of a 200.
    pub(crate) async fn json(&self, path: &str) -> serde_json::Value {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.json()
    }

    /// The problem of a refusal, its envelope checked.
    pub(crate) async fn problem(&self, path: &str, status: u16) -> serde_json::Value {
        let reply = self.get(path).await;
        assert_eq!(reply.status, status, "{path}: {}", reply.text());
        assert_eq!(reply.header("content-type"), "application/problem+json");
        let problem = reply.json();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["instance"], path.split('?').next().unwrap());
        assert!(problem["type"].as_str().unwrap().starts_with("/api#"));
        problem
    }
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
