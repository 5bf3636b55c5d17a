use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::comments::without_comments;

/// The scripts that pages start, the last as a worker. Each is served with all that it imports, as one file: forty files take a
/// browser seven rounds over six connections.
const SCRIPTS: [&str; 6] =
    ["main.js", "receipt_page.js", "my_receipts.js", "poll_page.js", "audit_page.js", "audit_worker.js"];

/// The modules in the folder `booth`, by their names.
///
/// # Errors
/// If the folder or a module cannot be read; says which.
pub fn modules(booth: &Path) -> io::Result<BTreeMap<String, String>> {
    let fault = |path: &Path, error: &io::Error| io::Error::other(format!("{}: {error}", path.display()));
    let mut modules = BTreeMap::new();
    for entry in fs::read_dir(booth).map_err(|error| fault(booth, &error))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let text = fs::read_to_string(&path).map_err(|error| fault(&path, &error))?;
            modules.insert(path.file_name().unwrap_or_default().display().to_string(), text);
        }
    }
    Ok(modules)
}

/// The scripts as they are served, by their names, made from `modules`, by their names.
///
/// A script is its modules one behind the other, each after those that it imports. The lines of a module stay as they are,
/// less comment, but for three kinds:
///
/// - `import { a, b as c } from "./x.js";` becomes `const { a, b: c } = x_js;`, `import * as n from "./x.js";` becomes
///   `const n = x_js;`, and `import "./x.js";` goes;
/// - of `export const a = ..` (or `function`, `async function`, `class`) the first word goes;
/// - round each module but the last stand `const x_js = (() => {` and `return { .. }; })();` with the names that it exports.
///
/// # Errors
/// Names the module that is not there, imports itself through others, or has an import or export of another form.
pub fn scripts(modules: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, String> {
    let script = |name: &str| {
        let mut joining = Joining { modules, done: Vec::new(), open: Vec::new(), text: String::new() };
        joining.add(name)?;
        Ok((name.to_owned(), joining.text))
    };
    SCRIPTS.into_iter().map(script).collect()
}

/// A script while it is made.
struct Joining<'a> {
    modules: &'a BTreeMap<String, String>,
    /// Modules whose lines stand in `text`.
    done: Vec<String>,
    /// Modules whose imports are being added.
    open: Vec<String>,
    text: String,
}

impl Joining<'_> {
    fn add(&mut self, name: &str) -> Result<(), String> {
        if self.done.iter().any(|one| one == name) {
            return Ok(());
        }
        if self.open.iter().any(|one| one == name) {
            return Err(format!("{name} imports itself"));
        }
        let module = without_comments(self.modules.get(name).ok_or_else(|| format!("there is no {name}"))?);
        let is_last = self.open.is_empty();
        self.open.push(name.to_owned());
        let (mut lines, mut exported) = (String::new(), Vec::new());
        for line in module.split_inclusive('\n') {
            if let Some(import) = line.strip_prefix("import ") {
                let (names, from) = import_of(import).ok_or_else(|| format!("{name}: {line}"))?;
                self.add(from)?;
                lines += &bound(names, from).ok_or_else(|| format!("{name}: {line}"))?;
            } else if let Some(declaration) = line.strip_prefix("export ") {
                exported.push(declared(declaration).ok_or_else(|| format!("{name}: {line}"))?);
                lines += declaration;
            } else {
                lines += line;
            }
        }
        self.open.pop();
        self.done.push(name.to_owned());
        self.text += &if is_last {
            lines
        } else {
            format!(
                "const {} = (() => {{\n{lines}return {{ {} }};\n}})();\n",
                variable(name),
                exported.join(", ")
            )
        };
        Ok(())
    }
}

/// What stands between `import` and `from`, and the name of the module.
fn import_of(import: &str) -> Option<(&str, &str)> {
    let (names, from) = import.trim_end().strip_suffix("\";")?.split_once("\"./")?;
    Some((names.trim_end().strip_suffix("from").unwrap_or(names).trim_end(), from))
}

/// The line that gives a module what it imports.
fn bound(names: &str, from: &str) -> Option<String> {
    if names.is_empty() {
        return Some(String::new());
    }
    let from = variable(from);
    if let Some(whole) = names.strip_prefix("* as ") {
        return Some(format!("const {whole} = {from};\n"));
    }
    names.starts_with('{').then(|| format!("const {} = {from};\n", names.replace(" as ", ": ")))
}

/// The name in `const name = ..`, `function name(..` and the like.
fn declared(declaration: &str) -> Option<&str> {
    let declaration = declaration.strip_prefix("async ").unwrap_or(declaration);
    let rest = ["const ", "function ", "function* ", "class "]
        .into_iter()
        .find_map(|kind| declaration.strip_prefix(kind))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$')?;
    (end > 0).then(|| &rest[..end])
}

/// What a module's exports are kept in.
fn variable(module: &str) -> String {
    module.replace('.', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(modules: &[(&str, &str)]) -> Result<String, String> {
        let mut all: BTreeMap<String, String> =
            SCRIPTS.map(|name| (name.to_owned(), String::new())).into_iter().collect();
        all.extend(modules.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
        scripts(&all).map(|mut scripts| scripts.remove("main.js").unwrap())
    }

    #[test]
    fn what_is_no_plain_module_is_refused_by_name() {
        for (line, expected) in [
            ("import x from \"./a.js\";\n", "main.js: import x"),
            ("import { x } from \"a.js\";\n", "main.js: import { x }"),
            ("import { x } from \"./none.js\";\n", "there is no none.js"),
            ("import {\n", "main.js: import {"),
            ("export default 1;\n", "main.js: export default"),
            ("export { x };\n", "main.js: export { x }"),
            ("export * from \"./a.js\";\n", "main.js: export *"),
            ("export let x = 1;\n", "main.js: export let"),
            ("import \"./b.js\";\n", "main.js imports itself"),
        ] {
            let error =
                joined(&[("main.js", line), ("a.js", ""), ("b.js", "import \"./main.js\";\n")]).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }

    #[test]
    fn modules_stand_one_behind_the_other_with_their_lines() {
        let a = "import * as b from \"./b.js\";\nexport const x = b.y();\nexport async function z() {}\nconst own = 1;\n";
        let b = "/** A comment. */\nexport function y() {\n  return 1;\n}\nexport class K {}\n";
        let main = "import \"./b.js\";\nimport { x as one, z } from \"./a.js\";\nawait z(one);\n";
        let expected = "const b_js = (() => {\nfunction y() {\nreturn 1;\n}\nclass K {}\nreturn { y, K };\n})();\n\
                        const a_js = (() => {\nconst b = b_js;\nconst x = b.y();\nasync function z() {}\nconst own = 1;\n\
                        return { x, z };\n})();\n\
                        const { x: one, z } = a_js;\nawait z(one);\n";
        assert_eq!(joined(&[("main.js", main), ("a.js", a), ("b.js", b)]).unwrap(), expected);
    }
}
