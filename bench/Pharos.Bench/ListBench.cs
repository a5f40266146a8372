namespace Pharos.Bench;

/// <summary>The list reads of the API with a valid key, compared with bare Kestrel returning the same bytes.</summary>
internal static class ListBench
{
    public static async Task Run()
    {
        await using var seed = await Seed.Make(100);
        await using var pharos = await Server.Pharos(seed.Arguments);
        (string Name, string Query)[] reads =
        [
            ("status-page/list", "p=1&limit=20"),
            ("status-page/info", $"page_id={seed.PageId}"),
            ("status-page/change/list", $"page_id={seed.PageId}&type=incident&status=resolved&p=1&limit=20"),
            ("status-page/change/active/list", $"page_id={seed.PageId}&type=incident&p=1&limit=20"),
        ];
        System.Console.WriteLine($"lists of the API, 30 components, 100 events, {Postgres.Kind}");
        foreach (var (name, query) in reads)
        {
            var address = new Uri(pharos.Address, $"/{name}?app_key={seed.Key}&{query}").ToString();
            var (bare, length) = await BareServer.Start(address, seed.Folder, []);
            await using var _ = bare;
            var rates = await Load.InTurns(new(pharos, address), new(bare, bare.Address.ToString()));
            System.Console.WriteLine($"  {name}, {length:N0} bytes: {rates[0].CompareWith(rates[1], "0.70")}");
        }
    }
}
