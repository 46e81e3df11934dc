namespace AopKit.Tests.Contract;

/// <summary>
/// Names the fault of the engine that the test must catch: switched on, it makes the test fail. The table of faults is
/// printed by <c>dotnet run --project tests/AopKit.Stress.Tests -- faults</c>.
/// </summary>
/// <param name="fault">Name of a member of <c>FaultId</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CatchesAttribute(string fault) : Attribute
{
    public string Fault { get; } = fault;
}
