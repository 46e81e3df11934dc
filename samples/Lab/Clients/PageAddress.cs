namespace AopKit.Samples.Lab.Clients;

/// <summary>The page that the facts of a unit are about.</summary>
/// <param name="Space">Its address space.</param>
/// <param name="Index">Its index.</param>
internal readonly record struct PageAddress(AddressSpace Space, PageIndex Index);
