namespace AopKit.Analyzers.Tests.Contracts;

/// <content>Good uses.</content>
internal static partial class ArrayPoolCases
{
    public static string[] Uses { get; } =
    [
        """
        void M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                buffer[0] = 1;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """,
        """
        int M(int n)
        {
            byte[]? rented = n > 256 ? ArrayPool<byte>.Shared.Rent(n) : null;
            Span<byte> span = rented ?? stackalloc byte[256];
            int sum = span[0];
            if (rented != null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }

            return sum;
        }
        """,
        """
        int M(ReadOnlySpan<char> text)
        {
            char[]? rented = null;
            Span<char> span = text.Length <= 64 ? stackalloc char[64] : (rented = ArrayPool<char>.Shared.Rent(99));
            text.CopyTo(span);
            int sum = 0;
            foreach (char c in span)
            {
                sum += c;
            }

            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }

            return sum;
        }
        """,
        """
        class Writer : IDisposable
        {
            private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16);
            private int _used;

            void Grow()
            {
                byte[] old = _buffer;
                _buffer = ArrayPool<byte>.Shared.Rent(old.Length * 2);
                Array.Copy(old, _buffer, _used);
                ArrayPool<byte>.Shared.Return(old);
            }

            public void Dispose()
            {
                byte[] buffer = _buffer;
                if (buffer != null)
                {
                    _buffer = null!;
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        """,
        """
        class Reader
        {
            private byte[]? _buffer;

            void Start(int n)
            {
                byte[] rented = ArrayPool<byte>.Shared.Rent(n);
                _buffer = rented;
                rented[0] = 1;
            }

            void Stop()
            {
                if (_buffer != null)
                {
                    ArrayPool<byte>.Shared.Return(_buffer);
                    _buffer = null;
                }
            }

            void Abort()
            {
                byte[]? buffer = Interlocked.Exchange(ref _buffer, null);
                if (buffer is { Length: > 0 })
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        """,
        """
        ref struct Builder
        {
            private char[]? _rented;
            private Span<char> _chars;
            private int _used;

            private void Grow(int more)
            {
                char[] bigger = ArrayPool<char>.Shared.Rent(_used + more);
                _chars.Slice(0, _used).CopyTo(bigger);
                char[]? old = _rented;
                _chars = _rented = bigger;
                if (old != null)
                {
                    ArrayPool<char>.Shared.Return(old);
                }
            }

            public void Dispose()
            {
                char[]? old = _rented;
                this = default;
                if (old != null)
                {
                    ArrayPool<char>.Shared.Return(old);
                }
            }
        }
        """,
        """
        async Task M(Stream from, Stream to, CancellationToken token)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
            try
            {
                int read;
                while ((read = await from.ReadAsync(buffer.AsMemory(), token)) > 0)
                {
                    await to.WriteAsync(buffer.AsMemory(0, read), token);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """,
        """
        void M(int[] sizes)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
            foreach (int size in sizes)
            {
                if (size > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(size);
                }

                buffer[0] = 1;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
        """,
        """
        byte[] M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            byte[] result = buffer.AsSpan(0, n).ToArray();
            ArrayPool<byte>.Shared.Return(buffer);
            return result;
        }
        """,
        """
        void M(int n, bool pooled)
        {
            byte[] buffer = pooled ? ArrayPool<byte>.Shared.Rent(n) : new byte[n];
            buffer[0] = 1;
            if (pooled)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """,
        """
        int M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            buffer[0] = 1;
            return n;
        }
        """,
        """
        void M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                buffer[0] = 1;
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
        """,
        """
        class Holder : IDisposable
        {
            private byte[]? _array;

            public Holder(byte[] array) => _array = array;

            public byte[]? Array { get; set; }

            public void Dispose() => _array = null;

            static void M(int n)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
                using Holder holder = new(buffer);
                try
                {
                    holder.Array = buffer;
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    holder.Array = null;
                }
            }
        }
        """,
        """
        void M(int n)
        {
            byte[]? buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                buffer[0] = 1;
                Return(ref buffer);
            }
            finally
            {
                Return(ref buffer);
            }

            static void Return(ref byte[]? array)
            {
                if (array is not null)
                {
                    ArrayPool<byte>.Shared.Return(array);
                    array = null;
                }
            }
        }
        """,
        """
        async Task M(Stream stream, CancellationToken stop)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
            await using (stop.Register(() => Array.Clear(buffer)))
            {
                await stream.ReadExactlyAsync(buffer, stop);
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
        """,
        """
        class Slots
        {
            private readonly byte[]?[] _slots = new byte[4][];

            void M(int n)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
                _slots[0] = buffer;
                Console.WriteLine(_slots[0]!.Length);
                ArrayPool<byte>.Shared.Return(buffer);
                _slots[0] = null;
            }
        }
        """,
        """
        void M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            int length = Use(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = Array.Empty<byte>();
            buffer.AsSpan().Fill((byte)length);
        }

        private static int Use(byte[] array) => array[0];
        """,
    ];
}
