namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>Pins and handles.</summary>
internal static class HandleCases
{
    public static string[] Misuses { get; } =
    [
        """
        byte M(Memory<byte> memory)
        {
            MemoryHandle handle = memory.Pin();
            byte* first = (byte*)handle.Pointer;
            handle.Dispose();
            return *{|AOP1007:first|};
        }
        """,
        """
        void M(ReadOnlyMemory<char> memory, bool empty)
        {
            MemoryHandle handle = {|AOP2003:memory.Pin()|};
            if (!empty)
            {
                handle.Dispose();
            }
        }
        """,
        """
        object? M(object value)
        {
            GCHandle handle = GCHandle.Alloc(value);
            handle.Free();
            return {|AOP1001:handle|}.Target;
        }
        """,
        """
        void M(byte[] data)
        {
            GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
            handle.Free();
            {|AOP2001:handle.Free()|};
        }
        """,
        """
        IntPtr M(byte[] data)
        {
            GCHandle handle = {|AOP2003:GCHandle.Alloc(data, GCHandleType.Pinned)|};
            return handle.AddrOfPinnedObject();
        }
        """,
        """
        void M(byte[] data)
        {
            GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
            if (handle.IsAllocated)
            {
                handle.Free();
            }

            Console.WriteLine({|AOP1001:handle|}.AddrOfPinnedObject());
        }
        """,
    ];

    public static string[] Uses { get; } =
    [
        """
        byte M(Memory<byte> memory)
        {
            using MemoryHandle handle = memory.Pin();
            return *(byte*)handle.Pointer;
        }
        """,
        """
        void M(ReadOnlyMemory<char> memory)
        {
            MemoryHandle handle = memory.Pin();
            try
            {
                Console.WriteLine((nint)handle.Pointer);
            }
            finally
            {
                handle.Dispose();
                handle.Dispose();
            }
        }
        """,
        """
        void M(byte[] data)
        {
            GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
            try
            {
                Console.WriteLine(handle.AddrOfPinnedObject());
            }
            finally
            {
                if (handle.IsAllocated)
                {
                    handle.Free();
                }
            }
        }
        """,
        """
        class Pinned : IDisposable
        {
            private GCHandle _handle;

            public Pinned(object value) => _handle = GCHandle.Alloc(value);

            public void Dispose()
            {
                if (_handle.IsAllocated)
                {
                    _handle.Free();
                }
            }
        }
        """,
        """
        IntPtr M(object state) => GCHandle.ToIntPtr(GCHandle.Alloc(state));
        """,
        """
        IntPtr M(object state)
        {
            GCHandle handle = GCHandle.Alloc(state);
            return (IntPtr)handle;
        }
        """,
        """
        void M(IntPtr context)
        {
            GCHandle handle = GCHandle.FromIntPtr(context);
            ((Action)handle.Target!)();
            handle.Free();
        }
        """,
        """
        void M(object? value)
        {
            GCHandle handle = default;
            if (value != null)
            {
                handle = GCHandle.Alloc(value);
            }

            if (handle.IsAllocated)
            {
                handle.Free();
            }
        }
        """,
    ];
}
