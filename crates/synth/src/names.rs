//! Names of communes, EPCI and départements: French by their shape, invented by their words.

use std::collections::BTreeSet;

use crate::rng::Rng;
use crate::words::{COUNTRIES, NOUNS, Noun, RIVERS, SAINT_HEADS, SAINT_TAILS, STEM_HEADS, STEM_TAILS, TAILS};

/// Longest name that the columns of the shapefile hold, bytes of UTF-8.
pub(crate) const LONGEST: usize = 50;

/// Different names for that many communes; no two are equal once accents and case are dropped.
pub(crate) fn communes(seed: u64, count: usize) -> Vec<String> {
    let mut taken = BTreeSet::new();
    (0..count)
        .map(|i| {
            let mut rng = Rng::of(seed, "name", i as u64);
            // Short names run out first; each failure allows one more word. The longest forms are
            // some 80 000, more than twice the communes of the largest territory.
            (0..)
                .map(|attempt| commune(&mut rng, attempt))
                .find(|name| name.len() <= LONGEST && taken.insert(territory::name::fold(name)))
                .expect("an endless iterator ends at a find only by finding")
        })
        .collect()
}

/// Different names for that many EPCI, without their nature ("CC"). The first is the Pays de la
/// Maille. `towns` are the names of their main communes.
pub(crate) fn epcis(seed: u64, towns: &[&str]) -> Vec<String> {
    let mut taken = BTreeSet::from(["du Pays de la Maille".to_owned()]);
    let mut names = Vec::with_capacity(towns.len());
    for (i, town) in towns.iter().enumerate() {
        if i == 0 {
            names.push("du Pays de la Maille".to_owned());
            continue;
        }
        let mut rng = Rng::of(seed, "epci name", i as u64);
        let drawn = match rng.whole(0, 3) {
            0 => {
                let noun = rng.pick(&NOUNS);
                format!("du Pays {}{}", noun.of.replace('-', " "), noun.noun)
            }
            1 => {
                let (river, of) = rng.pick(&RIVERS);
                format!("Vallée {of}{river}")
            }
            2 => {
                let (river, country) = (rng.pick(&RIVERS).0, rng.pick(&COUNTRIES));
                format!("{river} et {country}")
            }
            _ => format!("{} Communauté", rng.pick(&COUNTRIES)),
        };
        // Names of towns are unique: the second choice always is.
        let name = if taken.insert(drawn.clone()) { drawn } else { format!("{town} et ses environs") };
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

/// Name of the département at that position: a river, then rivers in pairs.
pub(crate) fn departement(i: usize) -> String {
    let (first, _) = RIVERS[i % RIVERS.len()];
    match i / RIVERS.len() {
        0 => first.to_owned(),
        turn => format!("{first}-et-{}", RIVERS[(i + turn) % RIVERS.len()].0),
    }
}

/// Name without article in capitals without accents, as the COG and the shapefile write it.
pub(crate) fn capitals(name: &str) -> String {
    territory::name::fold(name).to_uppercase()
}

/// The article a name starts with and the rest: ("L'", "Ourlet").
pub(crate) fn split_article(name: &str) -> (&str, &str) {
    for article in ["La ", "Le ", "Les ", "L'"] {
        if let Some(rest) = name.strip_prefix(article) {
            return (article, rest);
        }
    }
    ("", name)
}

/// TNCC of the COG: what article and contraction a name takes.
pub(crate) fn tncc(name: &str) -> u8 {
    match split_article(name) {
        ("Le ", _) => 2,
        ("La ", _) => 3,
        ("Les ", _) => 4,
        ("L'", _) => 5,
        (_, rest) => u8::from(territory::name::fold(rest).starts_with(['a', 'e', 'i', 'o', 'u', 'y'])),
    }
}

fn commune(rng: &mut Rng, attempt: u32) -> String {
    let long = attempt > 2;
    match rng.whole(0, 9) {
        0..=3 => saint(rng, long),
        4..=6 => {
            let stem = format!("{}{}", rng.pick(&STEM_HEADS), rng.pick(&STEM_TAILS));
            if long || rng.chance(0.3) { format!("{stem}{}", qualifier(rng)) } else { stem }
        }
        _ => {
            let Noun { article, noun, .. } = rng.pick(&NOUNS);
            if long {
                return format!("{article}{noun}-{}{}", rng.pick(&TAILS), qualifier(rng));
            }
            if rng.chance(0.75) { format!("{article}{noun}-{}", rng.pick(&TAILS)) } else { format!("{article}{noun}") }
        }
    }
}

fn saint(rng: &mut Rng, long: bool) -> String {
    let (head, tail) = (rng.pick(&SAINT_HEADS), rng.pick(&SAINT_TAILS));
    let title = if matches!(*tail, "gonde" | "drille" | "toire" | "bode") { "Sainte" } else { "Saint" };
    let name = format!("{title}-{head}{tail}");
    if long || rng.chance(0.55) { format!("{name}{}", qualifier(rng)) } else { name }
}

fn qualifier(rng: &mut Rng) -> String {
    match rng.whole(0, 3) {
        0 | 1 => format!("-sur-{}", rng.pick(&RIVERS).0),
        2 => format!("-en-{}", rng.pick(&COUNTRIES)),
        _ => {
            let noun = rng.pick(&NOUNS);
            format!("-{}{}", noun.of, noun.noun)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_even_without_accents_and_fit_their_column() {
        for (seed, count) in [(1, 15), (2, 3000), (3, 36_000)] {
            let names = communes(seed, count);
            let folded: BTreeSet<String> = names.iter().map(|n| territory::name::fold(n)).collect();
            assert_eq!(folded.len(), count);
            assert!(names.iter().all(|n| !n.is_empty() && n.len() <= LONGEST));
        }
    }

    #[test]
    fn epci_and_departement_names_differ() {
        let towns = communes(4, 3000);
        let towns: Vec<&str> = towns.iter().map(String::as_str).collect();
        let names: BTreeSet<String> = epcis(4, &towns).into_iter().collect();
        assert_eq!(names.len(), 3000);
        assert_eq!((0..80).map(departement).collect::<BTreeSet<_>>().len(), 80);
    }

    #[test]
    fn articles_are_told_as_the_cog_tells_them() {
        for (name, code) in [
            ("L'Ourlet-en-Fil", 5),
            ("La Trame", 3),
            ("Le Faufil", 2),
            ("Les Lissettes", 4),
            ("Étamois", 1),
            ("Lainenay", 0),
            ("Lesnoué", 0),
        ] {
            assert_eq!(tncc(name), code, "{name}");
        }
        assert_eq!(capitals("L'Écheveau-aux-Loups"), "L ECHEVEAU AUX LOUPS");
        assert_eq!(split_article("Les Trois-Nœuds"), ("Les ", "Trois-Nœuds"));
    }
}
