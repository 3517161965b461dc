//! Takes Safaricom's callbacks in: accept, store raw, answer.
