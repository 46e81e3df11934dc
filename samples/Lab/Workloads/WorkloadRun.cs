using AopKit.Samples.Lab.Clients;

namespace AopKit.Samples.Lab.Workloads;

/// <summary>What a workload works on.</summary>
/// <param name="Cache">The cache under pressure.</param>
/// <param name="Volume">The file system in it.</param>
/// <param name="BudgetPages">
/// The cache's budget in pages; distances between doing and undoing are fractions of it.
/// </param>
/// <param name="Seed">What decides every choice.</param>
/// <param name="Operations">How many operations each thread does.</param>
internal sealed record WorkloadRun(PageCache Cache, ILabVolume Volume, int BudgetPages, int Seed, int Operations);
