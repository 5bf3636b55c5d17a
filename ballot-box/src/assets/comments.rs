/// A module as it is served: without lines that hold nothing or only comment. The rest stays as it is, line by line.
///
/// A line is comment if it begins, after spaces, with `//`, or with `/**`, and then all lines up to the one that ends in
/// `*/`. No module has such lines within a text of several lines (a test sees to it).
pub fn without_comments(module: &str) -> String {
    let mut served = String::with_capacity(module.len());
    let mut within = false;
    for line in module.split_inclusive('\n') {
        let text = line.trim();
        within = within || text.starts_with("/**");
        if !within && !text.is_empty() && !text.starts_with("//") {
            served.push_str(line);
        }
        within = within && !text.ends_with("*/");
    }
    served
}
