//! Organisers' texts: Markdown in, harmless HTML out.

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// HTML of a Markdown text for a page. As in the booth, HTML within the text is shown as it was written, and headings are
/// strong lines, since the page has headings of its own. Images are left out: no page loads anything from elsewhere.
pub fn to_html(markdown: &str) -> String {
    let mut raw = String::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    html::push_html(&mut raw, Parser::new_ext(markdown, options).flat_map(as_in_the_booth));
    let mut cleaner = Builder::default();
    cleaner
        .rm_tags(["img", "h1", "h2", "map", "area", "center", "details", "summary", "figure", "figcaption"])
        .rm_tag_attributes("a", ["hreflang"])
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner.clean(&raw).to_string()
}

fn as_in_the_booth(event: Event<'_>) -> impl Iterator<Item = Event<'_>> {
    let (first, second) = match event {
        Event::Html(text) | Event::InlineHtml(text) => (Event::Text(text), None),
        Event::Start(Tag::HtmlBlock) => (Event::Start(Tag::Paragraph), None),
        Event::End(TagEnd::HtmlBlock) => (Event::End(TagEnd::Paragraph), None),
        Event::Start(Tag::Heading { .. }) => (Event::Start(Tag::Paragraph), Some(Event::Start(Tag::Strong))),
        Event::End(TagEnd::Heading(_)) => (Event::End(TagEnd::Strong), Some(Event::End(TagEnd::Paragraph))),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[derive(serde::Deserialize)]
    struct Case {
        markdown: String,
        text: String,
        tags: Vec<String>,
    }

    /// The booth runs the same cases (`booth/test/markdown_in_browser.js`).
    #[test]
    fn texts_are_shown_as_the_booth_shows_them() {
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../booth/test/markdown_cases.json")).unwrap();
        assert!(cases.len() >= 20);
        for Case { markdown, text, tags } in cases {
            let shown = to_html(&markdown);
            let (found, words) = apart(&shown);
            assert_eq!(bare(&words), bare(&text), "{markdown} became {shown}");
            assert_eq!(found.into_iter().collect::<Vec<_>>(), tags, "{markdown} became {shown}");
        }
    }

    /// The names of the elements, and the text without them.
    fn apart(html: &str) -> (BTreeSet<String>, String) {
        let (mut tags, mut text) = (BTreeSet::new(), String::new());
        for part in html.split('<') {
            let Some((tag, after)) = part.split_once('>') else {
                text.push_str(part);
                continue;
            };
            let name: String =
                tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            tags.insert(name);
            text.push_str(after);
        }
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        (tags, text)
    }

    /// White space between blocks is the page's.
    fn bare(text: &str) -> String {
        text.split_whitespace().collect()
    }

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
            let shown = to_html(trick);
            // What stands there as text does nothing: only elements and their attributes count.
            let shown: String = shown
                .split('<')
                .skip(1)
                .filter_map(|part| part.split_once('>'))
                .map(|(tag, _)| format!("<{tag}>"))
                .collect();
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
