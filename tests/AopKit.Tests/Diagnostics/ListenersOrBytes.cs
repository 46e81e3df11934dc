namespace AopKit.Tests.Diagnostics;

/// <summary>
/// Tests that listen to the whole process, and tests that count what is allocated while nobody listens: one at a time.
/// </summary>
internal static class ListenersOrBytes
{
    public const string Collection = "listeners or bytes";
}
