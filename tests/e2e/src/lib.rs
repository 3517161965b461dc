//! Drives the real window as an operator would, through WebDriver, on a display and a keyring of its
//! own.
//!
//! Owns: starting a private D-Bus session with a real Secret Service, the driver and the program;
//! finding, typing, clicking, waiting; screenshots. Stays out: what is checked (tests/).

mod desktop;
mod keys;
mod shots;
mod window;

pub use desktop::Desktop;
pub use keys::PrivateKeyring;
pub use shots::Look;
pub use window::{ADMINISTRATOR, MAKER, Window};

/// What a story's step answers.
pub type Step<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
