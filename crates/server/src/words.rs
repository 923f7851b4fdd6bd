//! Words of documents that the catalogue of measures does not hold: modes, units, levels.

use report::Language;
use territory::{CareMode, Indicator, Kinds, Level, TravelMode};

/// The facet in words; `None` where there is nothing to add to the measure.
pub(crate) fn facet(kinds: &Kinds, indicator: &Indicator, facet: &str, language: Language) -> Option<String> {
    // The same word names a mode and a kind: "assistant_maternel".
    if indicator.facet == territory::Facet::Kind {
        let kind = kinds.get(facet)?;
        return Some(language.pick(&kind.label_fr, &kind.label_en).to_owned());
    }
    let mode = CareMode::ALL.into_iter().find(|mode| mode.as_str() == facet);
    let words = match mode {
        Some(CareMode::Eaje) => ["crèches et micro-crèches (EAJE)", "day nurseries (EAJE)"],
        Some(CareMode::AssistantMaternel) => ["assistants maternels", "childminders"],
        Some(CareMode::Prescolarisation) => ["école dès 2 ans", "school from age two"],
        Some(CareMode::GardeADomicile) => ["garde à domicile", "care at home"],
        None if indicator.facet == territory::Facet::Mode => ["tous modes d’accueil", "all modes of care"],
        None => return None,
    };
    Some(language.pick(words[0], words[1]).to_owned())
}

/// A mode of travel in words.
pub(crate) fn travel(mode: TravelMode, language: Language) -> &'static str {
    let (fr, en) = match mode {
        TravelMode::Car => ("En voiture", "By car"),
        TravelMode::Bike => ("À vélo", "By bike"),
        TravelMode::Foot => ("À pied", "On foot"),
        TravelMode::Transit => ("En transports en commun", "By public transport"),
        TravelMode::OnDemand => ("En transport à la demande", "By transport on demand"),
    };
    language.pick(fr, en)
}

/// The unit of a measure in words.
pub(crate) fn unit(unit: &str, language: Language) -> &str {
    let (fr, en) = match unit {
        "places_per_100" => ("places pour 100 enfants de moins de 3 ans", "places for 100 children under three"),
        "minutes" => ("minutes", "minutes"),
        "percent" => ("%", "%"),
        "children" => ("enfants", "children"),
        "children_3_5" => ("enfants de 3 à 5 ans", "children aged 3 to 5"),
        "count" => ("nombre", "count"),
        "euros" => ("euros par an", "euros a year"),
        "places" => ("places", "places"),
        "births" => ("naissances dans l’année", "births in the year"),
        "inhabitants" => ("habitants", "inhabitants"),
        other => (other, other),
    };
    language.pick(fr, en)
}

/// Headings of the parts of a ratio, by its unit.
pub(crate) fn parts(unit: &str, language: Language) -> [String; 2] {
    let (fr, en) = match unit {
        "places_per_100" => (["Places", "Enfants de moins de 3 ans"], ["Places", "Children under three"]),
        "percent" => {
            (["Enfants au-delà du seuil", "Enfants de moins de 3 ans"], ["Children beyond", "Children under three"])
        }
        _ => (["Numérateur", "Dénominateur"], ["Numerator", "Denominator"]),
    };
    [0, 1].map(|i| language.pick(fr[i], en[i]).to_owned())
}

/// The plural of a level, as a heading.
pub(crate) fn levels(level: Level, language: Language) -> &'static str {
    match level {
        Level::Commune => "Communes",
        Level::Epci => language.pick("Intercommunalités (EPCI)", "EPCI"),
        Level::Departement => "Départements",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_and_facet_of_the_catalogue_has_words() {
        let kinds = Kinds::builtin();
        for indicator in territory::figure::indicators() {
            for language in [Language::Fr, Language::En] {
                assert!(!unit(&indicator.unit, language).contains('_'), "{} has no words", indicator.unit);
                for mode in CareMode::ALL.iter().filter(|_| indicator.facet == territory::Facet::Mode) {
                    let words = facet(&kinds, &indicator, mode.as_str(), language).unwrap();
                    assert!(words.starts_with(char::is_lowercase), "a mode, not a kind: {words}");
                }
                let total = facet(&kinds, &indicator, "total", language);
                assert_eq!(total.is_some(), indicator.facet == territory::Facet::Mode, "{}", indicator.id);
            }
        }
    }
}
