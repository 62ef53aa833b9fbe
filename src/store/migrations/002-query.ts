// Second catalogue schema: what queries need, and the notes beside the runs. Append-only: never change a released migration.

export const queryMigration = `
ALTER TABLE run ADD COLUMN created_us REAL;
ALTER TABLE run ADD COLUMN imported_us REAL;
UPDATE run SET created_us = instant(created), imported_us = instant(imported);
CREATE TABLE label (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, key TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) WITHOUT ROWID;
INSERT INTO label
  SELECT run.id, entry.key, entry.value FROM run, json_each(run.labels) AS entry WHERE entry.type = 'text';
CREATE TABLE notes (
  run TEXT PRIMARY KEY, text TEXT NOT NULL, size INTEGER NOT NULL, modified REAL, settled INTEGER NOT NULL,
  star INTEGER NOT NULL, note TEXT NOT NULL,
  name TEXT, model TEXT, dataset TEXT, metric TEXT, changed TEXT, changed_us REAL
) WITHOUT ROWID;
CREATE INDEX notes_name ON notes (name);
CREATE TABLE tag (
  run TEXT NOT NULL REFERENCES notes (run) ON DELETE CASCADE, pos INTEGER NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (run, pos)
) WITHOUT ROWID;
CREATE INDEX score_name ON score (name, metric);
`;
