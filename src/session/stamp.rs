//! The world at the moment of a message, handed in with every one.

use crate::rules::Clock;

/// Time and chance. With the same stamps the same messages lead to the same state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The learner's clock.
    pub clock: Clock,
    /// 128 random bits: the ids of the events this message may write come from them.
    pub chance: u128,
}

impl Stamp {
    /// The `n`th fresh id: a UUID version 7 (RFC 9562, 5.7), 48 bits of time, then chance.
    pub fn id(&self, n: u32) -> String {
        let chance = self.chance.wrapping_add(u128::from(n));
        let time = (self.clock.now as u128) << 80;
        let bits = time | (chance & ((1 << 80) - 1));
        let bits = bits & !(0xf << 76) & !(0x3 << 62) | (7 << 76) | (2 << 62);
        let mut out = String::with_capacity(36);
        for at in 0..32 {
            if matches!(at, 8 | 12 | 16 | 20) {
                out.push('-');
            }
            let digit = (bits >> (124 - 4 * at)) as u32 & 15;
            out.push(char::from_digit(digit, 16).unwrap_or('0'));
        }
        out
    }

    /// A share from 0 to 1, by chance.
    pub fn share(&self) -> f64 {
        f64::from((self.chance >> 96) as u32) / f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_7_and_each_its_own() {
        let clock = Clock {
            now: 0x0123_4567_89ab,
            offset: 0,
        };
        let stamp = Stamp {
            clock,
            chance: u128::MAX,
        };
        assert_eq!(stamp.id(0), "01234567-89ab-7fff-bfff-ffffffffffff");
        assert_eq!(stamp.id(1), "01234567-89ab-7000-8000-000000000000");
    }
}
