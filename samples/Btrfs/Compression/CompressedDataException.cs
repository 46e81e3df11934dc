namespace AopKit.Samples.Btrfs.Compression;

/// <summary>
/// A packed stream is damaged. Internal: who knows which extent it came from makes an error for users of it.
/// </summary>
/// <param name="message">What is wrong, as one sentence without a full stop.</param>
internal sealed class CompressedDataException(string message) : Exception(message);
