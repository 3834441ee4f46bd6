//! Drawings into PNG: the icons that browsers and home screens ask for, and the cards of sections.
//!
//! Most readers of cards and many of icons take no SVG. Drawing is behind the feature `pdf`; without it nothing is made,
//! and no page speaks of pictures.

use crate::artifact::Artifact;

/// A drawing: the path of the picture that it becomes, and its SVG.
pub type Drawing = (String, String);

/// What drawings are made with.
#[derive(Debug, Clone, Copy)]
pub struct Tools<'t> {
    /// The mark of the site, as SVG; drawings show it as the image `mark.svg`.
    pub mark: &'t str,
    /// Fonts, for words.
    pub fonts: &'t [&'t [u8]],
}

/// The icons; or why the mark cannot be drawn.
///
/// # Errors
///
/// What is wrong with the drawing, in the words of the library.
#[cfg(feature = "pdf")]
pub fn icons(tools: Tools<'_>) -> Result<Vec<Artifact>, String> {
    let mark = draw::Board::new(tools);
    Ok(vec![
        Artifact::new("favicon.ico", draw::ico(&mark.icon(32, draw::Ground::None)?)),
        // A home screen cuts the corners itself, and makes black of what is transparent.
        Artifact::new("apple-touch-icon.png", mark.icon(180, draw::Ground::Paper)?),
        Artifact::new("static/icon-192.png", mark.icon(192, draw::Ground::None)?),
        Artifact::new("static/icon-512.png", mark.icon(512, draw::Ground::None)?),
    ])
}

/// Pictures of drawings.
///
/// # Errors
///
/// What is wrong with the first drawing that cannot be made, in the words of the library.
#[cfg(feature = "pdf")]
pub fn cards(drawings: &[Drawing], tools: Tools<'_>) -> Result<Vec<Artifact>, String> {
    use rayon::prelude::*;
    let board = draw::Board::new(tools);
    drawings.par_iter().map(|(path, svg)| Ok(Artifact::new(path.clone(), board.picture(svg)?))).collect()
}

/// This build draws nothing.
///
/// # Errors
///
/// None.
#[cfg(not(feature = "pdf"))]
pub fn icons(_tools: Tools<'_>) -> Result<Vec<Artifact>, String> {
    Ok(Vec::new())
}

/// This build draws nothing.
///
/// # Errors
///
/// None.
#[cfg(not(feature = "pdf"))]
pub fn cards(_drawings: &[Drawing], _tools: Tools<'_>) -> Result<Vec<Artifact>, String> {
    Ok(Vec::new())
}

#[cfg(feature = "pdf")]
mod draw;
