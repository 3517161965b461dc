-- Short codes with what they need to reach Daraja. A secret's value is in the keyring and never here:
-- the table refuses one. Moments are seconds since 1970 in UTC.

INSERT INTO sequence (name, next) VALUES ('profile', 1);

-- The number names the profile's secrets in the keyring, so none is ever given twice.
CREATE TABLE profile (
    id           INTEGER PRIMARY KEY,
    short_code   TEXT NOT NULL UNIQUE
                 CHECK (length(short_code) BETWEEN 5 AND 7 AND short_code NOT GLOB '*[^0-9]*'),
    kind         TEXT NOT NULL CHECK (kind IN ('paybill', 'till', 'payout', 'one_account')),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    -- 1: the practice simulator keeps it supplied.
    supplied     INTEGER NOT NULL CHECK (supplied IN (0, 1)),
    added_at     INTEGER NOT NULL,
    -- The code with which the initiator was refused; nothing more is sent with it until it is set anew.
    refused_code TEXT,
    refused_at   INTEGER,
    CHECK ((refused_code IS NULL) = (refused_at IS NULL))
) STRICT;

CREATE TABLE profile_item (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    item       TEXT NOT NULL,
    value      TEXT,
    set_at     INTEGER NOT NULL,
    -- What was to be said of the value when it was read, with nothing of the value in it.
    remark     TEXT,
    PRIMARY KEY (profile_id, item),
    CHECK (CASE
        WHEN item IN ('consumer_key', 'consumer_secret', 'passkey', 'initiator_password',
                      'security_credential') THEN value IS NULL
        WHEN item IN ('initiator_name', 'certificate', 'callback_base', 'base_url', 'proxy')
            THEN value IS NOT NULL
        ELSE 0
    END)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile_check (
    profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    name       TEXT NOT NULL CHECK (name IN ('token', 'balance')),
    outcome    TEXT NOT NULL CHECK (outcome IN ('passed', 'failed', 'unclear')),
    text       TEXT NOT NULL,
    -- A JSON list of sentences.
    remedies   TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (profile_id, name)
) STRICT, WITHOUT ROWID;
