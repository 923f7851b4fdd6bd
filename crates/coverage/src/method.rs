//! What each figure says of itself: the texts of its provenance.

use territory::{CareMode, Kind, Provenance, SourceId};

use crate::Basis;

/// The texts of a method, in French and English.
pub(crate) struct Method {
    pub(crate) fr: String,
    pub(crate) en: String,
    pub(crate) estimate: bool,
}

/// Version of every method of this crate; raised when a result can change for equal input.
const VERSION: u32 = 1;

pub(crate) fn provenance(
    indicator: &str,
    facet: &str,
    method: Method,
    mut sources: Vec<SourceId>,
    parameters: Vec<(String, String)>,
) -> Provenance {
    sources.sort();
    sources.dedup();
    Provenance {
        id: format!("{indicator}.{facet}"),
        method_fr: method.fr,
        method_en: method.en,
        method_version: VERSION,
        estimate: method.estimate,
        sources,
        parameters,
    }
}

pub(crate) fn exact(fr: &str, en: &str) -> Method {
    Method { fr: fr.into(), en: en.into(), estimate: false }
}

pub(crate) fn children() -> Method {
    Method {
        fr: "Enfants de moins de 3 ans qui habitent le territoire : somme des naissances domiciliées des trois dernières \
             années, ou trois fois celles de la seule année disponible. Ni les décès ni les déménagements ne sont comptés. \
             Là où des carreaux de 200 m couvrent la commune, ils ne servent qu’à répartir ce nombre dans l’espace."
            .into(),
        en: "Children under three who live in the territory: births of the last three years, or three times those of the \
             only year available. Neither deaths nor moves are counted. Where 200 m cells cover the commune, they only \
             spread that number in space."
            .into(),
        estimate: true,
    }
}

pub(crate) fn places(basis: Basis) -> Method {
    let (fr, en) = match basis {
        Basis::Agreees => ("agréées", "licensed"),
        Basis::Actives => ("réellement proposées", "really offered"),
        Basis::Disponibles => ("déclarées libres", "declared free"),
    };
    Method {
        fr: format!(
            "Somme des places {fr} des services situés dans le territoire et de ses assistants maternels ; les places d’une \
             MAM sont des places d’assistants maternels. Une commune dont un service ne déclare pas ses places est « non \
             connue ». Secret statistique en dessous de cinq assistants maternels."
        ),
        en: format!(
            "Sum of places {en} by the services located in the territory and by its childminders; places of a MAM are \
             places of childminders. A commune where a service does not state its places is “not known”. Statistical \
             secrecy below five childminders."
        ),
        estimate: false,
    }
}

pub(crate) fn rate(facet: &str, modes: &[CareMode]) -> Method {
    let french = |mode: &CareMode| match mode {
        CareMode::Eaje => "établissements d’accueil (EAJE)",
        CareMode::AssistantMaternel => "assistants maternels, MAM comprises",
        CareMode::Prescolarisation => "école à 2 ans",
        CareMode::GardeADomicile => "garde à domicile",
    };
    let english = |mode: &CareMode| match mode {
        CareMode::Eaje => "day nurseries (EAJE)",
        CareMode::AssistantMaternel => "childminders, MAM included",
        CareMode::Prescolarisation => "school at the age of two",
        CareMode::GardeADomicile => "care at the parents’ home",
    };
    let absent: Vec<&CareMode> = CareMode::ALL.iter().filter(|m| !modes.contains(m)).collect();
    let list = |modes: Vec<&'static str>| modes.join(", ");
    let mut method = Method {
        fr: format!(
            "100 × places agréées ÷ enfants de moins de 3 ans, sans plafond. Modes comptés : {}.",
            list(modes.iter().map(french).collect())
        ),
        en: format!(
            "100 × licensed places ÷ children under three, without a cap. Modes counted: {}.",
            list(modes.iter().map(english).collect())
        ),
        estimate: false,
    };
    if facet == "total" && !absent.is_empty() {
        method.fr += &format!(
            " Faute de source, ne sont pas comptés : {}. Ce taux n’est donc pas le taux officiel de la Cnaf.",
            list(absent.iter().map(|m| french(m)).collect())
        );
        method.en += &format!(
            " Not counted for want of a source: {}. This rate is therefore not the official rate of the Cnaf.",
            list(absent.iter().map(|m| english(m)).collect())
        );
    }
    method
}

pub(crate) fn count(kind: &Kind) -> Method {
    if kind.nominative {
        return exact(
            "Nombre d’assistants maternels exerçant à domicile, par commune ; secret statistique de un à quatre, et pour ce \
             qui permettrait de le retrouver par différence.",
            "Number of childminders working at home, by commune; secret from one to four, and for whatever would reveal it \
             by subtraction.",
        );
    }
    exact(
        "Nombre de services de ce type situés dans le territoire, d’après les sources citées.",
        "Number of services of this kind located in the territory, according to the sources named.",
    )
}
