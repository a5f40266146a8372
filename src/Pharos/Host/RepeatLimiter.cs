using System.Globalization;
using System.Text;

namespace Pharos.Host;

/// <summary>
/// Keeps warnings and errors that repeat from filling the log. Lines are the same if they differ only in the ID of the
/// request or connection. The first is logged, and once a minute how many others there were. All lines of one kind
/// together have a limit too, for those that differ in what a client sent.
/// </summary>
[ProviderAlias("Console")]
internal sealed class RepeatLimiter(ILoggerProvider provider, TimeProvider clock) : ILoggerProvider
{
    private const int LinesOfAKind = 100;
    private const int MaxText = 300;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Repeated> repeats = new(StringComparer.Ordinal);

    public ILogger CreateLogger(string categoryName) =>
        new Limited(this, provider.CreateLogger(categoryName), categoryName);

    public void Dispose()
    {
        List<Repeated> all;
        lock (gate)
        {
            all = [.. repeats.Values];
            repeats.Clear();
        }

        all.ForEach(one => one.Report());
    }

    /// <summary>Whether a line is to be logged; it is counted otherwise.</summary>
    private bool Passes(ILogger log, LogLevel level, EventId id, string kind, string line, Func<string> text)
    {
        lock (gate)
        {
            RemoveOld();
            return Find(line, 1, log, level, id).Take(text) && Find(kind, LinesOfAKind, log, level, id).Take(text);
        }
    }

    private Repeated Find(string key, int most, ILogger log, LogLevel level, EventId id)
    {
        if (!repeats.TryGetValue(key, out var found))
            repeats[key] = found = new Repeated(most, log, level, id, clock);
        return found;
    }

    private void RemoveOld()
    {
        if (repeats.Count < 1000)
            return;
        foreach (var (key, one) in repeats.Where(pair => pair.Value.IsOver).ToList())
            repeats.Remove(key);
    }

    private sealed class Limited(RepeatLimiter limiter, ILogger inner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!inner.IsEnabled(logLevel))
                return;
            if (logLevel < LogLevel.Warning)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return;
            }

            var kind = string.Create(CultureInfo.InvariantCulture, $"{category}\n{eventId.Id}\n{logLevel}");
            if (
                limiter.Passes(inner, logLevel, eventId, kind, kind + Content(state, exception), () =>
                    formatter(state, exception)
                )
            )
                inner.Log(logLevel, eventId, state, exception, formatter);
        }

        private static string Content<TState>(TState state, Exception? exception)
        {
            var text = new StringBuilder();
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                foreach (var (name, value) in values.Where(v => v.Key is not ("RequestId" or "ConnectionId")))
                    text.Append(CultureInfo.InvariantCulture, $"\n{name}={value}");
            }
            else
                text.Append('\n').Append(state);

            if (exception is not null)
                text.Append(CultureInfo.InvariantCulture, $"\n{exception.GetType()}\n{exception.Message}");
            return text.ToString();
        }
    }

    /// <summary>The lines with one key in the current minute.</summary>
    private sealed class Repeated(int most, ILogger log, LogLevel level, EventId id, TimeProvider clock)
    {
        private readonly Lock gate = new();
        private long start = clock.GetTimestamp();
        private int logged;
        private int suppressed;
        private string text = "";
        private ITimer? timer;

        public bool IsOver
        {
            get
            {
                lock (gate)
                    return timer is null && clock.GetElapsedTime(start) >= Window;
            }
        }

        public bool Take(Func<string> line)
        {
            lock (gate)
            {
                if (timer is null && clock.GetElapsedTime(start) >= Window)
                    (start, logged) = (clock.GetTimestamp(), 0);
                if (logged < most)
                {
                    logged++;
                    return true;
                }

                if (suppressed++ == 0)
                {
                    text = Shorten(line());
                    var rest = Window - clock.GetElapsedTime(start);
                    timer = clock.CreateTimer(_ => Report(), null, rest, Timeout.InfiniteTimeSpan);
                }

                return false;
            }
        }

        /// <summary>Logs how many lines were suppressed; the next minute begins.</summary>
        public void Report()
        {
            int count;
            lock (gate)
            {
                (count, suppressed) = (suppressed, 0);
                timer?.Dispose();
                timer = null;
                // A kind has a new limit each minute; a line that keeps repeating is only counted.
                (start, logged) = (clock.GetTimestamp(), most == 1 ? 1 : 0);
            }

            if (count == 0)
                return;
            log.Log(level, id, (Count: count, Text: text), exception: null, static (line, _) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{line.Count} more like this in the last minute: {line.Text}"
                )
            );
        }

        private static string Shorten(string line)
        {
            var first = line.ReplaceLineEndings("\n").Split('\n')[0];
            return first.Length <= MaxText ? first : first[..MaxText] + "…";
        }
    }
}
