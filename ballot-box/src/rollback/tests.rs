//! Laws of the records.

use super::*;

fn tree(leaves: u8) -> Tree {
    let mut tree = Tree::new();
    (0..leaves).for_each(|n| tree.push_leaf([n; 32]));
    tree
}

#[test]
fn an_older_database_is_told_from_a_newer_one() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Arc::new(Guard::open(dir.path()).unwrap());
    let poll = PollId::from([7; 32]);
    assert!(Rollback::open(&guard, Sharing::Alone, poll).unwrap().is_none());
    let record = Rollback::create(&guard, Sharing::Alone, poll, &tree(2)).unwrap();
    record.advance_promises(5).unwrap();
    record.advance_log(4, &tree(4).root()).unwrap();
    record.advance_promises(3).unwrap();
    record.advance_log(3, &tree(3).root()).unwrap();

    let again = Rollback::open(&guard, Sharing::Alone, poll).unwrap().unwrap().read().unwrap();
    again.check(&tree(4), 5).unwrap();
    again.check(&tree(9), 6).unwrap();
    assert!(matches!(again.check(&tree(4), 4), Err(OlderDatabase::Promises { promised: 5, found: 4 })));
    assert!(matches!(again.check(&tree(3), 5), Err(OlderDatabase::Log { signed: 4, found: 3 })));
    let mut other = Tree::new();
    (0..4).for_each(|n| other.push_leaf([n + 1; 32]));
    assert!(matches!(again.check(&other, 5), Err(OlderDatabase::Altered { size: 4 })));
}

#[test]
fn a_write_that_failed_halfway_holds_nothing_up() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Arc::new(Guard::open(dir.path()).unwrap());
    let record = Rollback::create(&guard, Sharing::Alone, PollId::from([7; 32]), &tree(2)).unwrap();
    let promise =
        |to, store: &dyn Fn(&[u8]) -> io::Result<()>| record.swap_by(|record| record.promises = to, store);
    let refuse = || Err(io::Error::other("no room"));
    // The file is replaced, and nobody knows whether it would survive a power cut. Then nothing can be written at all.
    let failed = promise(5, &|bytes| guard.store(&record.key, bytes).and_then(|()| refuse()));
    assert!(matches!(failed, Err(RollbackError::Io(_))));
    assert!(matches!(promise(6, &|_| refuse()), Err(RollbackError::Io(_))));
    record.advance_promises(3).unwrap();
    // What was to be recorded is, though less was asked for since.
    let again =
        Rollback::open(&guard, Sharing::Alone, PollId::from([7; 32])).unwrap().unwrap().read().unwrap();
    assert_eq!((again.promises, record.read().unwrap().promises), (6, 6));
    // And the file is still watched.
    guard.store(&record.key, b"{}").unwrap();
    assert!(matches!(record.advance_promises(9), Err(RollbackError::Moved(_))));
}

#[test]
fn two_processes_do_not_overwrite_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let guard = Arc::new(Guard::open(dir.path()).unwrap());
    let poll = PollId::from([7; 32]);
    let first = Rollback::create(&guard, Sharing::Alone, poll, &tree(2)).unwrap();
    assert!(matches!(Rollback::create(&guard, Sharing::Alone, poll, &tree(2)), Err(RollbackError::Moved(_))));
    let second = Rollback::open(&guard, Sharing::Alone, poll).unwrap().unwrap();
    second.advance_promises(1).unwrap();
    assert!(matches!(first.advance_promises(1), Err(RollbackError::Moved(_))));
    guard.store(&poll_key(poll), b"{}").unwrap();
    assert!(matches!(Rollback::open(&guard, Sharing::Alone, poll), Err(RollbackError::Malformed(_))));
}

#[test]
fn replicas_advance_one_record_together() {
    let dir = tempfile::tempdir().unwrap();
    let poll = PollId::from([7; 32]);
    let replicas: Vec<_> = (0..4)
        .map(|_| {
            let guard = Arc::new(Guard::open(dir.path()).unwrap());
            Rollback::create(&guard, Sharing::Replicas, poll, &tree(2)).unwrap()
        })
        .collect();
    std::thread::scope(|scope| {
        for (mine, replica) in (1..).zip(&replicas) {
            let advance = move |step: u64| {
                replica.advance_promises(step * 4 + mine).unwrap();
                assert!(replica.read().unwrap().promises >= step * 4 + mine);
            };
            scope.spawn(move || (0..20).for_each(advance));
        }
    });
    let [first, second, ..] = &*replicas else { panic!("there are four") };
    assert_eq!(first.read().unwrap().promises, 80);
    first.advance_log(5, &tree(5).root()).unwrap();
    // Whoever lags behind changes nothing; another list of the same length never gets out.
    second.advance_log(4, &tree(4).root()).unwrap();
    assert_eq!(second.read().unwrap().size, 5);
    assert!(matches!(second.advance_log(5, &[9; 32]), Err(RollbackError::Split(_, 5))));
}

#[test]
fn a_record_that_was_found_is_written_once_more_before_it_is_relied_on() {
    for sharing in [Sharing::Alone, Sharing::Replicas] {
        let dir = tempfile::tempdir().unwrap();
        let poll = PollId::from([7; 32]);
        let open = || Arc::new(Guard::open(dir.path()).unwrap());
        Rollback::create(&open(), sharing, poll, &tree(2)).unwrap().advance_promises(5).unwrap();
        let file = || std::fs::read(dir.path().join(poll_key(poll))).unwrap();
        // Its writer may have been killed before the sync: the file tells nothing of the disk.
        let found = Rollback::open(&open(), sharing, poll).unwrap().unwrap();
        let before = file();
        found.advance_promises(5).unwrap();
        let after = file();
        assert_ne!(before, after, "{sharing:?}");
        found.advance_promises(4).unwrap();
        found.advance_log(2, &tree(2).root()).unwrap();
        assert_eq!(file(), after, "{sharing:?}: known by now");
    }
}
