//! Organisers' texts: Markdown in, harmless HTML out.

use ammonia::Builder;
use pulldown_cmark::{Options, Parser, html};

/// HTML of a Markdown text for a page. Images are left out, since no page loads anything from elsewhere, and headings
/// lose their rank, since the page has its own.
pub fn to_html(markdown: &str) -> String {
    let mut raw = String::new();
    html::push_html(
        &mut raw,
        Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH),
    );
    let mut cleaner = Builder::default();
    cleaner
        .rm_tags(["img", "h1", "h2", "map", "area", "center", "details", "summary", "figure", "figcaption"])
        .rm_tag_attributes("a", ["hreflang"])
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner.clean(&raw).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_shown_and_tricks_are_not() {
        let shown = to_html("**Vote** for [us](https://example.org/x)");
        assert!(
            shown.contains("<strong>Vote</strong>") && shown.contains("href=\"https://example.org/x\""),
            "{shown}"
        );
        for trick in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "![x](https://evil.example/p.png)",
            "[x](javascript:alert(1))",
            "[x](/polls/other/booth)",
            "<a href='data:text/html,x'>x</a>",
            "<style>body{display:none}</style>",
            "<form action='https://evil.example'><input name=a></form>",
            "<iframe src='https://evil.example'></iframe>",
            "<p style='position:fixed' onclick='x()'>x</p>",
        ] {
            let shown = to_html(trick).to_string();
            for bad in [
                "<script",
                "<img",
                "javascript:",
                "href",
                "<style",
                "<form",
                "<input",
                "<iframe",
                "style=",
                "onclick",
            ] {
                assert!(!shown.contains(bad), "{trick} became {shown}");
            }
        }
    }
}
