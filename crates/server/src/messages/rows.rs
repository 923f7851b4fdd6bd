//! Why rows were refused, in French: readers of files say it in English, once for the log, the
//! command line and the page. A reason that is not in this catalogue stays in English, and says so by
//! being `null` here.

use snapshot::RejectionRecord;

/// The reason of a finding in French: of its check where there is one, else by the catalogue.
pub(crate) fn reason_fr(row: &RejectionRecord) -> Option<String> {
    match row.check {
        Some(check) => Some(check.reason_fr().to_owned()),
        None => translated(&row.reason),
    }
}

/// Reasons in English as the readers write them and in French; `{}` stands for a value, in the same
/// order in both.
const REASONS: [[&str; 2]; 35] = [
    [
        "`{}` is not an INSEE commune code: five characters, two digits (or 2A, 2B) then three digits, such as 85051 or 2A004",
        "`{}` n’est pas un code INSEE de commune : cinq caractères, deux chiffres (ou 2A, 2B) puis trois chiffres, comme 85051 ou 2A004",
    ],
    [
        "`{}` is not a département code: 01 to 95, 2A, 2B, or 971 to 988",
        "`{}` n’est pas un code de département : 01 à 95, 2A, 2B, ou 971 à 988",
    ],
    [
        "`{}` is not a SIREN number: nine digits, such as 248500340",
        "`{}` n’est pas un numéro SIREN : neuf chiffres, comme 248500340",
    ],
    [
        "`{}` is not a day: write it like 2025-01-22 or 20250122",
        "`{}` n’est pas un jour : l’écrire comme 2025-01-22 ou 20250122",
    ],
    [
        "longitude {}, latitude {} is outside the world (-180 to 180, -90 to 90): are these metres, or is the order latitude, longitude?",
        "longitude {}, latitude {} sont hors du monde (-180 à 180, -90 à 90) : est-ce des mètres, ou l’ordre latitude, longitude ?",
    ],
    [
        "a coordinate is not a finite number: longitude {}, latitude {}",
        "une coordonnée n’est pas un nombre fini : longitude {}, latitude {}",
    ],
    ["not a kind of service: {} would work", "ce n’est pas un type de service : {} conviendraient"],
    ["read as {}: a code is text, not a number", "lu comme {} : un code est un texte, non un nombre"],
    ["the id stands twice: the first row is kept", "l’identifiant figure deux fois : la première ligne est gardée"],
    ["this id was there before: the first one is kept", "cet identifiant figurait déjà : le premier est gardé"],
    ["the commune stands twice: the first row is kept", "la commune figure deux fois : la première ligne est gardée"],
    [
        "the département stands twice: the first row is kept",
        "le département figure deux fois : la première ligne est gardée",
    ],
    ["the IRIS stands twice: the first row is kept", "l’IRIS figure deux fois : la première ligne est gardée"],
    [
        "the code stands twice for this type: the first row is kept",
        "le code figure deux fois pour ce type : la première ligne est gardée",
    ],
    [
        "only a header, no row: check that the export is complete",
        "un en-tête et aucune ligne : vérifier que l’export est entier",
    ],
    ["no feature: check that the export is complete", "aucun objet : vérifier que l’export est entier"],
    ["no record: check that the export is complete", "aucun enregistrement : vérifier que l’export est entier"],
    ["not a year: four digits, such as 2018", "ce n’est pas une année : quatre chiffres, comme 2018"],
    ["not a year: four digits, such as 2023", "ce n’est pas une année : quatre chiffres, comme 2023"],
    ["not a year: 2023 or 2023-01-01 would work", "ce n’est pas une année : 2023 ou 2023-01-01 conviendraient"],
    ["not a date: write it like 2024-09-30", "ce n’est pas une date : l’écrire comme 2024-09-30"],
    ["not a date: write it like 2024-01-01", "ce n’est pas une date : l’écrire comme 2024-01-01"],
    ["not a number", "ce n’est pas un nombre"],
    ["no coordinates", "aucune coordonnée"],
    ["no position: give the centre of the object", "aucune position : donner le centre de l’objet"],
    ["a service needs an id of its own", "un service a besoin d’un identifiant qui lui soit propre"],
    ["neither a point nor a commune code", "ni point, ni code de commune"],
    ["no number of births: 0 or more would work", "aucun nombre de naissances : 0 ou plus conviendrait"],
    [
        "not the code of an IRIS: nine characters, such as 010040101",
        "ce n’est pas le code d’un IRIS : neuf caractères, comme 010040101",
    ],
    ["not a type of commune: COM, ARM, COMD or COMA", "ce n’est pas un type de commune : COM, ARM, COMD ou COMA"],
    [
        "the date of the last change is required: write it like 2024-09-30",
        "la date de la dernière modification est requise : l’écrire comme 2024-09-30",
    ],
    ["neither oui nor non: taken as non", "ni oui, ni non : pris pour non"],
    [
        "more places offered than places of the agrément: check both",
        "plus de places proposées que de places agréées : vérifier les deux",
    ],
    [
        "more free places than places of the agrément: check both",
        "plus de places libres que de places agréées : vérifier les deux",
    ],
    [
        "no coordinate: the commune's town centre is not known here",
        "aucune coordonnée : le centre de la commune n’est pas connu ici",
    ],
];

/// What may follow a reason, when the row is taken all the same or refused for more.
const ENDINGS: [[&str; 2]; 5] = [
    ["; the coordinates will tell the commune", " ; les coordonnées diront la commune"],
    [", and there are no usable coordinates", ", et il n’y a pas de coordonnées utilisables"],
    ["; the hours are left out", " ; les horaires sont laissés de côté"],
    ["; the hours of the week are left out", " ; les horaires de la semaine sont laissés de côté"],
    ["; the position is left out", " ; la position est laissée de côté"],
];

fn translated(reason: &str) -> Option<String> {
    let whole = REASONS.iter().find_map(|[en, fr]| fill(en, fr, reason));
    whole.or_else(|| {
        ENDINGS.iter().find_map(|[en, fr]| {
            let start = reason.strip_suffix(en)?;
            Some(REASONS.iter().find_map(|[en, fr]| fill(en, fr, start))? + fr)
        })
    })
}

/// The French with the values of the English text, when it is of this form.
fn fill(en: &str, fr: &str, text: &str) -> Option<String> {
    let mut parts = en.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut told = String::new();
    let mut french = fr.split("{}");
    told.push_str(french.next()?);
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        // The last piece of the form is the end of the text.
        let end = if parts.peek().is_none() { rest.strip_suffix(part)?.len() } else { rest.find(part)? };
        told.push_str(&rest[..end]);
        rest = &rest[end + part.len()..];
        told.push_str(french.next()?);
    }
    rest.is_empty().then_some(told)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn values_stand_where_they_stood() {
        let code = territory::CommuneCode::new("8505").unwrap_err().to_string();
        let french = translated(&code).unwrap();
        assert!(french.starts_with("`8505` n’est pas un code INSEE"), "{french}");
        let ended = translated(&format!("{code}; the coordinates will tell the commune")).unwrap();
        assert!(ended.starts_with("`8505`") && ended.ends_with("les coordonnées diront la commune"), "{ended}");
        let outside = territory::LonLat::new(410_000.0, 6_620_000.0).unwrap_err().to_string();
        assert!(translated(&outside).unwrap().starts_with("longitude 410000, latitude 6620000 sont hors du monde"));
        assert_eq!(
            translated("read as 01004: a code is text, not a number").unwrap(),
            "lu comme 01004 : un code est un texte, non un nombre"
        );
        assert_eq!(translated("something else"), None);
        assert_eq!(translated(""), None);
    }

    #[test]
    fn the_catalogue_speaks_of_reasons_that_the_readers_give() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let (mut folders, mut sources) = (vec![crates.join("ingest/src"), crates.join("territory/src")], String::new());
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else {
                    sources.push_str(&fs::read_to_string(path).unwrap());
                }
            }
        }
        for [en, fr] in REASONS.iter().chain(&ENDINGS) {
            for part in en.split("{}").filter(|part| part.len() > 4) {
                assert!(sources.contains(part), "no reader says `{part}` any more");
            }
            assert_eq!(en.matches("{}").count(), fr.matches("{}").count(), "{en}");
            assert_ne!(en, fr);
        }
        let unique: std::collections::BTreeSet<_> = REASONS.iter().map(|[en, _]| en).collect();
        assert_eq!(unique.len(), REASONS.len());
    }
}
