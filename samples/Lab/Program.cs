using AopKit.Samples.Lab.Options;

return LabCommand.Run(args, Console.Out, Console.Error);
