//! SHA-256 (FIPS 180-4) of something short. The browser has one too, but answers later, and not at all on pages without https.

/// The first 32 bits of what is behind the point in the cube roots of the first 64 primes.
const ROUNDS: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];

/// The same of the square roots of the first eight.
const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The digest of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    // The last eight bytes say how long it is.
    if padded.len() < bytes.len() + 9 {
        padded.resize(padded.len() + 64, 0);
    }
    padded.truncate(padded.len() - 8);
    padded.extend((bytes.len() as u64 * 8).to_be_bytes());
    let mut state = START;
    for block in padded.chunks_exact(64) {
        let (words, _) = block.as_chunks::<4>();
        let next = rounds(state, words.iter().map(|word| u32::from_be_bytes(*word)));
        for (old, new) in state.iter_mut().zip(next) {
            *old = old.wrapping_add(new);
        }
    }
    let mut digest = [0; 32];
    let (places, _) = digest.as_chunks_mut::<4>();
    for (place, word) in places.iter_mut().zip(state) {
        *place = word.to_be_bytes();
    }
    digest
}

/// Sixty-four rounds over a block of sixteen words. The words to come are made from those of the last sixteen rounds.
fn rounds(state: [u32; 8], words: impl Iterator<Item = u32>) -> [u32; 8] {
    let mut last = [0_u32; 16];
    for (place, word) in last.iter_mut().zip(words) {
        *place = word;
    }
    let mut state = state;
    for round in ROUNDS {
        let [word, first, .., ninth, _, _, _, _, fourteenth, _] = last;
        let small = first.rotate_right(7) ^ first.rotate_right(18) ^ (first >> 3);
        let large = fourteenth.rotate_right(17) ^ fourteenth.rotate_right(19) ^ (fourteenth >> 10);
        let coming = word
            .wrapping_add(small)
            .wrapping_add(ninth)
            .wrapping_add(large);
        last.rotate_left(1);
        if let Some(place) = last.last_mut() {
            *place = coming;
        }
        state = turn(state, word.wrapping_add(round));
    }
    state
}

fn turn([a, b, c, d, e, f, g, h]: [u32; 8], word: u32) -> [u32; 8] {
    let choice = (e & f) ^ (!e & g);
    let most = (a & b) ^ (a & c) ^ (b & c);
    let one = h
        .wrapping_add(e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25))
        .wrapping_add(choice)
        .wrapping_add(word);
    let two = (a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22)).wrapping_add(most);
    [one.wrapping_add(two), a, b, c, d.wrapping_add(one), e, f, g]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `sha256sum` says.
    #[test]
    fn it_is_the_digest_that_others_have() {
        for (text, digest) in [
            (
                String::new(),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                String::from("abc"),
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                "a".repeat(55),
                "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318",
            ),
            (
                "a".repeat(56),
                "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a",
            ),
            (
                "a".repeat(63),
                "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34",
            ),
            (
                "a".repeat(64),
                "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb",
            ),
            (
                "a".repeat(65),
                "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0",
            ),
            (
                "a".repeat(119),
                "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb",
            ),
            (
                "a".repeat(120),
                "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c",
            ),
            (
                "a".repeat(1000),
                "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3",
            ),
            (
                "Ж ".repeat(40),
                "baa5cc7751dbfee29ceeba5460746e9bc0c8ed8a20d9d5e11c4c3936bcec920c",
            ),
        ] {
            let hex: String = sha256(text.as_bytes())
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            assert_eq!(hex, digest, "{} bytes", text.len());
        }
    }
}
