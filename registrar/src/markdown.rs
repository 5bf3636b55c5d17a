//! Organisers' Markdown as HTML that cannot do anything.

use std::collections::HashSet;

use pulldown_cmark::{Parser, html};
use web::templates::Value;

/// Paragraphs, emphasis, lists, quotes and links; no images, no styles, no raw HTML that matters. Safe to put in a page.
pub(crate) fn to_html(markdown: &str) -> Value {
    let mut rough = String::new();
    html::push_html(&mut rough, Parser::new(markdown));
    let clean = ammonia::Builder::default()
        .tags(HashSet::from(["p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "br", "code", "pre", "h3", "h4"]))
        .url_schemes(HashSet::from(["https", "mailto"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(&rough)
        .to_string();
    Value::from_safe_string(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_images_and_odd_links_are_gone() {
        let html = to_html(
            "**Hi** <script>alert(1)</script> ![x](https://e.org/x.png) [a](javascript:alert(1)) [b](https://e.org) \
             <a href=\"https://e.org\" onclick=\"x()\">c</a>",
        )
        .to_string();
        assert!(html.contains("<strong>Hi</strong>") && html.contains("href=\"https://e.org\""), "{html}");
        for bad in ["<script", "<img", "javascript:", "onclick"] {
            assert!(!html.contains(bad), "{html}");
        }
    }
}
