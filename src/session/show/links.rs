//! Links that others have written: whether one may be followed, and where it leads.

/// Safe to follow: the learner's own link is as foreign as any.
pub(super) fn is_web_address(link: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = link.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    rest.is_some_and(|rest| {
        !rest.is_empty() && !link.chars().any(|c| c.is_whitespace() || c.is_control())
    })
}

/// The host of an absolute web address: people should see where a link goes.
pub(super) fn host(url: &str) -> String {
    if !is_web_address(url) {
        return String::new();
    }
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or("");
    // What stands before an @ is a name for logging in, often meant to deceive.
    let host = authority.rsplit('@').next().unwrap_or("");
    String::from(host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        for (link, safe) in [
            ("https://a.org", true),
            ("HTTP://a.org/x", true),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https://a b", false),
            ("a.org", false),
            ("", false),
        ] {
            assert_eq!(is_web_address(link), safe, "{link}");
        }
    }

    #[test]
    fn the_host_is_where_a_link_really_goes() {
        for (url, says) in [
            ("https://www.nasa.gov/moon", "nasa.gov"),
            ("https://nasa.gov@evil.example/x", "evil.example"),
            ("sheet.pdf", ""),
        ] {
            assert_eq!(host(url), says, "{url}");
        }
    }
}
