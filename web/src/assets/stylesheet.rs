/// The stylesheet as it is served: without empty lines and comment. A line is comment if it begins with `/*`, and then all
/// lines up to the one that ends in `*/`; the rest stays as it is, line by line.
pub fn without_comments(style: &str) -> String {
    let mut served = String::with_capacity(style.len());
    let mut within = false;
    for line in style.split_inclusive('\n') {
        let text = line.trim();
        within = within || text.starts_with("/*");
        if !within && !text.is_empty() {
            served.push_str(line);
        }
        within = within && !text.ends_with("*/");
    }
    served
}
