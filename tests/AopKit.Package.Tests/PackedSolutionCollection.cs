namespace AopKit.Package.Tests;

/// <summary>The tests that share one packing; they run one after the other.</summary>
[CollectionDefinition(nameof(PackedSolution))]
public sealed class PackedSolutionCollection : ICollectionFixture<PackedSolution>;
