//! Scripts of the few pages that have one, part of the binary.

use web::assets::Asset;

static FILES: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A script as it is served.
pub(crate) fn file(name: &str) -> Option<Asset> {
    FILES.iter().find(|asset| asset.name == name).copied()
}
