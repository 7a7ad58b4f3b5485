//! Plans the generation of a flow: as many `image.generate` nodes as variants were asked for, each a loose asset (R9).

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::edge::{Edge, InputKind};
use crate::generated_asset::AssetType;
use crate::generation_flow::PRODUCTS_MAX;
use crate::ids::{GenerationFlowId, ProductId, ProductImageId};
use crate::job::JobKind;
use crate::plan::{Node, Plan, PlannedAsset, Subject};
use crate::problem::{FieldProblem, Outcome, Problem};
use crate::product::class_of;
use crate::product_image::CheckState;
use crate::prompt::{self, Prompt};
use crate::recipe::Recipe;
use crate::registry::Registry;
use crate::run::{Flip, RunKind};
use crate::settings::Settings;

/// Kind of the subject of a generation's run, which is the flow itself.
pub const SUBJECT: &str = "generation_flow";

/// Maker, provider and model of the built-in renderer, as recipes name them.
pub const MAKER: &str = "image.generate/1";
/// The provider's name of the built-in renderer.
pub const STUDIO: &str = "studio";
/// The built-in renderer's model.
pub const STUDIO_MODEL: &str = "studio-1";

/// A product of the flow with the picture that is to be set in the scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowProduct {
    /// The product.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: Option<String>,
    /// The chosen picture, or `None` when the product has none.
    pub image: Option<FlowImage>,
}

/// The picture of a product that a flow uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowImage {
    /// The uploaded picture.
    pub id: ProductImageId,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How far its check is.
    pub check: CheckState,
}

/// What a maker of pictures is told beside recipe and edges: which product each picture shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureInput {
    /// The product's name.
    pub name: String,
    /// Its category.
    pub category: Option<String>,
    /// SHA-256 of the uploaded picture.
    pub sha256: String,
}

/// Input of an `image.generate` job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GenerateInput {
    /// The pictures to set in the scene, the main one first.
    pub pictures: Vec<PictureInput>,
}

/// The prompt of the flow, as a generator would be given it.
#[must_use]
pub fn prompt(products: &[FlowProduct], settings: &Settings, registry: &Registry) -> Prompt {
    let classes: Vec<String> = products.iter().map(|p| class_of(p.category.as_deref(), &p.name)).collect();
    prompt::build(settings, &classes, registry)
}

/// Plans a generation. `made_before` counts the flow's assets so far, so that generating again throws other dice and numbers on, and so that a
/// preview is outdated as soon as somebody else generated.
///
/// # Errors
/// [`Problem::Invalid`] names each product that cannot be shown: without a picture, with one not yet checked, or a refused one.
pub fn plan(
    flow: &GenerationFlowId,
    products: &[FlowProduct],
    settings: &Settings,
    made_before: i64,
    registry: &Registry,
) -> Outcome<Plan> {
    let images = usable(products)?;
    let prompt = prompt(products, settings, registry).text();
    let (width, height) = settings.quality.pixels(settings.aspect_ratio);
    let input = GenerateInput {
        pictures: products
            .iter()
            .zip(&images)
            .map(|(p, i)| PictureInput { name: p.name.clone(), category: p.category.clone(), sha256: i.sha256.clone() })
            .collect(),
    };
    let input = serde_json::to_value(input).map_err(|e| Problem::internal("writing the input of a job", e))?;
    let edges: Vec<Edge> = images
        .iter()
        .map(|image| Edge {
            role: "product".to_owned(),
            input_kind: InputKind::ProductImage,
            input_id: image.id.to_string(),
            input_hash: image.sha256.clone(),
        })
        .collect();
    let nodes = (1..=settings.variants)
        .map(|variant| Node {
            kind: JobKind::ImageGenerate,
            reason: "first".to_owned(),
            input: input.clone(),
            needs: Vec::new(),
            estimate_ms: settings.quality.render_estimate_ms(),
            asset: Some(PlannedAsset {
                asset_type: AssetType::Image,
                slot: None,
                flow: Some(flow.clone()),
                // Numbers go on, so that no two pictures of a flow are called the same.
                variant: Some(made_before + i64::from(variant)),
                recipe: Recipe {
                    maker: MAKER.to_owned(),
                    builder: prompt::BUILDER.to_owned(),
                    registry: registry.version,
                    provider: STUDIO.to_owned(),
                    model: STUDIO_MODEL.to_owned(),
                    settings: settings.clone(),
                    prompt: prompt.clone(),
                    width,
                    height,
                    seed: seed(flow, settings, made_before, variant),
                },
                edges: edges.clone(),
                products: products.iter().map(|p| p.id.clone()).collect(),
                draft: true,
                made_for: None,
            }),
        })
        .collect();
    Ok(Plan { kind: RunKind::Flow, subject: Subject { kind: SUBJECT.to_owned(), id: flow.to_string() }, flip: Flip::Each, nodes })
}

fn usable(products: &[FlowProduct]) -> Outcome<Vec<&FlowImage>> {
    if products.is_empty() {
        return Err(Problem::invalid("products", "no-product"));
    }
    if products.len() > PRODUCTS_MAX {
        return Err(Problem::Invalid { fields: vec![FieldProblem::new("products", "too-many").with("max", PRODUCTS_MAX)] });
    }
    let mut problems = crate::problem::FieldProblems::default();
    let mut images = Vec::new();
    for product in products {
        let code = match product.image.as_ref().map(|image| (image, image.check)) {
            Some((image, CheckState::Ready)) => {
                images.push(image);
                continue;
            }
            Some((_, CheckState::Pending)) => "image-unchecked",
            Some((_, CheckState::Refused)) => "image-refused",
            None => "no-image",
        };
        problems.push(FieldProblem::new("products", code).with("product", &product.name));
    }
    problems.check().map(|()| images)
}

/// The dice of one variant. Seeds count up by variant, because makers take turns with neighbouring ones so that no two pictures look
/// alike; the first is the chosen one, otherwise flow and round decide.
fn seed(flow: &GenerationFlowId, settings: &Settings, made_before: i64, variant: u8) -> u32 {
    let first = settings.seed.unwrap_or_else(|| {
        let hash = canonical::sha256(format!("{flow}/{made_before}").as_bytes());
        u32::from_str_radix(&hash[..8], 16).unwrap_or_default()
    });
    first.wrapping_add(u32::from(variant) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SettingsLayer;

    fn mug(check: Option<CheckState>) -> FlowProduct {
        FlowProduct {
            id: ProductId::parse("mug").expect("an id"),
            name: "Stoneware mug".into(),
            category: None,
            image: check.map(|check| FlowImage { id: ProductImageId::parse("mug-1").expect("an id"), sha256: "ab".repeat(32), check }),
        }
    }

    fn planned(products: &[FlowProduct], json: &str, made_before: i64) -> Outcome<Plan> {
        let registry = Registry::built_in();
        let layer: SettingsLayer = serde_json::from_str(json).expect("a layer");
        plan(&GenerationFlowId::parse("flow").expect("an id"), products, &layer.resolve(registry), made_before, registry)
    }

    #[test]
    fn a_flow_makes_as_many_pictures_as_were_asked_for_each_with_its_own_dice() {
        let plan = planned(&[mug(Some(CheckState::Ready))], r#"{"variants":8}"#, 0).expect("a plan");
        let seeds: std::collections::HashSet<u32> = plan.nodes.iter().filter_map(|n| n.asset.as_ref()).map(|a| a.recipe.seed).collect();
        assert_eq!((plan.nodes.len(), seeds.len()), (8, 8));
        assert_eq!(plan.check(), Ok(()));
    }

    #[test]
    fn generating_again_is_another_plan_and_the_same_preview_is_the_same_plan() {
        let products = [mug(Some(CheckState::Ready))];
        let hash = |made| planned(&products, "{}", made).expect("a plan").hash();
        assert_eq!(hash(0), hash(0));
        assert_ne!(hash(0), hash(4));
    }

    #[test]
    fn the_numbers_of_a_flow_go_on_from_one_generation_to_the_next() {
        let plan = planned(&[mug(Some(CheckState::Ready))], r#"{"variants":2}"#, 300).expect("a plan");
        let numbers: Vec<Option<i64>> = plan.nodes.iter().filter_map(|n| n.asset.as_ref()).map(|a| a.variant).collect();
        assert_eq!(numbers, [Some(301), Some(302)]);
    }

    #[test]
    fn a_chosen_seed_counts_up() {
        let plan = planned(&[mug(Some(CheckState::Ready))], r#"{"seed":4294967295,"variants":2}"#, 9).expect("a plan");
        let seeds: Vec<u32> = plan.nodes.iter().filter_map(|n| n.asset.as_ref()).map(|a| a.recipe.seed).collect();
        assert_eq!(seeds, [u32::MAX, 0]);
    }

    #[test]
    fn without_a_chosen_seed_the_variants_still_have_neighbouring_ones() {
        let plan = planned(&[mug(Some(CheckState::Ready))], r#"{"variants":4}"#, 0).expect("a plan");
        let seeds: Vec<u32> = plan.nodes.iter().filter_map(|n| n.asset.as_ref()).map(|a| a.recipe.seed).collect();
        assert!(seeds.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1)), "{seeds:?}");
    }

    #[test]
    fn a_product_without_a_usable_picture_is_named() {
        for (check, code) in
            [(None, "no-image"), (Some(CheckState::Pending), "image-unchecked"), (Some(CheckState::Refused), "image-refused")]
        {
            let Err(Problem::Invalid { fields }) = planned(&[mug(check)], "{}", 0) else { panic!("refused") };
            assert_eq!((fields[0].code, fields[0].values[0].1.as_str()), (code, "Stoneware mug"));
        }
        assert!(planned(&[], "{}", 0).is_err());
    }
}
