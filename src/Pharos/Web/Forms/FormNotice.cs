using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// The line that a screen shows after a form succeeded. The redirect carries its key as <c>?done=</c>, and the screen
/// shows only notices that are mapped with it, so a forged address can't make it say anything else.
/// </summary>
internal sealed record FormNotice(string Key, TextKey Text)
{
    /// <summary>Members without it don't see the notice.</summary>
    public Permissions Permission { get; init; }
}

/// <summary>Endpoint metadata: the notices that a screen can show.</summary>
internal sealed record ScreenNotices(IReadOnlyList<FormNotice> Notices);

/// <summary>Endpoint metadata: the notice that a form leads to, for the test that it is shown somewhere.</summary>
internal sealed record SubmitsWith(FormNotice Notice);
