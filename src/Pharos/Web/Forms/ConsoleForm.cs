using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Web.Forms;

/// <summary>
/// A form of the console, declared once in its screen's file. <see cref="FormEndpoints"/> maps it, and owns what all
/// forms share: permission, lock, concurrency token, errors beside their fields, commit, redirect and notice.
/// </summary>
/// <typeparam name="TContext">What the form is about, such as a team.</typeparam>
internal sealed record ConsoleForm<TContext>
{
    /// <summary>Demanded when the form is sent, and when its page is opened.</summary>
    public Permissions Permission { get; init; }

    /// <summary>Demanded instead when the page is opened, if it also shows something to others.</summary>
    public Permissions? PagePermission { get; init; }

    /// <summary>Empty for a form that only asks for confirmation.</summary>
    public IReadOnlyList<ConsoleField<TContext>> Fields { get; init; } = [];

    /// <summary>Reads what the address names; after <see cref="Lock"/> when the form is sent.</summary>
    public required Func<ConsoleRequest, PharosDb, Task<TContext>> Find { get; init; }

    /// <summary>
    /// For a form that edits what is there: begins its transaction by taking the lock. Under that lock the concurrency
    /// token is compared, so nothing that someone else changed since is overwritten unseen.
    /// </summary>
    public Func<WriteTransaction, ConsoleRequest, Task>? Lock { get; init; }

    /// <summary>False for a form that takes a lock, and yet edits nothing that its page showed.</summary>
    public bool HasToken { get; init; } = true;

    /// <summary>What the concurrency token covers in addition to the fields, such as a revision.</summary>
    public Func<TContext, object?>? Version { get; init; }

    /// <summary>Shown above the form when the token doesn't match.</summary>
    public TextKey Conflict { get; init; } = ConsoleTexts.ChangedMeanwhile;

    /// <summary>Checks what was typed, or reads what isn't a plain field, before anything is written.</summary>
    public Func<ConsoleRequest, PharosDb, TContext, Form, Task>? Check { get; init; }

    /// <summary>Runs the operation, and returns the address to go to.</summary>
    public required Func<TContext, Form, OperationContext, Task<string>> Submit { get; init; }

    /// <summary>
    /// Puts an error of the operation into the form, if it is about more than one field's wire name can say; false
    /// leaves it to <see cref="Fields"/>.
    /// </summary>
    public Func<ApiException, TContext, Form, ConsoleLocalizer, bool>? TakeError { get; init; }

    /// <summary>Answers with the form's page, with the status of the form.</summary>
    public required Func<ConsoleRequest, PharosDb, TContext, Form, Task<IResult>> Page { get; init; }

    /// <summary>Shown where <see cref="Submit"/> leads. The screen there is mapped with it.</summary>
    public required FormNotice Notice { get; init; }

    /// <summary>The largest form with files, in bytes; null for a form without files.</summary>
    public long? MaxFileBytes { get; init; }

    public async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(PagePermission ?? Permission);
        var context = await Find(request, db);
        return await Page(request, db, context, Filled(context));
    }

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

    /// <summary>The form as its page is opened.</summary>
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

    /// <summary>A form without fields has no place for errors; they get a page of their own.</summary>
    private bool Takes(ApiException error, TContext context, Form form, ConsoleLocalizer texts) =>
        TakeError?.Invoke(error, context, form, texts) == true
        || (
            Fields.Count > 0
            && form.Takes(error, texts, [.. Fields.SelectMany(f => f.WireNames.Select(w => (w, f.Name, f.Label)))])
        );
}
