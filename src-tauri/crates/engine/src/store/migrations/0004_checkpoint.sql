-- Signed points of the audit chain, and what finds its events and phone numbers without a long walk.

-- Append-only, as the chain is. The signature covers event, moment, operator and environment.
CREATE TABLE checkpoint (
    number     INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    event_seq  INTEGER NOT NULL,
    event_hash BLOB NOT NULL CHECK (length(event_hash) = 32),
    reason     TEXT NOT NULL CHECK (reason IN ('sign_out', 'backup', 'export')),
    operator   TEXT NOT NULL,
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    signature  BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;
CREATE TRIGGER checkpoint_next_only BEFORE INSERT ON checkpoint
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM checkpoint)
BEGIN SELECT RAISE(ABORT, 'checkpoints are append-only'); END;

CREATE INDEX audit_operator ON audit (operator, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_subject ON audit (subject, seq);

-- Each number or mask once, every run of three or more of its visible digits, and who has it. Filled
-- after an import, as the names are (store/phones.rs).
CREATE TABLE phone (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE phone_part (
    part     TEXT NOT NULL,
    phone_id INTEGER NOT NULL REFERENCES phone (id),
    PRIMARY KEY (part, phone_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE line_phone (
    phone_id INTEGER NOT NULL REFERENCES phone (id),
    line_id  INTEGER NOT NULL,
    PRIMARY KEY (phone_id, line_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry_phone (
    phone_id INTEGER NOT NULL REFERENCES phone (id),
    entry_id INTEGER NOT NULL,
    PRIMARY KEY (phone_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER line_phone_gone AFTER DELETE ON line WHEN OLD.party IS NOT NULL
BEGIN
    DELETE FROM line_phone
    WHERE phone_id = (SELECT id FROM phone WHERE text = OLD.party) AND line_id = OLD.id;
END;
CREATE TRIGGER entry_phone_gone AFTER DELETE ON entry WHEN OLD.phone IS NOT NULL
BEGIN
    DELETE FROM entry_phone
    WHERE phone_id = (SELECT id FROM phone WHERE text = OLD.phone) AND entry_id = OLD.id;
END;
