//! Settings of the examples, by name. A program gives them from its environment, a test from a list.

use std::error::Error;

use daraja::{
    AppCredentials, BaseUrl, Certificate, Client, Initiator, SecretString, SecurityCredential,
    Settings, ShortCode, Use,
};

/// Where the settings come from.
pub type Given<'g> = &'g (dyn Fn(&str) -> Option<String> + Sync);

/// One setting.
///
/// # Errors
/// When it is not given.
pub fn setting(given: Given<'_>, name: &str) -> Result<String, Box<dyn Error>> {
    given(name).ok_or_else(|| format!("set {name}; the README says to what").into())
}

/// The client: `DARAJA_BASE_URL`, `DARAJA_CONSUMER_KEY`, `DARAJA_CONSUMER_SECRET`. These examples never
/// run with real money.
///
/// # Errors
/// When a setting is missing or refused.
pub fn client(given: Given<'_>) -> Result<Client, Box<dyn Error>> {
    let base = BaseUrl::parse(&setting(given, "DARAJA_BASE_URL")?, Use::Rehearsal)?;
    if base == BaseUrl::production() {
        return Err("the examples do not run with real money".into());
    }
    let app = AppCredentials::new(
        &SecretString::from(setting(given, "DARAJA_CONSUMER_KEY")?),
        &SecretString::from(setting(given, "DARAJA_CONSUMER_SECRET")?),
    )?;
    Ok(Client::new(Settings::new(base, app))?)
}

/// The operator: `DARAJA_INITIATOR`, `DARAJA_INITIATOR_PASSWORD`, and `DARAJA_CERTIFICATE`, a file.
///
/// # Errors
/// When a setting is missing or refused.
pub fn operator(given: Given<'_>) -> Result<Initiator, Box<dyn Error>> {
    let file = std::fs::read(setting(given, "DARAJA_CERTIFICATE")?)?;
    let certificate = Certificate::parse(&file)?;
    let password = SecretString::from(setting(given, "DARAJA_INITIATOR_PASSWORD")?);
    let credential = SecurityCredential::encrypt(&password, &certificate)?;
    Ok(Initiator::new(
        &setting(given, "DARAJA_INITIATOR")?,
        credential,
    )?)
}

/// The short code that pays or is asked about: `DARAJA_SHORT_CODE`.
///
/// # Errors
/// When it is missing or refused.
pub fn short_code(given: Given<'_>) -> Result<ShortCode, Box<dyn Error>> {
    Ok(ShortCode::parse(&setting(given, "DARAJA_SHORT_CODE")?)?)
}
