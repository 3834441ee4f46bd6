//! Choice without chance: what is drawn hangs on the seed and on the names of what is drawn from, and on nothing else.

/// A number that hangs on texts as a die hangs on luck.
pub(super) fn number(texts: &[&str]) -> u64 {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for text in texts {
        // The end of a text counts, so that `ab`, `c` and `a`, `bc` differ.
        for byte in text.bytes().chain([0xff]) {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    sum = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum = (sum ^ (sum >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    sum ^ (sum >> 31)
}

/// The values in an order that hangs on the seed and on the name of each.
pub fn shuffled<T>(values: impl IntoIterator<Item = T>, seed: &str, name: impl Fn(&T) -> String) -> Vec<T> {
    let mut drawn: Vec<(u64, usize, T)> = values.into_iter().enumerate().map(|(at, value)| (number(&[seed, &name(&value)]), at, value)).collect();
    drawn.sort_by_key(|(number, at, _)| (*number, *at));
    drawn.into_iter().map(|(.., value)| value).collect()
}

/// Positions in an order that is not the one they stand in, where there is another.
pub(super) fn disorder(count: usize, seed: &str) -> Vec<usize> {
    let mut order = shuffled(0..count, seed, usize::to_string);
    if order.windows(2).all(|pair| pair[0] < pair[1]) {
        order.rotate_left(1);
    }
    order
}
