//! A local Daraja with a world of its own, for practice and tests.
