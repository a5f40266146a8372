namespace Pharos.Database;

/// <summary>
/// Where the server keeps files: the SQLite database, its certificate and emails without an SMTP server.
/// </summary>
public sealed record DataFolderPath(string Value);
