using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>A value of a condition that is more than a text to compare with.</summary>
internal abstract class ValuePattern
{
    /// <summary>The maximum length of a value, in characters.</summary>
    public const int MaxLength = 512;

    private const string CidrPrefix = "cidr:";
    private const string NumPrefix = "num:";

    public abstract bool Fits(string value);

    /// <summary>The pattern that a value denotes; null if it is a text to compare with.</summary>
    /// <exception cref="ApiException">The value is too long, or its pattern is malformed.</exception>
    public static ValuePattern? Parse(string value, string field)
    {
        if (value.Length > MaxLength)
            throw Errors.Invalid(Messages.TooLong, field, MaxLength);
        if (value.Length > 2 && value[0] == '/' && value[^1] == '/')
            return RegexPattern.Create(value[1..^1], field);
        if (value.StartsWith(CidrPrefix, StringComparison.Ordinal))
            return NetworkPattern.Create(value.AsSpan(CidrPrefix.Length), field);
        if (value.StartsWith(NumPrefix, StringComparison.Ordinal))
            return NumberPattern.Create(value.AsSpan(NumPrefix.Length), field);
        return value.AsSpan().ContainsAny('*', '?') ? new WildcardPattern(value) : null;
    }

    /// <summary>Linear in the value's length, since it never backtracks.</summary>
    private sealed class RegexPattern(Regex regex) : ValuePattern
    {
        public static RegexPattern Create(string pattern, string field)
        {
            try
            {
                return new RegexPattern(
                    new Regex(
                        Re2Syntax.ToDotNet(pattern),
                        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant,
                        Regex.InfiniteMatchTimeout
                    )
                );
            }
            // Not supported: look-around, backreferences and patterns whose automaton would be huge.
            catch (Exception e) when (e is ArgumentException or NotSupportedException or FormatException)
            {
                throw Errors.Invalid(RuleMessages.BadRegex, field);
            }
        }

        public override bool Fits(string value) => regex.IsMatch(value);
    }

    /// <summary><c>*</c> stands for any characters, <c>?</c> for one. Compares the whole value.</summary>
    private sealed class WildcardPattern(string pattern) : ValuePattern
    {
        public override bool Fits(string value)
        {
            int v = 0,
                p = 0,
                star = -1,
                resume = 0;
            while (v < value.Length)
            {
                if (p < pattern.Length && pattern[p] == '*')
                    (star, resume) = (p++, v);
                else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == value[v]))
                    (p, v) = (p + 1, v + 1);
                else if (star < 0)
                    return false;
                else
                    // Let the last star take one more character. Earlier stars never need to take more.
                    (p, v) = (star + 1, ++resume);
            }

            while (p < pattern.Length && pattern[p] == '*')
                p++;
            return p == pattern.Length;
        }
    }

    /// <summary>An address in a network, also with a port, as in Prometheus' label <c>instance</c>.</summary>
    private sealed class NetworkPattern(byte[] network, int prefix) : ValuePattern
    {
        public static NetworkPattern Create(ReadOnlySpan<char> text, string field)
        {
            var slash = text.IndexOf('/');
            if (
                slash > 0
                && Address(text[..slash]) is { } bytes
                && int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
                && prefix <= bytes.Length * 8
            )
                return new NetworkPattern(bytes, prefix);
            throw Errors.Invalid(RuleMessages.BadNetwork, field);
        }

        public override bool Fits(string value)
        {
            var port = value.LastIndexOf(':');
            var address = Address(value) ?? (port > 0 ? Address(value.AsSpan(0, port).Trim("[]")) : null);
            if (address is null || address.Length != network.Length)
                return false;
            var whole = prefix / 8;
            if (!address.AsSpan(0, whole).SequenceEqual(network.AsSpan(0, whole)))
                return false;
            var rest = prefix % 8;
            return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
        }

        /// <summary>An address in its usual form; .NET also reads "1" as one.</summary>
        private static byte[]? Address(ReadOnlySpan<char> text)
        {
            if (text.Length > 45 || !IPAddress.TryParse(text, out var address))
                return null;
            if (address.AddressFamily == AddressFamily.InterNetwork)
                return text.Count('.') == 3 ? address.GetAddressBytes() : null;
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        }
    }

    private sealed class NumberPattern(string oper, double limit) : ValuePattern
    {
        public static NumberPattern Create(ReadOnlySpan<char> text, string field)
        {
            var colon = text.IndexOf(':');
            if (colon == 2 && text[..2] is "gt" or "ge" or "lt" or "le" && Number(text[3..]) is { } limit)
                return new NumberPattern(text[..2].ToString(), limit);
            throw Errors.Invalid(RuleMessages.BadComparison, field);
        }

        public override bool Fits(string value) =>
            Number(value) is { } number
            && oper switch
            {
                "gt" => number > limit,
                "ge" => number >= limit,
                "lt" => number < limit,
                _ => number <= limit,
            };

        private static double? Number(ReadOnlySpan<char> text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? number
                : null;
    }
}
