using System;
using AopKit.Lifetimes;

// AOP5001: there is no parameter of that name, so the contract says nothing.
static class Slices
{
    [return: ViewOf("buff")]
    public static Span<byte> Tail(byte[] buffer, int start) => buffer.AsSpan(start);
}
