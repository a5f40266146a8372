using System.Collections.Frozen;

namespace Pharos.Platform.Security;

/// <summary>
/// Recognises passwords that attackers try first: common words, also repeated, joined, with digits and signs around
/// them or in place of letters; sequences and repetitions; and what is known about the member.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>Only digits and signs are easy to guess up to this length.</summary>
    private const int MostDigits = 15;

    /// <summary>Shorter parts of names are common in good passwords.</summary>
    private const int ShortestName = 3;

    private const string Product = "pharos";

    private static readonly string[] Rows =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiop",
        "qwertzuiop",
        "azertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "yxcvbnm",
    ];

    private static readonly Lazy<FrozenSet<string>> Words = new(Read);

    /// <param name="password">The password.</param>
    /// <param name="known">Names and addresses of the member and the account; null is ignored.</param>
    public static bool Contains(string password, IEnumerable<string?> known)
    {
        var lower = password.Trim().ToLowerInvariant();
        var names = Names(known);
        if (names.Contains(lower))
            return true;
        var letters = Letters(lower);
        return letters.Length == 0
            ? lower.Length <= MostDigits
            : IsEasy(letters, names) || IsEasy(Letters(Unmasked(lower)), names);
    }

    /// <summary>Whether the text consists of easy words, each of which may follow another.</summary>
    private static bool IsEasy(string letters, HashSet<string> names)
    {
        // The texts up to each position that consist of easy words only.
        var isEasyTo = new bool[letters.Length + 1];
        isEasyTo[0] = true;
        for (var from = 0; from < letters.Length; from++)
        {
            for (var length = 3; isEasyTo[from] && from + length <= letters.Length; length++)
            {
                var word = letters.Substring(from, length);
                isEasyTo[from + length] |= Words.Value.Contains(word) || names.Contains(word) || IsSequence(word);
            }
        }

        return isEasyTo[letters.Length];
    }

    /// <summary>Repetitions of one letter, and parts of rows in either direction.</summary>
    private static bool IsSequence(string word)
    {
        if (word.All(c => c == word[0]))
            return true;
        var backwards = string.Concat(word.Reverse());
        return Rows.Any(row =>
            row.Contains(word, StringComparison.Ordinal) || row.Contains(backwards, StringComparison.Ordinal)
        );
    }

    /// <summary>The text without digits, signs and spaces.</summary>
    private static string Letters(string lower) => string.Concat(lower.Where(char.IsLetter));

    /// <summary>Digits and signs that stand for letters become letters, except at the end.</summary>
    private static string Unmasked(string lower)
    {
        var end = lower.Length;
        while (end > 0 && !char.IsLetter(lower[end - 1]))
            end--;
        return string.Concat(
            lower[..end]
                .Select(c =>
                    c switch
                    {
                        '0' => 'o',
                        '1' or '!' => 'i',
                        '3' => 'e',
                        '4' or '@' => 'a',
                        '5' or '$' => 's',
                        '7' => 't',
                        _ => c,
                    }
                )
        );
    }

    private static HashSet<string> Names(IEnumerable<string?> known)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { Product };
        foreach (var text in known.OfType<string>().Select(t => t.Trim().ToLowerInvariant()))
        {
            names.Add(text);
            foreach (var part in text.Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (Letters(part).Length >= ShortestName)
                    names.Add(Letters(part));
            }
        }

        return names;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new FileNotFoundException("common-passwords.txt");
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
