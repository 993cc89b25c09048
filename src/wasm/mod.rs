//! The boundary to the page: plain objects and typed arrays out, links and names in. No logic.
//!
//! Every experiment crosses as its link, every choice by its name. Arrays are copies, as the memory of the engine may
//! grow and move; but for the pixels of a picture, which are shown at once.

#![allow(clippy::missing_errors_doc)] // every error is a sentence about the argument at fault

mod convert;
mod session;
mod weights;

pub use session::Session;
pub use weights::Weights;

use crate::experiment::{self, Config, Hold, LinkState, Palette, Sketch, figures};
use convert::plain;
use std::hint::black_box;
use wasm_bindgen::prelude::*;

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// The version of the engine.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// All fields of the config, for the page's form.
#[wasm_bindgen(unchecked_return_type = "import('../types').FieldDescription[]")]
pub fn describe() -> Result<JsValue, JsError> {
    plain(&experiment::describe())
}

/// Reads a link.
#[wasm_bindgen(unchecked_return_type = "import('../types').LinkState")]
pub fn decode(link: &str) -> Result<JsValue, JsError> {
    plain(&LinkState::new(experiment::decode(link)))
}

/// The link with one field changed; with problems, and unchanged, if the value cannot be taken.
#[wasm_bindgen(unchecked_return_type = "import('../types').LinkState")]
pub fn change(link: &str, key: &str, text: &str) -> Result<JsValue, JsError> {
    let link = experiment::decode(link);
    let mut config = link.config.clone();
    let problems = experiment::change(&mut config, key, text).err().unwrap_or_default();
    plain(&LinkState::changed(link, config, problems))
}

/// The runs that an experiment consists of.
#[wasm_bindgen(unchecked_return_type = "import('../types').Job[]")]
pub fn plan(link: &str) -> Result<JsValue, JsError> {
    plain(&experiment::plan(&experiment::decode(link).config))
}

/// The task that is shown.
#[wasm_bindgen(unchecked_return_type = "import('../types').Scene")]
pub fn scene(link: &str) -> Result<JsValue, JsError> {
    plain(&experiment::scene(&experiment::decode(link).config))
}

/// f and ∇f at a point of what the landscape shows.
#[wasm_bindgen(unchecked_return_type = "import('../types').Reading | null")]
pub fn reading(link: &str, x: f32, y: f32) -> Result<JsValue, JsError> {
    plain(&experiment::reading(&experiment::decode(link).config, [x, y]))
}

/// The ellipse of a Booth objective of one's own.
#[wasm_bindgen(unchecked_return_type = "import('../types').Ellipse | null")]
pub fn ellipse(link: &str) -> Result<JsValue, JsError> {
    plain(&experiment::ellipse(&experiment::decode(link).config))
}

/// The link with the ellipse dragged, by its centre (0), or by the end of its first or second axis (1, 2); with problems, and
/// unchanged, if that cannot be.
#[wasm_bindgen(unchecked_return_type = "import('../types').LinkState")]
pub fn drag_ellipse(link: &str, handle: usize, x: f64, y: f64) -> Result<JsValue, JsError> {
    let hold = handle.checked_sub(1).map_or(Hold::Centre, Hold::Axis);
    let link = experiment::decode(link);
    let mut config = link.config.clone();
    let problems = experiment::drag(&mut config, hold, [x, y]).err().unwrap_or_default();
    plain(&LinkState::changed(link, config, problems))
}

/// The figure of an orbit. See [`experiment::figures`].
#[wasm_bindgen(unchecked_return_type = "import('../types').Orbit | null")]
pub fn orbit(link: &str) -> Result<JsValue, JsError> {
    plain(&figures::orbit(&experiment::decode(link).config))
}

/// The figure of Newton's step.
#[wasm_bindgen(unchecked_return_type = "import('../types').Newton | null")]
pub fn newton(link: &str) -> Result<JsValue, JsError> {
    plain(&figures::newton(&experiment::decode(link).config))
}

/// The figure of Algorithm 2.
#[wasm_bindgen(unchecked_return_type = "import('../types').Turning | null")]
pub fn turning(link: &str) -> Result<JsValue, JsError> {
    plain(&figures::turning(&experiment::decode(link).config))
}

/// The fingerprint of an experiment, from names and hashes of its runs, each separated by commas.
#[wasm_bindgen]
pub fn fingerprint(names: &str, hashes: &str) -> String {
    experiment::experiment_fingerprint(names.split(',').zip(hashes.split(',')))
}

/// The link of an experiment with what its receivers compare their runs with: from hashes and marks of all its runs, each separated
/// by commas. Without that, if these are not all runs.
#[wasm_bindgen]
pub fn sealed(link: &str, hashes: &str, marks: &str) -> String {
    let config = experiment::decode(link).config;
    experiment::sealed(&config, sketch(&config, hashes, marks).as_ref())
}

/// Compares the run of an experiment, given as for [`sealed`], with the one that its link promises; `null` if it promises none.
#[wasm_bindgen(unchecked_return_type = "import('../types').Announcement | null")]
pub fn compare(link: &str, hashes: &str, marks: &str) -> Result<JsValue, JsError> {
    let experiment::Decoded { config, promised, .. } = experiment::decode(link);
    let own = sketch(&config, hashes, marks);
    plain(&promised.zip(own).map(|(promised, own)| experiment::announce(&config, &promised, &own)))
}

#[inline(never)]
fn sketch(config: &Config, hashes: &str, marks: &str) -> Option<Sketch> {
    let finished: Vec<(&str, &str)> = hashes.split(',').zip(marks.split(',')).collect();
    Sketch::new(config, &finished)
}

/// The share of tasks on which one optimizer ends below another. See [`experiment::share_below`].
#[wasm_bindgen]
pub fn share_below(one: &[f32], other: &[f32]) -> f64 {
    experiment::share_below(one, other)
}

/// Billions of floating-point operations per second of twelve independent multiply-and-add chains; see
/// [`crate::simd::multiply_and_add`].
#[wasm_bindgen]
pub fn peak_gflops(rounds: u32) -> f64 {
    let start = session::now();
    // The boxes keep the computation between the two looks at the clock.
    let (operations, _) = black_box(crate::simd::multiply_and_add(black_box(rounds)));
    operations / ((session::now() - start) * 1e6)
}

/// Points of the arc on which a teleport is drawn.
#[wasm_bindgen]
pub fn arc_points() -> usize {
    experiment::ARC_POINTS
}

/// Iterates of perceptrons [points × dimension] in two dimensions. See [`experiment::project`].
#[wasm_bindgen]
pub fn project(points: &[f32], dimension: usize) -> Vec<f32> {
    experiment::project(points, dimension).points
}

/// The landscape of the shown task as RGBA pixels. See [`experiment::Picture`].
#[wasm_bindgen]
pub struct Picture(experiment::Picture);

#[wasm_bindgen]
impl Picture {
    /// A picture of `width` × `height` pixels; bounds: `x_min, x_max, y_min, y_max`.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str, bounds: &[f32], width: usize, height: usize) -> Result<Picture, JsError> {
        let bounds = bounds.try_into().map_err(|_| JsError::new("bounds are four numbers"))?;
        let picture = experiment::Picture::new(&experiment::decode(link).config, bounds, width, height);
        picture.map(Picture).ok_or_else(|| JsError::new("only functions of the plane have a landscape"))
    }

    /// Paints at most `count` further rows from the top; whether any are left.  ramp: 256 RGB triples, line: RGBA.
    pub fn paint(&mut self, count: usize, ramp: &[u8], line: &[u8]) -> Result<bool, JsError> {
        let line = line.try_into().map_err(|_| JsError::new("a line's colour is four bytes"))?;
        let palette = Palette::new(ramp, line).ok_or_else(|| JsError::new("a ramp is 256 RGB triples"))?;
        Ok(self.0.paint(count, &palette))
    }

    /// Where in memory the RGBA pixels of the painted rows begin, one row after the other: a page shows them without copying them.
    pub fn address(&self) -> *const u8 {
        self.0.pixels().as_ptr()
    }
}
