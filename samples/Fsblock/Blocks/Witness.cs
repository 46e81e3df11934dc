using AopKit.Samples.Devices.Facts;

namespace AopKit.Samples.Fsblock.Blocks;

/// <summary>Who is told what happens: of facts, and of what each callback saw.</summary>
/// <param name="Facts">Hears when a state or a mark begins and ends.</param>
/// <param name="Trace">Is told one line for each callback, on its thread; null: no line is made.</param>
internal sealed record Witness(IFactObserver Facts, Action<string>? Trace = null);
