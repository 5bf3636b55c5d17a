// Part of the build scripts of `web` and `ballot-box` (included by path): makes each file that is served part of the
// binary, as it is and compressed.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Writes `assets.rs` into OUT_DIR: an expression of type `&[web::assets::Asset]`, in the given order.
pub(crate) fn write_table(files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let mut table = String::from("&[\n");
    for (name, identity) in files {
        let paths = [
            written(&out, name, "", identity)?,
            written(&out, name, ".gz", &gzip(identity)?)?,
            written(&out, name, ".br", &brotli(identity)?)?,
        ];
        let [identity, gzip, brotli] = paths.map(|path| format!("include_bytes!({path:?})"));
        table += &format!(
            "    Asset {{ name: {name:?}, identity: {identity}, gzip: {gzip}, brotli: {brotli} }},\n"
        );
    }
    fs::write(out.join("assets.rs"), table + "]\n")
}

fn written(out: &Path, name: &str, suffix: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let path = out.join(format!("{name}{suffix}"));
    fs::write(&path, bytes)?;
    Ok(path)
}

/// RFC 1952, without a time, so that one source makes one binary.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::GzBuilder::new().mtime(0).write(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// RFC 7932, at the highest quality.
fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut compressed, &params)?;
    Ok(compressed)
}
