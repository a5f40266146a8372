using Pharos.StatusPages.PublicSite;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>TXT records by name, instead of the DNS.</summary>
internal static class FakeRecords
{
    public static DomainRecords Of(IReadOnlyDictionary<string, string> texts) =>
        new()
        {
            Texts = (name, _) =>
                Task.FromResult<IReadOnlyList<string>>(texts.TryGetValue(name, out var text) ? [text] : []),
        };
}
