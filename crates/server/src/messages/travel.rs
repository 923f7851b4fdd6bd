//! What problems of travel say.

use super::Text;

pub(crate) fn not_a_position(text: &str) -> Text {
    Text::new(
        format!("`{text}` n’est pas longitude,latitude en degrés, comme -1.25,46.67"),
        format!("`{text}` is not longitude,latitude in degrees, such as -1.25,46.67"),
    )
}

pub(crate) fn not_minutes(text: &str, most: usize) -> Text {
    if most == 1 {
        return Text::new(
            format!("`{text}` n’est pas un nombre entier de minutes, de 1 à 600"),
            format!("`{text}` is not a whole number of minutes, from 1 to 600"),
        );
    }
    Text::new(
        format!("`{text}` n’est pas une liste de 1 à {most} nombres entiers de minutes, comme 5,10,15"),
        format!("`{text}` is not a list of 1 to {most} whole numbers of minutes, such as 5,10,15"),
    )
}

pub(crate) fn not_a_clock(text: &str) -> Text {
    Text::new(format!("`{text}` n’est pas une heure, comme 08:30"), format!("`{text}` is not a time, such as 08:30"))
}

/// Two parameters of which exactly one is wanted.
pub(crate) fn one_of(first: &str, second: &str) -> Text {
    Text::new(
        format!("Donnez soit `{first}`, soit `{second}`, et un seul des deux."),
        format!("Give either `{first}` or `{second}`, and one of them only."),
    )
}

/// A mode that this snapshot has no network (or timetable) for.
pub(crate) fn no_network(travel: &str, timed: bool) -> Text {
    if timed {
        return Text::new(
            format!(
                "Cet observatoire n’a pas d’horaires de transport pour `{travel}`. Ajoutez une source `format = \"gtfs\"` \
                 et des routes à sa configuration, puis construisez de nouveau."
            ),
            format!(
                "This snapshot has no timetable for `{travel}`. Add a source of `format = \"gtfs\"` and roads to its \
                 configuration and build again."
            ),
        );
    }
    Text::new(
        format!(
            "Cet observatoire n’a pas de réseau de routes pour `{travel}`. Ajoutez une source `format = \"osm-roads\"` à \
             sa configuration, puis construisez de nouveau ; /api/v1/services/nearest?travel=car répond par une estimation."
        ),
        format!(
            "This snapshot has no road network for `{travel}`. Add a source of `format = \"osm-roads\"` to its \
             configuration and build again; /api/v1/services/nearest?travel=car answers with an estimate."
        ),
    )
}

/// A measure that does not depend on how one travels.
pub(crate) fn not_of_travel(indicator: &str) -> Text {
    Text::new(
        format!("`{indicator}` ne dépend pas du mode de déplacement : n’indiquez pas `travel`."),
        format!("`{indicator}` does not depend on how one travels: leave `travel` out."),
    )
}

/// A measure without figures for a mode.
pub(crate) fn no_figures_by(indicator: &str, facet: &str, travel: &str) -> Text {
    Text::new(
        format!("`{indicator}` pour la facette `{facet}` n’a pas de chiffres pour le mode `{travel}`."),
        format!("`{indicator}` of facet `{facet}` has no figures by `{travel}`."),
    )
}

/// A limit beyond what the snapshot searches.
pub(crate) fn too_many_minutes(asked: u32, most: u32, travel: &str) -> Text {
    Text::new(
        format!("{asked} minutes dépassent ce que cet observatoire cherche par `{travel}` : {most} minutes au plus."),
        format!("{asked} minutes are more than this snapshot searches by `{travel}`: {most} minutes at the most."),
    )
}

/// A place too far from every road.
pub(crate) fn not_snapped(name: &str, travel: &str, most_m: f64) -> Text {
    Text::new(
        format!(
            "Aucune voie praticable par `{travel}` ne passe à moins de {most_m:.0} m du point `{name}` : il est hors du \
             réseau, ou en mer. Choisissez un point plus proche d’une route."
        ),
        format!(
            "No road that `{travel}` may use lies within {most_m:.0} m of the point `{name}`: it is outside the network, \
             or at sea. Choose a point nearer to a road."
        ),
    )
}

/// No stop near enough and no way without one.
pub(crate) fn no_way(beyond: bool, minutes: u32) -> Text {
    if beyond {
        return Text::new(
            format!("Le trajet dépasse {minutes} minutes, le plus long que cet observatoire cherche."),
            format!("The way takes longer than {minutes} minutes, the longest that this snapshot searches."),
        );
    }
    Text::new(
        "Aucun chemin ne mène de l’un à l’autre : une île, ou des voies qui ne mènent que dans l’autre sens.",
        "No way leads from one to the other: an island, or streets that only lead the other way.",
    )
}

/// Areas are drawn around roads only.
pub(crate) fn no_area_by(travel: &str) -> Text {
    Text::new(
        format!(
            "Aucune zone n’est dessinée pour `{travel}` : l’endroit d’où l’on arrive à temps y est une suite d’arrêts et \
             d’heures, non une surface. /api/v1/services/nearest et /api/v1/routes répondent pour ce mode."
        ),
        format!(
            "No area is drawn for `{travel}`: where one gets there in time from is a set of stops and hours, not a \
             surface. /api/v1/services/nearest and /api/v1/routes answer for this mode."
        ),
    )
}

/// A parameter that only timetables use.
pub(crate) fn only_by_timetable(name: &str, travel: &str) -> Text {
    Text::new(
        format!("Le paramètre `{name}` ne vaut que pour `transit` et `on_demand`, pas pour `{travel}`."),
        format!("The parameter `{name}` is for `transit` and `on_demand` only, not for `{travel}`."),
    )
}

/// A day that the timetable does not speak of, or that is none.
pub(crate) fn no_such_day(text: &str, first: &str, last: &str) -> Text {
    Text::new(
        format!("`{text}` n’est pas un jour de ces horaires : du {first} au {last} (AAAA-MM-JJ), ou un jour nommé."),
        format!("`{text}` is not a day of this timetable: from {first} to {last} (YYYY-MM-DD), or a named day."),
    )
}

/// A place that neither a street nor a stop is near to.
pub(crate) fn no_stop(name: &str, travel: &str) -> Text {
    Text::new(
        format!(
            "Aucune rue praticable à pied et aucun arrêt ne sont à moins de 20 minutes de marche du point `{name}` : on n’en \
             part pas par `{travel}`. Choisissez un point plus proche."
        ),
        format!(
            "Neither a street open to walkers nor a stop lies within 20 minutes on foot of the point `{name}`: nobody leaves \
             it by `{travel}`. Choose a point nearer to one."
        ),
    )
}

/// A body that is no question.
pub(crate) fn body_refused(field: &str, cause: &str) -> Text {
    Text::new(
        format!("Le corps de la demande est refusé à `{field}` : {cause}. {}", BODY[0]),
        format!("The body is refused at `{field}`: {cause}. {}", BODY[1]),
    )
}

const BODY: [&str; 2] = [
    "Attendu : {\"origins\": [{\"id\": \"a\", \"at\": [-1.25, 46.67]}], \"destinations\": […], \"travel\": \"car\", \"minutes\": 60}.",
    "Expected: {\"origins\": [{\"id\": \"a\", \"at\": [-1.25, 46.67]}], \"destinations\": […], \"travel\": \"car\", \"minutes\": 60}.",
];

/// Too many pairs in one question.
pub(crate) fn too_many_pairs(origins: usize, destinations: usize, most: u64) -> Text {
    Text::new(
        format!(
            "{origins} origines × {destinations} destinations dépassent {most} couples en une demande : découpez-la, ou \
             utilisez `maillage travel matrix`, qui n’a pas de limite."
        ),
        format!(
            "{origins} origins × {destinations} destinations are more than {most} pairs in one question: cut it, or use \
             `maillage travel matrix`, which has no limit."
        ),
    )
}

/// A body of more bytes than are read.
pub(crate) fn body_too_large(most_bytes: usize) -> Text {
    Text::new(
        format!("Le corps de la demande dépasse {most_bytes} octets."),
        format!("The body is longer than {most_bytes} bytes."),
    )
}
