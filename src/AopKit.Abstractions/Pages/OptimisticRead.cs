namespace AopKit;

/// <summary>
/// What a read without a pin validates when it is done. Made and read by implementations of
/// <see cref="AddressSpace{T}"/>.
/// </summary>
/// <param name="Frame">The implementation's number of the frame.</param>
/// <param name="Version">The frame's version when the read began.</param>
public readonly record struct OptimisticRead(int Frame, long Version);
