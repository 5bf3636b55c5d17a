//! What a file of the booth leads to: nothing that the assets note does not name, and nothing that the policy lets in.

use crypto::manifest::Manifest;

use super::fetch::Served;

/// Faults of one file: of the page its policy, of the page and the modules what they load.
pub(super) fn faults(
    path: &str,
    file: &Served,
    manifest: &Manifest,
    known: impl Fn(&str) -> bool,
) -> Vec<String> {
    let text = file.text();
    let is_page = path == "/polls/{id}/booth";
    let mut faults = Vec::new();
    if is_page && file.policy != policy(&manifest.registrar.url) {
        faults.push(format!("{path}: another Content-Security-Policy than the booth's: {}", file.policy));
    }
    let loaded = if is_page { loads(&text) } else { imports(&text) };
    for other in loaded {
        if !known(&other) {
            faults.push(format!("{path}: loads {other}, which the assets note does not name"));
        }
    }
    faults
}

/// The one policy under which the booth runs: its own modules, calls to its own origin, forms to the registrar.
fn policy(registrar: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {registrar}; base-uri 'none'; \
         frame-ancestors 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; \
         trusted-types 'none'"
    )
}

/// What `script`, `link` and `img` elements name.
fn loads(page: &str) -> Vec<String> {
    let tags =
        page.split('<').filter(|tag| ["script", "link", "img"].iter().any(|name| tag.starts_with(name)));
    tags.flat_map(|tag| [quoted_after(tag, "src="), quoted_after(tag, "href=")]).flatten().collect()
}

/// What the static imports of a module name, as paths of the site.
fn imports(module: &str) -> Vec<String> {
    let lines = module.lines().filter(|line| line.starts_with("import ") || line.starts_with("} from "));
    let named =
        lines.filter_map(|line| quoted_after(line, "from ").or_else(|| quoted_after(line, "import ")));
    named.map(|name| name.strip_prefix("./").map_or(name.clone(), |name| format!("/booth/{name}"))).collect()
}

fn quoted_after(text: &str, before: &str) -> Option<String> {
    let quoted = text.split_once(before)?.1.strip_prefix('"')?;
    quoted.split_once('"').map(|(quoted, _)| quoted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_and_a_module_load_is_found() {
        let page = "<a href=\"/\"><link rel=\"stylesheet\" href=\"/style.css\">\n<script type=\"module\" src=\"https://evil.example/x.js\">";
        assert_eq!(loads(page), ["/style.css", "https://evil.example/x.js"]);
        let module = "import { a } from \"./a.js\";\nimport {\n  b,\n} from \"./b.js\";\nimport \"https://evil.example/c.js\";\n";
        assert_eq!(imports(module), ["/booth/a.js", "/booth/b.js", "https://evil.example/c.js"]);
    }
}
