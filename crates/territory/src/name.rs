//! Names as people type them (accents, hyphens, articles and "st" do not matter), and as French
//! sentences say them.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The searchable form of a place name: lower case, no accent, words separated by one space,
/// "st"/"ste" spelt out, ligatures opened. `"St-Étienne-du-Bois"` gives `"saint etienne du bois"`.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            c if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            _ => folded.push(' '),
        }
    }
    let words = folded.split_whitespace().map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        other => other,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How French says where something is in a département, and what is of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartementWords {
    /// INSEE code.
    pub code: String,
    /// Official name.
    pub name: String,
    /// "en Vendée", "dans le Cantal", "à Paris".
    pub r#in: String,
    /// "de la Vendée", "du Cantal", "de Paris".
    pub of: String,
}

/// The words of a real département (`data/departements-articles.toml`); `None` for another name, such as
/// that of a fictional one under the same code.
pub fn departement_words(code: &str, name: &str) -> Option<&'static DepartementWords> {
    #[derive(Deserialize)]
    struct Catalogue {
        departement: Vec<DepartementWords>,
    }
    static WORDS: LazyLock<Vec<DepartementWords>> = LazyLock::new(|| {
        let catalogue: Catalogue = toml::from_str(include_str!("../../../data/departements-articles.toml"))
            .expect("data/departements-articles.toml is valid");
        catalogue.departement
    });
    WORDS.iter().find(|words| words.code == code).filter(|words| fold(&words.name) == fold(name))
}

/// Whether French elides `de` and `le` before a name: before a vowel, a Y that a consonant follows
/// ("d’Yzeure") and a mute H ("d’Habsheim"), not before an aspirated one ("de Haute-Goulaine").
pub fn is_elided(name: &str) -> bool {
    let folded = fold(name);
    let mut letters = folded.chars();
    match (letters.next(), letters.next()) {
        (Some('a' | 'e' | 'i' | 'o' | 'u'), _) => true,
        (Some('y'), Some(next)) => next.is_alphabetic() && !['a', 'e', 'i', 'o', 'u'].contains(&next),
        (Some('h'), _) => {
            let first = folded.split(' ').next().unwrap_or_default();
            !ASPIRATED_WORDS.contains(&first) && !ASPIRATED_STARTS.iter().any(|start| first.starts_with(start))
        }
        _ => false,
    }
}

/// First words of names of places whose H is aspirated.
const ASPIRATED_WORDS: [&str; 15] = [
    "haie", "haies", "halle", "halles", "ham", "hameau", "hamel", "haras", "haut", "haute", "hautes", "hauts", "havre",
    "hem", "houx",
];

/// Beginnings of names of places whose H is aspirated by usage.
const ASPIRATED_STARTS: [&str; 9] =
    ["haguenau", "hambye", "harfleur", "honfleur", "houdan", "houille", "houlgate", "houssay", "huningue"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departements_have_their_article() {
        for (code, name, place, of) in [
            ("85", "Vendée", "en Vendée", "de la Vendée"),
            ("15", "Cantal", "dans le Cantal", "du Cantal"),
            ("01", "Ain", "dans l’Ain", "de l’Ain"),
            ("79", "Deux-Sèvres", "dans les Deux-Sèvres", "des Deux-Sèvres"),
            ("35", "Ille-et-Vilaine", "en Ille-et-Vilaine", "d’Ille-et-Vilaine"),
            ("21", "Côte-d'Or", "en Côte-d’Or", "de la Côte-d’Or"),
            ("75", "Paris", "à Paris", "de Paris"),
            ("974", "La Réunion", "à La Réunion", "de La Réunion"),
        ] {
            let words = departement_words(code, name).unwrap_or_else(|| panic!("{code} {name}"));
            assert_eq!((words.r#in.as_str(), words.of.as_str()), (place, of));
        }
        assert_eq!(departement_words("85", "Trame"), None, "a fictional département is not the Vendée");
        assert_eq!(departement_words("20", "Corse"), None);
    }

    #[test]
    fn an_h_is_mute_or_aspirated() {
        for elided in ["Habsheim", "Hyères", "Hénin-Beaumont", "Aizenay", "Évrunes", "Œting", "Yzeure", "Hazebrouck"]
        {
            assert!(is_elided(elided), "d’{elided}");
        }
        for whole in
            ["Haute-Goulaine", "Hautes-Duyes", "Haut-Bocage", "Houdan", "Ham", "Falleron", "Yutz", "Houilles", ""]
        {
            assert!(!is_elided(whole), "de {whole}");
        }
        assert!(is_elided("Hambach"), "only the whole word “ham” is aspirated");
    }

    #[test]
    fn accents_hyphens_apostrophes_and_saints_do_not_matter() {
        assert_eq!(fold("Saint-Étienne-du-Bois"), fold("st etienne du bois"));
        assert_eq!(fold("L’Île-d'Yeu"), "l ile d yeu");
        assert_eq!(fold("Ste-Cécile"), "sainte cecile");
        assert_eq!(fold("Cœur-de-Vie"), "coeur de vie");
        // A word that merely starts with "st" is not a saint.
        assert_eq!(fold("Stains"), "stains");
    }
}
