//! Finding a territory from what people type: names without accents, the beginning of each word,
//! postal codes, official codes.

use std::{cmp::Reverse, collections::BTreeSet};

use territory::{Level, Territory, name::fold};

use crate::dto::Matched;

/// Words that carry no name at the head of an EPCI's or a place's name.
const HEADS: [&str; 17] = [
    "cc",
    "ca",
    "cu",
    "communaute",
    "communautes",
    "de",
    "du",
    "des",
    "d",
    "communes",
    "agglomeration",
    "urbaine",
    "metropole",
    "le",
    "la",
    "les",
    "l",
];

/// Sorted words, postal codes and official codes of a territory.
#[derive(Debug)]
pub(crate) struct SearchIndex {
    entries: Vec<Entry>,
    /// Every word of every name with its entry, sorted.
    words: Vec<(Box<str>, u32)>,
    /// Every postal code and official code with its entry, folded, sorted.
    codes: Vec<(Box<str>, u32, Matched)>,
}

#[derive(Debug)]
struct Entry {
    level: Level,
    position: usize,
    folded: String,
    /// Where the name proper starts in `folded`, behind "CC du" or "Le".
    proper: usize,
    population: u64,
}

/// A territory that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) level: Level,
    pub(crate) position: usize,
    pub(crate) matched: Matched,
}

/// How well an entry answers; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Start,
    Words,
    Inside,
}

impl SearchIndex {
    pub(crate) fn new(territory: &Territory) -> Self {
        let mut index = Self { entries: Vec::new(), words: Vec::new(), codes: Vec::new() };
        let people = |communes: &[usize]| -> u64 {
            let known = communes.iter().filter_map(|&i| territory.communes[i].population.known());
            known.sum::<f64>() as u64
        };
        for level in Level::ALL {
            for position in 0..territory.count(level) {
                let name = territory.name(level, position).unwrap_or_default();
                let population = match level {
                    Level::Commune => people(&[position]),
                    _ => people(territory.members(level, position)),
                };
                let entry = index.push(level, position, name, population);
                let code = territory.code(level, position).unwrap_or_default();
                index.codes.push((fold(code).into(), entry, Matched::Code));
                if level == Level::Commune {
                    let postcodes = territory.communes[position].postcodes.iter();
                    index.codes.extend(postcodes.map(|p| (fold(p).into(), entry, Matched::Postcode)));
                }
            }
        }
        index.words.sort_unstable();
        index.codes.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        index
    }

    /// The best answers, best first; none for a text without a letter or a digit.
    pub(crate) fn find(&self, text: &str, limit: usize) -> Vec<Hit> {
        let query = fold(text);
        let words: Vec<&str> = query.split(' ').filter(|w| !w.is_empty()).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let by_code = |word: &&&str| word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_digit());
        let mut ranked = match words.iter().find(by_code) {
            Some(code) => self.by_code(code, &words),
            None => self.by_name(&query, &words),
        };
        let key = |&(fit, entry, _): &(Fit, u32, Matched)| {
            let e = &self.entries[entry as usize];
            (fit, Reverse(e.population), e.level, e.position)
        };
        if ranked.len() > limit {
            ranked.select_nth_unstable_by_key(limit, key);
            ranked.truncate(limit);
        }
        ranked.sort_unstable_by_key(key);
        let hit = |(_, entry, matched): (Fit, u32, Matched)| {
            let entry = &self.entries[entry as usize];
            Hit { level: entry.level, position: entry.position, matched }
        };
        ranked.into_iter().map(hit).collect()
    }

    fn push(&mut self, level: Level, position: usize, name: &str, population: u64) -> u32 {
        let folded = fold(name);
        let number = self.entries.len() as u32;
        let words: BTreeSet<&str> = folded.split(' ').collect();
        self.words.extend(words.into_iter().map(|word| (word.into(), number)));
        let proper = proper_start(&folded);
        self.entries.push(Entry { level, position, folded, proper, population });
        number
    }

    /// Entries whose code or postal code starts with `code` and whose name has the other words.
    fn by_code(&self, code: &str, words: &[&str]) -> Vec<(Fit, u32, Matched)> {
        let start = self.codes.partition_point(|(c, _, _)| &**c < code);
        let range = self.codes[start..].iter().take_while(|(c, _, _)| c.starts_with(code));
        let others: Vec<&str> = words.iter().copied().filter(|w| *w != code).collect();
        let fits = |(candidate, entry, matched): &(Box<str>, u32, Matched)| {
            let fit = if &**candidate == code { Fit::Exact } else { Fit::Start };
            self.entries[*entry as usize].has(&others).then_some((fit, *entry, *matched))
        };
        let mut found: Vec<(Fit, u32, Matched)> = range.filter_map(fits).collect();
        // A commune with several matching codes is one answer, its best.
        found.sort_unstable_by_key(|&(fit, entry, _)| (entry, fit));
        found.dedup_by_key(|(_, entry, _)| *entry);
        found
    }

    fn by_name(&self, query: &str, words: &[&str]) -> Vec<(Fit, u32, Matched)> {
        // The longest word has the fewest names; the others are checked on those.
        let longest = words.iter().copied().max_by_key(|w| w.len()).unwrap_or_default();
        let start = self.words.partition_point(|(word, _)| &**word < longest);
        let range = self.words[start..].iter().take_while(|(word, _)| word.starts_with(longest));
        let mut candidates: Vec<u32> = range.map(|(_, entry)| *entry).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let fits = |&entry: &u32| {
            let e = &self.entries[entry as usize];
            e.has(words).then(|| (e.fit(query), entry, Matched::Name))
        };
        let found: Vec<_> = candidates.iter().filter_map(fits).collect();
        if !found.is_empty() || query.len() < 3 {
            return found;
        }
        let inside = self.entries.iter().enumerate().filter(|(_, e)| e.folded.contains(query));
        inside.map(|(i, _)| (Fit::Inside, i as u32, Matched::Name)).collect()
    }
}

impl Entry {
    /// Every word starts a word of the name.
    fn has(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.folded.split(' ').any(|w| w.starts_with(word)))
    }

    fn fit(&self, query: &str) -> Fit {
        let forms = [self.folded.as_str(), &self.folded[self.proper..]];
        if forms.contains(&query) {
            Fit::Exact
        } else if forms.iter().any(|form| form.starts_with(query)) {
            Fit::Start
        } else {
            Fit::Words
        }
    }
}

/// Where the name proper starts; 0 when nothing but such words is there.
fn proper_start(folded: &str) -> usize {
    let mut start = 0;
    for word in folded.split(' ') {
        if !HEADS.contains(&word) {
            return start;
        }
        start += word.len() + 1;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(names: &[(&str, u64)]) -> SearchIndex {
        let mut index = SearchIndex { entries: Vec::new(), words: Vec::new(), codes: Vec::new() };
        for (position, (name, population)) in names.iter().enumerate() {
            index.push(Level::Commune, position, name, *population);
        }
        index.words.sort_unstable();
        index
    }

    fn found(index: &SearchIndex, text: &str) -> Vec<usize> {
        index.find(text, 10).into_iter().map(|hit| hit.position).collect()
    }

    #[test]
    fn exact_comes_before_start_before_other_words_and_people_decide_between_equals() {
        let index = index(&[("Bois-le-Val", 9000), ("Val", 10), ("Valmont", 500), ("Le Valin", 600), ("Orval", 99999)]);
        assert_eq!(found(&index, "val"), [1, 3, 2, 0]);
    }

    #[test]
    fn accents_hyphens_and_saints_do_not_matter_and_words_may_be_cut_short() {
        let index = index(&[("Saint-Étienne-du-Bois", 1), ("Saint-Étienne", 2)]);
        assert_eq!(found(&index, "ST ETIENNE DU B"), [0]);
        assert_eq!(found(&index, "étien sai"), [1, 0]);
    }

    #[test]
    fn an_epci_is_found_with_or_without_its_legal_form() {
        let index = index(&[("CC du Pays des Mille Étangs", 1), ("Le Pays", 5)]);
        assert_eq!(found(&index, "pays des mille"), [0]);
        assert_eq!(found(&index, "cc du pays"), [0]);
    }

    #[test]
    fn the_inside_of_a_word_is_a_last_resort() {
        let index = index(&[("Orval", 1), ("Valmont", 1)]);
        assert_eq!(found(&index, "rval"), [0]);
        assert_eq!(found(&index, "val"), [1]);
    }

    #[test]
    fn text_without_letters_finds_nothing() {
        assert!(found(&index(&[("Val", 1)]), " -'’ ").is_empty());
    }

    #[test]
    fn thirty_five_thousand_names_are_searched_in_a_few_milliseconds() {
        let names: Vec<(String, u64)> =
            (0..35_000u64).map(|i| (format!("Saint-{}-sur-{}", word(i), word(i * 7)), i * 31 % 9973)).collect();
        let names: Vec<(&str, u64)> = names.iter().map(|(name, n)| (name.as_str(), *n)).collect();
        let index = index(&names);
        let queries = ["s", "saint", "saint s", "baba", "xyzt", "saint baba sur"];
        let start = std::time::Instant::now();
        queries.iter().for_each(|query| assert!(index.find(query, 10).len() <= 10));
        // Ten times the budget of 5 ms a query: this is a debug build on a shared machine.
        assert!(start.elapsed().as_millis() < 50 * queries.len() as u128, "{:?}", start.elapsed());
    }

    fn word(mut n: u64) -> String {
        let mut word = String::new();
        for _ in 0..3 {
            word.push(char::from(b"bcdfgmnprst"[(n % 11) as usize]));
            word.push(char::from(b"aeiou"[(n / 11 % 5) as usize]));
            n /= 7;
        }
        word
    }
}
