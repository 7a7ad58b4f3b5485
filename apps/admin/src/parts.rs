//! Pieces that several pages draw: a picture in its frame, the head of a run, a flow as a line, and the shell around them all.
//! A piece is the same markup in its page and in the stream that replaces it.

pub mod asset_act;
pub mod asset_frame;
pub mod flow_line;
pub mod flow_products;
pub mod flow_states;
pub mod frame;
pub mod job_frame;
pub mod json_tree;
pub mod meanwhile;
pub mod overlay;
pub mod place;
pub mod product_image_card;
pub mod prompt_lines;
pub mod readiness;
pub mod run_head;
pub mod shape;
pub mod shell;
