//! The names of everything that can be wrong with a board, each with how bad it is.
//!
//! The sentence for a code is the message `board-<code>` of the locale; this table holds no wording.

/// Whether a diagnostic stops a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot be read, or means nothing. The board is not shown, where that is found by reading it.
    Error,
    /// It works, and someone will be stuck or surprised.
    Warning,
}

impl Severity {
    /// The word used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One kind of fault.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable name, as `choiceboard check` prints it.
    pub name: &'static str,
    /// Key of its sentence.
    pub key: &'static str,
    /// How bad it is.
    pub severity: Severity,
}

macro_rules! codes {
    ($($severity:ident $constant:ident $name:literal)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub const $constant: &Code = &Code {
                name: $name,
                key: concat!("board-", $name),
                severity: Severity::$severity,
            };
        )*
        /// Every code there is.
        pub const ALL: &[&Code] = &[$($constant),*];
    };
}

codes! {
    // The file.
    Error TOO_LARGE "too-large"
    Error EMPTY_FILE "empty-file"
    Error WEB_PAGE "web-page"
    Error NOT_JSON "not-json"
    Error NOT_A_BOARD "not-a-board"
    Error NOT_UTF8 "not-utf-8"
    Error UTF16 "utf-16"
    Warning BYTE_ORDER_MARK "byte-order-mark"
    Error TOO_DEEP "too-deep"
    // Slips in hand-written JSON.
    Error COMMENT "comment"
    Error TRAILING_COMMA "trailing-comma"
    Error EXTRA_COMMA "extra-comma"
    Error MISSING_COMMA "missing-comma"
    Error MISSING_COLON "missing-colon"
    Error MISSING_VALUE "missing-value"
    Error MISSING_OPEN "missing-open"
    Error MISSING_CLOSE "missing-close"
    Error WRONG_CLOSE "wrong-close"
    Error AFTER_END "after-end"
    Error QUOTES "quotes"
    Error MISSING_QUOTE "missing-quote"
    Error UNQUOTED "unquoted"
    Error ODD_SPACE "odd-space"
    Error CONTROL_CHARACTER "control-character"
    Error BAD_ESCAPE "bad-escape"
    Error BAD_NUMBER "bad-number"
    Error BAD_WORD "bad-word"
    Error UNEXPECTED "unexpected"
    Error DUPLICATE_FIELD "duplicate-field"
    // Fields and values.
    Error WRONG_TYPE "wrong-type"
    Error MISSING_FIELD "missing-field"
    Warning UNKNOWN_FIELD "unknown-field"
    Error UNKNOWN_WORD "unknown-word"
    Error OUT_OF_RANGE "out-of-range"
    Error NOT_WHOLE "not-whole"
    Error EMPTY "empty"
    Error BAD_DATE "bad-date"
    Error BAD_LANGUAGE "bad-language"
    Warning NO_VERSION "no-version"
    Error NEWER_VERSION "newer-version"
    Error TOO_MANY_ACTIVITIES "too-many-activities"
    Warning UNSAFE_URL "unsafe-url"
    Warning HIDDEN_CHARACTERS "hidden-characters"
    Warning SAME_FOR_ALL "same-for-all"
    Warning MISSING_ALT "missing-alt"
    Warning MISSING_LANGUAGE "missing-language"
    // Rules.
    Error UNKNOWN_PART "unknown-part"
    Error UNKNOWN_RULE "unknown-rule"
    Error TWO_RULES "two-rules"
    Error NO_BOUND "no-bound"
    Error EMPTY_RANGE "empty-range"
    Error BAD_SHAPE "bad-shape"
    Error PLAIN_CODE "plain-code"
    Warning ODD_CODE "odd-code"
    // What belongs together.
    Error DUPLICATE_ID "duplicate-id"
    Error UNKNOWN_ID "unknown-id"
    Error UNKNOWN_LEVEL "unknown-level"
    Error CYCLE "cycle"
    Error IN_TWO_SECTIONS "in-two-sections"
    Warning IN_NO_SECTION "in-no-section"
    Warning REQUIRED_AND_OPTIONAL "required-and-optional"
    Warning DUE_BEFORE_OPENS "due-before-opens"
    Warning DUE_AFTER_BOARD "due-after-board"
    Warning LEVELS_ORDER "levels-order"
    Warning BADGE_BY_HAND "badge-by-hand"
    // Drawn maps.
    Warning NOT_ON_A_MAP "not-on-a-map"
    Warning HALF_A_PLACE "half-a-place"
    Warning WITHOUT_A_PLACE "without-a-place"
    Warning SAME_PLACE "same-place"
    // Stations.
    Warning LISTED_TWICE "listed-twice"
    Warning NO_STATION "no-station"
    Warning MORE_GROUPS "more-groups"
    // Boards within.
    Warning NOT_BESIDE "not-beside"
    Error INNER_MISSING "inner-missing"
    Error INNER_BROKEN "inner-broken"
    Error INNER_CYCLE "inner-cycle"
    // Proofs.
    Warning ODD_MATHS "odd-maths"
    Warning NO_RIGHT_ANSWER "no-right-answer"
    Warning UNEVEN_MATCH "uneven-match"
    Warning EMPTY_FILTER "empty-filter"
    Warning QUOTA "quota"
    Warning TOO_FEW_POINTS "too-few-points"
    Warning NO_SUM "no-sum"
    Warning NO_GRID "no-grid"
    Warning LINE_TOO_LONG "line-too-long"
    Warning NO_WHOLE_LINE "no-whole-line"
    Warning NO_LINE_THROUGH "no-line-through"
    Warning SHAPE_TOO_LARGE "shape-too-large"
    Warning NEVER_MET "never-met"
    Warning UNREACHABLE "unreachable"
    Warning BADGE_NEVER "badge-never"
    Error CODE_NOWHERE "code-nowhere"
    Warning COMPLETE_AT_ONCE "complete-at-once"
    Warning CANNOT_COMPLETE "cannot-complete"
    Warning TWO_PICKS "two-picks"
    Warning STANDARD_UNUSED "standard-unused"
    Warning STANDARD_NOT_COVERED "standard-not-covered"
    Warning NOT_PROVED "not-proved"
}
