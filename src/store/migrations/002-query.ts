// Second catalogue schema: what queries need, notes beside the runs, and scores by whole numbers, a third of the size. Append-
// only: never change a released migration.

export const queryMigration = `
ALTER TABLE run ADD COLUMN created_us REAL;
ALTER TABLE run ADD COLUMN imported_us REAL;
ALTER TABLE run ADD COLUMN key INTEGER;
UPDATE run SET created_us = instant(created), imported_us = instant(imported);
UPDATE run SET key = numbered.n
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM run) AS numbered WHERE numbered.id = run.id;
DROP INDEX run_created;
CREATE INDEX run_order ON run (created_us, key);
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
CREATE TABLE score_name (
  key INTEGER PRIMARY KEY, metric TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, higher INTEGER NOT NULL
);
INSERT INTO score_name (metric, name, kind, higher) SELECT DISTINCT metric, name, kind, higher FROM score;
ALTER TABLE score RENAME TO old_score;
CREATE TABLE score (
  run INTEGER NOT NULL, pos INTEGER NOT NULL, named INTEGER NOT NULL REFERENCES score_name (key),
  n INTEGER NOT NULL, nan INTEGER NOT NULL, mean REAL, sd REAL, min REAL, max REAL,
  items INTEGER NOT NULL, item_mean REAL, se REAL,
  PRIMARY KEY (run, pos)
) WITHOUT ROWID;
INSERT INTO score
  SELECT run.key, old.pos, score_name.key, old.n, old.nan, old.mean, old.sd, old.min, old.max, old.items, old.item_mean, old.se
  FROM old_score AS old JOIN run ON run.id = old.run JOIN score_name ON score_name.metric IS old.metric
    AND score_name.name = old.name AND score_name.kind = old.kind AND score_name.higher = old.higher;
DROP TABLE old_score;
CREATE INDEX score_named ON score (named, run, mean);
`;
