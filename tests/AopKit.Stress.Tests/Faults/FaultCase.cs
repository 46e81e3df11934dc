using System.Reflection;
using AopKit.Checking;
using AopKit.Tests.Contract;

namespace AopKit.Stress.Tests.Faults;

/// <summary>A fault of the engine and a test that must catch it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Class">The test's class; an inherited test runs on the engine's.</param>
/// <param name="Test">The test.</param>
internal sealed record FaultCase(FaultId Fault, Type Class, MethodInfo Test)
{
    /// <summary>All pairs, in the order of the clauses.</summary>
    public static IReadOnlyList<FaultCase> All { get; } =
    [
        .. typeof(EngineContractTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract
                && (type == typeof(EngineContractTests) || type.IsSubclassOf(typeof(EngineTests))))
            .SelectMany(type => type.GetMethods().Select(method => (Class: type, Test: method)))
            .SelectMany(test => test.Test.GetCustomAttributes<CatchesAttribute>()
                .Select(catches => new FaultCase(Enum.Parse<FaultId>(catches.Fault), test.Class, test.Test)))
            .OrderBy(entry => entry.Fault),
    ];

    /// <summary>The clause, which the fault's name begins with.</summary>
    public string Clause => ClauseOf(Fault);

    public static string ClauseOf(FaultId fault) => fault.ToString().Split('_')[0];
}
