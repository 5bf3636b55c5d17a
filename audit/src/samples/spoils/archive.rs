//! The bundle as an archive, and files that are not in it.

use crate::FaultKind::{BundleMalformed, EntryUnknown, FileMissing};
use crate::samples::Spoil;

pub(super) fn spoils() -> Vec<Spoil> {
    vec![
        Spoil::bytes("archive-cut-off", BundleMalformed, |bundle| bundle.truncate(bundle.len() - 5000)),
        Spoil::bytes("archive-without-its-end", BundleMalformed, |bundle| {
            bundle.truncate(bundle.len() - 1024);
        }),
        Spoil::bytes("archive-with-something-behind-it", BundleMalformed, |bundle| bundle.extend([7; 512])),
        Spoil::files("file-of-another-name", BundleMalformed, |files| files.push("notes.txt", "hello")),
        Spoil::files("number-with-a-leading-zero", BundleMalformed, |files| {
            let note = files.get_mut("assets/1.note").clone();
            files.push("assets/01.note", note);
        }),
        Spoil::files("file-twice", BundleMalformed, |files| {
            let checkpoint = files.get_mut("checkpoint").clone();
            files.push("checkpoint", checkpoint);
        }),
        first("symbolic-link", "issuance.note", |header| {
            header.set_entry_type(tar::EntryType::Symlink);
            header.set_link_name("/etc/passwd").expect("a short name fits");
        }),
        first("folder-with-content", "assets/", |header| {
            header.set_entry_type(tar::EntryType::Directory);
            header.set_size(7);
        }),
        first("extended-header", "issuance.note", |header| header.set_entry_type(tar::EntryType::XHeader)),
        first("name-in-two-parts", "1.note", |header| {
            header.as_ustar_mut().expect("made as one").prefix[..6].copy_from_slice(b"assets");
        }),
        first("file-twice-in-two-spellings", "./checkpoint", |_| ()),
        without("manifest.note"),
        without("checkpoint"),
        without("entries.bin"),
        without("ballots.bin"),
        without("results/1.note"),
        without("assets/1.note"),
        Spoil::files("assets-left-out-of-two", FileMissing, |files| {
            let note = files.get_mut("assets/1.note").clone();
            files.remove("assets/1.note");
            files.push("assets/2.note", note);
        }),
        Spoil::files("notice-held-back", EntryUnknown, |files| files.remove("notices/1.note")),
        Spoil::files("issuance-held-back", EntryUnknown, |files| files.remove("issuance.note")),
    ]
}

/// One more entry in front of the others.
fn first(name: &'static str, file: &'static str, edit: fn(&mut tar::Header)) -> Spoil {
    Spoil::bytes(name, BundleMalformed, move |bundle| {
        let mut header = tar::Header::new_ustar();
        header.set_size(0);
        header.as_old_mut().name[..file.len()].copy_from_slice(file.as_bytes());
        edit(&mut header);
        header.set_cksum();
        let length = header.size().expect("set here").next_multiple_of(512);
        let content = vec![b'x'; usize::try_from(length).expect("short")];
        bundle.splice(0..0, header.as_bytes().iter().copied().chain(content));
    })
}

fn without(file: &'static str) -> Spoil {
    let name = match file {
        "manifest.note" => "no-manifest",
        "checkpoint" => "no-checkpoint",
        "entries.bin" => "no-entries",
        "ballots.bin" => "no-ballots",
        "results/1.note" => "no-result",
        _ => "no-assets",
    };
    Spoil::files(name, FileMissing, move |files| files.remove(file))
}
