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
        Spoil::bytes("symbolic-link", BundleMalformed, |bundle| {
            let mut header = tar::Header::new_ustar();
            header.set_entry_type(tar::EntryType::Symlink);
            header.set_size(0);
            let set = header.set_path("issuance.note").and_then(|()| header.set_link_name("/etc/passwd"));
            set.expect("short names fit");
            header.set_cksum();
            bundle.splice(0..0, header.as_bytes().iter().copied());
        }),
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
