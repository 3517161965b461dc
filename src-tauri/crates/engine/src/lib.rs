//! Use cases, the one command table hosts call, and the adapters store and vault.
