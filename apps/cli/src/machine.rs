//! What `doctor` sees of the machine itself: room, cores, vector instructions, the process that decodes uploads, the address.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use visualizer_domain::configuration::HttpSettings;
use visualizer_worker::picture_process::ARGUMENT;

use crate::demo_shop::PRODUCTS;
use crate::examination::{Finding, fail, ok, warn};

/// A picture of 4k with its copies takes about 20 MB; below this some people would be refused within a day.
const ROOM_MIN_MB: u64 = 2_000;

/// Room on the disk of a folder.
pub(crate) fn free_space(folder: &Path) -> Finding {
    match rustix::fs::statvfs(folder) {
        Ok(disk) => {
            let free_mb = disk.f_bavail.saturating_mul(disk.f_frsize) / 1_000_000;
            let told = format!("{} may be written, {:.1} GB free", folder.display(), free_mb as f64 / 1e3);
            if free_mb < ROOM_MIN_MB {
                warn("data", told, "make room, or name a folder on a larger disk with --data")
            } else {
                ok("data", told)
            }
        }
        Err(error) => warn("data", format!("how much room {} has is not known: {error}", folder.display()), "look with df"),
    }
}

/// Cores for rendering.
pub(crate) fn cores() -> Finding {
    match std::thread::available_parallelism().map_or(1, usize::from) {
        1 => warn("cores", "1: pages wait while a picture is made", "give the program a second core, or run visualizer-worker elsewhere"),
        cores => ok("cores", cores.to_string()),
    }
}

/// Instructions that resizing and encoding are several times faster with.
pub(crate) fn vector_paths() -> Finding {
    #[cfg(target_arch = "x86_64")]
    let found = if std::arch::is_x86_feature_detected!("avx2") { Some("AVX2") } else { None };
    #[cfg(target_arch = "aarch64")]
    let found = Some("NEON");
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    let found = None::<&str>;
    match found {
        Some(name) => ok("SIMD", format!("{name} is used")),
        None => warn("SIMD", "no vector instructions: resizing takes several times as long", "use a processor with AVX2 or NEON"),
    }
}

/// Starts the process that decodes uploads, on a picture of ours.
pub(crate) fn picture_process() -> Finding {
    let checked = || {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut to) = child.stdin.take() {
            to.write_all(PRODUCTS[0].picture)?;
        }
        child.wait()
    };
    match checked() {
        Ok(status) if status.success() => ok("uploads", "are decoded in a process of their own"),
        Ok(status) => {
            fail("uploads", format!("the process that decodes them ended with {status}"), "see whether it may use 1 GB of address space")
        }
        Err(error) => {
            fail("uploads", format!("the process that decodes them cannot be started: {error}"), "see whether this program may be executed")
        }
    }
}

/// What text is drawn with.
pub(crate) fn fonts() -> Finding {
    let fonts = visualizer_admin::answer::assets::fonts();
    let broken: Vec<&str> = fonts.iter().filter(|(_, is_whole)| !is_whole).map(|(path, _)| *path).collect();
    if fonts.is_empty() || !broken.is_empty() {
        return fail("fonts", format!("of the built-in fonts, these are not whole: {broken:?}"), "build or install this program again");
    }
    ok("fonts", "Latin letters are built in; others are drawn by the fonts of the reader's machine")
}

/// Where the pages would be served.
pub(crate) fn address(http: &HttpSettings) -> Finding {
    let secure = http.public_url.as_ref().is_some_and(|url| url.secure);
    if let Err(error) = TcpListener::bind(http.listen) {
        let told = format!("{} cannot be listened on now: {error}", http.listen);
        return warn("address", told, "fine if that is this Visualizer at work; otherwise name another address with http.listen");
    }
    if !http.listen.ip().is_loopback() && !secure {
        let told = format!("{} is open to others, and passwords travel unencrypted", http.listen);
        return warn("address", told, "put a proxy with TLS in front and set http.public_url to its https address");
    }
    ok("address", format!("{} is free", http.listen))
}
