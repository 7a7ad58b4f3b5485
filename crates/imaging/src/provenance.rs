//! Where a picture comes from, written into its file as an XMP packet that platforms read (IPTC DigitalSourceType).
//!
//! The pixels are not touched: the packet goes into a chunk of its own. Signed manifests (C2PA) are not here; they are put on last,
//! over the file with its packet. Prompts, people and customers never belong into a packet: it is public.

use crate::png_file;
use crate::webp_file;
use visualizer_domain::picture_header::PictureType;

/// How the picture came to be, as a term of the IPTC vocabulary.
///
/// The studio renderer is [`DigitalSource::Composite`]: it puts a photographed product into a scene drawn by formulas. Nearby terms
/// would say something false. `compositeSynthetic` means that a part comes from generative AI, `algorithmicMedia` that nothing is
/// photographed, and `trainedAlgorithmicMedia` that a trained model made it all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigitalSource {
    /// Put together from several elements, without generative AI.
    Composite,
    /// A real picture changed by a trained model.
    CompositeWithTrainedAlgorithmicMedia,
    /// Made whole by a trained model.
    TrainedAlgorithmicMedia,
}

const TERMS: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

impl DigitalSource {
    const ALL: [Self; 3] = [Self::Composite, Self::CompositeWithTrainedAlgorithmicMedia, Self::TrainedAlgorithmicMedia];

    /// The term's address, as it is written into files.
    #[must_use]
    pub fn uri(self) -> String {
        let term = match self {
            Self::Composite => "composite",
            Self::CompositeWithTrainedAlgorithmicMedia => "compositeWithTrainedAlgorithmicMedia",
            Self::TrainedAlgorithmicMedia => "trainedAlgorithmicMedia",
        };
        format!("{TERMS}{term}")
    }

    fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.uri() == uri)
    }
}

/// What a packet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// How the picture came to be.
    pub source: DigitalSource,
    /// The program and its version.
    pub tool: String,
    /// One sentence for people who look at the file.
    pub description: String,
}

impl Provenance {
    /// What every picture of the built-in renderer says.
    #[must_use]
    pub fn studio_draft() -> Self {
        Self {
            source: DigitalSource::Composite,
            tool: concat!("Visualizer studio renderer ", env!("CARGO_PKG_VERSION")).into(),
            description: "Draft made by the studio renderer: a product photograph set into a computed scene.".into(),
        }
    }
}

/// Why a packet was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProvenanceProblem {
    /// Only PNG and WebP take a packet here.
    #[error("only PNG and WebP files take an XMP packet")]
    OtherType,
    /// The file is not whole; carries what is wrong.
    #[error("the file cannot be taken apart: {0}")]
    Broken(String),
}

/// The file with `provenance` in it, in place of any packet it had. Pixels and all other chunks stay as they are.
///
/// # Errors
/// Refuses other types than PNG and WebP, and broken files.
pub fn write(bytes: &[u8], provenance: &Provenance) -> Result<Vec<u8>, ProvenanceProblem> {
    let packet = packet(provenance);
    match picture_type(bytes) {
        Some(PictureType::Png) => png_file::with_xmp(bytes, &packet),
        Some(PictureType::Webp) => webp_file::with_xmp(bytes, &packet),
        _ => Err(ProvenanceProblem::OtherType),
    }
}

/// What the file's packet says, if it is one that [`write`] wrote.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Provenance> {
    let packet = match picture_type(bytes)? {
        PictureType::Png => png_file::xmp(bytes)?,
        PictureType::Webp => webp_file::xmp(bytes)?,
        PictureType::Jpeg => return None,
    };
    Some(Provenance {
        source: DigitalSource::from_uri(&between(&packet, "Iptc4xmpExt:DigitalSourceType=\"", "\"")?)?,
        tool: between(&packet, "xmp:CreatorTool=\"", "\"")?,
        description: between(&packet, "<rdf:li xml:lang=\"x-default\">", "</rdf:li>")?,
    })
}

/// By the first bytes alone: size and shape are nobody's business here.
fn picture_type(bytes: &[u8]) -> Option<PictureType> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some(PictureType::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(PictureType::Webp),
        _ => None,
    }
}

fn packet(p: &Provenance) -> String {
    let (source, tool, description) = (p.source.uri(), escaped(&p.tool), escaped(&p.description));
    // The mark in `begin` is a byte order mark: it tells readers that the packet is UTF-8.
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"\n \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n \
         Iptc4xmpExt:DigitalSourceType=\"{source}\" xmp:CreatorTool=\"{tool}\">\n\
         <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{description}</rdf:li></rdf:Alt></dc:description>\n\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '&' => "&amp;".into(),
            '<' => "&lt;".into(),
            '>' => "&gt;".into(),
            '"' => "&quot;".into(),
            c => c.to_string(),
        })
        .collect()
}

fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let rest = text.split_once(from)?.1.split_once(to)?.0;
    Some(rest.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}
