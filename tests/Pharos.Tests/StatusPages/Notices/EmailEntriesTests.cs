using System.Text;
using Pharos.StatusPages.Notices;

namespace Pharos.Tests.StatusPages.Notices;

[Trait("Runs", "Once")]
public sealed class EmailEntriesTests
{
    [Theory]
    [InlineData("x", 1000)]
    [InlineData("**a** _b_ ", 20)]
    [InlineData("调查 ", 300)]
    [InlineData("- a\n", 5)]
    public void The_texts_of_all_updates_together_have_a_limit(string part, int times)
    {
        var description = string.Concat(Enumerable.Repeat(part, times * 50));
        NoticeEntry[] updates =
        [
            .. Enumerable.Range(0, 300).Select(i => new NoticeEntry($"{i}", i, null, description)),
        ];

        var shown = EmailEntries.From(updates);

        Assert.True(shown.IsShortened);
        Assert.Equal("0", shown.Entries[0].Entry.UpdateId);
        Assert.InRange(shown.Entries.Sum(e => Encoding.UTF8.GetByteCount(e.Html)), 1, 45_000);
    }

    [Fact]
    public void Short_updates_are_all_shown()
    {
        var shown = EmailEntries.From([new NoticeEntry("2", 2, null, "Two."), new NoticeEntry("1", 1, null, "One.")]);

        Assert.False(shown.IsShortened);
        Assert.Equal(["Two.", "One."], shown.Entries.Select(e => e.Text));
    }
}
