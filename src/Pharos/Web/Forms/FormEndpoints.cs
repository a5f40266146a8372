namespace Pharos.Web.Forms;

/// <summary>Maps declared forms.</summary>
internal static class FormEndpoints
{
    /// <summary>Maps a form and its page. Sending the same form again has no further effect.</summary>
    /// <param name="notices">The notices that the page can show.</param>
    public static void MapForm<TContext>(
        this IEndpointRouteBuilder console,
        string path,
        ConsoleForm<TContext> form,
        params IReadOnlyList<FormNotice> notices
    ) => console.MapForm(path, path, form, notices);

    /// <summary>Maps a form whose page has another path.</summary>
    /// <param name="notices">The notices that the page can show.</param>
    public static void MapForm<TContext>(
        this IEndpointRouteBuilder console,
        string pagePath,
        string path,
        ConsoleForm<TContext> form,
        params IReadOnlyList<FormNotice> notices
    )
    {
        console.MapPage(pagePath, form.Show, notices);
        console.MapSentForm(path, form);
    }

    /// <summary>Maps a form that is shown by another screen.</summary>
    public static void MapSentForm<TContext>(
        this IEndpointRouteBuilder console,
        string path,
        ConsoleForm<TContext> form
    )
    {
        var endpoint = form.MaxFileBytes is { } most
            ? console.MapFileForm(path, most, form.Permission, form.Send)
            : console.MapForm(path, form.Send, form.Permission);
        endpoint.WithMetadata(new SubmitsWith(form.Notice));
    }
}
