//! Kinds of zones by written rules, with the reason of each verdict. The rules are data:
//! `data/typology.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use territory::Quantity;

/// The rules.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typology {
    /// Places per 100 children that `times_reference` multiplies.
    pub reference_rate: f64,
    /// What rules may speak of.
    #[serde(rename = "measure")]
    pub measures: Vec<Measure>,
    /// First to last: the first that holds decides.
    #[serde(rename = "class")]
    pub classes: Vec<Class>,
}

/// What a rule may speak of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// "accessible_rate".
    pub id: String,
    /// In a French sentence, with its unit.
    pub label_fr: String,
    /// In an English sentence, with its unit.
    pub label_en: String,
    /// Whether a territory cannot be judged without it; the others weigh in where they are known.
    #[serde(default)]
    pub required: bool,
}

/// A kind of zone.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// "en_tension".
    pub id: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// Holds when all conditions of one of the lists hold.
    pub any: Vec<Vec<Condition>>,
}

/// A comparison of a measure with a limit: either `value` or `times_reference`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The measure.
    pub measure: String,
    /// The comparison.
    pub op: Comparison,
    /// The limit.
    #[serde(default)]
    pub value: Option<f64>,
    /// The limit, in reference rates.
    #[serde(default)]
    pub times_reference: Option<f64>,
}

/// How a measure is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// ≤
    AtMost,
    /// <
    Below,
    /// ≥
    AtLeast,
    /// >
    Above,
}

/// What the rules say of a territory.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It is of a class, for reasons.
    Class {
        /// Identifier of the class.
        id: String,
        /// The conditions that held, in the order of the rule.
        because: Vec<Reason>,
    },
    /// A required measure is not known or secret: its name. Nothing else is said.
    Undecided {
        /// Identifiers of the measures.
        missing: Vec<String>,
    },
    /// Everything is known and no rule holds.
    None,
}

/// A condition that held.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The measure.
    pub measure: String,
    /// Its value in the territory.
    pub value: f64,
    /// The comparison.
    pub op: Comparison,
    /// The limit, reference rates multiplied out.
    pub limit: f64,
}

/// Measures of a territory by name.
pub type Measures = BTreeMap<String, Quantity>;

/// The class of a territory and why.
pub fn typology(rules: &Typology, measures: &Measures) -> Verdict {
    let known = |id: &str| measures.get(id).copied().unwrap_or(Quantity::Missing).known();
    let missing: Vec<String> =
        rules.measures.iter().filter(|m| m.required && known(&m.id).is_none()).map(|m| m.id.clone()).collect();
    if !missing.is_empty() {
        return Verdict::Undecided { missing };
    }
    let holds = |condition: &Condition| {
        let value = known(&condition.measure)?;
        let limit = rules.limit(condition);
        let holds = match condition.op {
            Comparison::AtMost => value <= limit,
            Comparison::Below => value < limit,
            Comparison::AtLeast => value >= limit,
            Comparison::Above => value > limit,
        };
        holds.then(|| Reason { measure: condition.measure.clone(), value, op: condition.op, limit })
    };
    for class in &rules.classes {
        let list = class.any.iter().find_map(|all| all.iter().map(holds).collect::<Option<Vec<Reason>>>());
        if let Some(because) = list {
            return Verdict::Class { id: class.id.clone(), because };
        }
    }
    Verdict::None
}

impl Typology {
    /// The rules that are part of the binary.
    ///
    /// # Panics
    /// Never in a released binary: a test reads them.
    pub fn builtin() -> Self {
        Self::parse(include_str!("../../../data/typology.toml")).expect("data/typology.toml is valid")
    }

    /// Rules from the text of a `typology.toml`.
    ///
    /// # Errors
    /// The parser's message, or a sentence that names the class and the condition that cannot be
    /// judged, and what would work.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rules: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        if !(rules.reference_rate.is_finite() && rules.reference_rate > 0.0) {
            return Err(format!("reference_rate = {} is not a number above 0", rules.reference_rate));
        }
        for (i, class) in rules.classes.iter().enumerate() {
            if rules.classes[..i].iter().any(|c| c.id == class.id) {
                return Err(format!("the class `{}` stands twice", class.id));
            }
            if class.any.is_empty() || class.any.iter().any(Vec::is_empty) {
                return Err(format!("the class `{}` has a list without a condition: it would always hold", class.id));
            }
            for condition in class.any.iter().flatten() {
                if rules.measure(&condition.measure).is_none() {
                    let known: Vec<&str> = rules.measures.iter().map(|m| m.id.as_str()).collect();
                    return Err(format!(
                        "the class `{}` speaks of `{}`, which is no measure: {}",
                        class.id,
                        condition.measure,
                        known.join(", ")
                    ));
                }
                if condition.value.is_some() == condition.times_reference.is_some() {
                    return Err(format!(
                        "the class `{}`, measure `{}`: one of value and times_reference is needed, and only one",
                        class.id, condition.measure
                    ));
                }
            }
        }
        Ok(rules)
    }

    /// The measure of that identifier.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|m| m.id == id)
    }

    /// The class of that identifier.
    pub fn class(&self, id: &str) -> Option<&Class> {
        self.classes.iter().find(|c| c.id == id)
    }

    /// The verdict in a French sentence.
    pub fn sentence_fr(&self, verdict: &Verdict) -> String {
        self.sentence(verdict, &FRENCH)
    }

    /// The verdict in an English sentence.
    pub fn sentence_en(&self, verdict: &Verdict) -> String {
        self.sentence(verdict, &ENGLISH)
    }

    fn limit(&self, condition: &Condition) -> f64 {
        let of_reference = condition.times_reference.map(|times| times * self.reference_rate);
        condition.value.or(of_reference).unwrap_or(f64::NAN)
    }

    fn sentence(&self, verdict: &Verdict, words: &Words) -> String {
        let label = |id: &String| self.measure(id).map_or(id.as_str(), words.measure).to_owned();
        let reason = |r: &Reason| {
            let (value, limit) = ((words.number)(r.value), (words.number)(r.limit));
            format!("{}{}{value} ({} {limit})", label(&r.measure), words.colon, words.comparison(r.op))
        };
        match verdict {
            Verdict::Class { id, because } => {
                let class = self.class(id).map_or(id.as_str(), words.class);
                let because: Vec<String> = because.iter().map(reason).collect();
                format!("{class}{}{}.", words.colon, because.join(words.separator))
            }
            Verdict::Undecided { missing } => {
                let missing: Vec<String> = missing.iter().map(label).collect();
                format!("{}{}{}.", words.undecided, words.colon, missing.join(words.separator))
            }
            Verdict::None => words.none.to_owned(),
        }
    }
}

struct Words {
    measure: fn(&Measure) -> &str,
    class: fn(&Class) -> &str,
    number: fn(f64) -> String,
    comparisons: [&'static str; 4],
    colon: &'static str,
    separator: &'static str,
    undecided: &'static str,
    none: &'static str,
}

impl Words {
    fn comparison(&self, op: Comparison) -> &'static str {
        self.comparisons[match op {
            Comparison::AtMost => 0,
            Comparison::Below => 1,
            Comparison::AtLeast => 2,
            Comparison::Above => 3,
        }]
    }
}

const FRENCH: Words = Words {
    measure: |m| &m.label_fr,
    class: |c| &c.label_fr,
    number: |n| tenths(n).replace('.', ","),
    comparisons: ["au plus", "moins de", "au moins", "plus de"],
    colon: " : ",
    separator: " ; ",
    undecided: "Non déterminé, faute de connaître",
    none: "Aucune règle ne s’applique.",
};

const ENGLISH: Words = Words {
    measure: |m| &m.label_en,
    class: |c| &c.label_en,
    number: tenths,
    comparisons: ["at most", "below", "at least", "above"],
    colon: ": ",
    separator: "; ",
    undecided: "Not decided, as this is not known",
    none: "No rule applies.",
};

/// One decimal, none for a whole number.
fn tenths(n: f64) -> String {
    let tenths = (n * 10.0).round() / 10.0;
    if tenths.fract() == 0.0 { format!("{tenths:.0}") } else { format!("{tenths:.1}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use territory::Quantity::{Known, Suppressed};

    use super::*;

    fn measures(list: &[(&str, f64)]) -> Measures {
        list.iter().map(|(id, value)| ((*id).to_owned(), Known(*value))).collect()
    }

    fn class(list: &[(&str, f64)]) -> String {
        match typology(&Typology::builtin(), &measures(list)) {
            Verdict::Class { id, .. } => id,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn each_class_has_its_territory() {
        assert_eq!(class(&[("accessible_rate", 0.0), ("unserved_share", 100.0)]), "sans_offre");
        assert_eq!(class(&[("accessible_rate", 40.0), ("unserved_share", 60.0)]), "en_tension");
        assert_eq!(class(&[("accessible_rate", 40.0), ("unserved_share", 24.9)]), "equilibree");
        assert_eq!(
            class(&[("accessible_rate", 62.0), ("unserved_share", 10.0), ("children_change", 10.0)]),
            "a_potentiel"
        );
        assert_eq!(
            class(&[("accessible_rate", 62.0), ("unserved_share", 10.0), ("workers_per_child", 12.0)]),
            "a_potentiel"
        );
        assert_eq!(class(&[("accessible_rate", 90.0), ("unserved_share", 2.0)]), "surdotee");
        assert_eq!(class(&[("accessible_rate", 90.0), ("unserved_share", 6.0)]), "equilibree");
    }

    #[test]
    fn what_parents_say_outweighs_a_good_rate() {
        let of = |unmet| class(&[("accessible_rate", 90.0), ("unserved_share", 2.0), ("survey_unmet", unmet)]);
        assert_eq!([of(29.9), of(30.0)], ["surdotee", "en_tension"]);
    }

    #[test]
    fn the_reason_is_said_in_both_languages() {
        let rules = Typology::builtin();
        let verdict = typology(&rules, &measures(&[("accessible_rate", 40.04), ("unserved_share", 61.25)]));
        assert_eq!(
            rules.sentence_fr(&verdict),
            "En tension : places accessibles pour 100 enfants : 40 (moins de 51,8) ; part des enfants sans place une fois \
             les capacités épuisées, en % : 61,3 (au moins 25)."
        );
        assert_eq!(
            rules.sentence_en(&verdict),
            "Under pressure: accessible places per 100 children: 40 (below 51.8); share of children without a place once \
             capacity is used up, %: 61.3 (at least 25)."
        );
    }

    #[test]
    fn a_secret_or_unknown_measure_leaves_a_territory_undecided_without_a_number() {
        let rules = Typology::builtin();
        let mut some = measures(&[("unserved_share", 30.0)]);
        some.insert("accessible_rate".into(), Suppressed);
        let verdict = typology(&rules, &some);
        assert_eq!(verdict, Verdict::Undecided { missing: vec!["accessible_rate".into()] });
        assert_eq!(
            rules.sentence_fr(&verdict),
            "Non déterminé, faute de connaître : places accessibles pour 100 enfants."
        );
    }

    #[test]
    fn rules_that_cannot_be_judged_are_refused() {
        let text = include_str!("../../../data/typology.toml");
        let broken = |from: &str, to: &str| Typology::parse(&text.replacen(from, to, 1)).unwrap_err();
        assert!(broken("measure = \"accessible_rate\", op", "measure = \"bonheur\", op").contains("`bonheur`"));
        assert!(broken("value = 0 }", "value = 0, times_reference = 1 }").contains("only one"));
        assert!(broken("id = \"surdotee\"", "id = \"en_tension\"").contains("stands twice"));
        assert!(broken("reference_rate = 60.9", "reference_rate = 0").contains("reference_rate"));
        assert!(
            broken("any = [[{ measure = \"accessible_rate\", op = \"at_most\", value = 0 }]]", "any = [[]]")
                .contains("always hold")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, rng_seed: proptest::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]
        #[test]
        fn every_territory_whose_required_measures_are_known_has_a_class_and_reasons_that_hold(
            rate in 0.0..200.0f64, unserved in 0.0..100.0f64, change in -50.0..50.0f64,
        ) {
            let list = measures(&[("accessible_rate", rate), ("unserved_share", unserved), ("children_change", change)]);
            let Verdict::Class { because, .. } = typology(&Typology::builtin(), &list) else {
                return Err(TestCaseError::fail("no class"));
            };
            for reason in because {
                let holds = match reason.op {
                    Comparison::AtMost => reason.value <= reason.limit,
                    Comparison::Below => reason.value < reason.limit,
                    Comparison::AtLeast => reason.value >= reason.limit,
                    Comparison::Above => reason.value > reason.limit,
                };
                prop_assert!(holds && list[&reason.measure] == Known(reason.value), "{reason:?}");
            }
        }
    }
}
