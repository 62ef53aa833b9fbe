// First catalogue schema: runs and the statistics a list shows. Append-only: never change a released migration.

export const runsMigration = `
CREATE TABLE meta (k TEXT PRIMARY KEY, v TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, format TEXT NOT NULL,
  metric TEXT, dataset TEXT, model TEXT, labels TEXT NOT NULL,
  created TEXT NOT NULL, imported TEXT NOT NULL,
  rows INTEGER NOT NULL, items INTEGER NOT NULL, duplicates INTEGER NOT NULL,
  errored INTEGER NOT NULL, skipped INTEGER NOT NULL, primary_score INTEGER,
  identity TEXT NOT NULL, source_bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX run_created ON run (created);
CREATE INDEX run_identity ON run (identity);
CREATE INDEX run_name ON run (name);
CREATE TABLE score (
  run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE, pos INTEGER NOT NULL,
  metric TEXT, name TEXT NOT NULL, kind TEXT NOT NULL, higher INTEGER NOT NULL,
  n INTEGER NOT NULL, nan INTEGER NOT NULL, mean REAL, sd REAL, min REAL, max REAL,
  items INTEGER NOT NULL, item_mean REAL, se REAL,
  PRIMARY KEY (run, pos)
) WITHOUT ROWID;
`;
