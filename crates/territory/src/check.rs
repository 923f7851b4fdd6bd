//! Words for what makes a row doubtful: one for each quality check.

use serde::{Deserialize, Serialize};

/// A quality check that a row did not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The position is in another commune than the one that the row names.
    OutsideItsCommune,
    /// The position is in another département than that of the commune that the row names.
    FarFromDepartment,
    /// The position is in no territory of France.
    OutsideFrance,
    /// Longitude and latitude change places.
    SwappedCoordinates,
    /// Metres of a projection in columns of degrees.
    MetresAsDegrees,
    /// No coordinates, or what is no number, where the other rows have some.
    NanOrNullCoordinates,
    /// The same name and kind at the same place.
    Duplicate,
    /// What moves has the coordinates of its base.
    ItinerantAtBase,
    /// An INSEE code in the column of postal codes.
    PostcodeForInsee,
    /// Parts that do not add up to their published sum.
    SumOfParts,
    /// A figure that another source contradicts.
    DisagreesWithOther,
}

impl Check {
    /// Every check, in the order in which lists show them.
    pub const ALL: [Self; 11] = [
        Self::OutsideItsCommune,
        Self::FarFromDepartment,
        Self::OutsideFrance,
        Self::SwappedCoordinates,
        Self::MetresAsDegrees,
        Self::NanOrNullCoordinates,
        Self::Duplicate,
        Self::ItinerantAtBase,
        Self::PostcodeForInsee,
        Self::SumOfParts,
        Self::DisagreesWithOther,
    ];

    /// The word of the API: "outside_its_commune".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OutsideItsCommune => "outside_its_commune",
            Self::FarFromDepartment => "far_from_department",
            Self::OutsideFrance => "outside_france",
            Self::SwappedCoordinates => "swapped_coordinates",
            Self::MetresAsDegrees => "metres_as_degrees",
            Self::NanOrNullCoordinates => "nan_or_null_coordinates",
            Self::Duplicate => "duplicate",
            Self::ItinerantAtBase => "itinerant_at_base",
            Self::PostcodeForInsee => "postcode_for_insee",
            Self::SumOfParts => "sum_of_parts",
            Self::DisagreesWithOther => "disagrees_with_other",
        }
    }

    /// French label for lists.
    pub const fn label_fr(self) -> &'static str {
        match self {
            Self::OutsideItsCommune => "Hors de sa commune",
            Self::FarFromDepartment => "Hors de son département",
            Self::OutsideFrance => "Hors de France",
            Self::SwappedCoordinates => "Coordonnées inversées",
            Self::MetresAsDegrees => "Mètres à la place de degrés",
            Self::NanOrNullCoordinates => "Coordonnées absentes ou illisibles",
            Self::Duplicate => "Doublon probable",
            Self::ItinerantAtBase => "Service itinérant placé à sa base",
            Self::PostcodeForInsee => "Code INSEE à la place du code postal",
            Self::SumOfParts => "Total différent de la somme",
            Self::DisagreesWithOther => "En désaccord avec une autre source",
        }
    }

    /// English label for lists.
    pub const fn label_en(self) -> &'static str {
        match self {
            Self::OutsideItsCommune => "Outside its commune",
            Self::FarFromDepartment => "Outside its département",
            Self::OutsideFrance => "Outside France",
            Self::SwappedCoordinates => "Swapped coordinates",
            Self::MetresAsDegrees => "Metres in place of degrees",
            Self::NanOrNullCoordinates => "Coordinates absent or unreadable",
            Self::Duplicate => "Probable duplicate",
            Self::ItinerantAtBase => "Itinerant service at its base",
            Self::PostcodeForInsee => "INSEE code in place of the postal code",
            Self::SumOfParts => "Total other than the sum",
            Self::DisagreesWithOther => "Disagrees with another source",
        }
    }

    /// One French sentence: what was seen, and what would put it right.
    pub const fn reason_fr(self) -> &'static str {
        match self {
            Self::OutsideItsCommune => {
                "La position est hors de la commune que nomme la ligne : vérifier le code de la commune et les coordonnées."
            }
            Self::FarFromDepartment => {
                "La position est dans un autre département que celui de la commune nommée : vérifier les coordonnées."
            }
            Self::OutsideFrance => "La position n’est dans aucun territoire français : géocoder l’adresse de nouveau.",
            Self::SwappedCoordinates => "La longitude et la latitude sont inversées : les échanger.",
            Self::MetresAsDegrees => {
                "Ces coordonnées sont des mètres d’une projection, présentés comme des degrés : les convertir en WGS84."
            }
            Self::NanOrNullCoordinates => {
                "Les coordonnées manquent ou ne sont pas des nombres : le service est placé au centre de sa commune."
            }
            Self::Duplicate => "Même nom et même type au même endroit : sans doute un seul service, inscrit deux fois.",
            Self::ItinerantAtBase => {
                "Le service est itinérant : ses coordonnées sont celles de sa base, non de ses arrêts."
            }
            Self::PostcodeForInsee => "Le code postal est le code INSEE de la commune : donner celui du courrier.",
            Self::SumOfParts => "Les parties ne font pas le total publié : vérifier la source ; le total est gardé.",
            Self::DisagreesWithOther => "Une autre source donne un chiffre très différent : vérifier les deux.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_its_own_and_the_one_of_its_data() {
        for (i, check) in Check::ALL.iter().enumerate() {
            assert!(Check::ALL[..i].iter().all(|other| other.as_str() != check.as_str()));
            assert_eq!(serde_json::to_value(check).unwrap(), check.as_str());
            assert!(!check.label_fr().is_empty() && !check.label_en().is_empty() && check.reason_fr().ends_with('.'));
        }
    }
}
