-- What was delivered. `event` is the first delivery of the same event, itself for that one; only it has a
-- key and a body.
CREATE TABLE patanisha.delivery (
    cursor   bigint PRIMARY KEY,
    event    bigint NOT NULL CHECK (event <= cursor),
    key      bytea UNIQUE,
    console  text NOT NULL,
    profile  text NOT NULL,
    use      text NOT NULL,
    request  text NOT NULL,
    sha256   bytea NOT NULL CHECK (length(sha256) = 32),
    scrubbed boolean NOT NULL,
    sealed   boolean NOT NULL,
    source   text NOT NULL,
    verified boolean NOT NULL,
    at_ms    bigint NOT NULL,
    code     text,
    why      text,
    rules    bigint,
    body     bytea NOT NULL,
    CHECK ((key IS NULL) = (event < cursor)),
    CHECK (event = cursor OR length(body) = 0)
);
CREATE INDEX delivery_console ON patanisha.delivery (console, cursor);
CREATE INDEX delivery_repeat ON patanisha.delivery (event) WHERE key IS NULL;
-- Bodies are small or sealed: trying to compress them costs more than it gives.
ALTER TABLE patanisha.delivery ALTER COLUMN body SET STORAGE EXTERNAL;

-- The last cursor given. Whoever gives the next holds this row until its transaction is over, so that
-- cursors become visible in their order, whichever receiver gave them.
CREATE TABLE patanisha.counter (
    one  boolean PRIMARY KEY CHECK (one),
    last bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO patanisha.counter VALUES (true, 0);

-- How far each console is. `last` outlives the delivery.
CREATE TABLE patanisha.position (
    console      text PRIMARY KEY,
    acknowledged bigint NOT NULL,
    last         bigint NOT NULL,
    last_ms      bigint,
    CHECK (acknowledged BETWEEN 0 AND last)
) WITH (fillfactor = 10);

CREATE TABLE patanisha.publication (
    console text PRIMARY KEY,
    version bigint NOT NULL CHECK (version > 0),
    text    text NOT NULL
);

CREATE TABLE patanisha.fence (
    environment text NOT NULL,
    short_code  text NOT NULL,
    generation  bigint NOT NULL,
    sequence    bigint NOT NULL,
    PRIMARY KEY (environment, short_code)
);

CREATE TABLE patanisha.letter (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    desk  text NOT NULL,
    at_ms bigint NOT NULL,
    body  bytea NOT NULL
);
CREATE INDEX letter_desk ON patanisha.letter (desk, id);

-- Written to see whether anything can be.
CREATE TABLE patanisha.probe (
    one   boolean PRIMARY KEY CHECK (one),
    times bigint NOT NULL
) WITH (fillfactor = 10);
INSERT INTO patanisha.probe VALUES (true, 0);

-- A batch, in one round trip. Each statement of a function sees what was committed before it began: the
-- second sees whatever the holder of the counter before this one stored. A table's statistics are late
-- while it fills, so the way through the index is prescribed; what that costs
-- on paper would have every call compiled (jit).
CREATE FUNCTION patanisha.store(
    keys bytea[], consoles text[], profiles text[], uses text[], requests text[], hashes bytea[],
    scrubbeds boolean[], sealeds boolean[], sources text[], verifieds boolean[], ats bigint[],
    codes text[], whys text[], versions bigint[], bodies bytea[]
) RETURNS TABLE (stored_cursor bigint, stored_event bigint)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS $$
DECLARE
    given bigint;
BEGIN
    UPDATE patanisha.counter AS c SET last = c.last + cardinality(keys)
    RETURNING c.last - cardinality(keys) INTO STRICT given;
    RETURN QUERY
    WITH sent AS (
        SELECT given + t.nth AS cursor, t.* FROM
            unnest(keys, consoles, profiles, uses, requests, hashes, scrubbeds, sealeds, sources,
                verifieds, ats, codes, whys, versions, bodies)
            WITH ORDINALITY AS t (key, console, profile, use, request, sha256, scrubbed, sealed, source,
                verified, at_ms, code, why, rules, body, nth)
    ), placed AS (
        SELECT s.*, coalesce(
            (SELECT d.cursor FROM patanisha.delivery AS d WHERE d.key = s.key),
            min(s.cursor) OVER (PARTITION BY s.key)
        ) AS event
        FROM sent AS s
    ), moved AS (
        INSERT INTO patanisha.position (console, acknowledged, last, last_ms)
        SELECT DISTINCT ON (s.console) s.console, 0, s.cursor, s.at_ms
        FROM sent AS s ORDER BY s.console, s.cursor DESC
        ON CONFLICT (console) DO UPDATE SET last = excluded.last, last_ms = excluded.last_ms
    )
    INSERT INTO patanisha.delivery AS d (cursor, event, key, console, profile, use, request, sha256,
        scrubbed, sealed, source, verified, at_ms, code, why, rules, body)
    SELECT p.cursor, p.event, CASE WHEN p.event = p.cursor THEN p.key END, p.console, p.profile, p.use,
        p.request, p.sha256, p.scrubbed, p.sealed, p.source, p.verified, p.at_ms, p.code, p.why, p.rules,
        CASE WHEN p.event = p.cursor THEN p.body ELSE ''::bytea END
    FROM placed AS p ORDER BY p.cursor
    RETURNING d.cursor, d.event;
END
$$;

-- A letter, unless `most` wait for that desk already. Letters for one desk come one after the other.
CREATE FUNCTION patanisha.put_letter(for_desk text, put_ms bigint, packet bytea, most bigint)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    given bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(for_desk, 600111));
    INSERT INTO patanisha.letter (desk, at_ms, body) SELECT for_desk, put_ms, packet
    WHERE (SELECT count(*) FROM patanisha.letter AS l WHERE l.desk = for_desk) < most
    RETURNING id INTO given;
    RETURN given;
END
$$;

-- Drops of one slice what is past its time, in cursor order. An event goes with all its repeats, or
-- stays: a repeat's body is its event's. No delivery comes meanwhile, so that none repeats what goes.
-- Answers where to go on; nothing once a slice holds nothing old, for what follows came later.
CREATE FUNCTION patanisha.retain(
    of_console text, after_cursor bigint, before_ms bigint, slice bigint
) RETURNS TABLE (next_cursor bigint, dropped bigint)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS $$
DECLARE
    done bigint;
    until bigint;
    seen bigint;
    old bigint;
    gone bigint;
BEGIN
    PERFORM 1 FROM patanisha.counter FOR UPDATE;
    SELECT p.acknowledged INTO done FROM patanisha.position AS p WHERE p.console = of_console;
    SELECT max(s.cursor), count(*), count(*) FILTER (WHERE s.at_ms < before_ms)
    INTO until, seen, old
    FROM (
        SELECT d.cursor, d.at_ms FROM patanisha.delivery AS d
        WHERE d.console = of_console AND d.cursor > after_cursor AND d.cursor <= done
        ORDER BY d.cursor LIMIT slice
    ) AS s;
    IF old = 0 THEN
        RETURN QUERY SELECT NULL::bigint, 0::bigint;
        RETURN;
    END IF;
    WITH past AS MATERIALIZED (
        SELECT d.cursor FROM patanisha.delivery AS d
        WHERE d.console = of_console AND d.cursor > after_cursor AND d.cursor <= until
            AND d.event = d.cursor AND d.at_ms < before_ms
            AND NOT EXISTS (
                SELECT 1 FROM patanisha.delivery AS r
                WHERE r.event = d.cursor AND r.key IS NULL
                    AND (r.at_ms >= before_ms OR r.cursor > done)
            )
    ), repeats AS (
        DELETE FROM patanisha.delivery AS d USING past
        WHERE d.event = past.cursor AND d.key IS NULL RETURNING 1
    ), firsts AS (
        DELETE FROM patanisha.delivery AS d USING past WHERE d.cursor = past.cursor RETURNING 1
    )
    SELECT (SELECT count(*) FROM repeats) + (SELECT count(*) FROM firsts) INTO gone;
    RETURN QUERY SELECT CASE WHEN seen = slice THEN until END, gone;
END
$$;
