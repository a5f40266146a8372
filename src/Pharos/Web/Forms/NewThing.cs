using Pharos.Database;

namespace Pharos.Web.Forms;

/// <summary>The context of a form that creates something and shows nothing that exists.</summary>
internal sealed record NewThing
{
    private static readonly NewThing Instance = new();

    public static Task<NewThing> Find(ConsoleRequest request, PharosDb db) => Task.FromResult(Instance);
}
