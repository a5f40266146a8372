using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Incidents.Console;

/// <summary>The members to choose from in forms of on-call.</summary>
internal static class PeopleChoices
{
    private const int MaxOffered = 1000;

    /// <summary>Active members, by name; the reader comes first.</summary>
    public static async Task<IReadOnlyList<CheckboxOption>> Read(ConsoleRequest request, PharosDb db)
    {
        var me = request.Caller.MemberId;
        var members = await MemberReader
            .For(db, request.Caller)
            .AsNoTracking()
            .Where(m => m.Status == MemberStatus.Enabled)
            .OrderByDescending(m => m.MemberId == me)
            .ThenBy(m => m.Name)
            .ThenBy(m => m.MemberId)
            .Select(m => new
            {
                m.MemberId,
                m.Name,
                m.Email,
            })
            .Take(MaxOffered)
            .ToListAsync(request.Cancel);
        return
        [
            .. members.Select(m => new CheckboxOption(
                m.MemberId.ToString(CultureInfo.InvariantCulture),
                m.Name,
                m.Email
            )),
        ];
    }

    /// <summary>Reads the ticked members.</summary>
    /// <exception cref="ApiException">A value is not an ID, which the form cannot send.</exception>
    public static List<long?> Ticked(Form form, string field) =>
        [.. form.Values(field).Distinct(StringComparer.Ordinal).Select(id => (long?)Validate.IdText(id, field))];
}
