//! What problems say, in both languages, in one place. A message names what was sent and what would
//! work.

mod rows;
mod travel;

pub(crate) use rows::reason_fr;
pub(crate) use travel::*;

use std::fmt::Display;

/// A text in both languages; English alone where nobody meets it on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// French.
    pub fr: Option<String>,
}

/// Between the languages of a text that passes through another library as one string; it stands
/// in no text.
const SEPARATOR: char = '\u{1f}';

impl Text {
    fn new(fr: impl Into<String>, en: impl Into<String>) -> Self {
        Self { en: en.into(), fr: Some(fr.into()) }
    }

    /// Both languages as one string, for an error type that holds a string only.
    pub(crate) fn packed(self) -> String {
        match self.fr {
            Some(fr) => format!("{}{SEPARATOR}{fr}", self.en),
            None => self.en,
        }
    }

    /// What a library says of a value that it refuses: a packed text, or words of its own.
    fn of_cause(cause: &str) -> Self {
        if let Some((en, fr)) = cause.split_once(SEPARATOR) {
            return Self::new(fr, en);
        }
        if let Some(rest) = cause.strip_prefix("unknown variant ") {
            let fr = rest.replace("expected one of", "attendu :").replace("expected", "attendu :");
            return Self::new(format!("valeur inconnue {}", fr.replace("` or `", "` ou `")), cause);
        }
        Self::new("la valeur n’a pas la forme attendue", cause)
    }
}

impl From<String> for Text {
    fn from(en: String) -> Self {
        Self { en, fr: None }
    }
}

impl From<&str> for Text {
    fn from(en: &str) -> Self {
        en.to_owned().into()
    }
}

pub(crate) fn unknown_parameter(name: &str, none_is_taken: bool) -> Text {
    let (fr, en) =
        if none_is_taken { (" : cette adresse n’en prend aucun", ": this address takes none") } else { ("", "") };
    Text::new(format!("Le paramètre `{name}` est inconnu{fr}."), format!("The parameter `{name}` is unknown{en}."))
}

pub(crate) fn given_twice(name: &str) -> Text {
    Text::new(
        format!("Le paramètre `{name}` est donné deux fois ; donnez-le une fois."),
        format!("The parameter `{name}` is given twice; give it once."),
    )
}

pub(crate) fn required(name: &str) -> Text {
    Text::new(format!("Le paramètre `{name}` est requis."), format!("The parameter `{name}` is required."))
}

pub(crate) fn refused(name: &str, cause: &str) -> Text {
    let cause = Text::of_cause(cause);
    Text::new(
        format!("Le paramètre `{name}` est refusé : {}.", cause.fr.unwrap_or_default()),
        format!("The parameter `{name}` is refused: {}.", cause.en),
    )
}

pub(crate) fn query_refused(cause: &str) -> Text {
    let cause = Text::of_cause(cause);
    Text::new(
        format!("La demande est refusée : {}.", cause.fr.unwrap_or_default()),
        format!("The query is refused: {}.", cause.en),
    )
}

pub(crate) fn path_is_not_utf8() -> Text {
    Text::new("Le chemin décodé n’est pas de l’UTF-8.", "The path is not UTF-8 once decoded.")
}

pub(crate) fn not_a_parent(text: &str) -> Text {
    Text::new(
        format!("`{text}` n’est pas `epci:` ou `departement:` suivi d’un code, comme epci:248500340"),
        format!("`{text}` is not `epci:` or `departement:` and a code, such as epci:248500340"),
    )
}

pub(crate) fn not_a_box(text: &str) -> Text {
    Text::new(
        format!("`{text}` n’est pas ouest,sud,est,nord en degrés, comme -1.3,46.5,-0.9,46.9"),
        format!("`{text}` is not west,south,east,north in degrees, such as -1.3,46.5,-0.9,46.9"),
    )
}

pub(crate) fn not_a_limit(text: &str, most: usize) -> Text {
    Text::new(
        format!("`{text}` n’est pas un nombre entier de 1 à {most}"),
        format!("`{text}` is not a whole number from 1 to {most}"),
    )
}

pub(crate) fn not_a_year(text: &str) -> Text {
    Text::new(format!("`{text}` n’est pas une année, comme 2024"), format!("`{text}` is not a year, such as 2024"))
}

pub(crate) fn no_level(word: &str) -> Text {
    Text::new(format!("Il n’y a pas de niveau `{word}`."), format!("There is no level `{word}`."))
}

/// A parameter that names a territory of some level.
pub(crate) fn no_such_territory(parameter: &str, level: &str, code: &str) -> Text {
    Text::new(
        format!(
            "Le paramètre `{parameter}` ne désigne rien du niveau {level} dans cet observatoire : `{code}`. \
             /api/v1/territories?level={level} les énumère."
        ),
        format!(
            "The parameter `{parameter}` names no {level} of this snapshot: `{code}`. \
             /api/v1/territories?level={level} lists them."
        ),
    )
}

/// A path that names a territory.
pub(crate) fn no_territory(level: &str, code: &str, example: &str) -> Text {
    Text::new(
        format!(
            "Rien du niveau {level} n’a le code `{code}` dans cet observatoire. Il y a `{example}` ; \
             /api/v1/territories?level={level} les énumère tous."
        ),
        format!(
            "No {level} of this snapshot has the code `{code}`. There is `{example}`; \
             /api/v1/territories?level={level} lists them all."
        ),
    )
}

pub(crate) fn no_service(id: &str) -> Text {
    Text::new(
        format!("Aucun service de cet observatoire n’a l’identifiant `{id}`. /api/v1/services les énumère."),
        format!("No service of this snapshot has the identifier `{id}`. /api/v1/services lists them."),
    )
}

pub(crate) fn no_public_kind(kind: &str) -> Text {
    Text::new(
        format!("Le paramètre `kind` n’est pas un type de service qui a des lieux publics : `{kind}`."),
        format!("The parameter `kind` is no kind with public places: `{kind}`."),
    )
}

pub(crate) fn nothing_to_search() -> Text {
    Text::new(
        "Le paramètre `q` demande au moins une lettre ou un chiffre.",
        "The parameter `q` needs at least one letter or digit.",
    )
}

pub(crate) fn search_too_long(most: usize) -> Text {
    Text::new(
        format!("Le paramètre `q` dépasse {most} caractères."),
        format!("The parameter `q` is longer than {most} characters."),
    )
}

pub(crate) fn no_indicator(id: &str) -> Text {
    Text::new(
        format!("Le paramètre `indicator` est inconnu : `{id}`."),
        format!("The parameter `indicator` is unknown: `{id}`."),
    )
}

pub(crate) fn no_facet(indicator: &str, facet: &str) -> Text {
    Text::new(
        format!("Cet observatoire n’a pas de chiffres de `{indicator}` pour la facette `{facet}`."),
        format!("This snapshot has no figures of `{indicator}` for the facet `{facet}`."),
    )
}

pub(crate) fn no_figures_at_level(indicator: &str, facet: &str, level: &str) -> Text {
    Text::new(
        format!("`{indicator}` pour la facette `{facet}` n’a pas de chiffres au niveau `{level}`."),
        format!("`{indicator}` of facet `{facet}` has no figures at level `{level}`."),
    )
}

pub(crate) fn no_year(year: u16) -> Text {
    Text::new(
        format!("Cet observatoire n’a pas de chiffres de {year}."),
        format!("This snapshot has no figures of {year}."),
    )
}

pub(crate) fn no_figures_in_year(indicator: &str, facet: &str, level: &str, year: u16) -> Text {
    Text::new(
        format!("`{indicator}` pour la facette `{facet}` n’a pas de chiffres de {year} au niveau `{level}`."),
        format!("`{indicator}` of facet `{facet}` has no figures of {year} at level `{level}`."),
    )
}

pub(crate) fn no_provenance(id: &str) -> Text {
    Text::new(format!("Aucun chiffre n’a la provenance `{id}`."), format!("No figure has the provenance `{id}`."))
}

pub(crate) fn nothing_at(path: &str) -> Text {
    Text::new(
        format!("Il n’y a rien à l’adresse `/{path}`. La page est à `/`, l’API est décrite à `/api`."),
        format!("Nothing is at `/{path}`. The page is at `/`, the API is described at `/api`."),
    )
}

/// No address is written to; one is asked by POST.
pub(crate) fn reading_only() -> Text {
    Text::new(
        "Cette adresse ne répond pas à cette méthode : GET et HEAD, et POST à /api/v1/travel-times.",
        "This address does not answer this method: GET and HEAD, and POST at /api/v1/travel-times.",
    )
}

pub(crate) fn address_too_long(most_bytes: usize) -> Text {
    Text::new(
        format!("L’adresse dépasse {most_bytes} octets."),
        format!("The address is longer than {most_bytes} bytes."),
    )
}

pub(crate) fn outside_the_file(length_bytes: u64) -> Text {
    Text::new(
        format!("La plage demandée est hors des {length_bytes} octets du fichier."),
        format!("The range lies outside the {length_bytes} bytes of the file."),
    )
}

pub(crate) fn stopping() -> Text {
    Text::new("Le serveur s’arrête ; redemandez dans un instant.", "The server is ending; ask again in a moment.")
}

/// What all clients read when a request fails inside; the cause is in the log only.
pub(crate) fn internal() -> Text {
    Text::new(
        "La demande a échoué dans le serveur. La cause est dans son journal, sous l’identifiant de l’en-tête `x-request-id`.",
        "The request failed inside the server. The cause is in its log, under the identifier of the header `x-request-id`.",
    )
}

/// The list of what would have worked, to be added to a message.
pub(crate) fn valid(values: &[String]) -> Text {
    let (fr, en) = if values.is_empty() {
        ("aucun".to_owned(), "none".to_owned())
    } else {
        (values.join(", "), values.join(", "))
    };
    Text::new(format!(" Valeurs admises : {fr}."), format!(" Valid: {en}."))
}

/// The French title of a kind of problem.
pub(crate) fn title_fr(r#type: &str) -> Option<&'static str> {
    Some(match r#type {
        "/api#invalid-parameter" => "Paramètre invalide",
        "/api#bad-request" => "Demande invalide",
        "/api#not-found" => "Introuvable",
        "/api#method-not-allowed" => "Méthode non admise",
        "/api#uri-too-long" => "Adresse trop longue",
        "/api#range-not-satisfiable" => "Plage hors du fichier",
        "/api#unavailable" => "Indisponible",
        "/api#no-network" => "Pas de réseau pour ce mode",
        "/api#not-snapped" => "Hors du réseau",
        "/api#no-route" => "Pas de trajet",
        "/api#too-large" => "Demande trop grande",
        "/api#internal" => "Erreur interne",
        _ => return None,
    })
}

/// Whether a reader prefers French to English: `Accept-Language` (RFC 9110), or `lang` of the query
/// where it is given.
pub(crate) fn prefers_french(accept_language: Option<&str>, query: Option<&str>) -> bool {
    let asked = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).find(|(name, _)| name == "lang");
    if let Some((_, lang)) = asked {
        return lang == "fr";
    }
    let mut best = [0.0, 0.0];
    for range in accept_language.unwrap_or_default().split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f64>().ok()).unwrap_or(1.0);
        // Of two languages that are liked as much, the first one is meant.
        let is = |language: &str| tag == language || tag.starts_with(&format!("{language}-"));
        let first = best[0] == quality || best[1] == quality;
        let quality = if first { quality - 1e-6 } else { quality };
        if is("fr") && quality > best[0] {
            best[0] = quality;
        } else if is("en") && quality > best[1] {
            best[1] = quality;
        }
    }
    best[0] > best[1]
}

/// A value as a message shows it.
pub(crate) fn short(text: impl Display) -> String {
    text.to_string().chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_that_is_preferred_is_chosen() {
        for (header, french) in [
            ("fr", true),
            ("fr-FR,fr;q=0.9,en;q=0.8", true),
            ("fr,en", true),
            ("en,fr", false),
            ("en-GB,en;q=0.9,fr;q=0.8", false),
            ("en;q=0.3, FR-ca;q=0.7", true),
            ("de,fr;q=0.2", true),
            ("de", false),
            ("", false),
            ("fr;q=0", false),
            ("*", false),
            ("frr", false),
        ] {
            assert_eq!(prefers_french(Some(header), None), french, "{header}");
        }
        assert!(prefers_french(Some("en"), Some("level=epci&lang=fr")));
        assert!(!prefers_french(Some("fr"), Some("lang=en")));
        assert!(!prefers_french(None, None));
    }

    #[test]
    fn a_packed_text_comes_back_in_both_languages() {
        let text = not_a_year("x");
        let back = refused("year", &text.clone().packed());
        assert!(back.en.contains(&text.en) && !back.en.contains(SEPARATOR));
        assert!(back.fr.unwrap().contains(&text.fr.unwrap()));
        let words = refused("level", "unknown variant `region`, expected one of `commune`, `epci`, `departement`");
        assert_eq!(
            words.fr.unwrap(),
            "Le paramètre `level` est refusé : valeur inconnue `region`, attendu : `commune`, `epci`, `departement`."
        );
        let two = refused("lang", "unknown variant `de`, expected `fr` or `en`");
        assert!(two.fr.unwrap().ends_with("valeur inconnue `de`, attendu : `fr` ou `en`."));
    }
}
