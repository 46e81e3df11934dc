namespace AopKit.Testing;

/// <summary>A race has a schedule that fails, or could not be explored to its end.</summary>
/// <param name="message">What failed, and how.</param>
/// <param name="inner">What the thread or the check threw, or null.</param>
public sealed class RaceFailedException(string message, Exception? inner) : Exception(message, inner);
