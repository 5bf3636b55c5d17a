//! Both kinds of place by what can be seen without a service; the bucket's other half is tested against one (crate `e2e`).

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::*;

fn access(endpoint: Option<&str>) -> Result<Access, SiteError> {
    Ok(Access {
        endpoint: endpoint.map(str::to_owned),
        region: "eu-west-1".to_owned(),
        key: "AKIDEXAMPLE".to_owned(),
        secret: "wJalrXUtnFEMI".to_owned(),
        token: Some("lent".to_owned()),
    })
}

#[test]
fn what_is_no_place_is_told_so() {
    for (to, endpoint, words) in [
        ("ftp://example.org/x", None, "name a folder, or s3://BUCKET/PREFIX"),
        ("s3://", None, "name s3://BUCKET/PREFIX"),
        ("s3://bucket/a/../b", None, "name s3://BUCKET/PREFIX"),
        ("s3://bucket//a", None, "name s3://BUCKET/PREFIX"),
        ("s3://bucket", Some("http://store.example.org"), "no https:// address"),
        ("s3://bucket", Some("http://127.0.0.1.example.org:9000"), "no https:// address"),
        ("s3://bucket", Some("https://"), "s3://bucket at https://"),
        ("s3://bucket", Some("http://localhost:80@store.example.org"), "holds no user"),
        ("s3://bucket", Some("https://store.example.org/?x"), "holds no user"),
    ] {
        let refused = Site::open(to, || access(endpoint)).unwrap_err().to_string();
        assert!(refused.contains(words), "{to} {endpoint:?}: {refused}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(Site::open(file.join("below").to_str().unwrap(), || access(None)).is_err());
}

#[test]
fn nothing_tells_a_key() {
    // Nobody listens there.
    let site = Site::open("s3://bucket/a", || access(Some("http://127.0.0.1:1"))).unwrap();
    let refused = site.get("x").unwrap_err();
    let told = format!("{site:?} {:?} {refused:?} {refused}", access(None));
    for secret in ["AKIDEXAMPLE", "wJalrXUtnFEMI", "lent", "X-Amz-", "Signature"] {
        assert!(!told.contains(secret), "{told}");
    }
}

/// What holds of every place.
fn a_file_is_there_whole_or_as_it_was(site: &Site) {
    let kind = Kind::current("text/plain");
    assert_eq!(site.get("a/b").unwrap(), None);
    assert_eq!(site.list("a").unwrap(), BTreeSet::new());
    site.put("a/b", kind, b"old").unwrap();
    let cut = site.put_written("a/b", kind, |out| {
        out.write_all(b"ne")?;
        Err(io::ErrorKind::BrokenPipe.into())
    });
    assert!(cut.unwrap_err().to_string().starts_with("a/b: "));
    assert_eq!(site.get("a/b").unwrap().as_deref(), Some(b"old".as_slice()));
    assert_eq!(site.list("a").unwrap(), BTreeSet::from(["a/b".to_owned()]), "nothing is left beside it");

    site.put_written("a/b", kind, |out| out.write_all(&[7; 100_000])).unwrap();
    site.put("a/c/d", kind, b"").unwrap();
    site.put("ab", kind, b"not in the folder a").unwrap();
    site.put("a/c/000.p/7", kind, b"e").unwrap();
    assert_eq!(site.get("a/b").unwrap(), Some(vec![7; 100_000]));
    assert_eq!(site.get("a/c/d").unwrap(), Some(Vec::new()));
    assert_eq!(site.list("a").unwrap(), ["a/b", "a/c/000.p/7", "a/c/d"].map(str::to_owned).into());
    for path in ["a/c/d", "a/c/d", "a/c/000.p/7"] {
        site.remove(path).unwrap();
    }
    assert_eq!(site.list("").unwrap(), ["a/b", "ab"].map(str::to_owned).into());
}

/// What holds of every place, which `others` open again.
fn one_publishes_at_a_time(site: &Site, others: &[Site]) -> String {
    let turn = site.turn().unwrap();
    let refused = others[0].turn().unwrap_err();
    assert!(matches!(refused, SiteError::Taken { .. }), "{refused}");
    turn.check().unwrap();
    drop(turn);
    let (inside, turns) = (AtomicU32::new(0), AtomicU32::new(0));
    thread::scope(|scope| {
        for other in others {
            let (inside, turns) = (&inside, &turns);
            scope.spawn(move || {
                while turns.load(Ordering::SeqCst) < 4 {
                    match other.turn() {
                        Ok(turn) => {
                            assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                            other.put("a/turn", Kind::current("text/plain"), b"x").unwrap();
                            assert_eq!(inside.fetch_sub(1, Ordering::SeqCst), 1);
                            turns.fetch_add(u32::from(turn.check().is_ok()), Ordering::SeqCst);
                        }
                        // The other one where a machine is so slow that a mark grows old.
                        Err(SiteError::Taken { .. } | SiteError::Lost { .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    site.remove("a/turn").unwrap();
    refused.to_string()
}

#[test]
fn a_folder_is_for_a_web_server_to_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("www/mirror");
    let site = Site::open(root.to_str().unwrap(), || access(None)).unwrap();
    a_file_is_there_whole_or_as_it_was(&site);
    assert!(!root.join("a/c/000.p").exists(), "a folder goes with its last file");
    // What a kill leaves is no file, and in nobody's way.
    fs::write(root.join("a/.b.part"), "half").unwrap();
    assert_eq!(site.list("a").unwrap(), BTreeSet::from(["a/b".to_owned()]));
    site.put("a/b", Kind::current("text/plain"), b"new").unwrap();
    assert!(!root.join("a/.b.part").exists());
    let open = || Site::open(root.to_str().unwrap(), || access(None)).unwrap();
    let refused = one_publishes_at_a_time(&site, &[open(), open(), open()]);
    assert!(refused.contains(&format!("process {} on ", std::process::id())), "{refused}");
    assert_eq!(site.list("").unwrap().len(), 2);
    let mode = |path: &str| fs::metadata(root.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("a/b"), mode("a"), mode(""), mode(".publisher")), (0o644, 0o755, 0o755, 0o600));
}

#[test]
fn a_bucket_is_written_like_a_folder_and_what_is_refused_is_told() {
    let Some(service) = std::env::var("PSEPHOS_TEST_S3").ok().filter(|url| !url.is_empty()) else {
        assert!(std::env::var_os("CI").is_none(), "PSEPHOS_TEST_S3 is not set, and CI skips nothing");
        eprintln!("SKIPPED: PSEPHOS_TEST_S3 is not set; ./check starts a service and sets it");
        return;
    };
    let name = format!("site-{}", std::process::id());
    let missing = Site::open(&format!("s3://{name}/a"), || access(Some(&service))).unwrap();
    let refused = missing.put("x", Kind::current("text/plain"), b"x").unwrap_err().to_string();
    assert_eq!(refused, "x: the service answers 404 (NoSuchBucket)");
    ureq::put(format!("{service}/{name}")).send_empty().unwrap();
    let stranger = Access { secret: "wJalrXUtnFEMJ".to_owned(), ..access(Some(&service)).unwrap() };
    let stranger = Site::open::<SiteError>(&format!("s3://{name}/a"), || Ok(stranger)).unwrap();
    let refused = stranger.put("x", Kind::current("text/plain"), b"x").unwrap_err().to_string();
    assert_eq!(refused, "x: the service answers 403 (SignatureDoesNotMatch)");
    // Each way of writing a name has its own place in a signature.
    for prefix in ["", "/a/b", "/Wählen 2026+(1) ~*'&=%41"] {
        let site = Site::open(&format!("s3://{name}{prefix}"), || access(Some(&service))).unwrap();
        a_file_is_there_whole_or_as_it_was(&site);
        ["a/b", "ab"].iter().for_each(|path| site.remove(path).unwrap());
    }

    let open = || Site::open(&format!("s3://{name}/turns"), || access(Some(&service))).unwrap();
    let site = open();
    let refused = one_publishes_at_a_time(&site, &[open(), open(), open()]);
    assert!(refused.starts_with(&format!("s3://{name}/turns: whoever put .publishers/")), "{refused}");
    assert_eq!(site.list("").unwrap(), BTreeSet::new(), "no mark stays");
    // Of a publisher that was killed, or of one that is there when we are for longer than a mark holds.
    let (turn, dead) = (site.turn().unwrap(), ".publishers/00");
    let began = Instant::now();
    site.put(dead, Kind::current("text/plain"), b"").unwrap();
    thread::sleep(Duration::from_secs(4));
    turn.check().unwrap();
    drop(turn);
    while let Err(refused) = site.turn() {
        assert!(matches!(refused, SiteError::Taken { .. }) && began.elapsed().as_secs() < 60, "{refused}");
    }
    assert!(began.elapsed() > Duration::from_secs(8), "it was relied on for a while");
    assert_eq!(site.list("").unwrap(), BTreeSet::new());
    // Who cannot put its mark again stops before anybody else may begin.
    let turn = site.turn().unwrap();
    while ureq::delete(format!("{service}/{name}")).call().is_err() {
        site.list("").unwrap().iter().for_each(|path| site.remove(path).unwrap());
    }
    // The last moment after which it was still relied on.
    let (began, mut relied_on) = (Instant::now(), Duration::ZERO);
    loop {
        let asked = began.elapsed();
        if turn.check().is_err() {
            break;
        }
        relied_on = asked;
        thread::sleep(Duration::from_millis(50));
        assert!(relied_on.as_secs() < 60);
    }
    assert!(matches!(turn.check(), Err(SiteError::Lost { .. })));
    assert!(relied_on < Duration::from_secs(9), "before the mark is taken for dead");
}
