use std::sync::atomic::AtomicBool;

use super::*;

/// Lets syncs fail, and counts them.
#[derive(Debug, Default)]
pub(super) struct Faults {
    refuse: AtomicBool,
    syncs: AtomicU64,
}

impl Faults {
    pub(super) fn meet(&self) -> io::Result<()> {
        self.syncs.fetch_add(1, Ordering::SeqCst);
        if self.refuse.load(Ordering::SeqCst) { Err(io::Error::other("no room")) } else { Ok(()) }
    }
}

/// A guard of `dir` with the faults of its disk.
fn faulty(dir: &Path) -> (Guard, Arc<Faults>) {
    let disk = Disk::default();
    let faults = Arc::clone(&disk.faults);
    (Guard::on(disk, dir).unwrap(), faults)
}

#[test]
fn a_count_whose_sync_failed_is_not_taken_for_durable() {
    let dir = tempfile::tempdir().unwrap();
    let (guard, faults) = faulty(dir.path());
    guard.begin("issued").unwrap();
    guard.advance("issued", 4).unwrap();
    faults.refuse.store(true, Ordering::SeqCst);
    // The file shows it by now, and asking once more changes nothing: it may never reach the disk.
    for _ in 0..2 {
        guard.advance("issued", 5).unwrap_err();
        assert_eq!(guard.load("issued").unwrap().unwrap(), b"5");
    }
    faults.refuse.store(false, Ordering::SeqCst);
    let inode = || std::os::unix::fs::MetadataExt::ino(&fs::metadata(dir.path().join("issued")).unwrap());
    let before = inode();
    guard.advance("issued", 5).unwrap();
    assert_ne!(inode(), before, "no sync of the doubted file tells anything: a new one takes its place");
    // From now on it is known, and overwritten in place again.
    let (before, syncs) = (inode(), faults.syncs.load(Ordering::SeqCst));
    guard.settle("issued", b"5").unwrap();
    guard.advance("issued", 6).unwrap();
    assert_eq!((inode(), faults.syncs.load(Ordering::SeqCst)), (before, syncs + 1));
}

#[test]
fn what_a_killed_process_left_is_written_once_more_before_it_is_relied_on() {
    let dir = tempfile::tempdir().unwrap();
    Guard::open(dir.path()).unwrap().advance("issued", 7).unwrap();
    let (guard, faults) = faulty(dir.path());
    let synced = || faults.syncs.load(Ordering::SeqCst);
    faults.refuse.store(true, Ordering::SeqCst);
    guard.begin("issued").unwrap_err();
    guard.count("issued").unwrap_err();
    faults.refuse.store(false, Ordering::SeqCst);
    assert_eq!(guard.count("issued").unwrap(), 7);
    let before = synced();
    guard.begin("issued").unwrap();
    guard.advance("issued", 7).unwrap();
    assert_eq!((guard.count("issued").unwrap(), synced()), (7, before), "known by now");
    // The same where another process wrote since.
    Guard::open(dir.path()).unwrap().advance("issued", 9).unwrap();
    guard.advance("issued", 8).unwrap();
    assert_eq!((guard.load("issued").unwrap().unwrap(), synced()), (b"9".to_vec(), before + 1));
}

#[test]
fn probes_at_once_do_not_hinder_each_other() {
    let dir = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..200).for_each(|_| Guard::probe(dir.path()).unwrap()));
        }
    });
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    fs::remove_dir(dir.path()).unwrap();
    assert!(Guard::probe(dir.path()).is_err());
}

#[test]
fn a_count_survives_and_never_falls() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Guard::open(dir.path()).unwrap();
    assert_eq!(guard.count("issued").unwrap(), 0);
    guard.advance("issued", 7).unwrap();
    guard.advance("issued", 3).unwrap();
    assert_eq!(guard.count("issued").unwrap(), 7);
    assert_eq!(Guard::open(dir.path()).unwrap().count("issued").unwrap(), 7);
}

#[test]
fn parallel_advances_end_at_the_greatest() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Arc::new(Guard::open(dir.path()).unwrap());
    let threads: Vec<_> = (1..=32)
        .map(|to| {
            let guard = Arc::clone(&guard);
            std::thread::spawn(move || {
                guard.advance("issued", to).unwrap();
                assert!(guard.count("issued").unwrap() >= to);
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(guard.load("issued").unwrap().unwrap(), b"32");
}

#[test]
fn a_count_that_others_raised_does_not_fall_and_begins_once() {
    let dir = tempfile::tempdir().unwrap();
    let (one, other) = (Guard::open(dir.path()).unwrap(), Guard::open(dir.path()).unwrap());
    one.begin("issued").unwrap();
    assert_eq!((one.count("issued").unwrap(), other.count("issued").unwrap()), (0, 0));
    other.advance("issued", 5).unwrap();
    one.advance("issued", 3).unwrap();
    one.begin("issued").unwrap();
    assert_eq!(one.load("issued").unwrap().unwrap(), b"5");
    one.advance("issued", 6).unwrap();
    assert_eq!(other.load("issued").unwrap().unwrap(), b"6");
}

#[test]
fn records_are_replaced_whole_and_listed() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Guard::open(dir.path()).unwrap();
    guard.store("checkpoint-a", b"one").unwrap();
    guard.store("checkpoint-a", b"two").unwrap();
    assert_eq!(guard.load("checkpoint-a").unwrap().unwrap(), b"two");
    assert_eq!(guard.load("checkpoint-b").unwrap(), None);
    assert_eq!(guard.keys().unwrap(), ["checkpoint-a"]);
    for bad in ["", "../x", "a/b", "A", "a.new"] {
        assert!(guard.store(bad, b"x").is_err(), "{bad:?}");
    }
}

#[test]
fn a_write_that_was_cut_off_leaves_the_record_before() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Guard::open(dir.path()).unwrap();
    let path = dir.path().join("promises");
    for count in 1..=5u8 {
        let record = vec![b'0' + count; usize::from(count)];
        guard.store("promises", &record).unwrap();
        let whole = fs::read(&path).unwrap();
        // The older slot, half overwritten: what was stored last still holds.
        let older = usize::from(count % 2 == 1) * 4096;
        for torn in [0, 18, 60, 90] {
            let mut bytes = whole.clone();
            bytes[older + torn..older + 120].fill(b'x');
            fs::write(&path, &bytes).unwrap();
            assert_eq!(guard.load("promises").unwrap().unwrap(), record, "{count}, {torn}");
        }
    }
    // A cut in the middle of the sixth: the fifth holds, and the next one is written all the same.
    guard.store("promises", b"666666").unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let newest = bytes.windows(6).position(|six| six == b"666666").unwrap();
    bytes[newest] = b'7';
    fs::write(&path, &bytes).unwrap();
    assert_eq!(guard.load("promises").unwrap().unwrap(), b"55555");
    guard.store("promises", b"7").unwrap();
    assert_eq!(guard.load("promises").unwrap().unwrap(), b"7");
    // Neither holds: an error, and never the record of a time before.
    let mut bytes = fs::read(&path).unwrap();
    (bytes[30], bytes[4096 + 30]) = (b'?', b'?');
    fs::write(&path, &bytes).unwrap();
    let error = guard.load("promises").unwrap_err();
    assert!(error.to_string().contains("promises are damaged"), "{error}");
}

#[test]
fn long_records_and_those_of_a_plain_file_are_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Guard::open(dir.path()).unwrap();
    fs::write(dir.path().join("issued"), "41").unwrap();
    assert_eq!(guard.count("issued").unwrap(), 41);
    guard.advance("issued", 42).unwrap();
    assert_eq!(guard.load("issued").unwrap().unwrap(), b"42");
    let long = vec![b'l'; 10_000];
    for record in [b"short".as_slice(), &long, b"short again", b"with\0zero", b""] {
        guard.store("issued", record).unwrap();
        assert_eq!(guard.load("issued").unwrap().unwrap(), record);
    }
}

#[test]
fn who_reads_meanwhile_sees_whole_records() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Guard::open(dir.path()).unwrap();
    guard.store("promises", b"0000").unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for count in 1..=300u32 {
                guard.store("promises", format!("{count:04}").repeat(800).as_bytes()).unwrap();
            }
        });
        while !writer.is_finished() {
            let read = guard.load("promises").unwrap().unwrap();
            assert!(read.chunks(4).all(|chunk| chunk == &read[..4]));
        }
    });
}

#[test]
fn a_spoilt_count_is_an_error_and_not_zero() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("issued"), "many").unwrap();
    assert!(Guard::open(dir.path()).unwrap().count("issued").is_err());
}
