-- Who may send. One row for each claim and none is ever changed: the highest generation of a short code
-- counts, and only while the keyring holds the same one. Moments are seconds since 1970 in UTC.

CREATE TABLE lease (
    environment TEXT NOT NULL CHECK (environment IN ('practice', 'sandbox', 'production')),
    short_code  TEXT NOT NULL
                CHECK (length(short_code) BETWEEN 5 AND 7 AND short_code NOT GLOB '*[^0-9]*'),
    generation  INTEGER NOT NULL CHECK (generation > 0),
    claimed_at  INTEGER NOT NULL,
    -- The two people.
    by          TEXT NOT NULL CHECK (length(by) > 0),
    second      TEXT NOT NULL CHECK (length(second) > 0 AND second <> by),
    -- How often this ledger had been found to be a copy when it was claimed; once more, and it is void.
    copies      INTEGER NOT NULL CHECK (copies >= 0),
    PRIMARY KEY (environment, short_code, generation)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lease_no_update BEFORE UPDATE ON lease
BEGIN SELECT RAISE(ABORT, 'a lease is not changed'); END;

CREATE TRIGGER lease_no_delete BEFORE DELETE ON lease
BEGIN SELECT RAISE(ABORT, 'a lease is not deleted'); END;
