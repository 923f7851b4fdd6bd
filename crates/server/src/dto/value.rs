//! Words and values that several resources share.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether a number is known, kept secret, or absent from the sources: three different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// There is a number.
    Known,
    /// A number exists and is not published: statistical secrecy.
    Suppressed,
    /// No source gives it.
    Missing,
}

/// A number, or the reason why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Quantity {
    /// Whether there is a number.
    pub status: Status,
    /// The number; `null` unless `status` is `known`.
    #[schema(required = true)]
    pub value: Option<f64>,
}

impl From<territory::Quantity> for Quantity {
    fn from(quantity: territory::Quantity) -> Self {
        let status = match quantity {
            territory::Quantity::Known(_) => Status::Known,
            territory::Quantity::Suppressed => Status::Suppressed,
            territory::Quantity::Missing => Status::Missing,
        };
        Self { status, value: quantity.known() }
    }
}

/// A level of the administrative hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Commune.
    Commune,
    /// Établissement public de coopération intercommunale with its own tax.
    Epci,
    /// Département.
    Departement,
}

impl From<territory::Level> for Level {
    fn from(level: territory::Level) -> Self {
        match level {
            territory::Level::Commune => Self::Commune,
            territory::Level::Epci => Self::Epci,
            territory::Level::Departement => Self::Departement,
        }
    }
}

impl From<Level> for territory::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Commune => Self::Commune,
            Level::Epci => Self::Epci,
            Level::Departement => Self::Departement,
        }
    }
}

/// A language of the words of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

impl From<Language> for report::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Fr => Self::Fr,
            Language::En => Self::En,
        }
    }
}

/// A mode of care of the official coverage rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CareMode {
    /// Crèches and micro-crèches.
    Eaje,
    /// Assistants maternels, at home or in a MAM.
    AssistantMaternel,
    /// Two-year-olds at school.
    Prescolarisation,
    /// Care at the parents' home.
    GardeADomicile,
}

impl From<territory::CareMode> for CareMode {
    fn from(mode: territory::CareMode) -> Self {
        match mode {
            territory::CareMode::Eaje => Self::Eaje,
            territory::CareMode::AssistantMaternel => Self::AssistantMaternel,
            territory::CareMode::Prescolarisation => Self::Prescolarisation,
            territory::CareMode::GardeADomicile => Self::GardeADomicile,
        }
    }
}

/// How the number of children under three was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChildrenMethod {
    /// Births of the last three years, added up.
    LastThreeBirths,
    /// Three times the births of the one year that is available.
    ThreeTimesBirths,
    /// No source.
    None,
}

impl From<territory::ChildrenMethod> for ChildrenMethod {
    fn from(method: territory::ChildrenMethod) -> Self {
        match method {
            territory::ChildrenMethod::LastThreeBirths => Self::LastThreeBirths,
            territory::ChildrenMethod::ThreeTimesBirths => Self::ThreeTimesBirths,
            territory::ChildrenMethod::None => Self::None,
        }
    }
}

/// A territory by its official code and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// INSEE code, or SIREN number for an EPCI.
    pub code: String,
    /// Its name.
    pub name: String,
}
