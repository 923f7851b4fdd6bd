//! A town of streets like a chessboard beside a heath without any, with a bus: times known on paper.
//!
//! ```text
//!  85901 Ville: 10 × 10 crossings   | 85902 Lande: no road at all
//!  homes at the south-west corner   | homes and a crèche
//!  crèches four blocks east and two |
//!  north of it, and at the far end  |
//! ```

use std::{fmt::Write, fs, path::Path};

use serde_json::json;

/// 10 × 10 crossings 0.005° apart, residential streets of 50 km/h both ways; a footpath beside.
pub fn town_text() -> String {
    let mut xml = "<?xml version=\"1.0\"?>\n<osm version=\"0.6\">\n".to_owned();
    for k in 0..100 {
        let (lon, lat) = (-1.05 + f64::from(k % 10) * 0.005, 46.65 + f64::from(k / 10) * 0.005);
        writeln!(xml, "<node id=\"{}\" lon=\"{lon:.7}\" lat=\"{lat:.7}\"/>", k + 1).expect("text is written");
    }
    for i in 0..10 {
        let row = (1..=10).map(|c| format!("<nd ref=\"{}\"/>", i * 10 + c)).collect::<String>();
        let column = (0..10).map(|r| format!("<nd ref=\"{}\"/>", r * 10 + i + 1)).collect::<String>();
        for (id, nodes, name) in [(100 + i, row, "Rue"), (200 + i, column, "Avenue")] {
            let tags = "<tag k=\"highway\" v=\"residential\"/><tag k=\"maxspeed\" v=\"50\"/>";
            writeln!(xml, "<way id=\"{id}\">{nodes}{tags}<tag k=\"name\" v=\"{name} {i}\"/></way>")
                .expect("text is written");
        }
    }
    xml + "</osm>\n"
}

/// Metres from the homes of Ville to its first crèche along the streets: four blocks and two.
pub const TO_CRECHE_M: f64 = 1531.0 + 1112.0;

/// A feed of one bus from the homes to the first crèche: every ten minutes, five minutes long,
/// on weekdays of two weeks of January 2025.
pub const FEED: [(&str, &str); 7] = [
    (
        "agency.txt",
        "agency_id,agency_name,agency_url,agency_timezone\na,Cars fictifs,https://example.org,Europe/Paris\n",
    ),
    (
        "stops.txt",
        "stop_id,stop_name,stop_lat,stop_lon\nhomes,Les Logis,46.65,-1.05\ncreche,La Crèche,46.66,-1.03\nend,Le Bout,46.695,-1.005\n",
    ),
    ("routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\n1,a,1,Logis - Crèche,3\n"),
    ("trips.txt", "route_id,service_id,trip_id\n1,week,t1\n"),
    (
        "stop_times.txt",
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,06:00:00,06:00:00,homes,1\nt1,06:05:00,06:05:00,creche,2\nt1,06:20:00,06:20:00,end,3\n",
    ),
    ("frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\nt1,06:00:00,10:00:00,600,1\n"),
    (
        "calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20250106,20250119\n",
    ),
];

/// A ride on demand in Ville, three tenths longer than the direct drive, on weekday mornings.
pub const RIDES: &str = "id,name,communes,hours,booking_notice_min,detour_percent\n\
                         navette,Navette de Ville,85901,Mo-Fr 06:00-12:00,60,130\n";

/// Writes the sources of the town and `observatory.toml`; `more` is added at its end.
///
/// # Panics
/// When the disk refuses.
pub fn write(folder: &Path, more: &str) {
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    let square = |west: f64, east: f64| {
        let (south, north) = (46.645, 46.70);
        json!([[[west, south], [east, south], [east, north], [west, north], [west, south]]])
    };
    let commune = |code: &str, name: &str, west, east| {
        json!({"type": "Feature", "properties": {"code": code, "nom": name},
               "geometry": {"type": "Polygon", "coordinates": square(west, east)}})
    };
    let features = [commune("85901", "Ville", -1.06, -1.0), commune("85902", "Lande", -1.0, -0.9)];
    put("communes.geojson", &json!({"type": "FeatureCollection", "features": features}).to_string());
    put("seats.csv", "insee_com,nom_com,lon_cl,lat_cl\n85901,Ville,-1.05,46.65\n85902,Lande,-0.95,46.67\n");
    put("counts.csv", "insee_com,commune,population,naissances\n85901,Ville,1000,10\n85902,Lande,200,2\n");
    put(
        "services.csv",
        "id,nom,type,commune,code_insee,latitude,longitude,places_agreees,date_maj\n\
         a,Les Lucioles,creche,Ville,85901,46.66,-1.03,20,2024-09-01\n\
         b,Les Grillons,creche,Ville,85901,46.695,-1.005,10,2024-09-01\n\
         c,Les Bruyères,creche,Lande,85902,46.67,-0.96,5,2024-09-01\n",
    );
    put("town.osm", &town_text());
    for (name, text) in FEED {
        put(&format!("gtfs/{name}"), text);
    }
    put("rides.csv", RIDES);
    let mut config = "name = \"Ville et Lande (fictif)\"\ngeography_year = 2024\n".to_owned();
    for (id, format, path) in [
        ("communes", "communes-geojson", "communes.geojson"),
        ("chefs-lieux", "seats-csv", "seats.csv"),
        ("population", "commune-counts", "counts.csv"),
        ("services", "service-list", "services.csv"),
        ("routes", "osm-roads", "town.osm"),
        ("horaires", "gtfs", "gtfs/*.txt"),
        ("navette", "on-demand-csv", "rides.csv"),
    ] {
        config += &format!(
            "\n[[source]]\nid = \"{id}\"\nformat = \"{format}\"\npath = \"{path}\"\ntitle = \"{id}\"\nproducer = \"Essai\"\n\
             licence = \"CC0-1.0\"\nvintage = \"2024\"\n"
        );
    }
    put("observatory.toml", &(config + more));
}
