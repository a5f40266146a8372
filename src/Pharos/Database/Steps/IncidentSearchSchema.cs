using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// The full-text index over incidents. EF cannot describe it, so it is not part of the model. Deleting an incident
/// deletes its words, also when its space or its account is deleted.
/// </summary>
[DbContext(typeof(PharosDb))]
[Migration("0015_incident_search")]
public sealed class IncidentSearchSchema : Migration
{
    // The index contains only words, because titles and labels are in the incidents. Words are split before, so
    // the tokenizer must only separate them at spaces.
    private const string OnSqlite = """
        CREATE VIRTUAL TABLE incident_search USING fts5 (
            words, content = '', contentless_delete = 1, tokenize = 'ascii');
        CREATE TABLE incident_search_rows (
            search_id INTEGER NOT NULL PRIMARY KEY,
            incident_id TEXT NOT NULL UNIQUE,
            account_id INTEGER NOT NULL);
        CREATE TRIGGER incident_search_deleted AFTER DELETE ON incidents BEGIN
            DELETE FROM incident_search WHERE rowid =
                (SELECT search_id FROM incident_search_rows WHERE incident_id = old.incident_id);
            DELETE FROM incident_search_rows WHERE incident_id = old.incident_id;
        END;
        """;

    // Incidents are indexed in the transaction that adds them, maybe before them.
    private const string OnPostgres = """
        CREATE TABLE incident_search (
            incident_id text NOT NULL PRIMARY KEY
                REFERENCES incidents ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
            account_id bigint NOT NULL,
            start_time bigint NOT NULL,
            words tsvector NOT NULL);
        CREATE INDEX ix_incident_search_words ON incident_search USING gin (words);
        CREATE INDEX ix_incident_search_start ON incident_search (account_id, start_time);
        """;

    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite" ? OnSqlite : OnPostgres
        );
}
