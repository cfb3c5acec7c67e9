using System.Globalization;
using Hybrid.Cli;
using Hybrid.Cli.Ablating;
using Hybrid.Cli.Training;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// A training that is interrupted finishes its running structures and writes a checkpoint; a second Ctrl-C ends it at once.
using var interrupt = new Interrupt(args is [TrainCommand.Name or AblateCommand.Name, ..] ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(2));
return HybridCommand.Run(args, CommandStreams.OfProcess(), interrupt.Token);
