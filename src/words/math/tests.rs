//! Formulas and what they are read as, written out in brackets.

use proptest::prelude::*;

use super::*;

/// A formula in one line: what belongs together in brackets.
fn line(math: &Math) -> String {
    let slot = |of: &Option<Box<Math>>, mark: &str| {
        let of = of.as_deref();
        of.map_or_else(String::new, |of| [mark, &line(of)].concat())
    };
    match math {
        Math::Row(all) => {
            let all: Vec<String> = all.iter().map(line).collect();
            format!("[{}]", all.join(" "))
        }
        Math::Number(text) | Math::Name(text) | Math::Sign(text) => text.clone(),
        Math::Text(text) => format!("{text:?}"),
        Math::Fraction(parts) => format!("({} over {})", line(&parts[0]), line(&parts[1])),
        Math::Root(of, index) => format!("(root{} of {})", slot(index, " "), line(of)),
        Math::Scripts { base, sub, sup } => {
            format!("({}{}{})", line(base), slot(sub, " _"), slot(sup, " ^"))
        }
    }
}

#[test]
fn formulas_are_read_as_they_are_meant() {
    for (source, read_as) in [
        ("x^2", "[(x ^2)]"),
        ("x^10", "[(x ^10)]"),
        ("x^{n+1}", "[(x ^[n + 1])]"),
        ("a_1^2", "[(a _1 ^2)]"),
        ("a^2_1", "[(a _1 ^2)]"),
        ("10^{-3}", "[(10 ^[− 3])]"),
        ("{x^2}^3", "[([(x ^2)] ^3)]"),
        ("3 - 1.5 = 1,5", "[3 − 1.5 = 1,5]"),
        ("f(1, 2)", "[f ( 1 , 2 )]"),
        ("1.", "[1 .]"),
        (r"\frac{1}{2}", "[([1] over [2])]"),
        (r"\frac ab", "[(a over b)]"),
        (r"\frac{1}{\sqrt{x}}", "[([1] over [(root of [x])])]"),
        (r"\sqrt[3]{8}", "[(root [3] of [8])]"),
        (r"\sqrt2", "[(root of 2)]"),
        (r"2\cdot\pi r", "[2 · π r]"),
        (r"a \le b \ne c \pm d", "[a ≤ b ≠ c ± d]"),
        ("2 × 3 ÷ 4", "[2 × 3 ÷ 4]"),
        (r"\sin\alpha", "[sin α]"),
        (r"90^\circ", "[(90 ^°)]"),
        (
            r"v = \frac{\text{way}}{\text{time}}",
            "[v = ([\"way\"] over [\"time\"])]",
        ),
        (r"\left( x \right)\,", "[( x )]"),
        (r"\{1, 2\}", "[{ 1 , 2 }]"),
        ("f'(x)", "[f ′ ( x )]"),
        ("αβ", "[α β]"),
        ("سرعة = 3", "[\"سرعة\" = 3]"),
        (r"50\%", "[50 %]"),
    ] {
        let found = read(source).map(|math| line(&math));
        assert_eq!(found.as_deref(), Some(read_as), "{source}");
    }
}

#[test]
fn what_is_not_known_is_not_read_at_all() {
    let deep = [r"\sqrt{".repeat(40), "}".repeat(40)].concat();
    let long = "x".repeat(3_000);
    for source in [
        "",
        "{",
        "}",
        "{x",
        "x}",
        "^2",
        "x^",
        "x^2^3",
        "x_1_2",
        "x^-1",
        r"\frac12",
        r"\frac{1}",
        r"\sqrt",
        r"\sqrt[3{8}",
        r"\text{a",
        r"\text{a{b}}",
        r"\text x",
        r"\foo",
        r"\",
        r"\begin{matrix}",
        "a & b",
        "a ~ b",
        "x # 1",
        "\u{202e}x",
        "\u{0}",
        &deep,
        &long,
    ] {
        assert_eq!(read(source), None, "{source}");
    }
}

#[test]
fn only_code_in_dollars_is_a_formula() {
    for (code, formula) in [
        ("$ x^2 $", Some("x^2")),
        ("$x$", Some("x")),
        (" $x$ ", Some("x")),
        ("$x", None),
        ("x$", None),
        ("$", None),
        ("$$", None),
        ("$ $", None),
        ("$$x$$", Some("$x$")),
        ("echo $HOME", None),
        ("x", None),
    ] {
        assert_eq!(source(code), formula, "{code}");
    }
    // Money is money.
    assert_eq!(
        unread("It costs $5, or $6 with `tax`."),
        Vec::<String>::new()
    );
}

#[test]
fn formulas_in_a_line_say_the_same() {
    for (text, says) in [
        (r"`$ \frac{3}{4} $`", "3/4"),
        (r"About `$ \frac{a+1}{2} $` *m*", "About (a + 1)/2 m"),
        (r"`$ \sqrt{x} = x^{n+1} $`", "√x = x^(n + 1)"),
        (r"`$ \sqrt[3]{2x} \cdot a_1 $`", "3√(2x) · a_1"),
        (r"`$ \frac{\frac{1}{2}}{3} $`", "(1/2)/3"),
        (r"**Half**: *`$ \frac{1}{2} $`*", "Half: 1/2"),
        // Stars between blanks, and after a backslash, are stars.
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"2\*3\*4", "2*3*4"),
        ("- 5", "- 5"),
        ("$5 with `*tax*`", "$5 with *tax*"),
        (
            "[The *sea*](https://example.org) ![A wave](wave.svg)",
            "The sea A wave",
        ),
        // What cannot be read stays as it is written.
        (r"`$ \foo $` *x*", r"$ \foo $ x"),
    ] {
        assert_eq!(in_a_line(text), says, "{text}");
    }
}

#[test]
fn what_cannot_be_read_of_a_text_is_named() {
    let text = "So `$ x^2 $`, and `$ \\foo $`\n\n> - *see `$ a & b $`*\n\n```\n$ \\bar $\n```";
    assert_eq!(unread(text), [r"\foo", "a & b"]);
}

proptest! {
    #[test]
    fn nothing_panics(text in r"[a-z0-9\\{}\[\]^_$ .,+'πé\u{202e}-]{0,80}") {
        let _ = read(&text);
        let _ = unread(&["`$", &text, "$`"].concat());
    }

    #[test]
    fn any_text_is_read_or_not(text in any::<String>()) {
        let _ = read(&text);
        let _ = unread(&text);
    }

    /// Blanks between pieces say nothing.
    #[test]
    fn blanks_make_no_difference(pieces in prop::collection::vec(prop::sample::select(
        vec!["x", "12", "+", r"\pi ", r"\frac{1}{2}", "{", "}", "^2", "_n", "(", ")", r"\sqrt{"]), 0..14))
    {
        // Numbers grow together without them.
        let close = pieces.join(" ");
        let wide = pieces.join("   \t");
        prop_assert_eq!(read(&close), read(&wide));
    }
}
