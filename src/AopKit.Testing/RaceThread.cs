namespace AopKit.Testing;

/// <summary>One of the threads of a race.</summary>
/// <typeparam name="T">What the threads share.</typeparam>
/// <param name="Name">How reports call it.</param>
/// <param name="Run">What it does. It must do the same whenever it sees the same: no clock, no chance.</param>
public readonly record struct RaceThread<T>(string Name, Action<T> Run);
