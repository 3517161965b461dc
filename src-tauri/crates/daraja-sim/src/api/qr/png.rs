//! A grey picture as a PNG file: what a QR code needs and nothing more.
//!
//! Format: PNG (third edition), one `IHDR`, one `IDAT`, one `IEND`; eight bits of grey, no interlace.

use std::io::{self, Write as _};

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a];
/// Width and height are written in 32 bits; this many pixels a side is far more than any screen.
pub(super) const SIDE_MAX: usize = 4_096;

/// A square picture: `grey(x, y)` is 0 for black and 255 for white.
///
/// # Errors
/// When the side is 0 or more than [`SIDE_MAX`].
pub(super) fn square(side: usize, grey: impl Fn(usize, usize) -> u8) -> io::Result<Vec<u8>> {
    let width = u32::try_from(side)
        .ok()
        .filter(|_| (1..=SIDE_MAX).contains(&side))
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    for y in 0..side {
        let mut line = Vec::with_capacity(side + 1);
        line.push(0); // the line isn't filtered
        line.extend((0..side).map(|x| grey(x, y)));
        packed.write_all(&line)?;
    }
    let mut header = Vec::with_capacity(13);
    header.extend(width.to_be_bytes());
    header.extend(width.to_be_bytes());
    header.extend([8, 0, 0, 0, 0]);

    let mut file = SIGNATURE.to_vec();
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"IDAT", &packed.finish()?);
    chunk(&mut file, *b"IEND", &[]);
    Ok(file)
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("a picture of bounded side is below 4 GB");
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(data);
    file.extend(length.to_be_bytes());
    file.extend(kind);
    file.extend(data);
    file.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Read as _;

    use super::*;

    /// Reads a file of [`square`] back: its side and its greys.
    pub(crate) fn read(file: &[u8]) -> (usize, Vec<u8>) {
        assert_eq!(&file[..8], SIGNATURE);
        let (mut at, mut side, mut packed) = (8, 0, Vec::new());
        while at < file.len() {
            let number = |at: usize| {
                let four: [u8; 4] = file[at..at + 4].try_into().unwrap();
                u32::from_be_bytes(four)
            };
            let length = number(at) as usize;
            let data = &file[at + 8..at + 8 + length];
            let mut sum = Crc::new();
            sum.update(&file[at + 4..at + 8 + length]);
            assert_eq!(sum.sum(), number(at + 8 + length), "checksum of a chunk");
            match &file[at + 4..at + 8] {
                b"IHDR" => side = number(at + 8) as usize,
                b"IDAT" => packed.extend(data),
                _ => {}
            }
            at += length + 12;
        }
        let mut lines = Vec::new();
        flate2::read::ZlibDecoder::new(&*packed)
            .read_to_end(&mut lines)
            .unwrap();
        assert_eq!(lines.len(), side * (side + 1));
        let greys = lines.chunks(side + 1).flat_map(|line| line[1..].to_vec());
        (side, greys.collect())
    }

    #[test]
    fn a_picture_reads_back_as_it_was_drawn() {
        let grey = |x: usize, y: usize| u8::try_from((x * 7 + y * 3) % 256).unwrap();
        let file = square(300, grey).unwrap();
        let (side, greys) = read(&file);
        assert_eq!(side, 300);
        let drawn: Vec<u8> = (0..300)
            .flat_map(|y| (0..300).map(move |x| grey(x, y)))
            .collect();
        assert_eq!(greys, drawn);
    }

    #[test]
    fn a_side_out_of_bounds_is_an_error() {
        assert!(square(0, |_, _| 0).is_err());
        assert!(square(SIDE_MAX + 1, |_, _| 0).is_err());
    }
}
