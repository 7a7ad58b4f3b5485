//! What the process answers: a length, a JSON header, then the bytes of the copies in the header's order.

use serde::{Deserialize, Serialize};
use visualizer_domain::job::JobProblem;
use visualizer_domain::picture_header::PictureType;
use visualizer_domain::product_image::Ground;
use visualizer_domain::rendition::RenditionKind;
use visualizer_generation::{CheckedPicture, Rendition};

/// Longest header, in bytes.
const HEADER_MAX: usize = 16 << 10;

/// What the process says about a picture.
#[derive(Debug)]
pub(crate) enum PictureAnswer {
    /// Usable.
    Checked(CheckedPicture),
    /// Not a picture that we take; says why.
    Refused(JobProblem),
}

/// The answer makes no sense.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Nonsense(&'static str);

#[derive(Debug, Serialize, Deserialize)]
enum Header {
    Checked { width: u32, height: u32, ground: Ground, copies: Vec<Copy> },
    Refused { code: String, detail: String },
}

#[derive(Debug, Serialize, Deserialize)]
struct Copy {
    kind: RenditionKind,
    picture_type: PictureType,
    width: u32,
    height: u32,
    length: usize,
}

/// The answer as bytes.
pub(super) fn write(answer: &PictureAnswer) -> Vec<u8> {
    let (header, copies) = match answer {
        PictureAnswer::Refused(problem) => (Header::Refused { code: problem.code.clone(), detail: problem.detail.clone() }, &[][..]),
        PictureAnswer::Checked(checked) => {
            let copies = checked.renditions.iter().map(|r| Copy {
                kind: r.kind,
                picture_type: r.picture_type,
                width: r.width,
                height: r.height,
                length: r.bytes.len(),
            });
            let header =
                Header::Checked { width: checked.width, height: checked.height, ground: checked.ground.clone(), copies: copies.collect() };
            (header, &checked.renditions[..])
        }
    };
    let header = serde_json::to_vec(&header).expect("a header of words and numbers is JSON");
    let mut out = u32::try_from(header.len()).expect("a header is short").to_le_bytes().to_vec();
    out.extend(header);
    copies.iter().for_each(|copy| out.extend(&copy.bytes));
    out
}

/// Reads an answer, trusting nothing in it: the process that wrote it was fed by strangers.
pub(super) fn read(bytes: &[u8]) -> Result<PictureAnswer, Nonsense> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(Nonsense("no length"))?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > HEADER_MAX {
        return Err(Nonsense("a long header"));
    }
    let (header, mut rest) = rest.split_at_checked(length).ok_or(Nonsense("half a header"))?;
    match serde_json::from_slice(header).map_err(|_| Nonsense("a broken header"))? {
        Header::Refused { code, detail } => Ok(PictureAnswer::Refused(JobProblem::fail(&code, detail))),
        Header::Checked { width, height, ground, copies } => {
            let mut renditions = Vec::with_capacity(copies.len().min(8));
            for copy in copies {
                let (bytes, after) = rest.split_at_checked(copy.length).ok_or(Nonsense("half a copy"))?;
                rest = after;
                if copy.width == 0 || copy.height == 0 || bytes.is_empty() {
                    return Err(Nonsense("an empty copy"));
                }
                let Copy { kind, picture_type, width, height, .. } = copy;
                renditions.push(Rendition { kind, picture_type, width, height, bytes: bytes.to_vec() });
            }
            if !rest.is_empty() || width == 0 || height == 0 || !renditions.iter().any(|r| r.kind == RenditionKind::Normal) {
                return Err(Nonsense("something missing or too much"));
            }
            Ok(PictureAnswer::Checked(CheckedPicture { width, height, ground, renditions }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked() -> PictureAnswer {
        let ground = Ground { plain: true, confidence: 93, reason: String::new() };
        let copy = |kind, bytes: &[u8]| Rendition { kind, picture_type: PictureType::Png, width: 3, height: 2, bytes: bytes.to_vec() };
        let renditions = vec![copy(RenditionKind::Normal, b"normal"), copy(RenditionKind::ThumbSmall, b"small")];
        PictureAnswer::Checked(CheckedPicture { width: 30, height: 20, ground, renditions })
    }

    #[test]
    fn an_answer_comes_back_as_it_was_written() {
        let Ok(PictureAnswer::Checked(read)) = read(&write(&checked())) else { panic!("a checked picture") };
        assert_eq!((read.width, read.height, read.ground.confidence), (30, 20, 93));
        assert_eq!(read.renditions.iter().map(|r| r.bytes.as_slice()).collect::<Vec<_>>(), [&b"normal"[..], b"small"]);
    }

    #[test]
    fn a_refusal_comes_back_and_is_final() {
        let refused = PictureAnswer::Refused(JobProblem::fail("picture-truncated", "ends early"));
        let Ok(PictureAnswer::Refused(problem)) = read(&write(&refused)) else { panic!("a refusal") };
        assert_eq!(problem, JobProblem::fail("picture-truncated", "ends early"));
    }

    #[test]
    fn half_an_answer_and_more_than_one_are_nonsense() {
        let whole = write(&checked());
        for end in 0..whole.len() {
            assert!(read(&whole[..end]).is_err(), "{end} of {} bytes", whole.len());
        }
        assert!(read(&[whole, vec![0]].concat()).is_err());
        assert!(read(&[0xff; 64]).is_err());
    }
}
