namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>Native memory.</summary>
internal static class NativeMemoryCases
{
    public static string[] Misuses { get; } =
    [
        """
        byte M()
        {
            byte* block = (byte*)NativeMemory.Alloc(16);
            NativeMemory.Free(block);
            return {|AOP1001:block|}[0];
        }
        """,
        """
        void M(int n)
        {
            void* block = {|AOP2003:NativeMemory.Alloc(16)|};
            if (n > 0)
            {
                NativeMemory.Free(block);
            }
        }
        """,
        """
        void M()
        {
            byte* block = (byte*)NativeMemory.Alloc(16);
            byte* bigger = (byte*)NativeMemory.Realloc(block, 32);
            *{|AOP1001:block|} = 1;
            NativeMemory.Free(bigger);
        }
        """,
        """
        void M()
        {
            void* block = NativeMemory.AlignedAlloc(64, 64);
            void* bigger = NativeMemory.AlignedRealloc(block, 128, 64);
            {|AOP2001:NativeMemory.AlignedFree(block)|};
            NativeMemory.AlignedFree(bigger);
        }
        """,
        """
        int M(string text)
        {
            IntPtr block = {|AOP2003:Marshal.StringToHGlobalAnsi(text)|};
            return text.Length;
        }
        """,
        """
        byte M()
        {
            IntPtr block = Marshal.AllocHGlobal(16);
            byte* first = (byte*)block.ToPointer();
            Marshal.FreeHGlobal(block);
            return *{|AOP1007:first|};
        }
        """,
    ];

    public static string[] Uses { get; } =
    [
        """
        void M(nuint n)
        {
            byte* block = (byte*)NativeMemory.Alloc(n);
            block = (byte*)NativeMemory.Realloc(block, n * 2);
            block[0] = 1;
            NativeMemory.Free(block);
        }
        """,
        """
        void M(nuint n)
        {
            void* block = NativeMemory.AlignedAlloc(n, 64);
            block = NativeMemory.AlignedRealloc(block, n * 2, 64);
            NativeMemory.AlignedFree(block);
        }
        """,
        """
        IntPtr M()
        {
            void* block = NativeMemory.Alloc(16);
            return (IntPtr)block;
        }
        """,
        """
        void* M()
        {
            IntPtr block = Marshal.AllocHGlobal(16);
            return block.ToPointer();
        }
        """,
        """
        void M(void** slot)
        {
            *slot = NativeMemory.Alloc(16);
            slot[1] = NativeMemory.Alloc(16);
        }
        """,
        """
        byte* M(nuint n)
        {
            byte* block = (byte*)NativeMemory.Alloc(n + 16);
            return block + 16;
        }
        """,
        """
        struct Node
        {
            public unsafe Node* Next;

            public static unsafe Node* Add(Node* head)
            {
                Node* node = (Node*)NativeMemory.Alloc((nuint)sizeof(Node));
                node->Next = head;
                head->Next = (Node*)NativeMemory.AllocZeroed((nuint)sizeof(Node));
                return node;
            }
        }
        """,
    ];
}
