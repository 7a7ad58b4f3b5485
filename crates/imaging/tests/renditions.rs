//! What is given out: copies, their sizes and types, equal bytes for equal pixels, and the packet that says where they come from.

mod kit;

use kit::{quadrants, sample_files, seen};
use visualizer_domain::picture_header::{self, PictureType};
use visualizer_imaging::provenance::{self, DigitalSource};
use visualizer_imaging::rendition::{self, RenditionKind};
use visualizer_imaging::{DecodeLimits, Provenance, ProvenanceProblem, Raster, decode, png, renditions, webp_lossless, webp_lossy};

fn sample(name: &str) -> Raster {
    let path = sample_files().into_iter().find(|p| p.ends_with(name)).expect("a sample");
    decode(&std::fs::read(path).expect("bytes"), &DecodeLimits::default()).expect("a picture").raster
}

#[test]
fn a_page_gets_three_copies_and_none_is_enlarged() {
    let copies = renditions(&sample("photos/coffee.png")).expect("an encoder");
    let sizes: Vec<_> = copies.iter().map(|c| (c.kind, c.width, c.height)).collect();
    assert_eq!(sizes, [(RenditionKind::Display, 600, 400), (RenditionKind::ThumbLarge, 600, 400), (RenditionKind::ThumbSmall, 240, 160)]);
    for copy in copies {
        let header = picture_header::read(&copy.bytes).expect("a header");
        assert_eq!((header.picture_type, header.width, header.height), (PictureType::Webp, copy.width, copy.height));
    }
}

#[test]
fn the_copy_for_makers_loses_nothing() {
    let raster = sample("products/teapot-transparent.png");
    let normal = rendition::normal(&raster).expect("an encoder");
    assert_eq!(decode(&normal.bytes, &DecodeLimits::default()).expect("a picture").raster, raster);
    let wide = rendition::normal(&quadrants(3000, 300)).expect("an encoder");
    assert_eq!((wide.width, wide.height), (2048, 205));
}

#[test]
fn equal_pixels_give_equal_bytes() {
    let raster = sample("products/mug.jpg");
    assert_eq!(renditions(&raster), renditions(&raster));
    assert_eq!(png(&raster), png(&raster));
}

#[test]
fn a_packet_changes_nothing_but_itself() {
    let mut clear = quadrants(97, 65);
    clear.pixels_mut()[3] = 9;
    let marked =
        Provenance { source: DigitalSource::Composite, tool: "Tool \"1\" <2>".into(), description: "Draft & more < > \"\u{1}".into() };
    let read = Provenance { description: "Draft & more < > \"".into(), ..marked.clone() };
    for raster in [quadrants(97, 65), clear] {
        for bytes in [png(&raster), webp_lossless(&raster), webp_lossy(&raster, 80)].map(|b| b.expect("an encoder")) {
            assert_eq!(provenance::read(&bytes), None);
            let once = provenance::write(&bytes, &marked).expect("a packet");
            assert_eq!(provenance::read(&once), Some(read.clone()));
            let pixels = |b: &[u8]| decode(b, &DecodeLimits::default()).expect("a picture").raster;
            assert_eq!(pixels(&once), pixels(&bytes));
            let twice = provenance::write(&once, &Provenance::studio_draft()).expect("a packet");
            assert_eq!(provenance::read(&twice), Some(Provenance::studio_draft()), "the later packet replaces the earlier");
        }
    }
}

#[test]
fn the_studio_says_composite_and_draft() {
    let bytes = provenance::write(&webp_lossy(&quadrants(96, 64), 80).expect("an encoder"), &Provenance::studio_draft()).expect("a packet");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("http://cv.iptc.org/newscodes/digitalsourcetype/composite\""));
    assert!(text.contains("Draft made by the studio renderer"));
    assert_eq!(seen(&decode(&bytes, &DecodeLimits::default()).expect("a picture").raster, 16), Some([0, 1, 2, 3]));
}

#[test]
fn other_files_take_no_packet() {
    let draft = Provenance::studio_draft();
    assert_eq!(provenance::write(b"\xff\xd8\xff\xe0", &draft), Err(ProvenanceProblem::OtherType));
    assert!(matches!(provenance::write(b"\x89PNG\r\n\x1a\n cut", &draft), Err(ProvenanceProblem::Broken(_))));
    assert!(matches!(provenance::write(b"RIFF\x10\0\0\0WEBPVP8 ", &draft), Err(ProvenanceProblem::Broken(_))));
    assert_eq!(provenance::read(b"RIFF\x10\0\0\0WEBPVP8 "), None);
}
