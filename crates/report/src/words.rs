//! The words of documents, in both languages, in one place.

use territory::Quantity;

/// The language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

/// The words of a workbook of figures.
pub(crate) struct Words {
    pub(crate) table_sheet: &'static str,
    pub(crate) method_sheet: &'static str,
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) note: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) missing: &'static str,
    pub(crate) partial: &'static str,
    pub(crate) carried: &'static str,
    pub(crate) observatory: &'static str,
    pub(crate) measure: &'static str,
    pub(crate) territory: &'static str,
    pub(crate) year: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) method: &'static str,
    pub(crate) method_version: &'static str,
    pub(crate) estimate: &'static str,
    pub(crate) parameters: &'static str,
    pub(crate) snapshot: &'static str,
    pub(crate) warning: &'static str,
    pub(crate) secrecy: &'static str,
    pub(crate) sources: &'static str,
    pub(crate) title: &'static str,
    pub(crate) producer: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) vintage: &'static str,
    pub(crate) address: &'static str,
}

const FR: Words = Words {
    table_sheet: "Tableau",
    method_sheet: "Sources et méthode",
    code: "Code",
    name: "Nom",
    note: "Remarque",
    secret: "secret",
    missing: "non disponible",
    partial: "partiel : des communes ne sont pas connues",
    carried: "repris d’anciennes communes (fusion ou scission)",
    observatory: "Observatoire",
    measure: "Mesure",
    territory: "Territoire",
    year: "Année",
    unit: "Unité",
    method: "Méthode",
    method_version: "Version de la méthode",
    estimate: "Estimation",
    parameters: "Paramètres",
    snapshot: "Jeu de données",
    warning: "Avertissement",
    secrecy: "« secret » : le chiffre existe et n’est pas publié (secret statistique). « non disponible » : aucune source ne le donne. Ni l’un ni l’autre n’est zéro.",
    sources: "Sources",
    title: "Titre",
    producer: "Producteur",
    licence: "Licence",
    vintage: "Millésime",
    address: "Adresse",
};

const EN: Words = Words {
    table_sheet: "Table",
    method_sheet: "Sources and method",
    code: "Code",
    name: "Name",
    note: "Note",
    secret: "secret",
    missing: "not available",
    partial: "partial: some communes are not known",
    carried: "carried from former communes (merger or split)",
    observatory: "Observatory",
    measure: "Measure",
    territory: "Territory",
    year: "Year",
    unit: "Unit",
    method: "Method",
    method_version: "Version of the method",
    estimate: "Estimate",
    parameters: "Parameters",
    snapshot: "Data set",
    warning: "Notice",
    secrecy: "“secret”: the number exists and is not published (statistical secrecy). “not available”: no source gives it. Neither of them is zero.",
    sources: "Sources",
    title: "Title",
    producer: "Producer",
    licence: "Licence",
    vintage: "Vintage",
    address: "Address",
};

impl Language {
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::Fr => &FR,
            Self::En => &EN,
        }
    }

    /// The one of two texts that is in this language.
    pub fn pick<'a>(self, fr: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

impl Words {
    /// What stands in a cell that has no number; `None` where there is one.
    pub(crate) fn instead_of_number(&self, value: Quantity) -> Option<&'static str> {
        match value {
            Quantity::Known(_) => None,
            Quantity::Suppressed => Some(self.secret),
            Quantity::Missing => Some(self.missing),
        }
    }
}
