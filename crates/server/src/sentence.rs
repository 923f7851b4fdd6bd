//! Sentences about a territory, in French and in English. Names keep their spelling; what stands
//! before them follows its rules: "Au Poiré", "Aux Lucs", "d’Aizenay", "de L’Île-d’Yeu".

use territory::{
    Kind, Level, Quantity,
    name::{departement_words, is_elided},
};

/// A territory as sentences name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) level: Level,
    /// Official code: a département is said with its article when code and name are real.
    pub(crate) code: &'a str,
    pub(crate) name: &'a str,
}

/// What the main sentence has to tell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Telling<'a> {
    /// Children who live beyond the threshold of a kind.
    Beyond {
        /// How many; rounded to whole children.
        children: f64,
        /// The kind.
        kind: &'a Kind,
        /// Rests on an approximation.
        estimate: bool,
    },
    /// Their number is secret.
    Secret(&'a Kind),
    /// Nobody knows how many children live there.
    NoChildren,
    /// Children are known, and no service to reach is.
    NoService,
}

/// The main sentence in French. `unknown` is a kind that was looked for first and of which the
/// snapshot knows no service.
pub(crate) fn french(place: Place<'_>, unknown: Option<&Kind>, telling: Telling<'_>) -> String {
    let at = at_french(place);
    let main = match telling {
        Telling::Beyond { children, kind, estimate } => {
            let far = format!("à plus de {} min {}", kind.threshold_min, of_one(&kind.one_fr));
            let estimate = if estimate { " (estimation)" } else { "" };
            match children.round() {
                n if n < 1.0 => format!("{at}, aucun enfant de moins de 3 ans ne vit {far}{estimate}."),
                n if n < 2.0 => format!("{at}, 1 enfant de moins de 3 ans vit {far}{estimate}."),
                n => format!("{at}, {} enfants de moins de 3 ans vivent {far}{estimate}.", number_french(n)),
            }
        }
        Telling::Secret(kind) => format!(
            "{at}, le nombre d’enfants de moins de 3 ans qui vivent à plus de {} min {} est couvert par le secret statistique.",
            kind.threshold_min,
            of_one(&kind.one_fr)
        ),
        Telling::NoChildren => {
            format!("Le nombre d’enfants de moins de 3 ans {} n’est pas connu.", of_french(place))
        }
        Telling::NoService => format!("{at}, aucun service aux familles n’est connu des sources de cet observatoire."),
    };
    match unknown {
        Some(kind) => {
            format!("{} Aucun lieu de type « {} » n’est connu des sources de cet observatoire.", main, kind.label_fr)
        }
        None => main,
    }
}

/// The same in English.
pub(crate) fn english(place: Place<'_>, unknown: Option<&Kind>, telling: Telling<'_>) -> String {
    let at = match place.level {
        Level::Commune => format!("In {}", place.name),
        Level::Epci => format!("In the EPCI {}", place.name),
        Level::Departement => format!("In the département {}", place.name),
    };
    let main = match telling {
        Telling::Beyond { children, kind, estimate } => {
            let far = format!("more than {} min from {}", kind.threshold_min, one_english(kind));
            let estimate = if estimate { " (estimate)" } else { "" };
            match children.round() {
                n if n < 1.0 => format!("{at}, no child under three lives {far}{estimate}."),
                n if n < 2.0 => format!("{at}, 1 child under three lives {far}{estimate}."),
                n => format!("{at}, {} children under three live {far}{estimate}.", grouped(n, ',')),
            }
        }
        Telling::Secret(kind) => format!(
            "{at}, the number of children under three who live more than {} min from {} is covered by statistical secrecy.",
            kind.threshold_min,
            one_english(kind)
        ),
        Telling::NoChildren => format!("{at}, the number of children under three is not known."),
        Telling::NoService => format!("{at}, the sources of this observatory know no family service."),
    };
    match unknown {
        Some(kind) => format!("{main} The sources of this observatory know no place of the kind “{}”.", kind.label_en),
        None => main,
    }
}

/// The most telling figure: the first of `kinds` (a kind and its number of children beyond, with
/// whether it is an estimate) that is known; secret before nothing.
pub(crate) fn choose<'a>(children: Quantity, kinds: &[(&'a Kind, Quantity, bool)]) -> Telling<'a> {
    let known = kinds.iter().find_map(|&(kind, value, estimate)| Some((kind, value.known()?, estimate)));
    match (known, kinds.iter().find(|(_, value, _)| *value == Quantity::Suppressed), children) {
        (Some((kind, children, estimate)), _, _) => Telling::Beyond { children, kind, estimate },
        (None, Some((kind, _, _)), _) => Telling::Secret(kind),
        (None, None, Quantity::Known(_) | Quantity::Suppressed) => Telling::NoService,
        (None, None, Quantity::Missing) => Telling::NoChildren,
    }
}

/// A whole number as French writes it: groups of three behind narrow no-break spaces.
pub(crate) fn number_french(value: f64) -> String {
    grouped(value, '\u{202f}')
}

fn grouped(value: f64, separator: char) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::with_capacity(digits.len() * 2);
    if value.round() < 0.0 {
        text.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// "À Falleron", "Au Poiré-sur-Vie", "Aux Lucs-sur-Boulogne", "Dans la CC du Pays…", "En Vendée".
fn at_french(place: Place<'_>) -> String {
    match place.level {
        Level::Commune => match article(place.name) {
            Some(("Le", rest)) => format!("Au {rest}"),
            Some(("Les", rest)) => format!("Aux {rest}"),
            _ => format!("À {}", place.name),
        },
        Level::Epci if is_feminine_epci(place.name) => format!("Dans la {}", place.name),
        Level::Epci => format!("Dans l’EPCI {}", place.name),
        Level::Departement => match departement_words(place.code, place.name) {
            Some(words) => capitalised(&words.r#in),
            None => format!("Dans le département {}", place.name),
        },
    }
}

/// "de Falleron", "du Poiré-sur-Vie", "des Lucs-sur-Boulogne", "d’Aizenay", "de la CC du Pays…",
/// "du Cantal".
fn of_french(place: Place<'_>) -> String {
    match place.level {
        Level::Commune => match article(place.name) {
            Some(("Le", rest)) => format!("du {rest}"),
            Some(("Les", rest)) => format!("des {rest}"),
            _ if is_elided(place.name) => format!("d’{}", place.name),
            _ => format!("de {}", place.name),
        },
        Level::Epci if is_feminine_epci(place.name) => format!("de la {}", place.name),
        Level::Epci => format!("de l’EPCI {}", place.name),
        Level::Departement => match departement_words(place.code, place.name) {
            Some(words) => words.of.clone(),
            None => format!("du département {}", place.name),
        },
    }
}

/// "d’une crèche", "de la crèche": `de` before an indefinite article or another word.
fn of_one(one: &str) -> String {
    if is_elided(one) { format!("d’{one}") } else { format!("de {one}") }
}

/// The article that contracts with `à` and `de`, and what follows it; "La" and "L’" stay.
fn article(name: &str) -> Option<(&str, &str)> {
    name.split_once(' ').filter(|(article, _)| ["Le", "Les"].contains(article))
}

fn is_feminine_epci(name: &str) -> bool {
    let first = territory::name::fold(name);
    ["cc", "ca", "cu", "communaute", "metropole"].contains(&first.split(' ').next().unwrap_or_default())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// "a day nursery", "an after-school centre", "a France services".
fn one_english(kind: &Kind) -> String {
    // A label that is not translated is a proper name and keeps its capital.
    let label = if kind.label_en == kind.label_fr {
        kind.label_en.clone()
    } else {
        let mut letters = kind.label_en.chars();
        letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
    };
    let article = if label.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {label}")
}

#[cfg(test)]
mod tests {
    use territory::Kinds;

    use super::*;

    fn commune(name: &str) -> Place<'_> {
        Place { level: Level::Commune, code: "", name }
    }

    fn say(place: Place<'_>, children: f64, kind: &str) -> [String; 2] {
        let kinds = Kinds::builtin();
        let telling = Telling::Beyond { children, kind: kinds.get(kind).unwrap(), estimate: true };
        [french(place, None, telling), english(place, None, telling)]
    }

    #[test]
    fn the_number_of_children_rules_the_verb() {
        let [fr, en] = say(commune("Falleron"), 37.4, "creche");
        assert_eq!(fr, "À Falleron, 37 enfants de moins de 3 ans vivent à plus de 15 min d’une crèche (estimation).");
        assert_eq!(en, "In Falleron, 37 children under three live more than 15 min from a day nursery (estimate).");
        let [fr, en] = say(commune("Falleron"), 1.2, "creche");
        assert_eq!(fr, "À Falleron, 1 enfant de moins de 3 ans vit à plus de 15 min d’une crèche (estimation).");
        assert_eq!(en, "In Falleron, 1 child under three lives more than 15 min from a day nursery (estimate).");
        let [fr, en] = say(commune("Falleron"), 0.0, "creche");
        assert_eq!(fr, "À Falleron, aucun enfant de moins de 3 ans ne vit à plus de 15 min d’une crèche (estimation).");
        assert_eq!(en, "In Falleron, no child under three lives more than 15 min from a day nursery (estimate).");
    }

    #[test]
    fn articles_of_communes_contract() {
        for (name, expected) in [
            ("Le Poiré-sur-Vie", "Au Poiré-sur-Vie, "),
            ("Les Lucs-sur-Boulogne", "Aux Lucs-sur-Boulogne, "),
            ("La Roche-sur-Yon", "À La Roche-sur-Yon, "),
            ("L’Île-d’Yeu", "À L’Île-d’Yeu, "),
            ("Lestrem", "À Lestrem, "),
            ("Aizenay", "À Aizenay, "),
        ] {
            assert!(say(commune(name), 3.0, "creche")[0].starts_with(expected), "{name}");
        }
    }

    #[test]
    fn an_unknown_number_of_children_is_said_with_the_right_de() {
        for (name, expected) in [
            ("Falleron", "de Falleron"),
            ("Aizenay", "d’Aizenay"),
            ("Évrunes", "d’Évrunes"),
            ("Habsheim", "d’Habsheim"),
            ("Haute-Goulaine", "de Haute-Goulaine"),
            ("Le Poiré-sur-Vie", "du Poiré-sur-Vie"),
            ("Les Lucs-sur-Boulogne", "des Lucs-sur-Boulogne"),
            ("L’Île-d’Yeu", "de L’Île-d’Yeu"),
            ("La Roche-sur-Yon", "de La Roche-sur-Yon"),
        ] {
            let fr = french(commune(name), None, choose(Quantity::Missing, &[]));
            assert_eq!(fr, format!("Le nombre d’enfants de moins de 3 ans {expected} n’est pas connu."));
        }
    }

    #[test]
    fn larger_territories_are_named_with_their_kind() {
        let epci = |name| Place { level: Level::Epci, code: "", name };
        assert!(say(epci("CC du Pays de Chantonnay"), 3.0, "mam")[0].starts_with("Dans la CC du Pays de Chantonnay, "));
        assert!(say(epci("Nantes Métropole"), 3.0, "mam")[0].starts_with("Dans l’EPCI Nantes Métropole, "));
        let departement = |code, name| Place { level: Level::Departement, code, name };
        assert!(say(departement("85", "Vendée"), 3.0, "mam")[0].starts_with("En Vendée, 3 enfants "));
        assert!(say(departement("15", "Cantal"), 3.0, "mam")[0].starts_with("Dans le Cantal, "));
        assert!(say(departement("85", "Trame"), 3.0, "mam")[0].starts_with("Dans le département Trame, "));
        let unknown = french(departement("15", "Cantal"), None, Telling::NoChildren);
        assert!(unknown.contains("de moins de 3 ans du Cantal n’est pas connu"), "{unknown}");
    }

    #[test]
    fn kinds_are_elided_and_english_articles_agree() {
        assert!(say(commune("X"), 3.0, "rpe")[0].contains("à plus de 20 min d’un relais petite enfance"));
        assert_eq!(of_one("la crèche"), "de la crèche");
        assert!(say(commune("X"), 3.0, "alsh")[1].contains("from an after-school"));
        assert!(say(commune("X"), 3.0, "france_services")[1].contains("from a France services"));
    }

    #[test]
    fn large_numbers_have_french_spaces() {
        assert_eq!(number_french(1_234_567.0), "1\u{202f}234\u{202f}567");
        assert_eq!([number_french(999.0), number_french(1000.0), number_french(0.0)], ["999", "1\u{202f}000", "0"]);
        assert!(say(commune("X"), 12_345.0, "creche")[1].contains("12,345 children"));
    }

    #[test]
    fn the_first_known_kind_tells_and_a_secret_one_is_said_before_nothing() {
        let kinds = Kinds::builtin();
        let [creche, mam] = ["creche", "mam"].map(|id| kinds.get(id).unwrap());
        let known = Quantity::Known(2.0);
        let told = |list: &[(&Kind, Quantity, bool)]| french(commune("X"), None, choose(known, list));
        assert!(told(&[(creche, Quantity::Missing, false), (mam, known, false)]).contains("maison d’assistants"));
        assert!(told(&[(creche, Quantity::Suppressed, false), (mam, Quantity::Missing, false)]).contains("secret"));
        assert!(told(&[]).contains("aucun service"));
    }

    #[test]
    fn a_kind_without_any_service_is_mentioned() {
        let kinds = Kinds::builtin();
        let telling = Telling::Beyond { children: 4.0, kind: kinds.get("mam").unwrap(), estimate: false };
        let fr = french(commune("X"), kinds.get("creche"), telling);
        assert!(fr.ends_with("Aucun lieu de type « Crèche » n’est connu des sources de cet observatoire."), "{fr}");
        assert!(english(commune("X"), kinds.get("creche"), telling).contains("“Day nursery”"));
    }
}
