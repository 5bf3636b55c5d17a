//! Organisers' texts: Markdown in, harmless HTML out.

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// HTML of a Markdown text for a page. As in the booth, HTML within the text is shown as it was written, and headings are
/// strong lines, since the page has headings of its own. Images are left out: no page loads anything from elsewhere.
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    clean(Parser::new_ext(markdown, options))
}

fn clean<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut raw = String::new();
    html::push_html(&mut raw, events.flat_map(as_in_the_booth));
    let mut cleaner = Builder::default();
    cleaner
        .rm_tags(["img", "h1", "h2", "map", "area", "center", "details", "summary", "figure", "figcaption"])
        .rm_tag_attributes("a", ["hreflang"])
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner.clean(&raw).to_string()
}

/// The blocks of a Markdown text one by one, each as [`to_html`] makes it.
pub fn blocks(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let (mut blocks, mut block, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        block.push(event);
        if depth == 0 {
            blocks.push(clean(block.drain(..)));
        }
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

/// What fits into a label: a text of one paragraph without links, as HTML without the paragraph round it.
pub fn line(markdown: &str) -> Option<String> {
    let blocks = blocks(markdown);
    let [block] = blocks.as_slice() else { return None };
    let inner = block.trim().strip_prefix("<p>")?.strip_suffix("</p>")?;
    (!inner.contains("<a ")).then(|| inner.to_owned())
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

    #[test]
    fn a_label_takes_a_plain_line_and_nothing_that_can_be_clicked() {
        assert_eq!(
            line("A *plan* & <b>more</b>").as_deref(),
            Some("A <em>plan</em> &amp; &lt;b&gt;more&lt;/b&gt;")
        );
        for other in [
            "",
            "one\n\ntwo",
            "- item",
            "see [there](https://example.org)",
            "> said",
            "one\n\n---",
            "    code",
        ] {
            assert_eq!(line(other), None, "{other:?}");
        }
    }

    #[test]
    fn blocks_together_are_the_whole_text() {
        let text = "# Who\n\nOne *two*\n\n- a\n\n  b\n- c\n\n---\n\n> said\n\n| x |\n|---|\n| 1 |\n\n<script>x</script>\n";
        let blocks = blocks(text);
        assert_eq!(blocks.len(), 7, "{blocks:?}");
        let words = |html: &str| html.split_whitespace().collect::<String>();
        assert_eq!(words(&blocks.concat()), words(&to_html(text)));
    }

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
