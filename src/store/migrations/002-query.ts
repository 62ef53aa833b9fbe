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
CREATE TABLE run_score (
  run INTEGER NOT NULL, pos INTEGER NOT NULL, named INTEGER NOT NULL REFERENCES score_name (key),
  n INTEGER NOT NULL, nan INTEGER NOT NULL, mean REAL, sd REAL, min REAL, max REAL,
  items INTEGER NOT NULL, item_mean REAL, se REAL,
  PRIMARY KEY (run, pos)
) WITHOUT ROWID;
INSERT INTO run_score
  SELECT run.key, score.pos, score_name.key, score.n, score.nan, score.mean, score.sd, score.min, score.max,
    score.items, score.item_mean, score.se
  FROM score JOIN run ON run.id = score.run JOIN score_name ON score_name.metric IS score.metric
    AND score_name.name = score.name AND score_name.kind = score.kind AND score_name.higher = score.higher;
DROP TABLE score;
CREATE INDEX score_named ON run_score (named, run, mean);
-- For other readers: as in the first schema.
CREATE VIEW score AS
  SELECT run.id AS run, pos, score_name.metric, score_name.name, kind, higher, n, nan, mean, sd, min, max,
    run_score.items, item_mean, se
  FROM run_score JOIN run ON run.key = run_score.run JOIN score_name ON score_name.key = run_score.named;
`;
