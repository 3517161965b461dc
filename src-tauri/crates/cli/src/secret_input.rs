//! How a value comes in: typed at a prompt that shows nothing, from a file descriptor, a file or standard
//! input. Never by argument or environment variable, which other programs can see.

use std::io::{IsTerminal as _, Read};
use std::path::Path;

use domain::Problem;
use engine::api::ProfileItem;
use zeroize::Zeroizing;

use crate::keep_args::KeyArguments;
use crate::profile_args::SetArguments;

/// Longest value, in bytes. The longest there is, a certificate, has a few thousand.
const VALUE_BYTES_MAX: u64 = 64 * 1024;

/// The value that these arguments name.
///
/// # Errors
/// `usage.secret_argument` for a secret given as an argument; `usage.no_value`; `file.not_read`.
pub fn value(of: &SetArguments) -> Result<Zeroizing<String>, Problem> {
    let secret = is_secret(of.item);
    if let Some(value) = &of.value {
        if secret {
            return Err(Problem::new(
                "usage.secret_argument",
                format!(
                    "Nothing was kept: the {} is a secret, and arguments are seen by other programs and \
                     kept by the shell. Consider it known, and make a new one.",
                    of.item.called()
                ),
            )
            .with_field(of.item.word())
            .with_remedy("Leave --value out to be asked for it, or use --from-fd or --from-file."));
        }
        return Ok(Zeroizing::new(value.clone()));
    }
    if let Some(number) = of.from_fd {
        let path = format!("/dev/fd/{number}");
        return read(std::fs::File::open(path), of.item);
    }
    match &of.from_file {
        Some(path) if path == Path::new("-") => read(Ok(std::io::stdin().lock()), of.item),
        // The engine reads a certificate's file itself: it may be DER, which is no text.
        Some(path) if of.item == ProfileItem::Certificate => {
            let text = path.to_str().ok_or_else(|| not_read(of.item))?;
            Ok(Zeroizing::new(text.to_owned()))
        }
        Some(path) => read(std::fs::File::open(path), of.item),
        None if secret && std::io::stderr().is_terminal() => ask(of.item),
        None => Err(Problem::new(
            "usage.no_value",
            format!("Nothing was kept: no {} was given.", of.item.called()),
        )
        .with_field(of.item.word())
        .with_remedy(if secret {
            "Run this on a terminal to be asked for it, or use --from-fd or --from-file."
        } else {
            "Add --value, --from-fd or --from-file."
        })),
    }
}

/// The recovery key: asked for, or from where these arguments say.
///
/// # Errors
/// `usage.no_value`; `file.not_read`.
pub fn recovery_key(of: &KeyArguments) -> Result<Zeroizing<String>, Problem> {
    let not_read = || {
        Problem::new(
            "file.not_read",
            "Nothing was done: the recovery key could not be read from there.",
        )
        .with_field("text")
        .with_remedy("Check that the file or descriptor is open for reading and holds plain text.")
    };
    let text = if let Some(number) = of.from_fd {
        std::fs::File::open(format!("/dev/fd/{number}")).and_then(text)
    } else if let Some(path) = &of.from_file {
        if path == Path::new("-") {
            text(std::io::stdin().lock())
        } else {
            std::fs::File::open(path).and_then(text)
        }
    } else if std::io::stderr().is_terminal() {
        rpassword::prompt_password("The recovery key (not shown): ").map(Zeroizing::new)
    } else {
        return Err(Problem::new(
            "usage.no_value",
            "Nothing was done: no recovery key was given.",
        )
        .with_field("text")
        .with_remedy(
            "Run this on a terminal to be asked for it, or use --from-fd or --from-file.",
        ));
    };
    text.map_err(|_| not_read())
}

/// A token from a file descriptor, without the line's end.
///
/// # Errors
/// `file.not_read`.
pub fn token(number: u16, flag: &'static str) -> Result<Zeroizing<String>, Problem> {
    let read = std::fs::File::open(format!("/dev/fd/{number}")).and_then(text);
    let read = read.map_err(|_| {
        Problem::new(
            "file.not_read",
            format!("Nothing was looked at: no token could be read from descriptor {number}."),
        )
        .with_field(flag)
        .with_remedy("Open it for reading, as in 3< FILE.")
    })?;
    Ok(Zeroizing::new(read.trim().to_owned()))
}

/// One group of the recovery key, asked for.
///
/// # Errors
/// `usage.no_value` when the terminal can't be read.
pub fn group(number: u32) -> Result<Zeroizing<String>, Problem> {
    rpassword::prompt_password(format!(
        "Group {number}, as you wrote it down (not shown): "
    ))
    .map(Zeroizing::new)
    .map_err(|_| {
        Problem::new(
            "usage.no_value",
            "Nothing was confirmed: nothing was typed.",
        )
        .with_remedy("Show the recovery key again.")
    })
}

fn text(from: impl Read) -> std::io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    from.take(VALUE_BYTES_MAX).read_to_string(&mut text)?;
    Ok(text)
}

const fn is_secret(item: ProfileItem) -> bool {
    match item {
        ProfileItem::ConsumerKey
        | ProfileItem::ConsumerSecret
        | ProfileItem::Passkey
        | ProfileItem::InitiatorPassword
        | ProfileItem::SecurityCredential => true,
        ProfileItem::InitiatorName
        | ProfileItem::Certificate
        | ProfileItem::CallbackBase
        | ProfileItem::BaseUrl
        | ProfileItem::Proxy => false,
    }
}

fn ask(item: ProfileItem) -> Result<Zeroizing<String>, Problem> {
    rpassword::prompt_password(format!("The {} (not shown): ", item.called()))
        .map(Zeroizing::new)
        .map_err(|_| not_read(item))
}

fn read(from: std::io::Result<impl Read>, item: ProfileItem) -> Result<Zeroizing<String>, Problem> {
    from.and_then(text).map_err(|_| not_read(item))
}

fn not_read(item: ProfileItem) -> Problem {
    Problem::new(
        "file.not_read",
        format!(
            "Nothing was kept: the {} could not be read from there.",
            item.called()
        ),
    )
    .with_field(item.word())
    .with_remedy("Check that the file or descriptor is open for reading and holds plain text.")
}
