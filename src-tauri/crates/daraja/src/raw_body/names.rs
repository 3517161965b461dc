//! Which names and which shapes are secrets.

/// Names whose values are struck out wherever they occur in a key, letters only and lower case, so that
/// `Initiator_Password2` and `security credential` are found too.
const SECRET_NAMES: [&str; 9] = [
    "securitycredential",
    "password",
    "passkey",
    "accesstoken",
    "refreshtoken",
    "consumersecret",
    "clientsecret",
    "authorization",
    "consumerkey",
];

/// Base64 lengths of RSA ciphertexts (1024, 2048 and 4096 bits): the ones that end in padding. A run of
/// exactly this shape is a security credential under whatever name.
const CREDENTIAL_LENGTHS: [usize; 3] = [172, 344, 684];

/// Shortest run taken for a token after the words "access token" or "bearer".
pub(super) const TOKEN_LEN_MIN: usize = 12;

/// From this length on a run without digits is no word of a sentence.
pub(super) const WORD_LEN_MAX: usize = 20;

/// Whether a key, or a text that stands where a key's name stands, names a secret.
pub(super) fn names_secret(key: &str) -> bool {
    let letters: String = crate::loose::letters(key).collect();
    SECRET_NAMES.iter().any(|name| letters.contains(name))
}

/// The names to look for.
pub(super) fn secret_names() -> impl Iterator<Item = &'static str> {
    SECRET_NAMES.into_iter()
}

/// Whether a run of Base64 characters of this length, ending like this, is a security credential.
pub(super) fn is_credential(length: usize, padded: bool) -> bool {
    padded && CREDENTIAL_LENGTHS.contains(&length)
}
