-- The receiver of this workspace, the callback addresses that were given out, and what came to them.
-- Moments are seconds since 1970 in UTC; those with _ms, which the receiver tells, milliseconds.

-- One row for each inbox that was ever drained. Its token and the sealing key are in the keyring.
CREATE TABLE receiver (
    id               INTEGER PRIMARY KEY,
    -- 'builtin' for the one that practice runs in this program.
    url              TEXT NOT NULL CHECK (length(url) > 0),
    -- PEM: the one certificate that is trusted; none for those the system trusts.
    certificate      TEXT,
    sealed           INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    connected_at     INTEGER NOT NULL,
    in_use           INTEGER NOT NULL CHECK (in_use IN (0, 1)),
    -- Everything up to here is in this ledger.
    cursor           INTEGER NOT NULL CHECK (cursor >= 0),
    drained_at       INTEGER,
    -- What was published last: its version, the hash of its text, and when.
    published        INTEGER NOT NULL CHECK (published >= 0),
    published_sha256 BLOB CHECK (length(published_sha256) = 32),
    published_at     INTEGER
) STRICT;
CREATE UNIQUE INDEX receiver_in_use ON receiver (in_use) WHERE in_use = 1;
CREATE TRIGGER receiver_forward BEFORE UPDATE ON receiver
WHEN NEW.cursor < OLD.cursor OR NEW.published < OLD.published OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'a receiver does not go back'); END;
CREATE TRIGGER receiver_no_delete BEFORE DELETE ON receiver
BEGIN SELECT RAISE(ABORT, 'receivers are not deleted'); END;

-- The first parts of callback addresses. The receiver is told their hashes only.
CREATE TABLE callback_kind (
    id         INTEGER PRIMARY KEY,
    -- No reference: an address outlives its profile for a while.
    profile_id INTEGER NOT NULL,
    -- production/600111
    profile    TEXT NOT NULL,
    use        TEXT NOT NULL
               CHECK (use IN ('result', 'timeout', 'prompt', 'confirmation', 'validation', 'test')),
    token      TEXT NOT NULL UNIQUE CHECK (length(token) = 64 AND token NOT GLOB '*[^0-9a-f]*'),
    made_at    INTEGER NOT NULL,
    -- When it stops being taken; none for the one in use.
    until      INTEGER
) STRICT;
CREATE UNIQUE INDEX callback_kind_in_use ON callback_kind (profile_id, use) WHERE until IS NULL;
CREATE TRIGGER callback_kind_once BEFORE UPDATE ON callback_kind
WHEN OLD.until IS NOT NULL OR NEW.token <> OLD.token OR NEW.use <> OLD.use OR NEW.profile <> OLD.profile
    OR NEW.profile_id <> OLD.profile_id OR NEW.made_at <> OLD.made_at OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'an address only ends'); END;
CREATE TRIGGER callback_kind_no_delete BEFORE DELETE ON callback_kind
BEGIN SELECT RAISE(ABORT, 'addresses are not deleted'); END;

-- The second parts, one for each request; written before anything is sent. Nothing else is accepted.
CREATE TABLE callback_request (
    token      TEXT PRIMARY KEY CHECK (length(token) = 64 AND token NOT GLOB '*[^0-9a-f]*'),
    profile_id INTEGER NOT NULL,
    profile    TEXT NOT NULL,
    -- check: a profile's check; test: a test delivery.
    purpose    TEXT NOT NULL CHECK (length(purpose) > 0),
    minted_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER callback_request_no_update BEFORE UPDATE ON callback_request
BEGIN SELECT RAISE(ABORT, 'requests are append-only'); END;
CREATE TRIGGER callback_request_no_delete BEFORE DELETE ON callback_request
BEGIN SELECT RAISE(ABORT, 'requests are append-only'); END;

-- What came, once each however often it was delivered. Evidence: append-only.
CREATE TABLE callback (
    id       INTEGER PRIMARY KEY,
    at_ms    INTEGER NOT NULL,
    profile  TEXT NOT NULL,
    use      TEXT NOT NULL
             CHECK (use IN ('result', 'timeout', 'prompt', 'confirmation', 'validation', 'test')),
    request  TEXT NOT NULL,
    -- As received, or with credentials overwritten at equal length; still sealed when it can't be opened.
    body     BLOB NOT NULL,
    -- Of the body as received.
    sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
    scrubbed INTEGER NOT NULL CHECK (scrubbed IN (0, 1)),
    sealed   INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    -- Why its body proves nothing: it can't be opened, has another hash, or was gone.
    fault    TEXT CHECK (fault IN ('unopened', 'altered', 'gone')),
    standing TEXT NOT NULL CHECK (standing IN ('expected', 'stranger')),
    -- What a validation was answered, as JSON.
    decision TEXT,
    -- Read from the body, to find it by: a receipt, and all of its ids.
    receipt  TEXT,
    found_by TEXT NOT NULL,
    UNIQUE (profile, use, request, sha256)
) STRICT;
CREATE INDEX callback_receipt ON callback (receipt) WHERE receipt IS NOT NULL;
CREATE TRIGGER callback_no_update BEFORE UPDATE ON callback
BEGIN SELECT RAISE(ABORT, 'callbacks are append-only'); END;
CREATE TRIGGER callback_no_delete BEFORE DELETE ON callback
BEGIN SELECT RAISE(ABORT, 'callbacks are append-only'); END;

-- Each time it was delivered.
CREATE TABLE callback_delivery (
    receiver_id INTEGER NOT NULL REFERENCES receiver (id),
    cursor      INTEGER NOT NULL CHECK (cursor > 0),
    callback_id INTEGER NOT NULL REFERENCES callback (id),
    at_ms       INTEGER NOT NULL,
    source      TEXT NOT NULL,
    verified    INTEGER NOT NULL CHECK (verified IN (0, 1)),
    PRIMARY KEY (receiver_id, cursor)
) STRICT, WITHOUT ROWID;
CREATE INDEX callback_delivery_of ON callback_delivery (callback_id, verified);
CREATE TRIGGER callback_delivery_no_update BEFORE UPDATE ON callback_delivery
BEGIN SELECT RAISE(ABORT, 'deliveries are append-only'); END;
CREATE TRIGGER callback_delivery_no_delete BEFORE DELETE ON callback_delivery
BEGIN SELECT RAISE(ABORT, 'deliveries are append-only'); END;
