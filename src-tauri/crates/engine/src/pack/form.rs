//! The one form of a pack's zip. Members are stored as they are, in order, without dates, comments or
//! extra fields, so that a list of members has exactly one file, and every byte of it is checked.

use flate2::Crc;

/// Of every member: when DOS time begins.
const DATE: u16 = 0x0021;
/// Bit 11: names are UTF-8.
const FLAGS: u16 = 0x0800;
/// Version 2.0 of the format, made as on MS-DOS.
const VERSION: u16 = 20;
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const LOCAL_LEN: usize = 30;

/// A member as the table at the end names it.
struct Entry {
    name: String,
    crc: u32,
    size: u32,
    offset: u32,
}

/// Writes a zip. `None` when it would be too large for the form (4 GiB, 65,535 members).
pub fn write<'a>(members: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut entries = Vec::new();
    for (name, bytes) in members {
        let entry = entry(name, bytes, out.len())?;
        local(&mut out, &entry)?;
        out.extend_from_slice(bytes);
        entries.push(entry);
    }
    let table = end(&entries, out.len())?;
    out.extend_from_slice(&table);
    u32::try_from(out.len()).ok()?;
    Some(out)
}

/// The members of a zip in this form, in their order; `None` when any byte is not as [`write`] would
/// have written it.
pub fn read(file: &[u8]) -> Option<Vec<(String, &[u8])>> {
    let mut at = 0_usize;
    let mut entries = Vec::new();
    let mut members = Vec::new();
    while file.get(at..at.checked_add(4)?)? == LOCAL {
        let header = file.get(at..at.checked_add(LOCAL_LEN)?)?;
        let size = usize::try_from(u32::from_le_bytes(part(header, 18)?)).ok()?;
        let name_len = usize::from(u16::from_le_bytes(part(header, 26)?));
        let from = at.checked_add(LOCAL_LEN)?;
        let body = from.checked_add(name_len)?;
        let to = body.checked_add(size)?;
        let name = std::str::from_utf8(file.get(from..body)?).ok()?;
        let bytes = file.get(body..to)?;
        let entry = entry(name, bytes, at)?;
        let mut expected = Vec::new();
        local(&mut expected, &entry)?;
        if file.get(at..body)? != expected {
            return None;
        }
        members.push((name.to_owned(), bytes));
        entries.push(entry);
        at = to;
    }
    (file.get(at..)? == end(&entries, at)?).then_some(members)
}

fn part<const N: usize>(of: &[u8], at: usize) -> Option<[u8; N]> {
    of.get(at..at + N)?.try_into().ok()
}

fn entry(name: &str, bytes: &[u8], offset: usize) -> Option<Entry> {
    let mut crc = Crc::new();
    crc.update(bytes);
    Some(Entry {
        name: name.to_owned(),
        crc: crc.sum(),
        size: u32::try_from(bytes.len()).ok()?,
        offset: u32::try_from(offset).ok()?,
    })
}

/// What both headers of a member say.
fn shared(out: &mut Vec<u8>, of: &Entry) -> Option<()> {
    let name_len = u16::try_from(of.name.len()).ok()?;
    for short in [VERSION, FLAGS, 0, 0, DATE] {
        out.extend_from_slice(&short.to_le_bytes());
    }
    for long in [of.crc, of.size, of.size] {
        out.extend_from_slice(&long.to_le_bytes());
    }
    out.extend_from_slice(&name_len.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    Some(())
}

fn local(out: &mut Vec<u8>, of: &Entry) -> Option<()> {
    out.extend_from_slice(&LOCAL);
    shared(out, of)?;
    out.extend_from_slice(of.name.as_bytes());
    Some(())
}

fn end(entries: &[Entry], offset: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for of in entries {
        out.extend_from_slice(&CENTRAL);
        out.extend_from_slice(&VERSION.to_le_bytes());
        shared(&mut out, of)?;
        // Comment, disk and both kinds of attributes: none.
        out.extend_from_slice(&[0; 10]);
        out.extend_from_slice(&of.offset.to_le_bytes());
        out.extend_from_slice(of.name.as_bytes());
    }
    let count = u16::try_from(entries.len()).ok()?.to_le_bytes();
    let size = u32::try_from(out.len()).ok()?;
    out.extend_from_slice(&END);
    out.extend_from_slice(&[0; 4]);
    out.extend_from_slice(&count);
    out.extend_from_slice(&count);
    out.extend_from_slice(&size.to_le_bytes());
    out.extend_from_slice(&u32::try_from(offset).ok()?.to_le_bytes());
    out.extend_from_slice(&[0; 2]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn other_programs_read_it_and_it_has_one_form() {
        let members = [
            ("a.txt", &b"one"[..]),
            ("b/c.txt", b""),
            ("é.csv", b"two\n"),
        ];
        let file = write(members).unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
        assert_eq!(zip.len(), 3);
        for (at, (name, bytes)) in members.iter().enumerate() {
            let mut held = zip.by_index(at).unwrap();
            assert_eq!(held.name().unwrap(), *name);
            let mut all = Vec::new();
            held.read_to_end(&mut all).unwrap();
            assert_eq!(all, *bytes);
        }
        let back = read(&file).unwrap();
        assert_eq!(back.len(), 3);
        for at in 0..file.len() {
            for bit in 0..8 {
                let mut bent = file.clone();
                bent[at] ^= 1 << bit;
                assert!(read(&bent).is_none(), "byte {at}");
            }
            assert!(read(&file[..at]).is_none());
        }
        assert!(read(&[&file[..], b"x"].concat()).is_none());
        assert!(read(&[b"x", &file[..]].concat()).is_none());
        assert!(read(b"").is_none());
    }
}
