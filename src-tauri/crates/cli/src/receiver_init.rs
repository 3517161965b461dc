//! `patanisha receiver init`: the files of a new receiver, and its console's token.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use domain::Problem;
use receiver::console::is_name;
use receiver::setup::{self, PublicUrl, SetupFile, Token};
use serde_json::json;

use crate::receiver_args::InitReceiverArguments;
use crate::receiver_store;

/// Does the job. Nothing is written when the address would not do, or when a file is there already.
pub fn run(of: &InitReceiverArguments, as_json: bool) -> Result<(), Problem> {
    let (url, warnings) = public_url(&of.public_url)?;
    let store = receiver_store::argument(&of.store)?;
    if !is_name(&of.console) {
        return Err(Problem::new(
            "usage.console_name",
            "Nothing was written: a console's name is 1 to 64 letters, digits, dots, dashes or underscores.",
        )
        .with_field("--console"));
    }
    let token = Token::make().map_err(|error| {
        Problem::new(
            "host.chance",
            format!("Nothing was written: no token could be made: {error}."),
        )
    })?;
    let config = setup::config(&url, &store, token.key(&of.console));
    let files = setup::files(&config, &url);
    engine::files::make_folder(&of.dir)?;
    let paths = free(of, &files)?;
    if let Some(path) = &of.token_out {
        write(path, &format!("{}\n", token.reveal()), 0o600)?;
    }
    for (path, file) in paths.iter().zip(&files) {
        write(path, &file.text, 0o644)?;
    }
    say(of, &url, &warnings, &files, &token, as_json);
    Ok(())
}

fn public_url(text: &str) -> Result<(PublicUrl, Vec<String>), Problem> {
    let refused = |why: &str| {
        Problem::new(
            "usage.public_url",
            format!("Nothing was written: Safaricom would not call {text}. {why}"),
        )
        .with_field("--public-url")
        .with_remedy("Give the receiver a name of your own, as in https://pay.example.co.ke.")
    };
    let url = PublicUrl::parse(text).map_err(|why| refused(&format!("As given, {why}.")))?;
    let looked = setup::look(&url);
    if looked.faults.is_empty() {
        Ok((url, looked.warnings))
    } else {
        Err(refused(&looked.faults.join(" ")))
    }
}

/// The paths to write to, none of which is there.
fn free(of: &InitReceiverArguments, files: &[SetupFile]) -> Result<Vec<PathBuf>, Problem> {
    let paths: Vec<PathBuf> = files.iter().map(|file| of.dir.join(file.name)).collect();
    match paths.iter().chain(&of.token_out).find(|path| path.exists()) {
        Some(path) => Err(Problem::new(
            "file.exists",
            format!("Nothing was written: {} is there already.", path.display()),
        )
        .with_remedy("Name another folder, or move the old files away: a new token would lock the console out.")),
        None => Ok(paths),
    }
}

fn write(path: &Path, text: &str, mode: u32) -> Result<(), Problem> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let written = options.open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error: io::Error| {
        Problem::new(
            "file.not_written",
            format!("The receiver is not set up: {} can't be written: {error}.", path.display()),
        )
        .with_remedy("Make room, or name a folder that may be written to, and begin again with an empty one.")
    })
}

fn say(
    of: &InitReceiverArguments,
    url: &PublicUrl,
    warnings: &[String],
    files: &[SetupFile],
    token: &Token,
    as_json: bool,
) {
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    let shown = of.token_out.is_none().then(|| token.reveal());
    if as_json {
        println!(
            "{}",
            json!({
                "dir": of.dir.display().to_string(),
                "files": names,
                "public_url": url.text,
                "console": of.console,
                "token": shown,
                "token_out": of.token_out.as_ref().map(|path| path.display().to_string()),
                "warnings": warnings,
            })
        );
        return;
    }
    println!("Written to {}: {}", of.dir.display(), names.join(", "));
    for warning in warnings {
        println!("Mind: {warning}");
    }
    match (shown, &of.token_out) {
        (Some(token), _) => println!(
            "\nThe token of the console \"{}\". It is shown this once; only its hash is kept:\n\n  {token}\n",
            of.console
        ),
        (None, Some(path)) => println!(
            "The token of the console \"{}\" is in {}.",
            of.console,
            path.display()
        ),
        (None, None) => {}
    }
    println!(
        "What the console is told:  address {}, and the token.",
        url.text
    );
    println!(
        "What Safaricom is told:    addresses that begin with {}/ and end with two long tokens. The console",
        url.text
    );
    println!(
        "                           makes them, and registers confirmation and validation by itself."
    );
    println!("Next: copy the files to where their first lines say, start it, and run");
    println!(
        "  patanisha receiver doctor --url {} --token-fd 3 3< FILE",
        url.text
    );
}
