-- A claim is a record that two people signed (engine::people::lease). The other columns say the same for
-- queries; where they differ from the record, or there is none, the claim does not count.

ALTER TABLE lease ADD COLUMN body TEXT NOT NULL DEFAULT '';
-- A JSON list of [person, signature in hexadecimal].
ALTER TABLE lease ADD COLUMN signatures TEXT NOT NULL DEFAULT '[]';
