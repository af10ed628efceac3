//! Keys on the device. What belongs to one learner on one board lies under one prefix that no other learner or board shares,
//! so a shared computer's next learner never meets the last one's work.

/// One learner on one board.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Space {
    /// Every key of the space begins so, and no key of another space does.
    pub prefix: String,
}

/// The learner's name in events and files when no one is named.
pub const GUEST: &str = "guest";

impl Space {
    /// Of a board and a learner; `None` is whoever sits here, and no learner of that name.
    pub fn of(board: &str, learner: Option<&str>) -> Self {
        let learner = learner.map_or(String::new(), |learner| ["=", &plain(learner)].concat());
        Space {
            prefix: ["choiceboard/", &plain(board), "/", &learner, "/"].concat(),
        }
    }

    /// A chunk of the log, written by one tab and by no other.
    pub(super) fn chunk(&self, tab: &str, number: u32) -> String {
        [
            self.prefix.as_str(),
            LOG,
            &plain(tab),
            ".",
            &number.to_string(),
        ]
        .concat()
    }

    /// It is a chunk of the log.
    pub(super) fn is_chunk(&self, key: &str) -> bool {
        key.strip_prefix(&self.prefix)
            .is_some_and(|rest| rest.starts_with(LOG))
    }

    /// Where the unreadable rest of a chunk is kept.
    pub(super) fn aside(&self, key: &str) -> String {
        let name = key
            .strip_prefix(&self.prefix)
            .and_then(|rest| rest.strip_prefix(LOG))
            .unwrap_or(key);
        [self.prefix.as_str(), "aside/", name].concat()
    }

    /// Says on the local shelf that part of the log lies in the database only.
    pub(super) fn moved(&self) -> String {
        [self.prefix.as_str(), "moved"].concat()
    }

    /// What is known of an LMS lies here.
    pub(super) fn lms(&self, endpoint: &str) -> String {
        [self.prefix.as_str(), "lms/", &plain(endpoint)].concat()
    }

    /// What is being written about the work, and is not in the log.
    pub(super) fn notebook(&self) -> String {
        [self.prefix.as_str(), "notes"].concat()
    }

    /// Says that the end has been celebrated on this device.
    pub(super) fn celebrated(&self) -> String {
        [self.prefix.as_str(), "celebrated"].concat()
    }
}

const LOG: &str = "log/";

/// Any text as one part of a key: what is not a plain letter, digit, `-`, `_` or `.` is written `%` and its bytes.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_space_lies_inside_another() {
        let names = [
            None,
            Some(""),
            Some("guest"),
            Some("a"),
            Some("a/b"),
            Some("a%2fb"),
            Some("ä"),
        ];
        for one in names {
            for other in names {
                for (board, next) in [("b", "b"), ("b", "b/="), ("b", "b/=a")] {
                    if (one, board) == (other, next) {
                        continue;
                    }
                    let (one, other) = (Space::of(board, one), Space::of(next, other));
                    assert!(!one.prefix.starts_with(&other.prefix), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn keys_tell_what_they_are() {
        let space = Space::of("water", Some("u 17"));
        assert_eq!(space.prefix, "choiceboard/water/=u%2017/");
        assert!(space.is_chunk(&space.chunk("t", 3)));
        assert!(!space.is_chunk(&space.aside(&space.chunk("t", 3))));
        assert!(!space.is_chunk(&Space::of("water", None).chunk("t", 3)));
    }
}
