using System.Globalization;
using Hybrid.Cli;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var interrupt = new Interrupt();
return HybridCommand.Run(args, CommandStreams.OfProcess(), interrupt.Token);
