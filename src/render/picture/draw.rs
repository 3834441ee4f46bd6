//! SVG into pixels, and pixels into files. The only user of the drawing library.

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree, fontdb};

use super::Tools;

/// What an icon stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// Nothing.
    None,
    /// White, with some room around.
    Paper,
}

/// Fonts and mark, set up once for all drawings.
pub(super) struct Board<'t> {
    mark: &'t str,
    options: Options<'t>,
}

impl<'t> Board<'t> {
    /// A board with these tools. A drawing sees no file but the mark.
    pub(super) fn new(tools: Tools<'t>) -> Self {
        let mut fonts = fontdb::Database::new();
        tools.fonts.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
        let family = fonts.faces().next().and_then(|face| Some(face.families.first()?.0.clone())).unwrap_or_default();
        let mark = tools.mark;
        let image = move |name: &str, _: &Options<'_>| match name {
            "mark.svg" => Some(ImageKind::SVG(Tree::from_str(mark, &sealed()).ok()?)),
            _ => None,
        };
        let resolver = ImageHrefResolver { resolve_data: ImageHrefResolver::default_data_resolver(), resolve_string: Box::new(image) };
        Self { mark, options: Options { fontdb: Arc::new(fonts), font_family: family, image_href_resolver: resolver, ..Options::default() } }
    }

    /// The mark as a square PNG.
    pub(super) fn icon(&self, size: u32, ground: Ground) -> Result<Vec<u8>, String> {
        let tree = Tree::from_str(self.mark, &sealed()).map_err(|error| error.to_string())?;
        let mut pixels = pixels(size, size)?;
        let edge = size as f32;
        let room = if ground == Ground::Paper { edge / 8.0 } else { 0.0 };
        if ground == Ground::Paper {
            pixels.fill(Color::WHITE);
        }
        let scale = (edge - 2.0 * room) / tree.size().width().max(tree.size().height());
        let middle = |length: f32| (edge - length * scale) / 2.0;
        let place = Transform::from_row(scale, 0.0, 0.0, scale, middle(tree.size().width()), middle(tree.size().height()));
        resvg::render(&tree, place, &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| error.to_string())
    }

    /// A drawing as PNG, in its own size.
    pub(super) fn picture(&self, svg: &str) -> Result<Vec<u8>, String> {
        let tree = Tree::from_str(svg, &self.options).map_err(|error| error.to_string())?;
        let size = tree.size().to_int_size();
        let mut pixels = pixels(size.width(), size.height())?;
        pixels.fill(Color::WHITE);
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().map_err(|error| error.to_string())
    }
}

/// Options under which a drawing sees no file at all.
fn sealed() -> Options<'static> {
    let nothing = |_: &str, _: &Options<'_>| None;
    let resolver = ImageHrefResolver { resolve_data: ImageHrefResolver::default_data_resolver(), resolve_string: Box::new(nothing) };
    Options { image_href_resolver: resolver, ..Options::default() }
}

/// Larger pictures than anybody shows are refused, whatever a theme asks for.
fn pixels(width: u32, height: u32) -> Result<Pixmap, String> {
    const MOST: u32 = 4096;
    let fits = width <= MOST && height <= MOST;
    Pixmap::new(width, height).filter(|_| fits).ok_or_else(|| format!("a picture of {width} by {height} pixels cannot be made"))
}

/// A PNG of at most 255 pixels a side inside the file that browsers look for where no page names an icon.
pub(super) fn ico(png: &[u8]) -> Vec<u8> {
    // One picture; 32 by 32, no palette, one plane, 32 bits a pixel; its length, and that it begins after these 22 bytes.
    let mut out = vec![0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0];
    out.extend(u32::try_from(png.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(22_u32.to_le_bytes());
    out.extend(png);
    out
}
