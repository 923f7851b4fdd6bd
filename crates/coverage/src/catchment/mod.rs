//! Floating catchments: places shared out among the families who can reach them.
//!
//! In: [`Pairs`] (home, service, seconds), children by home, places by service, a [`Catchment`]
//! (method and decay). Out: places per child by home, and the account that shows where every place
//! went ([`Conservation`]). How times are found is nobody's business here.

mod capacity;
mod decay;
mod method;
mod pairs;
mod share;

pub use capacity::{Changed, change};
pub use decay::{Decay, NamedDecay, Step, decays};
pub use method::{Catchment, Method, Selection};
pub use pairs::{PairError, Pairs, PairsBuilder};
pub use share::{Conservation, Shares, Sharing, floating_catchment};
