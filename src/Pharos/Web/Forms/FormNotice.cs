using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// The line that a screen shows after a form succeeded. The redirect carries its key as <c>?done=</c>. A screen shows
/// only the notices it is mapped with, so the query's text never reaches the page.
/// </summary>
internal sealed record FormNotice(string Key, TextKey Text)
{
    /// <summary>Members without this permission don't see the notice.</summary>
    public Permissions Permission { get; init; }
}

/// <summary>Endpoint metadata: the notices that a screen can show.</summary>
internal sealed record ScreenNotices(IReadOnlyList<FormNotice> Notices);

/// <summary>Endpoint metadata: the notice of a form, for the test that some screen shows it.</summary>
internal sealed record SubmitsWith(FormNotice Notice);
