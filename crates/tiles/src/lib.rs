//! Vector tiles and tile archives from shared-border topology.
