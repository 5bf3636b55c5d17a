//! `export`: what an organiser may have of one poll, into a directory that only its user can read.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use anyhow::Context as _;

use crate::config::Config;
use crate::domain::audit::{self, Action, Actor, Entry, Event, PAGE};
use crate::domain::clock::Clock;
use crate::domain::roll_entries::{self, EntryError};
use crate::registrar::Registrar;
use crate::store;
use crate::store::audit::Search;
use crate::store::dispatches;
use crate::store::polls::PollRow;

/// Exports the poll or draft `id` into `dir`, which must not exist. The service may be running.
pub(crate) fn run(file: &Path, id: &str, dir: &Path) -> anyhow::Result<()> {
    let registrar = Registrar::open(&Config::read(file)?, Clock::system())?;
    for name in poll(&registrar, id, dir)? {
        println!("{}", dir.join(name).display());
    }
    Ok(())
}

/// Writes the files; their names. No key and no ledger row is among them: of passes there are counts by day alone.
pub(crate) fn poll(registrar: &Registrar, id: &str, dir: &Path) -> anyhow::Result<Vec<String>> {
    let row = find(registrar, id)?;
    let mut out = Folder { dir, names: Vec::new() };
    DirBuilder::new().mode(0o700).create(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    // Before anything leaves: the act is among those that go with it.
    registrar.db.write_here(|conn| {
        let event = Event::new(Actor::CommandLine, Action::PollExport, audit::draft(&row.id));
        store::audit::append(conn, registrar.clock.now(), &event)
    })?;
    out.write("draft.json", row.draft.as_bytes())?;
    if let Some(manifest) = &row.manifest {
        out.write("manifest.note", manifest.as_bytes())?;
    }
    let (notices, statements, days) = registrar.db.run_here(|conn| -> Result<_, web::DbError> {
        Ok((
            dispatches::all(conn, &row.id, dispatches::NOTICE)?,
            dispatches::all(conn, &row.id, dispatches::ISSUANCE)?,
            store::issued::by_day(conn, &row.id)?,
        ))
    })?;
    for notice in &notices {
        out.write(&format!("notice-{}.note", notice.seq), notice.note.as_bytes())?;
    }
    for statement in &statements {
        out.write("issuance.note", statement.note.as_bytes())?;
    }
    let days = days.iter().map(|(day, passes)| {
        let day = crypto::time::UtcTime::from_unix(day * 86_400).to_string();
        format!("{},{passes}\n", day.split('T').next().unwrap_or_default())
    });
    out.write(
        "passes.csv",
        std::iter::once("day,passes\n".to_owned()).chain(days).collect::<String>().as_bytes(),
    )?;
    match roll_entries::csv(registrar, &row) {
        Ok(roll) => out.write("roll.csv", &roll)?,
        Err(EntryError::NoRoll) => {}
        Err(error) => return Err(error.into()),
    }
    out.write("audit.ndjson", acts(registrar, &row)?.as_bytes())?;
    Ok(out.names)
}

fn find(registrar: &Registrar, id: &str) -> anyhow::Result<PollRow> {
    let row = registrar.db.run_here(|conn| match store::polls::by_draft(conn, id)? {
        Some(row) => Ok::<_, web::DbError>(Some(row)),
        None => store::polls::by_poll(conn, id),
    })?;
    row.with_context(|| format!("--poll {id}: there is no such poll or draft"))
}

/// The acts on this poll, oldest first.
fn acts(registrar: &Registrar, row: &PollRow) -> anyhow::Result<String> {
    let mut search = Search { object: Some(audit::draft(&row.id)), ..Search::default() };
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let page = registrar.db.run_here(|conn| store::audit::search(conn, &search, PAGE))?;
        let Some(last) = page.last() else { break };
        search.before = Some(last.seq);
        entries.extend(page);
    }
    Ok(entries.iter().rev().map(Entry::line).collect())
}

/// Files that are being written.
struct Folder<'a> {
    dir: &'a Path,
    names: Vec<String>,
}

impl Folder<'_> {
    fn write(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.dir.join(name);
        let context = || format!("cannot write {}", path.display());
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).with_context(context)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).with_context(context)?;
        self.names.push(name.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::testing::{World, draft, open_draft};

    #[test]
    fn a_poll_is_exported_whole_and_without_secrets() {
        let world = World::new();
        let admin = world.admin_token();
        let poll_id = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        let ada = world.voter_token("ada@example.org");
        let request = world.request(&poll_id);
        assert_eq!(world.ask(&poll_id, &ada, &request).status, 200);
        let dir = world.state_dir().join("export");
        let names = poll(&world.registrar, &poll_id, &dir).unwrap();
        assert_eq!(names, ["draft.json", "manifest.note", "passes.csv", "roll.csv", "audit.ndjson"]);
        let read = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap();
        assert_eq!(read("manifest.note"), world.get(&format!("/api/v1/polls/{poll_id}/manifest"), None).text);
        assert_eq!(read("passes.csv"), "day,passes\n2026-12-01,1\n");
        assert!(read("roll.csv").contains("ada@example.org"));
        assert!(read("audit.ndjson").lines().last().unwrap().contains("poll.export"));
        assert_eq!(std::fs::metadata(dir.join("roll.csv")).unwrap().permissions().mode() & 0o777, 0o600);
        let again = poll(&world.registrar, &poll_id, &dir).unwrap_err();
        assert!(format!("{again:#}").contains("cannot make"), "{again:#}");
    }

    #[test]
    fn a_draft_and_an_open_poll_have_less() {
        let world = World::new();
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &[], &draft());
        let names = poll(&world.registrar, &id, &world.state_dir().join("draft")).unwrap();
        assert_eq!(names, ["draft.json", "passes.csv", "roll.csv", "audit.ndjson"]);
        let open = world.poll_with(&admin, &[], &open_draft(&[]));
        let names = poll(&world.registrar, &open, &world.state_dir().join("open")).unwrap();
        assert_eq!(names, ["draft.json", "manifest.note", "passes.csv", "audit.ndjson"]);
        let nothing = poll(&world.registrar, "none", &world.state_dir().join("none")).unwrap_err();
        assert!(nothing.to_string().contains("no such poll") && !world.state_dir().join("none").exists());
    }
}
