//! Each file compressed beside itself, as hard as it goes: `.br` (brotli 11) and `.gz` (gzip 9).

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Compresses every file below a folder.
pub fn press(folder: &Path) -> Result<()> {
    for file in super::files(folder)? {
        let contents = fs::read(&file)?;
        let mut gzip = GzEncoder::new(File::create(beside(&file, "gz"))?, Compression::best());
        gzip.write_all(&contents)?;
        gzip.finish()?;
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: 11,
            lgwin: 24,
            size_hint: contents.len(),
            ..Default::default()
        };
        let mut packed = File::create(beside(&file, "br"))?;
        brotli::BrotliCompress(&mut contents.as_slice(), &mut packed, &parameters)?;
    }
    Ok(())
}

/// `player.js` → `player.js.br`
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}
