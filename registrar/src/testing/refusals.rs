//! Pages that tell why a form was refused.

/// Each fault in the summary of `page` leads to a field of it that is marked, with the words beside it.
pub(super) fn stand_at_their_fields(page: &str) {
    let summaries =
        page.split("class=\"error-summary\"").skip(1).filter_map(|rest| rest.split("</div>").next());
    for field in summaries
        .flat_map(|summary| summary.split("href=\"#").skip(1))
        .filter_map(|rest| rest.split('"').next())
    {
        let id = format!(" id=\"{field}\"");
        let before = page.split(&id).next().filter(|before| before.len() < page.len());
        let start =
            before.and_then(|before| before.rfind('<')).unwrap_or_else(|| panic!("no {field} in {page}"));
        let tag = page[start..].split('>').next().unwrap_or_default();
        assert_eq!(page.matches(&id).count(), 1, "{field} is one place: {page}");
        // A hint, which is itself what is to be read.
        if tag.starts_with("<p ") {
            continue;
        }
        assert!(page.contains(&format!(" id=\"{field}-error\"")), "no words at {field}: {page}");
        let typed = ["<input", "<select", "<textarea"].iter().any(|kind| tag.starts_with(kind));
        let one_of_several = tag.contains("type=\"radio\"") || tag.contains("name=\"options\"");
        let told_by = if one_of_several { page } else { tag };
        let described = told_by
            .split("aria-describedby=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .any(|ids| ids.split(' ').any(|id| id == format!("{field}-error")));
        assert!(!typed || described, "{field} does not tell what is wrong: {page}");
        assert!(
            !typed || one_of_several || tag.contains("aria-invalid=\"true\""),
            "{field} is not marked: {tag}"
        );
    }
}
