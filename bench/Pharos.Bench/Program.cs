using Pharos.Bench;

// The comparison servers and the email sink are this program with other arguments.
switch (args)
{
    case ["bare", var data, var response]:
        return await ComparisonServer.Run(data, BareResponse.Read(response));
    case ["empty", var data]:
        return await ComparisonServer.Run(data, null);
    case ["append", var data]:
        return await AppendServer.Run(data);
    case ["sink", var firstEmail]:
        return await EmailSinkProgram.Run(firstEmail);
    case ["--help"]:
        Console.WriteLine(
            """
            Usage: bench/run [PART...]   (default: all parts)

            Parts: change-info lists site render growth large start delivery fan-out audit console floods
                   intake

            Environment variables:
              ROUNDS       measured rounds (5)
              SECONDS      length of a round in seconds (4)
              HISTORY      history file for the public page (default: the demo's history)
              POSTGRES     connection string of a PostgreSQL server, "Host=…;Username=…" (default: SQLite)
              RECIPIENTS   recipients of the email delivery (100000)
              SUBSCRIBERS  subscribers of the fan-out (1000000)
              LINES        entries of the audit log (10000000)
            """
        );
        return 0;
}

var parts =
    args.Length > 0
        ? args
        :
        [
            "change-info",
            "lists",
            "site",
            "render",
            "growth",
            "large",
            "start",
            "delivery",
            "fan-out",
            "audit",
            "console",
            "floods",
            "intake",
        ];
Console.WriteLine(
    $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {Load.Rounds} rounds of "
        + $"{Load.Seconds} s, medians; compare figures within one run only"
);
if (parts.Contains("change-info"))
    await ChangeInfoBench.Run();
if (parts.Contains("lists"))
    await ListBench.Run();
if (parts.Contains("site"))
    await SiteBench.Run();
if (parts.Contains("render"))
    await RenderBench.Run();
if (parts.Contains("growth"))
    await GrowthBench.Run();
if (parts.Contains("large"))
    await LargePageBench.Run();
if (parts.Contains("start"))
    await StartBench.Run();
if (parts.Contains("delivery"))
    await DeliveryBench.Run();
if (parts.Contains("fan-out"))
    await FanOutBench.Run();
if (parts.Contains("audit"))
    await AuditBench.Run();
if (parts.Contains("console"))
    await ConsoleBench.Run();
if (parts.Contains("intake"))
    await IntakeBench.Run();
if (parts.Contains("floods"))
    await FloodBench.Run();
return 0;
