//! Who has a pass, page by page.

use super::{issued as pass, line, with_draft};
use crate::store::issuances::{claim, holders};
use crate::store::{polls, roll};

#[test]
fn who_has_a_pass_is_listed_by_address_behind_any_of_them() {
    with_draft(|conn, draft| {
        let addresses =
            ["cy@example.org", "ada@example.org", "dan@example.org", "ben@example.org", "eve@example.org"];
        roll::insert(conn, draft, &addresses.map(line))?;
        for (day, address) in (20_000..).zip(&addresses[..4]) {
            let voter = roll::voter(conn, draft, address)?.unwrap();
            assert!(claim(conn, draft, &voter, &pass(1), day)?);
        }
        let owner = polls::by_draft(conn, draft)?.unwrap().owner;
        polls::insert(conn, "another", &owner, "Other", "{}")?;
        roll::insert(conn, "another", &[line("dan@example.org")])?;
        let mut page = |day, after: Option<&str>| {
            let page = holders(conn, draft, day, after, 2).unwrap();
            let names = page.iter().map(|holder| holder.email.split('@').next().unwrap().to_owned());
            (names.collect::<Vec<_>>(), page.last().map(|last| last.email.clone()))
        };
        let (first, last) = page(None, None);
        assert_eq!(first, ["ada", "ben"]);
        let (second, last) = page(None, last.as_deref());
        assert_eq!(second, ["cy", "dan"]);
        assert_eq!(page(None, last.as_deref()).0, [""; 0]);
        assert_eq!(page(None, Some("ada@example.or")).0, ["ada", "ben"], "it need not be there");
        assert_eq!(page(Some(20_001), None).0, ["cy"], "before that day");
        let elsewhere = roll::voter(conn, "another", "dan@example.org")?.unwrap();
        let of_another = roll::address(conn, draft, &elsewhere)?;
        assert_eq!(of_another, None, "an entry of another poll is none of this one");
        assert_eq!(roll::address(conn, "another", &elsewhere)?.as_deref(), Some("dan@example.org"));
        Ok(())
    });
}
