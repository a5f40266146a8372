using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// A form of the console, declared once, in its screen's file. This class runs what all forms share: the permission
/// check, the lock, the concurrency token, the mapping of errors to fields, the commit, the redirect and the notice.
/// <see cref="FormEndpoints"/> maps its routes.
/// </summary>
/// <typeparam name="TContext">The resource that the form shows or changes, such as a team.</typeparam>
internal sealed record ConsoleForm<TContext>
{
    /// <summary>Required to open the form's page and to send the form.</summary>
    public Permissions Permission { get; init; }

    /// <summary>Required to open the page, if that differs: some pages are read-only for other members.</summary>
    public Permissions? PagePermission { get; init; }

    /// <summary>Empty for a form that only asks for confirmation.</summary>
    public IReadOnlyList<ConsoleField<TContext>> Fields { get; init; } = [];

    /// <summary>Reads the resource that the route names. For a sent form it runs after <see cref="Lock"/>.</summary>
    public required Func<ConsoleRequest, PharosDb, Task<TContext>> Find { get; init; }

    /// <summary>
    /// Takes the lock that a form needs to edit an existing resource. The form then has a transaction and a concurrency
    /// token, which is compared under the lock, so that saving never silently overwrites another member's change.
    /// </summary>
    public Func<WriteTransaction, ConsoleRequest, Task>? Lock { get; init; }

    /// <summary>False for a form that creates something under a lock.</summary>
    public bool HasToken { get; init; } = true;

    /// <summary>A value that the concurrency token covers in addition to the fields, such as a revision.</summary>
    public Func<TContext, object?>? Version { get; init; }

    /// <summary>Shown above the form when the token doesn't match.</summary>
    public TextKey Conflict { get; init; } = ConsoleTexts.EditConflict;

    /// <summary>Validates the form before the operation runs, or reads inputs that are not plain fields.</summary>
    public Func<ConsoleRequest, PharosDb, TContext, Form, Task>? Check { get; init; }

    /// <summary>Runs the operation and returns the address to redirect to.</summary>
    public required Func<TContext, Form, OperationContext, Task<string>> Submit { get; init; }

    /// <summary>
    /// Maps an error that the wire names of <see cref="Fields"/> can't, such as one about a line of a text area.
    /// Returns false for all other errors.
    /// </summary>
    public Func<ApiException, TContext, Form, ConsoleLocalizer, bool>? TakeError { get; init; }

    /// <summary>Renders the page, with the form's status.</summary>
    public required Func<ConsoleRequest, PharosDb, TContext, Form, Task<IResult>> Page { get; init; }

    /// <summary>Shown by the screen that <see cref="Submit"/> redirects to, which is mapped with it.</summary>
    public required FormNotice Notice { get; init; }

    /// <summary>The largest accepted form including its files, in bytes; null for a form without files.</summary>
    public long? MaxFileBytes { get; init; }

    /// <summary>Answers a GET.</summary>
    public async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(PagePermission ?? Permission);
        var context = await Find(request, db);
        return await Page(request, db, context, Filled(context));
    }

    /// <summary>Answers a POST.</summary>
    public async Task<IResult> Send(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permission);
        var form = Form.From(request, [.. Fields.Select(f => f.Name)]);
        var op = request.Operation(db);
        await using var write = Lock is null ? null : await op.BeginWrite();
        if (write is not null)
            await Lock!(write, request);
        var context = await Find(request, db);
        form.Token = Token(context);
        try
        {
            if (Check is not null)
                await Check(request, db, context, form);
            if (form.Token is not null && form.Token != request.Field(ConcurrencyToken.Field))
                await SetConflicts(request, db, context, form);
            if (form.IsRight)
            {
                var address = await Submit(context, form, write is null ? op : op.Within(write));
                if (write is not null)
                    await write.Commit(request.Cancel);
                return request.See(address, Notice);
            }
        }
        catch (ApiException error) when (Takes(error, context, form, request.Texts))
        {
            db.ChangeTracker.Clear();
        }

        return await Page(request, db, context, form);
    }

    /// <summary>Returns the form with the current values.</summary>
    public Form Filled(TContext context)
    {
        var form = new Form { Token = Token(context) };
        foreach (var field in Fields)
        {
            if (field.Current is not null)
                form.Set(field.Name, field.Current(context));
        }

        return form;
    }

    private string? Token(TContext context) =>
        Lock is null || !HasToken
            ? null
            : ConcurrencyToken.Create([
                .. Fields.Where(f => f.Current is not null).SelectMany(f => f.Current!(context).Prepend(f.Name)),
                Version?.Invoke(context),
            ]);

    private async Task SetConflicts(ConsoleRequest request, PharosDb db, TContext context, Form form)
    {
        form.IsConflict = true;
        form.Says = request.Texts[Conflict];
        foreach (var field in Fields.Where(f => !f.IsCurrent(context, form)))
            form.SetConflict(
                field.Name,
                field.Shown is null
                    ? string.Join('\n', field.Current!(context))
                    : await field.Shown(context, request, db)
            );
    }

    /// <summary>
    /// Shows all errors that the operation found. A form without fields has no place for errors, so they get the error
    /// page.
    /// </summary>
    private bool Takes(ApiException error, TContext context, Form form, ConsoleLocalizer texts)
    {
        var fields = Fields.SelectMany(f => f.WireNames.Select(w => (w, f.Name, f.Label))).ToArray();
        return error
            .Each()
            .Select(one => one.With([]))
            .Select(one =>
                TakeError?.Invoke(one, context, form, texts) == true
                || (Fields.Count > 0 && form.Takes(one, texts, fields))
            )
            .ToList()
            .TrueForAll(taken => taken);
    }
}
