/// A module as it is served: without indentation, comment and empty lines. The rest stays as it is, line by line.
///
/// A line is comment if it begins, after spaces, with `//`, or with `/**`, and then all lines up to the one that ends in
/// `*/`. Within a line, comment is what begins with `/** @` (the type of a value), up to `*/` and a space behind it. No
/// module has any of these, or spaces at the start of a line, within a text (tests see to it).
pub(crate) fn without_comments(module: &str) -> String {
    let mut served = String::with_capacity(module.len());
    let mut within = false;
    for line in module.split_inclusive('\n') {
        let text = line.trim();
        within = within || text.starts_with("/**");
        if !within && !text.is_empty() && !text.starts_with("//") {
            push_without_types(&mut served, line.trim_start());
        }
        within = within && !text.ends_with("*/");
    }
    served
}

fn push_without_types(served: &mut String, mut line: &str) {
    while let Some((before, comment)) = line.split_once("/** @")
        && let Some((_, after)) = comment.split_once("*/")
    {
        served.push_str(before);
        line = after.strip_prefix(' ').unwrap_or(after);
    }
    served.push_str(line);
}
