//! The real program, fed with files that mean harm: it answers or dies, always soon, and never larger than its bounds.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// What the process said, as the text of its answer's header; or how it ended.
fn answer(upload: &[u8]) -> Result<String, String> {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_visualizer-worker"))
        .arg("picture-process")
        .env_clear()
        .env("RAYON_NUM_THREADS", "1")
        .env("MALLOC_ARENA_MAX", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let upload = upload.to_vec();
    let feeder = std::thread::spawn(move || stdin.write_all(&upload));
    let output = child.wait_with_output().expect("the program ends");
    let _ = feeder.join();
    assert!(began.elapsed() < Duration::from_secs(25), "took {:?}", began.elapsed());
    if !output.status.success() {
        return Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    let (length, rest) = output.stdout.split_first_chunk::<4>().expect("a length");
    Ok(String::from_utf8_lossy(&rest[..u32::from_le_bytes(*length) as usize]).into_owned())
}

fn refused_as(upload: &[u8], code: &str) {
    let answer = answer(upload).expect("an answer");
    assert!(answer.contains(&format!("\"Refused\":{{\"code\":\"{code}\"")), "{code} expected: {answer}");
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(data);
    // The check value of a PNG chunk is that of zlib's crc32.
    [&u32::try_from(data.len()).expect("short").to_be_bytes()[..], kind, data, &crc.sum().to_be_bytes()].concat()
}

fn zlib(zeros: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = vec![0u8; 1 << 20];
    let mut left = zeros;
    while left > 0 {
        let n = left.min(block.len());
        encoder.write_all(&block[..n]).expect("into memory");
        left -= n;
    }
    encoder.finish().expect("into memory")
}

/// A PNG with this header and these chunks between header and end. Type 6 is RGBA, 2 RGB.
fn png(width: u32, height: u32, depth: u8, color: u8, chunks: &[Vec<u8>]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, color, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunks.concat(), chunk(b"IEND", b"")].concat()
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../../tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a sample picture")
}

#[test]
fn a_good_picture_is_checked() {
    let answer = answer(&sample("products/mug.jpg")).expect("an answer");
    assert!(answer.contains("\"Checked\"") && answer.contains("\"normal\"") && answer.contains("\"thumb_small\""), "{answer}");
}

#[test]
fn half_a_picture_is_refused() {
    let whole = sample("products/mug.jpg");
    refused_as(&whole[..whole.len() / 2], "picture-truncated");
}

#[test]
fn what_is_no_picture_is_refused_by_name() {
    refused_as(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-type");
    refused_as(b"", "picture-type");
    refused_as(&sample("products/mug.jpg").repeat(200), "picture-too-many-bytes");
}

#[test]
fn a_small_file_that_claims_a_huge_picture_costs_nothing() {
    refused_as(&png(30_000, 30_000, 8, 6, &[chunk(b"IDAT", &zlib(1 << 20))]), "picture-too-large");
}

#[test]
fn a_picture_whose_pixels_never_come_is_refused() {
    refused_as(&png(7_000, 7_000, 16, 6, &[chunk(b"IDAT", &zlib(1 << 10))]), "picture-broken");
}

#[test]
fn more_pixels_than_the_header_says_are_not_kept() {
    // 400 MB of zeros behind a header of 64 x 64.
    let bomb = png(64, 64, 8, 6, &[chunk(b"IDAT", &zlib(400 << 20))]);
    assert!(bomb.len() < 1 << 20);
    assert!(answer(&bomb).is_ok());
}

#[test]
fn a_profile_that_swells_is_not_unpacked_without_end() {
    let profile = [b"p\0\0".to_vec(), zlib(200 << 20)].concat();
    let bomb = png(64, 64, 8, 2, &[chunk(b"iCCP", &profile), chunk(b"IDAT", &zlib(64 * (64 * 3 + 1)))]);
    // Refused, read without its profile, or dead at the bound of memory: all of them are fine, none takes long.
    let _ = answer(&bomb);
}

#[test]
fn the_largest_picture_that_passes_the_header_fits_into_the_process() {
    // 49 million pixels of 16 bits and four channels, the most memory that a decoder may ask for.
    let line = 7_000 * 8 + 1;
    let largest = png(7_000, 7_000, 16, 6, &[chunk(b"IDAT", &zlib(line * 7_000))]);
    let answer = answer(&largest).expect("an answer");
    assert!(answer.contains("\"width\":7000"), "{answer}");
}

#[test]
fn the_process_is_told_that_its_time_is_up_before_it_is_killed() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_visualizer-worker"))
        .arg("picture-process")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let limits = || std::fs::read_to_string(format!("/proc/{}/limits", child.id())).expect("it waits for the picture");
    let limit = |name: &str| {
        let text = limits();
        let line = text.lines().find_map(|line| line.strip_prefix(name)).expect("a limit");
        line.split_whitespace().take(2).map(|value| value.parse().ok()).collect::<Vec<Option<u64>>>()
    };
    // The last of the limits: once it is set, all are.
    while limit("Max open files") != [Some(16), Some(16)] {
        std::thread::sleep(Duration::from_millis(5));
    }
    // With both the same the system sends SIGKILL, as it does to whoever is in its way.
    assert_eq!(limit("Max cpu time"), [Some(20), Some(22)]);
    child.kill().expect("ended");
    child.wait().expect("its end");
}

#[test]
fn no_damage_makes_the_process_fall() {
    for name in ["products/teapot-transparent.png", "products/stool.jpg"] {
        let whole = sample(name);
        for part in 1..12 {
            let mut broken = whole.clone();
            broken[whole.len() * part / 12..].iter_mut().enumerate().for_each(|(i, byte)| *byte ^= (i % 255) as u8);
            assert!(answer(&broken).is_ok(), "{name} broken from part {part}");
        }
    }
}
