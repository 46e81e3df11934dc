using System.Security.Cryptography;

namespace AopKit.Samples.Lab.Clients;

/// <summary>A file that the workloads read, and what its bytes must be.</summary>
/// <param name="Id">How the client names it.</param>
/// <param name="Length">How many bytes are read, from the first.</param>
/// <param name="Hash">Their SHA-256.</param>
internal sealed record LabFile<TId>(TId Id, int Length, byte[] Hash)
{
    /// <summary>Whether <paramref name="content"/> is what the file must hold.</summary>
    public bool Holds(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return hash.SequenceEqual(Hash);
    }
}
