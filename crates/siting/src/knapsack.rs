//! What a site with a capacity earns at most from the homes it may serve.

use crate::problem::Sharing;

/// Largest table of the exact filling, capacity × homes; beyond it, the last home is cut.
const TABLE: i64 = 4_000_000;

/// A knapsack that is filled again and again.
#[derive(Debug, Default)]
pub(crate) struct Knapsack {
    items: Vec<Item>,
    taken: Vec<(u32, i64)>,
    table: Vec<i64>,
    keep: Vec<bool>,
}

#[derive(Debug, Clone, Copy)]
struct Item {
    home: u32,
    worth: i64,
    size: i64,
}

impl Knapsack {
    pub(crate) fn clear(&mut self) {
        self.items.clear();
    }

    /// Adds a home of a positive size.
    pub(crate) fn push(&mut self, home: u32, worth: i64, size: i64) {
        self.items.push(Item { home, worth, size });
    }

    /// The greatest worth that fits, rounded up when a home is cut: never less than the truth. Homes
    /// that go whole are packed exactly while the table is small, else the last one is cut too, which
    /// can only be worth more.
    pub(crate) fn best(&mut self, capacity: i64, sharing: Sharing) -> i64 {
        self.taken.clear();
        if self.items.iter().map(|i| i.size).sum::<i64>() <= capacity {
            self.taken.extend(self.items.iter().map(|i| (i.home, 1000)));
            return self.items.iter().map(|i| i.worth).sum();
        }
        if sharing == Sharing::Whole {
            self.items.retain(|i| i.size <= capacity);
            if capacity.saturating_mul(self.items.len() as i64) <= TABLE {
                return self.packed(usize::try_from(capacity).expect("a small capacity"));
            }
        }
        self.cut(capacity)
    }

    /// What the last filling took, in thousandths of each home.
    pub(crate) fn taken(&self) -> &[(u32, i64)] {
        &self.taken
    }

    fn cut(&mut self, mut room: i64) -> i64 {
        let density = |a: &Item, b: &Item| {
            let (one, other) = (i128::from(a.worth) * i128::from(b.size), i128::from(b.worth) * i128::from(a.size));
            other.cmp(&one).then(a.home.cmp(&b.home))
        };
        self.items.sort_unstable_by(density);
        let mut worth = 0;
        for item in &self.items {
            if item.size <= room {
                room -= item.size;
                worth += item.worth;
                self.taken.push((item.home, 1000));
            } else {
                let part =
                    (i128::from(item.worth) * i128::from(room) + i128::from(item.size) - 1) / i128::from(item.size);
                worth += i64::try_from(part).expect("a part is less than the whole");
                self.taken.push((item.home, 1000 * room / item.size));
                break;
            }
        }
        worth
    }

    fn packed(&mut self, capacity: usize) -> i64 {
        self.table.clear();
        self.table.resize(capacity + 1, 0);
        self.keep.clear();
        self.keep.resize((capacity + 1) * self.items.len(), false);
        for (row, item) in self.items.iter().enumerate() {
            let size = usize::try_from(item.size).expect("fits the capacity");
            let keep = &mut self.keep[row * (capacity + 1)..][..=capacity];
            for room in (size..=capacity).rev() {
                let with = self.table[room - size] + item.worth;
                if with > self.table[room] {
                    self.table[room] = with;
                    keep[room] = true;
                }
            }
        }
        let mut room = capacity;
        for (row, item) in self.items.iter().enumerate().rev() {
            if self.keep[row * (capacity + 1) + room] {
                self.taken.push((item.home, 1000));
                room -= usize::try_from(item.size).expect("fits the capacity");
            }
        }
        self.table[capacity]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// Worth of the best subset, by trying all.
    fn all_subsets(items: &[(i64, i64)], capacity: i64) -> i64 {
        let subsets = 0_u32..1 << items.len();
        let sums = subsets.filter_map(|subset| {
            let of = |part: fn(&(i64, i64)) -> i64| -> i64 {
                items.iter().enumerate().filter(|(i, _)| subset >> i & 1 == 1).map(|(_, item)| part(item)).sum()
            };
            (of(|i| i.1) <= capacity).then(|| of(|i| i.0))
        });
        sums.max().expect("the empty subset fits")
    }

    #[test]
    fn a_whole_filling_is_the_best_subset_and_a_cut_one_is_never_worth_less() {
        let mut random = Random::new(5);
        for case in 0..300 {
            let items: Vec<(i64, i64)> =
                (0..1 + random.below(9)).map(|_| (1 + random.below(50) as i64, 1 + random.below(12) as i64)).collect();
            let capacity = random.below(40) as i64;
            let mut knapsack = Knapsack::default();
            let mut fill = |sharing| {
                knapsack.clear();
                for (home, &(worth, size)) in items.iter().enumerate() {
                    knapsack.push(home as u32, worth, size);
                }
                let worth = knapsack.best(capacity, sharing);
                let size: i64 = knapsack.taken().iter().map(|&(h, part)| items[h as usize].1 * part).sum();
                assert!(size <= capacity * 1000, "case {case}: {items:?} {capacity}");
                worth
            };
            let (whole, cut) = (fill(Sharing::Whole), fill(Sharing::Split));
            assert_eq!(whole, all_subsets(&items, capacity), "case {case}: {items:?} {capacity}");
            assert!(cut >= whole, "case {case}: {items:?} {capacity}");
        }
    }
}
