//! wasm-bindgen's script, without what nobody uses and in fewer words: it is made to run everywhere and to be read, and two hundred
//! functions of it are in every first download.

/// The same script, shorter.
pub fn shorter(script: &str) -> String {
    let mut out: Vec<String> = script.lines().filter(is_used).map(in_short).collect();
    out.push(String::from(
        "function guarded(act) { return (...args) => handleError(act, args); }",
    ));
    let out = out.join("\n");
    // Every browser with WebAssembly has the classes that are asked for.
    let out = out.replace("try {\n                result = ", "result = ");
    let none = "\n            } catch (_) {\n                result = false;\n            }";
    out.replace(none, "")
}

/// Classes of Leptos' streams, which nobody uses: esbuild leaves them out once nothing is done to them. And what is said to those who
/// call the script in an old way.
fn is_used(line: &&str) -> bool {
    !line.starts_with("if (Symbol.dispose)") && !line.trim_start().starts_with("console.warn(")
}

/// Arrows for functions; none of them asks who it is.
fn in_short(line: &str) -> String {
    const GUARDED: &str = ": function() { return handleError(function (";
    if let Some((name, rest)) = line.split_once(GUARDED)
        && let Some(takes) = rest.strip_suffix(") {")
    {
        return format!("{name}: guarded(({takes}) => {{");
    }
    if let Some((name, rest)) = line.split_once(": function(")
        && let Some(takes) = rest.strip_suffix(") {")
    {
        return format!("{name}: ({takes}) => {{");
    }
    line.replace("}, arguments); },", "}),")
}

#[cfg(test)]
mod tests {
    use super::shorter;

    #[test]
    fn functions_become_arrows_and_keep_what_they_do() {
        let script = "\
        __wbg_a_1: function(arg0) {
            const ret = arg0.a;
        },
        __wbg_b_2: function() { return handleError(function (arg0, arg1) {
            arg0.b(arg1);
        }, arguments); },
if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;
";
        let short = shorter(script);
        assert_eq!(
            short,
            "__wbg_a_1: (arg0) => {
            const ret = arg0.a;
        },
        __wbg_b_2: guarded((arg0, arg1) => {
            arg0.b(arg1);
        }),
function guarded(act) { return (...args) => handleError(act, args); }"
        );
    }

    #[test]
    fn a_class_is_there_without_a_look() {
        let script = "            let result;
            try {
                result = arg0 instanceof Blob;
            } catch (_) {
                result = false;
            }
            return result;";
        let short = shorter(script);
        assert!(short.starts_with("            let result;\n            result = arg0 instanceof Blob;\n            return result;"), "{short}");
    }
}
