using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model.Operations;

/// <summary>An operation of the API as the model knows it.</summary>
/// <param name="Method">GET, with the request in the query, or POST.</param>
/// <param name="Weight">How often it is drawn, relative to the others.</param>
/// <param name="Request">Draws a request.</param>
/// <param name="Answer">
/// Changes the model and gives the <c>data</c>; throws <see cref="Refused"/> where the answer is an error, and the
/// model is put back.
/// </param>
internal sealed record ModelOperation(
    string Method,
    string Path,
    int Weight,
    Func<AccountModel, Draw, long, JsonObject> Request,
    Func<Asked, JsonNode> Answer
)
{
    public static ModelOperation Post(
        string path,
        int weight,
        Func<AccountModel, Draw, JsonObject> request,
        Func<Asked, JsonNode> answer
    ) => new("POST", path, weight, (model, draw, _) => request(model, draw), answer);
}
