//! The log as static files: paths, tiles of hashes and bundles of entries.

use crypto::encoding::BallotHash;
use crypto::log::entry::Entry;
use crypto::log::merkle::{Tree, node_hash};
use crypto::log::tiles::{Span, TileError, TilePath, entry_bundle, parse_entry_bundle, parse_tile};
use proptest::prelude::*;

#[test]
fn tiles_are_named_as_the_specification_has_it() {
    for (path, index, width) in [
        ("000", 0, 256),
        ("067.p/1", 67, 1),
        ("x001/000", 1000, 256),
        ("x001/x234/067", 1_234_067, 256),
        ("x001/x234/067.p/255", 1_234_067, 255),
        ("x018/x446/x744/x073/x709/x551/615", u64::MAX, 256),
    ] {
        let span: Span = path.parse().unwrap();
        assert_eq!((span.index(), span.width(), span.to_string().as_str()), (index, width, path));
        for prefix in ["tile/0/", "tile/63/", "tile/entries/"] {
            let path = format!("{prefix}{path}");
            assert_eq!(path.parse::<TilePath>().unwrap().to_string(), path);
        }
    }
    for bad in [
        "",
        "0",
        "00",
        "0000",
        "067.p",
        "067.p/",
        "067.p/0",
        "067.p/256",
        "067.p/01",
        "067.p/+1",
        "x067",
        "x000/067",
        "001/067",
        "x001/x067",
        "x001/67",
        "x001//067",
        "/067",
        "067/",
        "x01/067",
        "xx01/067",
        "+67",
        "-67",
        "067.P/1",
        "x018/x446/x744/x073/x709/x551/616",
        "067.p/1.p/1",
        "067 ",
        "６７８",
    ] {
        assert!(bad.parse::<Span>().is_err(), "{bad:?}");
        assert!(format!("tile/0/{bad}").parse::<TilePath>().is_err(), "{bad:?}");
    }
    for bad in [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/64/000",
        "tile/00/000",
        "tile//000",
        "tile/x/000",
        "0/000",
        "/tile/0/000",
    ] {
        assert!(bad.parse::<TilePath>().is_err(), "{bad:?}");
    }
    assert!(Span::new(0, 0).is_none() && Span::new(0, 257).is_none());
}

#[test]
fn a_tree_of_70000_has_the_tiles_of_the_specification() {
    // tlog-tiles: 273 full level 0 tiles, a partial one of width 112, one full level 1 tile, a partial level 1 tile of
    // width 17, and one partial level 2 tile of width 1.
    let tiles: Vec<_> = TilePath::all(70_000).map(|tile| tile.to_string()).collect();
    assert_eq!(tiles.iter().filter(|tile| tile.starts_with("tile/0/")).count(), 274);
    assert_eq!(tiles.iter().filter(|tile| tile.starts_with("tile/entries/")).count(), 274);
    assert_eq!(tiles[273..277], ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]);
    assert_eq!(tiles.last().unwrap(), "tile/entries/273.p/112");
    let tiles: Vec<_> = TilePath::all(256).map(|tile| tile.to_string()).collect();
    assert_eq!(tiles, ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
    assert_eq!(TilePath::all(0).count(), 0);
}

#[test]
fn a_tile_is_served_for_published_sizes_only() {
    let within = |path: &str, size| path.parse::<TilePath>().unwrap().is_within(size);
    for (path, size) in [
        ("tile/0/000.p/5", 5),
        ("tile/entries/000.p/5", 5),
        ("tile/0/000", 256),
        ("tile/1/000.p/1", 256),
        ("tile/1/001.p/17", 70_000 - 112),
        ("tile/2/000.p/1", 65_536),
        ("tile/7/000.p/255", 255 << 56),
    ] {
        assert!(within(path, size) && !within(path, size - 1), "{path}");
    }
    for path in ["tile/8/000.p/1", "tile/63/000", "tile/0/x018/x446/x744/x073/x709/x551/615"] {
        assert!(!within(path, u64::MAX), "{path}");
    }
}

#[test]
fn tiles_hold_the_hashes_of_the_tree() {
    let mut tree = Tree::new();
    let entries: Vec<_> = (0..700_u16).map(|number| Entry::notice(&number.to_string())).collect();
    entries.iter().for_each(|entry| tree.push(entry));
    for path in TilePath::all(tree.size()) {
        let TilePath::Hashes(level, span) = path else { continue };
        let hashes =
            parse_tile(&tree.tile(level, span.index(), span.width()).unwrap(), span.width()).unwrap();
        for (hash, place) in hashes.iter().zip(span.range().unwrap()) {
            let width = 256_u64.pow(level.into());
            let mut subtree = Tree::new();
            (place * width..(place + 1) * width).for_each(|index| subtree.push(&entries[index as usize]));
            assert_eq!(*hash, subtree.root(), "{path}");
        }
    }
    assert_eq!(tree.tile(0, 2, 188).map(|tile| tile.len()), Some(188 * 32));
    for (level, n, width) in
        [(0, 2, 189), (0, 0, 0), (0, 0, 257), (1, 0, 3), (2, 0, 1), (63, 0, 1), (0, u64::MAX, 1)]
    {
        assert_eq!(tree.tile(level, n, width), None, "{level} {n} {width}");
    }
    // The root can be put together from tiles alone.
    let full = tree.tile(1, 0, 2).unwrap();
    let [first, second] = parse_tile(&full, 2).unwrap()[..] else { panic!("two hashes") };
    let mut rest = Tree::new();
    parse_tile(&tree.tile(0, 2, 188).unwrap(), 188)
        .unwrap()
        .into_iter()
        .for_each(|leaf| rest.push_leaf(leaf));
    assert_eq!(tree.root(), node_hash(&node_hash(&first, &second), &rest.root()));
    assert_eq!(parse_tile(&full, 3), Err(TileError::Length));
    assert_eq!(parse_tile(&full[1..], 2), Err(TileError::Length));
}

#[test]
fn bundles_hold_the_entries() {
    let entries: Vec<_> = (0..3).map(|number| Entry::ballot(BallotHash::from([number; 32]))).collect();
    let bundle = entry_bundle(&entries);
    assert_eq!((bundle.len(), &bundle[..4]), (3 * 35, [0, 33, 2, 0].as_slice()));
    assert_eq!(parse_entry_bundle(&bundle, 3), Ok(entries));
    assert_eq!(parse_entry_bundle(&bundle, 2), Err(TileError::Length));
    assert_eq!(parse_entry_bundle(&bundle, 4), Err(TileError::Length));
    for end in 0..bundle.len() {
        assert!(parse_entry_bundle(&bundle[..end], 3).is_err(), "{end}");
    }
    let mut unknown = bundle.clone();
    unknown[35 + 2] = 0;
    assert_eq!(parse_entry_bundle(&unknown, 3), Err(TileError::Entry(1)));
    assert_eq!(parse_entry_bundle(&[0, 1, 2], 1), Err(TileError::Entry(0)));
}

proptest! {
    #[test]
    fn spans_come_back(index: u64, width in 1u16..=256, text in "[x0-9./p]{0,16}") {
        let span = Span::new(index, width).unwrap();
        prop_assert_eq!(span.to_string().parse::<Span>(), Ok(span));
        if let Ok(span) = text.parse::<Span>() {
            prop_assert_eq!(span.to_string(), text);
        }
    }

    #[test]
    fn no_input_panics(text in ".{0,80}", bytes: Vec<u8>, width: u16, size: u64, level in 0u8..=63) {
        let _ = (text.parse::<TilePath>(), text.parse::<Span>());
        let _ = (parse_tile(&bytes, width), parse_entry_bundle(&bytes, width));
        let _ = Tree::new().tile(level, size, width);
        if let Some(span) = Span::new(size, width) {
            let _ = (TilePath::Hashes(level, span).is_within(size), TilePath::Entries(span).is_within(size));
        }
    }
}
