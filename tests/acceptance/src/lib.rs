//! Engine, files and window-less hosts together; architecture and wording tests.
