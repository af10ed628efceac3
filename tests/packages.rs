//! A package is the same to the byte wherever it is made: on a machine, and in a browser's WebAssembly (here in Node), where an authoring
//! page will make it. `BLESS=1 cargo test --features cli --test packages` writes down what a machine makes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use choiceboard::board::read;
use choiceboard::exchange::{Files, Standard, for_lms, one_file, zipped};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const KNOWN: &str = include_str!("packages.txt");

const BOARD: &str = r#"{ "choiceboard": 1, "id": "small", "title": "Ein kleines Brett für „alle“", "language": "de",
    "activities": [{ "id": "a", "title": "Schau", "image": { "src": "images/a b.svg", "alt": "Ein Bild" } }, { "id": "b", "title": "Mach" }] }"#;

fn page() -> Files {
    let index = "<html lang=\"en\"><head><title>Choiceboard</title>\n<link rel=\"icon\" href=\"icon-0a.svg\">\n<script type=\"module\" src=\"choiceboard.js\"></script></head><body class=\"cb-whole\"><main></main></body>";
    let text = |words: &str, times: usize| words.repeat(times).into_bytes();
    let files = [
        ("index.html", text(index, 1)),
        ("choiceboard-0a.css", text(".cb{}", 40)),
        ("later-0b.css", text(".l{}", 40)),
        ("print-0b.css", text(".p{}", 40)),
        ("frame-0c.css", text(".f{}", 40)),
        ("icon-0a.svg", text("<svg></svg>", 1)),
        ("icons-later-0d.svg", text("<svg></svg>", 1)),
        ("single.js", text("run();", 90)),
        ("scorm.js", text("scorm();", 90)),
        ("cmi5.js", text("cmi5();", 90)),
        ("choiceboard.js", text("start();", 90)),
        ("element-0e.js", text("element();", 90)),
        ("link-0e.js", text("link();", 90)),
        ("refused-0e.js", text("refused();", 90)),
        // Bytes that are no text, and more of them than one block of compression takes.
        (
            "player_bg-0e.wasm",
            (0..90_000u64).map(|at| ((at * at) >> 7) as u8).collect(),
        ),
        ("player_bg-0e.wasm.gz", text("bg", 1)),
        (
            "player_rest-0f.wasm",
            (0..9_000u32).map(|at| (at ^ (at >> 3)) as u8).collect(),
        ),
        ("player_rest-0f.wasm.gz", text("rest", 1)),
        ("locales/de.json", text("{}", 1)),
    ];
    files.map(|(name, bytes)| (name.to_owned(), bytes)).into()
}

/// FNV-1a: that two of a million bytes are the same by chance is out of the question here.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn every_package_is_the_same_to_the_byte_here_and_in_a_browser() {
    let board = read(BOARD.as_bytes()).board.unwrap();
    let beside = Files::from([("images/a b.svg".to_owned(), b"<svg></svg>".to_vec())]);
    let mut made = String::new();
    let mut line = |name: &str, bytes: &[u8]| {
        made += &format!("{name} {} {:016x}\n", bytes.len(), digest(bytes));
    };
    for (name, standard) in [
        ("scorm12", Standard::Scorm12),
        ("scorm2004", Standard::Scorm2004),
        ("cmi5", Standard::Cmi5),
    ] {
        let files = for_lms(standard, &board, BOARD, &page(), &beside).unwrap();
        line(name, &zipped(&files).unwrap());
    }
    let whole = one_file(&board, BOARD, &page(), &beside).unwrap();
    line("html", whole.as_bytes());
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("BLESS").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packages.txt");
        std::fs::write(file, &made).unwrap();
        return;
    }
    assert_eq!(made, KNOWN);
}
