namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>Rented arrays, as they are really used, and as they should not be.</summary>
internal static partial class ArrayPoolCases
{
    public static string[] Misuses { get; } =
    [
        """
        int M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(buffer);
            return {|AOP1001:buffer|}[0];
        }
        """,
        """
        void M(ArrayPool<char> pool, byte[] data)
        {
            char[] text = pool.Rent(16);
            pool.Return(text);
            {|AOP2001:pool.Return(text, clearArray: true)|};
        }
        """,
        """
        void M(Stream stream, int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            Span<byte> part = buffer.AsSpan(0, n);
            ArrayPool<byte>.Shared.Return(buffer);
            stream.Write({|AOP1007:part|});
        }
        """,
        """
        async Task M(Stream stream, CancellationToken token)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
            Memory<byte> memory = buffer;
            ArrayPool<byte>.Shared.Return(buffer);
            await stream.ReadAsync({|AOP1007:memory|}, token);
        }
        """,
        """
        byte[] M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                buffer[0] = 1;
                return {|AOP1006:buffer|};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """,
        """
        class Writer
        {
            private byte[]? _buffer;

            void Flush(int n)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
                {|AOP1002:_buffer = buffer|};
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """,
        """
        void M(int n)
        {
            int[] items = ArrayPool<int>.Shared.Rent(n);
            try
            {
                items[0] = n;
                if (n > 3)
                {
                    ArrayPool<int>.Shared.Return(items);
                }
            }
            finally
            {
                {|AOP2001:ArrayPool<int>.Shared.Return(items)|};
            }
        }
        """,
        """
        void M(List<int[]> kept, int n)
        {
            int[] items = ArrayPool<int>.Shared.Rent(n);
            {|AOP1003:kept.Add(items)|};
            ArrayPool<int>.Shared.Return(items);
        }
        """,
        """
        void M(int n)
        {
            byte[] buffer = Take(n);
            Give(buffer);
            {|AOP1001:buffer|}[1] = 1;
        }

        private static byte[] Take(int n) => ArrayPool<byte>.Shared.Rent(n);

        private static void Give(byte[] array) => ArrayPool<byte>.Shared.Return(array);
        """,
        """
        void M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            Action later = () => buffer[0] = 1;
            ArrayPool<byte>.Shared.Return(buffer);
            {|AOP1004:later|}();
        }
        """,
        """
        struct Builder
        {
            private char[] _chars;
            private int _used;

            public string End()
            {
                ArrayPool<char>.Shared.Return(_chars);
                return new string({|AOP1001:_chars|}, 0, _used);
            }
        }
        """,
        """
        void M(int n)
        {
            byte[]? rented = n > 256 ? ArrayPool<byte>.Shared.Rent(n) : null;
            if (rented != null)
            {
                ArrayPool<byte>.Shared.Return(rented);
                {|AOP1001:rented|}.AsSpan().Clear();
            }
        }
        """,
    ];
}
