using Pharos.Host.Cli;

using var stop = new CancellationTokenSource();
return await CommandLine.Run(args, new StandardStreams(), stop.Token);
