//! The whole service through its router, over a small fictional snapshot, and once over sockets.

mod background;
mod contract;
mod figures;
mod fixture;
mod french;
mod http;
mod live;
mod search;
mod services;
mod swap;
mod territories;
mod tiles;
mod timed;
mod timetables;
mod town;
mod travel;
mod travel_times;
mod warnings;
mod years;
