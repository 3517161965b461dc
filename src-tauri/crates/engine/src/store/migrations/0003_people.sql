-- People: the signed deeds that say who is who (engine::people), their sealed keys, and failed tries.
-- Moments are seconds since 1970 in UTC.

-- Append-only, each following the hash of the one before.
CREATE TABLE deed (
    number     INTEGER PRIMARY KEY,
    body       TEXT NOT NULL,
    -- A JSON list of [person, signature in hexadecimal]; person 0 is a voucher.
    signatures TEXT NOT NULL
) STRICT;
CREATE TRIGGER deed_no_update BEFORE UPDATE ON deed
BEGIN SELECT RAISE(ABORT, 'deeds are append-only'); END;
CREATE TRIGGER deed_no_delete BEFORE DELETE ON deed
BEGIN SELECT RAISE(ABORT, 'deeds are append-only'); END;
CREATE TRIGGER deed_next_only BEFORE INSERT ON deed
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM deed)
BEGIN SELECT RAISE(ABORT, 'deeds are append-only'); END;

-- A person's signing key, sealed under their passphrase.
CREATE TABLE person_key (
    person_id  INTEGER PRIMARY KEY,
    memory_kib INTEGER NOT NULL,
    passes     INTEGER NOT NULL,
    lanes      INTEGER NOT NULL,
    salt       BLOB NOT NULL CHECK (length(salt) = 16),
    nonce      BLOB NOT NULL CHECK (length(nonce) = 12),
    sealed     BLOB NOT NULL CHECK (length(sealed) = 48)
) STRICT;

-- Tries since the last that went well; counted before each try, so that a crash forgets none.
CREATE TABLE person_try (
    person_id INTEGER PRIMARY KEY,
    failed    INTEGER NOT NULL CHECK (failed >= 0),
    last_at   INTEGER NOT NULL
) STRICT;
