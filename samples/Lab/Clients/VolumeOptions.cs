using AopKit.Samples.Devices.Facts;
using AopKit.Samples.Lab.Matrix;

namespace AopKit.Samples.Lab.Clients;

/// <summary>How a volume is opened for a run.</summary>
/// <param name="Cache">The cache that all its address spaces live in.</param>
/// <param name="Row">Where facts are kept, and by which protocols pages go.</param>
/// <param name="Facts">Who hears of them.</param>
internal sealed record VolumeOptions(PageCache Cache, Row Row, IFactObserver Facts);
