using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pharos.Tests.Support;

/// <summary>Collects what a server logs.</summary>
public sealed class LogSink : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>Adds the sink to a server, from information on; test servers log only errors otherwise.</summary>
    public void AddTo(IServiceCollection services) =>
        services
            .AddSingleton<ILoggerProvider>(this)
            .Configure<LoggerFilterOptions>(options =>
                options.Rules.Add(new LoggerFilterRule(typeof(LogSink).FullName, null, LogLevel.Information, null))
            );

    /// <summary>The texts of the warnings of one category.</summary>
    public IReadOnlyList<string> Warnings(string category) =>
        [.. Lines.Select(line => line.Split($"Warning {category}: ") is ["", var text] ? text : null).OfType<string>()];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() { }

    private sealed class Logger(LogSink sink, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => sink.Lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}".TrimEnd());
    }
}
