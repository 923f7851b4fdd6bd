//! Kinds of services: data, not code. The catalogue is `data/kinds.toml`.

use serde::{Deserialize, Serialize};

use crate::Seconds;

/// Identifier of a kind: "creche", "laep", "france_services".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindId(pub String);

impl KindId {
    /// The word itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for KindId {
    fn from(word: &str) -> Self {
        Self(word.to_owned())
    }
}

/// What a kind is for: the first choice on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// Children under three.
    PetiteEnfance,
    /// Support of parents.
    Parentalite,
    /// Children and young people from three to seventeen.
    EnfanceJeunesse,
    /// Access to rights and public services.
    AccesAuxDroits,
    /// Getting there.
    Mobilite,
}

/// The modes of the official coverage rate. A kind without a mode adds no place (LAEP, RPE).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareMode {
    /// Établissements d'accueil du jeune enfant: crèches and micro-crèches, familiales included.
    Eaje,
    /// Assistants maternels, at home or in a MAM.
    AssistantMaternel,
    /// Two-year-olds at school.
    Prescolarisation,
    /// Care at the parents' home.
    GardeADomicile,
}

impl CareMode {
    /// Every mode, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Eaje, Self::AssistantMaternel, Self::Prescolarisation, Self::GardeADomicile];

    /// The word used as a facet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eaje => "eaje",
            Self::AssistantMaternel => "assistant_maternel",
            Self::Prescolarisation => "prescolarisation",
            Self::GardeADomicile => "garde_a_domicile",
        }
    }
}

/// Whom a kind of service is for, and so what its gaps are counted over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Children under three.
    #[serde(rename = "under_3")]
    Under3,
    /// Children under six, with their parents.
    #[serde(rename = "under_6")]
    Under6,
    /// Children from three to eleven.
    #[serde(rename = "from_3_to_11")]
    From3To11,
    /// Young people from twelve to seventeen.
    #[serde(rename = "from_12_to_17")]
    From12To17,
    /// Families with a child under eighteen.
    Families,
    /// People of sixty and more.
    #[serde(rename = "over_60")]
    Over60,
    /// Everybody who lives there.
    Everybody,
}

impl Population {
    /// Every population, youngest first.
    pub const ALL: [Self; 7] =
        [Self::Under3, Self::Under6, Self::From3To11, Self::From12To17, Self::Families, Self::Over60, Self::Everybody];

    /// The word used in `data/kinds.toml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Under3 => "under_3",
            Self::Under6 => "under_6",
            Self::From3To11 => "from_3_to_11",
            Self::From12To17 => "from_12_to_17",
            Self::Families => "families",
            Self::Over60 => "over_60",
            Self::Everybody => "everybody",
        }
    }
}

/// A kind of service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its identifier.
    pub id: KindId,
    /// French label, singular, without article: "Micro-crèche".
    pub label_fr: String,
    /// French label, plural.
    pub plural_fr: String,
    /// With its indefinite article, for sentences: "une micro-crèche".
    pub one_fr: String,
    /// English label, singular.
    pub label_en: String,
    /// English label, plural.
    pub plural_en: String,
    /// What it is for.
    pub theme: Theme,
    /// The mode of the coverage rate that its places enter.
    #[serde(default)]
    pub mode: Option<CareMode>,
    /// Whom it serves.
    pub serves: Population,
    /// The travel time beyond which a family counts as far, whole minutes.
    pub threshold_min: u32,
    /// A shorter time that is watched as well, whole minutes: 20 for France services.
    #[serde(default)]
    pub alert_min: Option<u32>,
    /// Its places are homes of persons: never published one by one.
    #[serde(default)]
    pub nominative: bool,
    /// Places at most, by law; a larger capacity is reported.
    #[serde(default)]
    pub max_places: Option<u32>,
    /// Codes of the Base permanente des équipements, in any of its years.
    #[serde(default)]
    pub bpe: Vec<String>,
    /// Colour of its symbol, "#rrggbb", at least 3:1 on white.
    pub color: String,
}

impl Kind {
    /// The threshold as a travel time; reached when `≤`.
    pub fn threshold(&self) -> Seconds {
        Seconds::from_minutes(self.threshold_min)
    }

    /// The times that gaps are counted beyond, ascending: the one that is watched, the threshold.
    pub fn thresholds(&self) -> Vec<Seconds> {
        self.alert_min.into_iter().chain([self.threshold_min]).map(Seconds::from_minutes).collect()
    }
}

/// The catalogue of kinds, in the order in which they are offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// Fewest assistants maternels of a commune whose number is published.
    pub home_care_threshold: u32,
    /// The kinds.
    #[serde(rename = "kind")]
    pub all: Vec<Kind>,
}

impl Kinds {
    /// The catalogue that is part of the binary.
    ///
    /// # Panics
    /// Never in a released binary: a test reads it.
    pub fn builtin() -> Self {
        Self::parse(include_str!("../../../data/kinds.toml")).expect("data/kinds.toml is valid")
    }

    /// A catalogue from the text of a `kinds.toml`.
    ///
    /// # Errors
    /// The parser's message, with its line, for a text of another shape; a sentence for an
    /// identifier that stands twice.
    pub fn parse(text: &str) -> Result<Self, String> {
        let kinds: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        for (i, kind) in kinds.all.iter().enumerate() {
            if kinds.all[..i].iter().any(|k| k.id == kind.id) {
                return Err(format!("the kind `{}` stands twice", kind.id.as_str()));
            }
            if kind.alert_min.is_some_and(|alert| alert >= kind.threshold_min) {
                return Err(format!(
                    "the kind `{}` is watched at {} min, which is not below its threshold of {} min",
                    kind.id.as_str(),
                    kind.alert_min.unwrap_or_default(),
                    kind.threshold_min
                ));
            }
        }
        Ok(kinds)
    }

    /// The kind of that identifier.
    pub fn get(&self, id: &str) -> Option<&Kind> {
        self.all.iter().find(|k| k.id.as_str() == id)
    }

    /// The identifiers, comma separated, for messages that say what would work.
    pub fn words(&self) -> String {
        self.all.iter().map(|k| k.id.as_str()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_catalogue_holds_what_the_law_says() {
        let kinds = Kinds::builtin();
        let of = |id: &str| kinds.get(id).unwrap_or_else(|| panic!("{id} is a kind"));
        assert_eq!(
            of("mam").mode,
            Some(CareMode::AssistantMaternel),
            "places of a MAM are places of assistants maternels"
        );
        assert_eq!(of("mam").max_places, Some(20));
        assert_eq!(of("micro_creche").max_places, Some(12));
        assert_eq!(of("laep").mode, None, "a LAEP is no childcare");
        assert!(of("assistant_maternel").nominative);
    }

    #[test]
    fn whom_a_kind_serves_and_when_it_is_far_are_data() {
        let kinds = Kinds::builtin();
        let of = |id: &str| kinds.get(id).unwrap_or_else(|| panic!("{id} is a kind"));
        // Every kind whose places enter the coverage rate serves the children that divide it.
        assert!(kinds.all.iter().filter(|k| k.mode.is_some()).all(|k| k.serves == Population::Under3));
        assert_eq!(of("laep").serves, Population::Under6);
        assert_eq!(of("france_services").serves, Population::Everybody);
        assert_eq!(of("france_services").thresholds(), [Seconds(1200), Seconds(1800)]);
        assert_eq!(of("creche").thresholds(), [Seconds(900)]);
        for population in Population::ALL {
            let text = format!("serves = \"{}\"", population.as_str());
            let read: std::collections::BTreeMap<String, Population> = toml::from_str(&text).unwrap();
            assert_eq!(read["serves"], population);
        }
        let text = include_str!("../../../data/kinds.toml").replace("alert_min = 20", "alert_min = 30");
        assert!(Kinds::parse(&text).unwrap_err().contains("france_services"));
    }

    #[test]
    fn a_kind_that_stands_twice_is_refused() {
        let text = include_str!("../../../data/kinds.toml");
        let once = &text[text.find("[[kind]]").unwrap()..];
        let end = once[3..].find("[[kind]]").unwrap() + 3;
        let doubled = format!("{text}\n{}", &once[..end]);
        assert!(Kinds::parse(&doubled).unwrap_err().contains("stands twice"));
    }
}
