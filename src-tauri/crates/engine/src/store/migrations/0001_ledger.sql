-- The ledger file's first schema. A merged migration is never edited; its checksum is recorded.
-- Money is whole cents. Moments are seconds since 1970 in UTC. Days are days since 1 January 1970.
-- Small closed sets are numbers where a million rows carry them (store/codes.rs), words elsewhere.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preference (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (length(CAST(value AS BLOB)) <= 4096)
) STRICT, WITHOUT ROWID;

-- Append-only, hash-chained (engine::audit).
CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    operator  TEXT NOT NULL,
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    before    TEXT NOT NULL,
    after     TEXT NOT NULL,
    previous  BLOB NOT NULL CHECK (length(previous) = 32),
    hash      BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;
CREATE TRIGGER audit_next_only BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;

CREATE TABLE wallet (
    id         INTEGER PRIMARY KEY,
    short_code TEXT NOT NULL,
    account    TEXT NOT NULL,
    UNIQUE (short_code, account)
) STRICT;

-- The bytes of an imported file, deflated, in parts.
CREATE TABLE source_file (
    id         INTEGER PRIMARY KEY,
    sha256     TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    name       TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    added_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE source_part (
    file_id INTEGER NOT NULL REFERENCES source_file (id),
    no      INTEGER NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (file_id, no)
) STRICT;

CREATE TABLE import (
    id            INTEGER PRIMARY KEY,
    file_id       INTEGER NOT NULL REFERENCES source_file (id),
    file_name     TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('statement', 'ledger')),
    layout        TEXT NOT NULL,
    wallet        TEXT NOT NULL,
    period_from   INTEGER,
    period_to     INTEGER,
    new_rows      INTEGER NOT NULL,
    known_rows    INTEGER NOT NULL,
    changed_rows  INTEGER NOT NULL,
    refused_rows  INTEGER NOT NULL,
    set_aside     INTEGER NOT NULL,
    data_rows     INTEGER NOT NULL,
    certificates  TEXT NOT NULL,
    notes         TEXT NOT NULL,
    mapping       TEXT NOT NULL,
    facts         TEXT NOT NULL,
    rows_digest   TEXT NOT NULL,
    at            INTEGER NOT NULL,
    operator      TEXT NOT NULL,
    undone_at     INTEGER,
    undone_by     TEXT,
    -- Every row ends in exactly one bucket, and the counts add up to the file.
    CHECK (new_rows + known_rows + changed_rows + refused_rows = data_rows),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE INDEX import_file ON import (file_id);

CREATE TABLE refused_row (
    import_id INTEGER NOT NULL REFERENCES import (id),
    no        INTEGER NOT NULL,
    row_no    INTEGER NOT NULL,
    column_name TEXT,
    read      TEXT NOT NULL,
    expected  TEXT NOT NULL,
    reason    TEXT NOT NULL,
    code      TEXT NOT NULL,
    raw       TEXT NOT NULL,
    PRIMARY KEY (import_id, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE changed_row (
    import_id INTEGER NOT NULL REFERENCES import (id),
    no        INTEGER NOT NULL,
    row_no    INTEGER NOT NULL,
    name      TEXT NOT NULL,
    what      TEXT NOT NULL,
    held      TEXT NOT NULL,
    found     TEXT NOT NULL,
    held_id   INTEGER,
    PRIMARY KEY (import_id, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE line (
    id             INTEGER PRIMARY KEY,
    wallet_id      INTEGER NOT NULL REFERENCES wallet (id),
    import_id      INTEGER NOT NULL REFERENCES import (id),
    row_no         INTEGER NOT NULL,
    receipt        TEXT NOT NULL,
    leg            INTEGER NOT NULL,
    amount_cents   INTEGER NOT NULL,
    occurrence     INTEGER NOT NULL,
    details_key    TEXT NOT NULL,
    completed_at   INTEGER NOT NULL,
    initiated_at   INTEGER,
    precision      INTEGER NOT NULL,
    status         INTEGER NOT NULL,
    balance_cents  INTEGER,
    party_kind     INTEGER,
    party          TEXT,
    party_name     TEXT,
    typed_account  TEXT,
    typed_key      TEXT,
    details        TEXT NOT NULL,
    reason         TEXT,
    linked_receipt TEXT,
    warnings       TEXT NOT NULL,
    provisional    INTEGER NOT NULL CHECK (provisional IN (0, 1)),
    superseded_at  INTEGER,
    superseded_by  INTEGER,
    claimed_cents  INTEGER NOT NULL DEFAULT 0,
    class          INTEGER NOT NULL,
    why            TEXT NOT NULL DEFAULT '',
    confidence     INTEGER,
    related_line   INTEGER,
    credit_entry   INTEGER,
    -- What lists are cut and ordered by, so that an index alone serves them. Desk: 1 to decide (part,
    -- suggested, ambiguous, duplicate), 2 own money (fee, transfer).
    gone           INTEGER NOT NULL DEFAULT 0,
    size_cents     INTEGER NOT NULL,
    desk           INTEGER,
    CHECK (gone = (superseded_at IS NOT NULL)),
    CHECK (size_cents = abs(amount_cents)),
    CHECK (desk IS CASE WHEN gone = 1 THEN NULL
        WHEN class IN (2, 3, 4, 5) THEN 1 WHEN class IN (7, 8) THEN 2 END),
    -- A shilling is claimed once.
    CONSTRAINT line_claimed_once CHECK (claimed_cents BETWEEN 0 AND size_cents)
) STRICT;
-- One row enters once. A provisional line whose place was taken no longer counts.
CREATE UNIQUE INDEX line_identity
    ON line (receipt, leg, amount_cents, occurrence, wallet_id, details_key) WHERE gone = 0;
-- Lists: any page of any of them is one range of one index.
CREATE INDEX line_time ON line (gone, completed_at);
CREATE INDEX line_size ON line (gone, size_cents);
CREATE INDEX line_class_time ON line (gone, class, completed_at);
CREATE INDEX line_class_size ON line (gone, class, size_cents);
CREATE INDEX line_desk_time ON line (desk, completed_at) WHERE desk IS NOT NULL;
CREATE INDEX line_desk_size ON line (desk, size_cents) WHERE desk IS NOT NULL;
CREATE INDEX line_superseded ON line (import_id) WHERE superseded_at IS NOT NULL;
CREATE INDEX line_typed ON line (typed_key) WHERE typed_key IS NOT NULL;

-- How many lines each class has and their money; kept by store/tally.rs in the same transaction.
CREATE TABLE line_count (
    class     INTEGER PRIMARY KEY,
    lines     INTEGER NOT NULL CHECK (lines >= 0),
    in_cents  INTEGER NOT NULL CHECK (in_cents >= 0),
    out_cents INTEGER NOT NULL CHECK (out_cents <= 0)
) STRICT;
INSERT INTO line_count (class, lines, in_cents, out_cents)
VALUES (1, 0, 0, 0), (2, 0, 0, 0), (3, 0, 0, 0), (4, 0, 0, 0), (5, 0, 0, 0),
       (6, 0, 0, 0), (7, 0, 0, 0), (8, 0, 0, 0), (9, 0, 0, 0), (10, 0, 0, 0);

-- Next numbers of records that an undone import deletes, so that no number is given twice.
CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sequence (name, next) VALUES ('line', 1), ('entry', 1);

CREATE TABLE entry (
    id            INTEGER PRIMARY KEY,
    import_id     INTEGER NOT NULL REFERENCES import (id),
    row_no        INTEGER NOT NULL,
    direction     TEXT NOT NULL CHECK (direction IN ('receivable', 'payable')),
    identity      TEXT NOT NULL,
    occurrence    INTEGER NOT NULL,
    reference     TEXT,
    reference_key TEXT,
    account       TEXT,
    account_key   TEXT,
    party         TEXT,
    phone         TEXT,
    amount_cents  INTEGER NOT NULL CHECK (amount_cents > 0),
    paid_cents    INTEGER NOT NULL,
    -- Open by the ledger's own account, and the part it booked itself under its receipt.
    open_cents    INTEGER NOT NULL CHECK (open_cents >= 0),
    booked_cents  INTEGER NOT NULL CHECK (booked_cents >= 0),
    date          INTEGER,
    due           INTEGER,
    sort_day      INTEGER NOT NULL,
    description   TEXT,
    receipt       TEXT,
    warnings      TEXT NOT NULL,
    superseded_at INTEGER,
    superseded_by INTEGER,
    supersedes    INTEGER,
    claimed_cents    INTEGER NOT NULL DEFAULT 0,
    booked_met_cents INTEGER NOT NULL DEFAULT 0,
    left_cents    INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('open', 'part', 'settled', 'credit')),
    -- What lists are cut and ordered by, so that an index alone serves them.
    gone          INTEGER NOT NULL DEFAULT 0,
    open_left     INTEGER,
    open_due      INTEGER,
    CHECK (left_cents = open_cents - claimed_cents + booked_met_cents),
    CHECK (gone = (superseded_at IS NOT NULL)),
    CHECK (open_left IS CASE WHEN gone = 0 AND state IN ('open', 'part') THEN left_cents END),
    CHECK (open_due IS CASE WHEN gone = 0 AND state IN ('open', 'part') THEN due END),
    -- A shilling is claimed once: of what is open, and of what the ledger booked itself.
    CONSTRAINT entry_claimed_once CHECK (claimed_cents - booked_met_cents BETWEEN 0 AND open_cents),
    CONSTRAINT entry_booked_once CHECK (booked_met_cents BETWEEN 0 AND booked_cents)
) STRICT;
CREATE UNIQUE INDEX entry_identity ON entry (identity, direction, occurrence) WHERE gone = 0;
CREATE INDEX entry_day ON entry (gone, sort_day);
CREATE INDEX entry_state_day ON entry (gone, state, sort_day);
CREATE INDEX entry_due ON entry (open_due, left_cents) WHERE open_due IS NOT NULL;
CREATE INDEX entry_left ON entry (direction, open_left) WHERE open_left IS NOT NULL;
CREATE INDEX entry_reference ON entry (reference_key) WHERE reference_key IS NOT NULL;
CREATE INDEX entry_account ON entry (account_key) WHERE account_key IS NOT NULL;
CREATE INDEX entry_amount ON entry (amount_cents);
CREATE INDEX entry_superseded ON entry (import_id) WHERE superseded_at IS NOT NULL;

-- How many entries each state has and what they have open; kept by the triggers below.
CREATE TABLE entry_count (
    state      TEXT PRIMARY KEY,
    entries    INTEGER NOT NULL CHECK (entries >= 0),
    left_cents INTEGER NOT NULL CHECK (left_cents >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO entry_count (state, entries, left_cents)
VALUES ('open', 0, 0), ('part', 0, 0), ('settled', 0, 0), ('credit', 0, 0);
CREATE TRIGGER entry_counted AFTER INSERT ON entry WHEN NEW.gone = 0
BEGIN
    UPDATE entry_count SET entries = entries + 1, left_cents = left_cents + NEW.left_cents
        WHERE state = NEW.state;
END;
CREATE TRIGGER entry_uncounted AFTER DELETE ON entry WHEN OLD.gone = 0
BEGIN
    UPDATE entry_count SET entries = entries - 1, left_cents = left_cents - OLD.left_cents
        WHERE state = OLD.state;
END;
CREATE TRIGGER entry_recounted AFTER UPDATE OF state, left_cents, gone ON entry
BEGIN
    UPDATE entry_count SET entries = entries - 1, left_cents = left_cents - OLD.left_cents
        WHERE state = OLD.state AND OLD.gone = 0;
    UPDATE entry_count SET entries = entries + 1, left_cents = left_cents + NEW.left_cents
        WHERE state = NEW.state AND NEW.gone = 0;
END;

CREATE TABLE run (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    operator  TEXT NOT NULL,
    lines     INTEGER NOT NULL,
    entries   INTEGER NOT NULL,
    auto      INTEGER NOT NULL,
    suggested INTEGER NOT NULL,
    findings  INTEGER NOT NULL,
    digest    TEXT NOT NULL
) STRICT;

CREATE TABLE match (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    rule         TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    state        TEXT NOT NULL
        CHECK (state IN ('auto', 'suggested', 'confirmed', 'declined', 'released', 'withdrawn', 'replaced')),
    confidence   INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 10000),
    margin       INTEGER NOT NULL CHECK (margin BETWEEN 0 AND 10000),
    runner_up    INTEGER,
    features     TEXT NOT NULL,
    explanation  TEXT NOT NULL,
    rank         INTEGER NOT NULL,
    run_id       INTEGER REFERENCES run (id),
    made_at      INTEGER NOT NULL,
    ended_at     INTEGER
) STRICT;
CREATE INDEX match_by_person ON match (state) WHERE state = 'confirmed';

CREATE TABLE allocation (
    id           INTEGER PRIMARY KEY,
    match_id     INTEGER NOT NULL REFERENCES match (id),
    line_id      INTEGER NOT NULL REFERENCES line (id),
    entry_id     INTEGER NOT NULL REFERENCES entry (id),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    -- Of it, the part that meets what the ledger booked itself.
    booked_cents INTEGER NOT NULL CHECK (booked_cents BETWEEN 0 AND amount_cents),
    live         INTEGER NOT NULL CHECK (live IN (0, 1))
) STRICT;
CREATE INDEX allocation_match ON allocation (match_id);
CREATE INDEX allocation_line ON allocation (line_id);
CREATE INDEX allocation_entry ON allocation (entry_id);

-- Live allocations claim; the claims' CHECKs on line and entry refuse what is too much.
CREATE TRIGGER allocation_fits BEFORE INSERT ON allocation
WHEN (SELECT (line.amount_cents > 0) <> (entry.direction = 'receivable')
      FROM line, entry WHERE line.id = NEW.line_id AND entry.id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'allocation_direction'); END;
CREATE TRIGGER allocation_claims AFTER INSERT ON allocation WHEN NEW.live = 1
BEGIN
    UPDATE line SET claimed_cents = claimed_cents + NEW.amount_cents WHERE id = NEW.line_id;
    UPDATE entry SET claimed_cents = claimed_cents + NEW.amount_cents,
        booked_met_cents = booked_met_cents + NEW.booked_cents,
        left_cents = left_cents - NEW.amount_cents + NEW.booked_cents,
        open_left = open_left - NEW.amount_cents + NEW.booked_cents WHERE id = NEW.entry_id;
END;
CREATE TRIGGER allocation_frees AFTER DELETE ON allocation WHEN OLD.live = 1
BEGIN
    UPDATE line SET claimed_cents = claimed_cents - OLD.amount_cents WHERE id = OLD.line_id;
    UPDATE entry SET claimed_cents = claimed_cents - OLD.amount_cents,
        booked_met_cents = booked_met_cents - OLD.booked_cents,
        left_cents = left_cents + OLD.amount_cents - OLD.booked_cents,
        open_left = open_left + OLD.amount_cents - OLD.booked_cents WHERE id = OLD.entry_id;
END;
CREATE TRIGGER allocation_moves_off AFTER UPDATE ON allocation WHEN OLD.live = 1
BEGIN
    UPDATE line SET claimed_cents = claimed_cents - OLD.amount_cents WHERE id = OLD.line_id;
    UPDATE entry SET claimed_cents = claimed_cents - OLD.amount_cents,
        booked_met_cents = booked_met_cents - OLD.booked_cents,
        left_cents = left_cents + OLD.amount_cents - OLD.booked_cents,
        open_left = open_left + OLD.amount_cents - OLD.booked_cents WHERE id = OLD.entry_id;
    UPDATE line SET claimed_cents = claimed_cents + NEW.amount_cents
        WHERE id = NEW.line_id AND NEW.live = 1;
    UPDATE entry SET claimed_cents = claimed_cents + NEW.amount_cents,
        booked_met_cents = booked_met_cents + NEW.booked_cents,
        left_cents = left_cents - NEW.amount_cents + NEW.booked_cents,
        open_left = open_left - NEW.amount_cents + NEW.booked_cents
        WHERE id = NEW.entry_id AND NEW.live = 1;
END;
CREATE TRIGGER allocation_moves_on AFTER UPDATE ON allocation WHEN OLD.live = 0 AND NEW.live = 1
BEGIN
    UPDATE line SET claimed_cents = claimed_cents + NEW.amount_cents WHERE id = NEW.line_id;
    UPDATE entry SET claimed_cents = claimed_cents + NEW.amount_cents,
        booked_met_cents = booked_met_cents + NEW.booked_cents,
        left_cents = left_cents - NEW.amount_cents + NEW.booked_cents,
        open_left = open_left - NEW.amount_cents + NEW.booked_cents WHERE id = NEW.entry_id;
END;

-- Pairs not to be offered again.
CREATE TABLE decline (
    line_id     INTEGER NOT NULL REFERENCES line (id),
    entry_id    INTEGER NOT NULL REFERENCES entry (id),
    PRIMARY KEY (line_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decline_entry ON decline (entry_id);

-- What people decided, and how to take it back.
CREATE TABLE decision (
    id        INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL CHECK (kind IN ('confirm', 'decline', 'assign', 'release')),
    what      TEXT NOT NULL,
    steps     TEXT NOT NULL,
    at        INTEGER NOT NULL,
    operator  TEXT NOT NULL,
    undone_at INTEGER,
    undone_by TEXT
) STRICT;
CREATE INDEX decision_standing ON decision (id) WHERE undone_at IS NULL;
CREATE TABLE decision_line (
    line_id     INTEGER NOT NULL,
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    PRIMARY KEY (line_id, decision_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE decision_entry (
    entry_id    INTEGER NOT NULL,
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    PRIMARY KEY (entry_id, decision_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    id           INTEGER PRIMARY KEY,
    stable_id    TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    line_id      INTEGER,
    entry_id     INTEGER,
    amount_cents INTEGER NOT NULL,
    detail       TEXT NOT NULL
) STRICT;
CREATE INDEX finding_kind ON finding (kind);

-- Names, for search by the beginning of a part. Filled after an import (store/search.rs).
CREATE VIRTUAL TABLE line_name USING fts5 (
    name, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE entry_name USING fts5 (
    name, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2"
);
