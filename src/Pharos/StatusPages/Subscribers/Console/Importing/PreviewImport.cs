using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Subscribers.Console.Importing;

/// <summary>
/// Previews an import of subscribers, line by line: <c>/console/pages/{page_id}/subscribers/import</c>. Valid
/// subscribers are stored for a day, for <see cref="ConfirmImport"/>.
/// </summary>
internal static class PreviewImport
{
    /// <summary>Maximum subscribers per import, which is all or nothing; longer lists are split into parts.</summary>
    public const int Most = ImportSubscribers.MaxItems;

    private const int PerPart = 50_000;

    private const int Piece = 5000;

    private const long KeptSeconds = 86_400;

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        return Page(request, await PageContext.Find(request, db), new Form(), null);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, "list");
        if (await Text(request, form) is not { } text)
            return Page(request, page, form, null);

        var read = (await Reader(request, db, page)).Read(text);
        var importId = read.Right.Count > 0 && read.IsWhole ? await Keep(request, db, page, read.Right) : null;
        var there = importId is null ? 0 : await There(request, db, page, read.Right);
        if (read.Right.Count + read.Wrong.Count == 0)
            form.Refuse("list", request.Texts[SubscribersTexts.ImportEmpty]);
        return Page(
            request,
            page,
            form,
            read.Right.Count + read.Wrong.Count == 0
                ? null
                : new ImportPreview(read, importId, there, await Names(request, db, page))
        );
    }

    /// <summary>
    /// The uploaded file, else the pasted text; null if there is neither, or the file is not text.
    /// </summary>
    private static async Task<string?> Text(ConsoleRequest request, Form form)
    {
        if (request.Http.Request.Form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            if (!string.IsNullOrWhiteSpace(form["list"]))
                return form["list"];
            form.Refuse("list", request.Texts[SubscribersTexts.ImportEmpty]);
            return null;
        }

        try
        {
            using var reader = new StreamReader(
                file.OpenReadStream(),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            );
            return await reader.ReadToEndAsync(request.Cancel);
        }
        catch (DecoderFallbackException)
        {
            form.Refuse("file", request.Texts[SubscribersTexts.ImportNotText]);
            return null;
        }
    }

    private static async Task<ImportFile> Reader(ConsoleRequest request, PharosDb db, PageContext page)
    {
        var components = new NameLookup<string>();
        foreach (var (id, name) in await Names(request, db, page))
        {
            components.Add(name, id);
            components.Add(id, id);
        }

        Dictionary<string, string>? members = null;
        if (page.Type == PageType.Internal)
        {
            members = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (
                var member in await db
                    .Members.Where(m => m.AccountId == request.Caller.AccountId && m.Status != MemberStatus.Deleted)
                    .Select(m => new { m.MemberId, m.Email })
                    .ToListAsync(request.Cancel)
            )
            {
                var id = member.MemberId.ToString(CultureInfo.InvariantCulture);
                (members[member.Email.ToLowerInvariant()], members[id]) = (id, id);
            }
        }

        return new ImportFile(PageSubscribers.MethodOf(page.Type), components, members, request.Texts);
    }

    private static Task<Dictionary<string, string>> Names(ConsoleRequest request, PharosDb db, PageContext page) =>
        db
            .Components.Where(c => c.PageId == page.PageId && c.DeletedAt == null)
            .ToDictionaryAsync(c => c.ComponentId, c => c.Name, request.Cancel);

    /// <summary>Stores valid subscribers, and deletes previews older than a day.</summary>
    private static async Task<string> Keep(
        ConsoleRequest request,
        PharosDb db,
        PageContext page,
        IReadOnlyList<ImportedSubscriber> right
    )
    {
        var (importId, now) = (Ids.NewUlid(request.Clock), request.Clock.Seconds());
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await db.SubscriberImports.Where(i => i.CreatedAt < now - KeptSeconds).ExecuteDeleteAsync(request.Cancel);
        db.SubscriberImports.AddRange(
            right
                .Chunk(right.Count <= Most ? Most : PerPart)
                .Select(
                    (items, part) =>
                        new SubscriberImportRow
                        {
                            ImportId = importId,
                            Part = part,
                            PageId = page.PageId,
                            MemberId = request.Caller.MemberId,
                            Count = items.Length,
                            Total = right.Count,
                            Items = JsonSerializer.Serialize(items, WireJson.Options),
                            CreatedAt = now,
                        }
                )
        );
        await write.Commit(request.Cancel);
        return importId;
    }

    /// <summary>Counts existing subscriptions, which the import would replace.</summary>
    private static async Task<int> There(
        ConsoleRequest request,
        PharosDb db,
        PageContext page,
        IReadOnlyList<ImportedSubscriber> right
    )
    {
        await using var snapshot = await db.BeginRead(request.Cancel);
        var there = 0;
        foreach (var piece in right.Chunk(Piece))
        {
            await using var command = db.BulkCommand(
                ["recipient text"],
                piece.Select(s => new object?[] { s.Recipient }),
                "SELECT count(*) FROM given JOIN subscribers s ON s.page_id = @page AND s.method = @method "
                    + "AND s.recipient = given.recipient",
                ("@page", page.PageId),
                ("@method", WireName<SubscriptionMethod>.ToWire(PageSubscribers.MethodOf(page.Type)))
            );
            there += Convert.ToInt32(await command.ExecuteScalarAsync(request.Cancel), CultureInfo.InvariantCulture);
        }

        return there;
    }

    private static IResult Page(ConsoleRequest request, PageContext page, Form form, ImportPreview? preview) =>
        request.Page<ImportPage>(
            form.Status,
            (nameof(ImportPage.Page), page),
            (nameof(ImportPage.Form), form),
            (nameof(ImportPage.Preview), preview)
        );
}

/// <summary>What an import would do.</summary>
/// <param name="ImportId">The stored preview; null if nothing is valid or the file was not read completely.</param>
/// <param name="There">Existing subscriptions, which the import replaces.</param>
/// <param name="Names">Names of the page's components, by ID.</param>
public sealed record ImportPreview(
    ReadImport Read,
    string? ImportId,
    int There,
    IReadOnlyDictionary<string, string> Names
);
