//! Mirrors that `psephos ballot-box publish` keeps beside a ballot box: in a folder that a plain web server shows, and at an
//! S3-compatible service. The audit reads them while the poll runs and afterwards, and nobody needs the ballot box for it.

use std::path::Path;
use std::process::Output;
use std::thread;

use cli::client::Http;
use crypto::log::checkpoint::Checkpoint;
use crypto::manifest::Manifest;
use crypto::note::Note;
use e2e::audit::{assert_holds, audit};
use e2e::election::Election;
use e2e::poll::{Draft, choice};
use e2e::publisher::{Publisher, publish};
use e2e::services::{Delivery, Side, Store};
use e2e::static_host::StaticHost;

#[test]
fn a_folder_is_kept_level_with_two_processes_on_postgresql_and_audited_without_them() {
    let Some(mut election) = Election::start(Store::Postgres, Delivery::Outbox) else { return };
    let config = election.services.config(Side::BallotBox);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("www");
    let refused = publish(&config, "ftp://example.org/").output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("name a folder, or s3://BUCKET/PREFIX"));

    election.services.replicate(Side::BallotBox, 2);
    // Two at one place, which take turns.
    let logs = ["log-1", "log-2"].map(|name| folder.path().join(name));
    let mirrors = logs.each_ref().map(|log| Publisher::watch(&config, to.to_str().unwrap(), log));
    let (manifest, other) = (election.publish(&Draft::default()), election.publish(&Draft::default()));
    for (email, vote) in [("ada@example.org", "lake"), ("ben@example.org", "roof")] {
        election.vote(&manifest, &election.voter(email), &choice(vote));
    }
    let level = |size| {
        election.wait_for("the mirror", || (mirrored(&to, &manifest) == Some(size)).then_some(()));
    };
    level(4);
    let host = StaticHost::start(&to);
    let (named, id) = (host.url(&format!("/polls/{}", manifest.id())), manifest.id().to_string());
    let below = to.join(format!("polls/{id}"));
    // While it runs: from the tiles, for there is nothing else.
    assert!(!to.join(format!("api/v1/polls/{id}/entries")).exists());
    let (code, running) = audit(&named, ["--poll", &id]);
    assert_eq!((code, &running["figures"]["ballots"]), (Some(0), &2.into()), "{running:#}");
    for source in [to.as_path(), &below] {
        assert_holds(source.to_str().unwrap(), ["--poll", &id]);
    }

    election.close(&manifest);
    let counted = election.wait_for("the last result", || {
        let result = election.services.ballot_box().result(&manifest.id()).ok()?;
        (!result.contains(r#""issued":null"#)).then_some(result)
    });
    let result = to.join(format!("api/v1/polls/{id}/result"));
    election.wait_for("the result in the mirror", || {
        (std::fs::read_to_string(&result).ok()? == counted).then_some(())
    });
    let size = election.services.ballot_box().checkpoint(&manifest.id()).unwrap();
    level(size_of(&size).unwrap());
    let (_, at_home) =
        audit(&format!("{}/polls/{id}", election.services.ballot_box().http().base()), ["--poll", &id]);
    drop(mirrors);
    let said = logs.map(|log| std::fs::read_to_string(log).unwrap());
    assert!(said.iter().any(|said| said.contains("files put; 2 polls are published")), "{said:?}");
    let failed = said.iter().flat_map(|said| said.lines()).filter(|line| line.contains("not up to date"));
    failed.for_each(|line| assert!(line.contains("is publishing there"), "{line}"));
    for side in [Side::BallotBox, Side::Registrar] {
        election.services.crash(side);
    }
    election.services.crash_replica(Side::BallotBox, 1);

    let keys = [manifest.registrar.key.to_string(), manifest.ballot_box.key.to_string()].join(",");
    for source in [named.as_str(), below.to_str().unwrap()] {
        let (code, away) = audit(source, ["--keys", &keys]);
        assert_eq!(code, Some(0), "{away:#}");
        assert_eq!((&away["tally"], &away["figures"]), (&at_home["tally"], &at_home["figures"]));
    }
    // A mirror has many polls, and says so to who names none.
    let unnamed = e2e::binary::psephos_command(["audit", to.to_str().unwrap()]).output().unwrap();
    assert!(String::from_utf8_lossy(&unnamed.stderr).contains("has 2 polls; name one"), "{unnamed:?}");
    let tile = to.join(format!("polls/{}/log/tile/entries/000.p/2", other.id()));
    let whole = std::fs::read(&tile).unwrap();
    std::fs::write(&tile, &whole[..whole.len() - 1]).unwrap();
    let spoiled = audit_code(&to, &other);
    assert_eq!(spoiled, Some(2), "a log with a broken tile cannot be read");
}

#[test]
fn a_bucket_is_audited_like_the_ballot_box_and_nothing_tells_the_key_to_it() {
    let Some(service) = e2e::s3::service() else { return };
    let election = Election::simple();
    let config = election.services.config(Side::BallotBox);
    let bucket = format!("ballots-{}", std::process::id());
    e2e::s3::make_bucket(&service, &bucket);
    let manifest = election.publish(&Draft::default());
    election.vote(&manifest, &election.voter("ada@example.org"), &choice("lake"));
    let to = format!("s3://{bucket}/elections/2026");
    let keyless = publish(&config, &to).args(["--endpoint", &service]).output().unwrap();
    assert!(
        !keyless.status.success() && told(&keyless).contains("AWS_ACCESS_KEY_ID is not set"),
        "{keyless:?}"
    );
    let once = |endpoint: &str| {
        let mut command = publish(&config, &to);
        command
            .env("AWS_ACCESS_KEY_ID", KEY)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .env("AWS_ENDPOINT_URL", endpoint);
        let output = command.env("AWS_SESSION_TOKEN", TOKEN).env("PSEPHOS_LOG", "trace").output().unwrap();
        for canary in [KEY, SECRET, TOKEN, "X-Amz-", "Signature="] {
            assert!(!told(&output).contains(canary), "{canary}: {output:?}");
        }
        output
    };
    // Nobody listens there.
    let away = once("http://127.0.0.1:1");
    assert!(!away.status.success() && told(&away).contains("the service does not answer"), "{away:?}");
    let both: [Output; 2] =
        thread::scope(|scope| [(); 2].map(|()| scope.spawn(|| once(&service))).map(|it| it.join().unwrap()));
    assert!(both.iter().any(|one| one.status.success()), "{both:?}");
    let refused = both.iter().filter(|one| !one.status.success());
    refused.for_each(|one| assert!(told(one).contains("is publishing there"), "{one:?}"));

    let id = manifest.id().to_string();
    let http = Http::new(&format!("{service}/{bucket}/elections/2026"));
    let (named, home) = (format!("{}/polls/{id}", http.base()), election.services.ballot_box());
    let (code, running) = audit(&named, ["--poll", &id]);
    assert_eq!((code, &running["figures"]["ballots"]), (Some(0), &1.into()), "{running:#}");
    election.close(&manifest);
    election.wait_for("the last result", || {
        let result = home.result(&manifest.id()).ok()?;
        (!result.contains(r#""issued":null"#)).then_some(())
    });
    assert!(once(&service).status.success());
    let (code, counted) = audit(&named, ["--poll", &id]);
    assert_eq!((code, &counted["figures"]["ballots"]), (Some(0), &1.into()), "{counted:#}");
    assert!(told(&once(&service)).starts_with("0 files put"), "what is there is not sent again");

    let (ever, ask) = ("public, max-age=31536000, immutable", "no-cache");
    for (path, kind, keep) in [
        (format!("polls/{id}/log/tile/entries/000.p/3"), "application/octet-stream", ever),
        (format!("api/v1/polls/{id}/manifest"), "text/plain; charset=utf-8", ever),
        (format!("polls/{id}/log/checkpoint"), "text/plain; charset=utf-8", ask),
        (format!("api/v1/polls/{id}/bundle"), "application/x-tar", ask),
        ("booth/main.js".to_owned(), "text/javascript", ask),
    ] {
        let (there, here) = (http.get(&format!("/{path}"), &[]), home.http().get(&format!("/{path}"), &[]));
        let (there, here) = (there.unwrap().accepted().unwrap(), here.unwrap().accepted().unwrap());
        assert_eq!(
            (there.header("content-type"), there.header("cache-control")),
            (Some(kind), Some(keep)),
            "{path}"
        );
        assert!(there.body == here.body, "{path}");
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

fn audit_code(mirror: &Path, manifest: &Manifest) -> Option<i32> {
    let source = mirror.join(format!("polls/{}", manifest.id()));
    e2e::binary::psephos_command(["audit", source.to_str()?]).output().ok()?.status.code()
}

/// Entries of the checkpoint that the mirror shows.
fn mirrored(mirror: &Path, manifest: &Manifest) -> Option<u64> {
    size_of(&std::fs::read_to_string(mirror.join(format!("polls/{}/log/checkpoint", manifest.id()))).ok()?)
}

fn size_of(checkpoint: &str) -> Option<u64> {
    Some(Checkpoint::parse(Note::parse(checkpoint).ok()?.text()).ok()?.size)
}

const KEY: &str = "AKIDCANARY4711";
const SECRET: &str = "secretCanary/4711+wJalrXUtnFEMI";
const TOKEN: &str = "tokenCanary4711";
