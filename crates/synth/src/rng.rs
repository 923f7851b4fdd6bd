//! Random numbers that are the same on every machine: SplitMix64, one stream per purpose and thing.

/// A stream of numbers. Streams of different things do not depend on each other, so that one more
/// service in a commune changes nothing in the next.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64: a bijection that spreads every bit of its input.
pub(crate) fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Rng {
    /// The stream of one thing for one purpose.
    pub(crate) fn of(seed: u64, purpose: &str, thing: u64) -> Self {
        let of_purpose = purpose.bytes().fold(mix(seed ^ GOLDEN_GAMMA), |state, byte| mix(state ^ u64::from(byte)));
        Self(mix(of_purpose.wrapping_add(mix(thing.wrapping_add(GOLDEN_GAMMA)))))
    }

    /// 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        mix(self.0)
    }

    /// A number in 0 ≤ x < 1, a multiple of 2⁻⁵³.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A number in `low` ≤ x < `high`.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A whole number in `low` ≤ x ≤ `high`.
    pub(crate) fn whole(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high - low) + 1;
        // The high half of a 32 by 32 bit product: the bias is below 2⁻³² × span.
        low + (((self.bits() >> 32) * span) >> 32) as u32
    }

    /// True with that probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of the things; `things` is never empty.
    pub(crate) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.whole(0, things.len() as u32 - 1) as usize]
    }

    /// The whole number below or above `x`, so that its mean is `x`.
    pub(crate) fn round(&mut self, x: f64) -> u32 {
        (x + self.unit()).floor().max(0.0) as u32
    }

    /// Puts things in a random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.whole(0, last as u32) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_split_mix_64() {
        // First outputs for the seed 1234567, as published with the reference implementation.
        let mut rng = Rng(1_234_567);
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
        ];
        assert_eq!([rng.bits(), rng.bits(), rng.bits(), rng.bits()], published);
    }

    #[test]
    fn ranges_keep_to_their_ends_and_reach_them() {
        let mut rng = Rng::of(1, "test", 0);
        let drawn: Vec<u32> = (0..400).map(|_| rng.whole(3, 6)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&3), Some(&6)));
        assert!((0..1000).map(|_| rng.between(-1.0, 2.0)).all(|x| (-1.0..2.0).contains(&x)));
    }

    #[test]
    fn streams_of_other_seeds_purposes_and_things_differ() {
        let first = |mut rng: Rng| rng.bits();
        let all = [
            first(Rng::of(1, "a", 0)),
            first(Rng::of(2, "a", 0)),
            first(Rng::of(1, "b", 0)),
            first(Rng::of(1, "a", 1)),
        ];
        for (i, a) in all.iter().enumerate() {
            assert!(!all[..i].contains(a), "{all:?}");
        }
    }
}
