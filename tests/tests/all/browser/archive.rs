//! What was downloaded, looked into.

use async_zip::base::read::mem::ZipFileReader;
use visualizer_imaging::DecodeLimits;

/// Width and height of a PNG, decoded whole.
pub fn size_of(name: &str, bytes: &[u8]) -> (u32, u32) {
    assert!(name.ends_with(".png") && bytes.starts_with(b"\x89PNG"), "{name} is a PNG");
    let decoded = visualizer_imaging::decode(bytes, &DecodeLimits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    (decoded.raster.width(), decoded.raster.height())
}

/// The files of an archive.
pub async fn files(name: &str, bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    assert!(name.ends_with(".zip"), "{name}");
    let archive = ZipFileReader::new(bytes).await.expect("an archive");
    let mut files = Vec::new();
    for (n, entry) in archive.file().entries().iter().enumerate() {
        let mut bytes = Vec::new();
        let mut reader = archive.reader_with_entry(n).await.expect("an entry");
        reader.read_to_end_checked(&mut bytes).await.expect("bytes with the checksum that the archive says");
        files.push((entry.filename().as_str().expect("a name").to_owned(), bytes));
    }
    files
}
