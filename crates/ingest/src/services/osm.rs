//! Services of OpenStreetMap: extracts as CSV, GeoJSON or XML, one row an object with its tags.
//!
//! Whoever minds children at home may have drawn it, with a name: such rows are counted and
//! nothing of them is kept or repeated.

use std::collections::{BTreeMap, HashSet};

use territory::{KindId, Kinds, name};

use super::{FoundService, france_services::address};
use crate::{Batch, Finding, IngestError, hours, table::Table, text};

pub(crate) const KIND: &[&str] = &["amenity", "school:fr", "school_fr", "type", "social_facility", "highway"];
pub(crate) const NAME: &[&str] = &["name", "n", "nom"];

/// What an object is.
#[derive(Debug, PartialEq)]
enum Meaning {
    /// A kind of the catalogue.
    Kind(&'static str),
    /// The home of a person.
    Home,
    /// Something else, by the tag that says so.
    Other,
}

/// What the tags of an object mean. `amenity=kindergarten` is an école maternelle in France
/// unless the name says crèche; `school:FR=primaire` counts as élémentaire, as in the BPE.
fn meaning(amenity: &str, school: &str, childcare: &str, facility: &str, highway: &str, called: &str) -> Meaning {
    let folded = format!(" {} ", name::fold(called));
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if matches!(amenity, "childcare" | "kindergarten") {
        if says(&["micro creche"]) {
            return Meaning::Kind("micro_creche");
        }
        if says(&["maison d assistant", "maison des assistant", " mam "]) || childcare == "maison_assistante_maternelle"
        {
            return Meaning::Kind("mam");
        }
        if says(&["relais petite enfance", "relais assistant", "relais d assistant", " rpe ", " ram "]) {
            return Meaning::Kind("rpe");
        }
        let at_home = ["assistante_maternelle", "assistant_maternel", "nanny", "childminder"].contains(&childcare);
        let person = folded.contains(" assistant") && folded.contains(" maternel");
        if at_home || person || says(&["nounou", "nourrice"]) {
            return Meaning::Home;
        }
    }
    match (amenity, school) {
        (_, "maternelle") => Meaning::Kind("ecole_maternelle"),
        (_, "elementaire" | "élémentaire" | "primaire") => Meaning::Kind("ecole_elementaire"),
        ("childcare", _) => Meaning::Kind("creche"),
        ("kindergarten", _) if says(&["creche", "multi accueil", "halte garderie"]) => Meaning::Kind("creche"),
        ("kindergarten", _) => Meaning::Kind("ecole_maternelle"),
        ("social_centre", _) => Meaning::Kind("centre_social"),
        _ if says(&["france services"]) => Meaning::Kind("france_services"),
        _ if facility == "family_centre" || facility == "social_centre" => Meaning::Kind("centre_social"),
        _ if highway == "bus_stop" => Meaning::Kind("arret_transport"),
        _ => Meaning::Other,
    }
}

/// Reads an extract of OpenStreetMap: tags as columns (`amenity`, `school:FR` or `type`, `name`
/// or `n`, `opening_hours`…) and a position. Objects that are no service of the catalogue are
/// counted in one warning for each word; a row without a position is rejected.
///
/// # Errors
/// When a column is missing.
pub(crate) fn osm_services(table: &Table, kinds: &Kinds) -> Result<Batch<FoundService>, IngestError> {
    table.required(KIND)?;
    let column = |names: &[&str]| table.optional(names);
    let (lon, lat) = (table.required(&["longitude", "lon", "x"])?, table.required(&["latitude", "lat", "y"])?);
    let (id, called) = (column(&["@id", "osm_id", "full_id", "id"]), column(NAME));
    let (amenity, school) = (column(&["amenity"]), column(&["school:fr", "school_fr", "type"]));
    let (childcare, facility, highway) = (column(&["childcare"]), column(&["social_facility"]), column(&["highway"]));
    let code = column(&["ref:insee", "code_insee", "insee", "com_insee", "meta_code_com"]);
    let (number, street) = (column(&["addr:housenumber"]), column(&["addr:street"]));
    let (postcode, capacity) = (column(&["addr:postcode", "code_postal"]), column(&["capacity"]));
    let (phone, website) = (column(&["phone", "contact:phone"]), column(&["website", "contact:website"]));
    let opening = column(&["opening_hours"]);
    let (mut others, mut homes, mut seen) = (BTreeMap::<String, usize>::new(), 0, HashSet::new());
    let mut batch = Batch::default();
    table.for_each(&mut batch, |row, batch| {
        let word = |column| row.get(column).to_lowercase();
        let meant = meaning(
            &word(&amenity),
            &word(&school),
            &word(&childcare),
            &word(&facility),
            &word(&highway),
            row.get(&called),
        );
        let kind = match meant {
            Meaning::Kind(id) => kinds.get(id),
            Meaning::Home => {
                homes += 1;
                return;
            }
            Meaning::Other => None,
        };
        let Some(kind) = kind else {
            let words = [&amenity, &school, &facility, &highway].map(word);
            let word = words.into_iter().find(|word| !word.is_empty()).unwrap_or_else(|| "(no tag)".into());
            *others.entry(word.chars().take(40).collect()).or_default() += 1;
            return;
        };
        let at = match row.position(&lon, &lat) {
            Ok(Some(at)) => at,
            Ok(None) => {
                return batch.rejected.push(row.finding(&lon, "no position: give the centre of the object"));
            }
            Err(finding) => return batch.rejected.push(*finding),
        };
        let name = match text::name(row.get(&called)) {
            Ok(name) => name.unwrap_or_else(|| kind.label_fr.clone()),
            Err(reason) => return batch.rejected.push(row.finding(&called, reason)),
        };
        let local_id = text::non_blank(row.get(&id)).unwrap_or_else(|| row.line.to_string());
        if !seen.insert(local_id.clone()) {
            return batch.rejected.push(row.finding(&id, "the id stands twice: the first row is kept"));
        }
        let mut service = FoundService::bare(local_id, KindId(kind.id.0.clone()), name, row.line);
        service.at = Some(at);
        service.commune = text::commune_code(row.get(&code)).ok().map(|code| code.value);
        if kind.mode.is_some() {
            // What OpenStreetMap counts is what a passer-by sees: places offered, not the agrément.
            service.capacity.actives = row.count(&capacity, batch);
        }
        let week = row.get(&opening);
        if !week.is_empty() {
            let read = hours::parse_osm_hours(week);
            service.hours = read
                .map_err(|reason| {
                    batch.warnings.push(row.finding(&opening, format!("{reason}; the hours are left out")));
                })
                .ok();
        }
        let on_street = |text: &str| format!("{} {text}", row.get(&number)).trim().to_owned();
        service.address = address(text::non_blank(row.get(&street)).map(|text| on_street(&text)), None);
        service.postcode = row.postcode(&postcode, batch);
        service.phone = text::non_blank(row.get(&phone));
        service.website = text::non_blank(row.get(&website));
        batch.accepted.push(service);
    });
    if homes > 0 {
        let reason = format!("{homes} row(s) are homes of assistants maternels: left out, nothing of them is kept");
        batch.warnings.push(Finding::whole(table.file(), reason));
    }
    for (word, count) in others {
        let reason = format!("{count} row(s) with this tag are no service of the catalogue");
        let finding = Finding::whole(table.file(), reason);
        batch.warnings.push(Finding { field: "amenity".into(), value: word, ..finding });
    }
    Ok(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(amenity: &str, school: &str, called: &str) -> Meaning {
        meaning(amenity, school, "", "", "", called)
    }

    #[test]
    fn tags_and_names_tell_the_kinds_apart() {
        assert_eq!(of("kindergarten", "", "École maternelle Jules Ferry"), Meaning::Kind("ecole_maternelle"));
        assert_eq!(of("kindergarten", "", "Multi-accueil Les Lucioles"), Meaning::Kind("creche"));
        assert_eq!(of("childcare", "", "Micro-crèche Pomme"), Meaning::Kind("micro_creche"));
        assert_eq!(of("childcare", "", "Maison d'Assistantes Maternelles Arc-en-ciel"), Meaning::Kind("mam"));
        assert_eq!(of("childcare", "", "Relais Petite Enfance"), Meaning::Kind("rpe"));
        assert_eq!(of("school", "primaire", ""), Meaning::Kind("ecole_elementaire"));
        assert_eq!(of("", "maternelle", ""), Meaning::Kind("ecole_maternelle"));
        assert_eq!(of("school", "collège", ""), Meaning::Other);
        assert_eq!(of("parking", "", ""), Meaning::Other);
    }

    #[test]
    fn the_home_of_a_person_is_no_place() {
        assert_eq!(of("childcare", "", "Assistante maternelle Mme Fictive"), Meaning::Home);
        assert_eq!(meaning("childcare", "", "nanny", "", "", "Chez Fictive"), Meaning::Home);
    }
}
