namespace AopKit.Samples.Lab.Options;

/// <summary>What the user can put right: the message is one line that says what is wrong and what to do.</summary>
internal sealed class LabException(string message, Exception? inner = null) : Exception(message, inner);
