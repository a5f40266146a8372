using Pharos.Cli;

using var stop = new CancellationTokenSource();
return await CommandLine.Run(args, stop.Token);
