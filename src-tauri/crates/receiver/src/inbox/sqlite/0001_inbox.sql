-- What was delivered. `event` is the first delivery of the same event, NULL for that one itself; only it
-- has a key and a body. AUTOINCREMENT: a cursor is never given twice, whatever was dropped.
CREATE TABLE delivery (
    cursor     INTEGER PRIMARY KEY AUTOINCREMENT,
    event      INTEGER,
    key        BLOB UNIQUE,
    console    TEXT NOT NULL,
    profile    TEXT NOT NULL,
    use        TEXT NOT NULL,
    request    TEXT NOT NULL,
    sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
    scrubbed   INTEGER NOT NULL CHECK (scrubbed IN (0, 1)),
    sealed     INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    source     TEXT NOT NULL,
    verified   INTEGER NOT NULL CHECK (verified IN (0, 1)),
    at_ms      INTEGER NOT NULL,
    code       TEXT,
    why        TEXT,
    rules      INTEGER,
    body       BLOB NOT NULL,
    CHECK ((key IS NULL) = (event IS NOT NULL)),
    CHECK (event < cursor),
    CHECK (event IS NULL OR length(body) = 0)
) STRICT;
CREATE INDEX delivery_console ON delivery (console, cursor);
CREATE INDEX delivery_repeat ON delivery (event) WHERE event IS NOT NULL;

-- How far each console is. `last` outlives the delivery.
CREATE TABLE position (
    console      TEXT PRIMARY KEY,
    acknowledged INTEGER NOT NULL,
    last         INTEGER NOT NULL,
    last_ms      INTEGER,
    CHECK (acknowledged BETWEEN 0 AND last)
) STRICT, WITHOUT ROWID;

CREATE TABLE publication (
    console TEXT PRIMARY KEY,
    version INTEGER NOT NULL CHECK (version > 0),
    text    TEXT NOT NULL
) STRICT;

CREATE TABLE fence (
    environment TEXT NOT NULL,
    short_code  TEXT NOT NULL,
    generation  INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    PRIMARY KEY (environment, short_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    desk  TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    body  BLOB NOT NULL
) STRICT;
CREATE INDEX letter_desk ON letter (desk, id);

-- Written to see whether anything can be.
CREATE TABLE probe (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    times INTEGER NOT NULL
) STRICT;
INSERT INTO probe VALUES (1, 0);
