//! Bytes into text, as spreadsheets and editors write it.

/// The text of a file, without a byte order mark. UTF-16 is read where a mark says so.
pub(super) fn text(bytes: &[u8]) -> Result<String, String> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| "it is not valid UTF-16".to_owned())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8; save it as UTF-8 (in spreadsheets: \"CSV UTF-8\")".to_owned())?;
            Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
        }
    }
}
