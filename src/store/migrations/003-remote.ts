// Third catalogue schema: which runs were pulled from which service. Append-only: never change a released migration.

export const remoteMigration = `
CREATE TABLE remote (
  run TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
  connection TEXT NOT NULL, service TEXT NOT NULL, workspace TEXT NOT NULL, name TEXT NOT NULL,
  remote_id TEXT NOT NULL, updated TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX remote_name ON remote (service, workspace, name);
`;
