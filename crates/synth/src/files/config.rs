//! `observatory.toml`, which builds the territory, and a word to whoever opens the folder.

use crate::world::World;

/// Identifier, format, path and title of each source, in the order in which they are read.
const SOURCES: [(&str, &str, &str, &str); 9] = [
    ("communes", "communes-shapefile", "boundaries/communes.shp", "Communes (fictif)"),
    ("epci", "epci-xlsx", "cog/epcicom.xlsx", "Composition des EPCI (fictif)"),
    ("departements", "departements-csv", "cog/departements.csv", "Départements (fictif)"),
    ("chefs-lieux", "seats-csv", "chefs-lieux/chefs-lieux.csv", "Chefs-lieux (fictif)"),
    ("population", "commune-counts", "population/communes.csv", "Population et naissances (fictif)"),
    ("naissances", "births-series", "population/naissances.csv", "Naissances domiciliées (fictif)"),
    ("carreaux", "grid-csv", "grid/cells_200m.csv", "Carreaux de 200 m (fictif)"),
    ("france-services", "france-services", "services/france-services.csv", "France services (fictif)"),
    ("services", "service-list", "services/services.csv", "Services aux familles (fictif)"),
];
const SCHOOLS: (&str, &str, &str, &str) =
    ("ecoles", "bpe-schools", "bpe/bpe_enseignement.csv", "Établissements d’enseignement (fictif)");

/// The configuration. The shapefile is the source of the communes; the GeoJSON file beside it
/// holds the same outlines and can take its place.
pub(super) fn observatory(world: &World) -> String {
    let mut text = format!(
        r#"# Territoire fictif de {} communes, graine {}.
name = "Pays de la Maille (territoire fictif)"
notice_fr = "Territoire fictif de démonstration : aucune commune, aucun service et aucune personne n’existe."
notice_en = "Fictional demonstration territory: no commune, service or person here exists."
geography_year = 2024
default_parent = "epci:{}"

[estimation]
circuity = 1.3
speed_kmh = 45
"#,
        world.options.communes, world.options.seed, world.epcis[0].siren
    );
    for (id, format, path, title) in SOURCES.into_iter().chain([SCHOOLS]) {
        text += &source(id, format, path, title, vintage(id));
    }
    if world.options.communes <= crate::MAX_COMMUNES_WITH_ROADS {
        text += &source("routes", "osm-roads", "roads.osm.pbf", "Carte routière (fictif)", "2024-12-01");
        text += &source("horaires", "gtfs", "gtfs.zip", "Transports en commun et à la demande (fictif)", "2024-09-01");
    }
    if world.options.years > 1 {
        let (id, path) = ("mouvements", "cog/mouvements-communes.csv");
        text += &source(id, "movements-csv", path, "Fusions et scissions de communes (fictif)", "2024-01-01");
    }
    for year in world.options.past() {
        let of_year = |id: &str, format: &str, file: &str, title: &str, vintage: &str| {
            let path = format!("history/{year}/{file}.csv");
            let source = source(&format!("{id}-{year}"), format, &path, &format!("{title} {year} (fictif)"), vintage);
            format!("{source}year = {year}\ngeography_year = {year}\n")
        };
        let born = format!("{}-12-31", year - 2);
        text += &of_year("population", "commune-counts", "communes", "Population et naissances", &born);
        let listed = format!("{year}-12-01");
        text += &of_year("services", "service-list", "services", "Services aux familles", &listed);
    }
    text
}

fn source(id: &str, format: &str, path: &str, title: &str, vintage: &str) -> String {
    format!(
        r#"
[[source]]
id = "{id}"
format = "{format}"
path = "{path}"
title = "{title}"
producer = "Maillage, générateur"
licence = "CC0-1.0"
vintage = "{vintage}"
"#
    )
}

/// `README.txt`, in French.
pub(super) fn readme(world: &World) -> String {
    let (communes, seed) = (world.options.communes, world.options.seed);
    let count = if communes == 1 { "1 commune".to_owned() } else { format!("{communes} communes") };
    format!(
        "TERRITOIRE FICTIF\n\n\
         Ce dossier décrit un territoire inventé : {count}, graine {seed}.\n\
         Aucune commune, aucun EPCI, aucun service et aucune personne n'y existe.\n\n\
         - Les noms sont tirés d'un vocabulaire textile.\n\
         - Les codes INSEE commencent par un numéro de département attribué dans l'ordre à partir de 00 ;\n  \
           au-delà du premier, ils peuvent être portés par de vraies communes, sans aucun rapport avec elles.\n\
         - Les numéros SIREN ont une clé de contrôle fausse : aucun organisme ne peut les porter.\n\
         - Les numéros de téléphone sont de la tranche réservée à la fiction (02 61 91).\n\
         - Les contours sont posés en Lambert-93 sans égard à la géographie réelle.\n\n\
         Les fichiers ont le format de leurs producteurs réels (IGN, Insee, DGCL, ANCT).\n\
         observatory.toml est la configuration qui construit l'observatoire de ce territoire.\n\
         boundaries/communes.geojson contient les mêmes contours que le shapefile.\n\
         roads.osm.pbf est une carte routière au format d'OpenStreetMap, gtfs.zip une offre de transport\n\
         (jusqu'à 5 000 communes) ; les vacances scolaires sont celles de la zone B.\n\
         history/ contient les chiffres et les services des années précédentes, dans les communes\n\
         de ces années ; cog/mouvements-communes.csv dit celles qui ont fusionné ou se sont séparées.\n\n\
         Même taille et même graine : mêmes fichiers, octet pour octet. Licence CC0-1.0.\n"
    )
}

fn vintage(source: &str) -> &'static str {
    match source {
        "population" => "2022-12-31",
        "naissances" => "2022-12-31",
        "carreaux" => "2021-01-01",
        "ecoles" => "2018-12-31",
        "services" | "france-services" => "2024-12-01",
        _ => "2024-01-01",
    }
}
