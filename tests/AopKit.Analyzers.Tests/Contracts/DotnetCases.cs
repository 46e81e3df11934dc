namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>What the contracts of .NET must catch, and what they must not: one of each for every line.</summary>
internal static class DotnetCases
{
    private static readonly (string Type, string Alloc, string Free)[] s_native =
    [
        ("void*", "NativeMemory.Alloc(16)", "NativeMemory.Free"),
        ("int*", "(int*)NativeMemory.Alloc(4, sizeof(int))", "NativeMemory.Free"),
        ("void*", "NativeMemory.AllocZeroed(16)", "NativeMemory.Free"),
        ("void*", "NativeMemory.AllocZeroed(4, 8)", "NativeMemory.Free"),
        ("void*", "NativeMemory.AlignedAlloc(64, 64)", "NativeMemory.AlignedFree"),
        ("IntPtr", "Marshal.AllocHGlobal(16)", "Marshal.FreeHGlobal"),
        ("nint", "Marshal.AllocHGlobal((nint)16)", "Marshal.FreeHGlobal"),
        ("IntPtr", "Marshal.AllocCoTaskMem(16)", "Marshal.FreeCoTaskMem"),
        ("IntPtr", "Marshal.StringToHGlobalAnsi(\"a\")", "Marshal.FreeHGlobal"),
        ("IntPtr", "Marshal.StringToHGlobalUni(\"a\")", "Marshal.FreeHGlobal"),
        ("IntPtr", "Marshal.StringToCoTaskMemAnsi(\"a\")", "Marshal.FreeCoTaskMem"),
        ("IntPtr", "Marshal.StringToCoTaskMemUni(\"a\")", "Marshal.FreeCoTaskMem"),
        ("IntPtr", "Marshal.StringToCoTaskMemUTF8(\"a\")", "Marshal.FreeCoTaskMem"),
        ("IntPtr", "Marshal.StringToBSTR(\"a\")", "Marshal.FreeBSTR"),
    ];

    public static IEnumerable<string> Misuses => OwnerCases.Misuses
        .Concat(HandleCases.Misuses)
        .Concat(NativeMemoryCases.Misuses)
        .Concat(LentCases.Misuses)
        .Concat(s_native.Select(kind =>
            $$"""
            void M()
            {
                {{kind.Type}} block = {{kind.Alloc}};
                {{kind.Free}}(block);
                {|AOP2001:{{kind.Free}}(block)|};
            }
            """));

    public static IEnumerable<string> Uses => OwnerCases.Uses
        .Concat(HandleCases.Uses)
        .Concat(NativeMemoryCases.Uses)
        .Concat(LentCases.Uses)
        .Concat(s_native.Select(kind =>
            $$"""
            void M(int n)
            {
                {{kind.Type}} block = {{kind.Alloc}};
                try
                {
                    if (n > 3)
                    {
                        return;
                    }
                }
                finally
                {
                    {{kind.Free}}(block);
                }
            }
            """));
}
