using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pharos.Tests.Support;

/// <summary>What a server logs, for tests that register it as the server's <see cref="ILoggerFactory"/>.</summary>
internal sealed class LogLines : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, string Text)> lines = new();

    public IReadOnlyList<string> All => [.. lines.Select(l => l.Text)];

    /// <summary>The lines about refused attempts.</summary>
    public IReadOnlyList<string> Security =>
        [.. lines.Where(l => l.Category == "Pharos.Http.SecurityLog").Select(l => l.Text)];

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    private sealed class Lines(LogLines all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => all.lines.Enqueue((category, formatter(state, exception)));
    }
}
