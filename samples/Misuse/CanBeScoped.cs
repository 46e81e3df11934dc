using System;
using AopKit.Lifetimes;

// AOP5003: the compiler takes the result for a view of the key, although the key is only borrowed.
static class Keys
{
    public static ReadOnlySpan<byte> Kind([Borrowed] ReadOnlySpan<byte> key) => key.IsEmpty ? "none"u8 : "some"u8;
}
