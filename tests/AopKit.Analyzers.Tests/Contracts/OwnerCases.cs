namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>Memory owners and pooled objects.</summary>
internal static class OwnerCases
{
    public static string[] Misuses { get; } =
    [
        """
        int M(int n)
        {
            IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(n);
            Memory<byte> memory = owner.Memory;
            owner.Dispose();
            return {|AOP1007:memory|}.Length;
        }
        """,
        """
        Memory<byte> M(int n)
        {
            using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(n);
            return {|AOP1006:owner.Memory|};
        }
        """,
        """
        int M(int n)
        {
            IMemoryOwner<byte> owner = {|AOP2003:MemoryPool<byte>.Shared.Rent(n)|};
            return owner.Memory.Length;
        }
        """,
        """
        void M(IMemoryOwner<char> owner)
        {
            owner.Dispose();
            {|AOP1001:owner|}.Memory.Span.Clear();
        }
        """,
        """
        async Task M(Stream stream, int n)
        {
            IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(n);
            if (n == 0)
            {
                owner.Dispose();
                await stream.ReadAsync({|AOP1001:owner|}.Memory);
                return;
            }

            using (owner)
            {
                await stream.ReadAsync(owner.Memory);
            }
        }
        """,
        """
        string M(Microsoft.Extensions.ObjectPool.ObjectPool<System.Text.StringBuilder> pool)
        {
            System.Text.StringBuilder text = pool.Get();
            text.Append('a');
            pool.Return(text);
            return {|AOP1001:text|}.ToString();
        }
        """,
        """
        void M(Microsoft.Extensions.ObjectPool.ObjectPool<object> pool)
        {
            object item = pool.Get();
            try
            {
                pool.Return(item);
            }
            finally
            {
                {|AOP2001:pool.Return(item)|};
            }
        }
        """,
    ];

    public static string[] Uses { get; } =
    [
        """
        int M(int n)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(n);
            ArrayPool<byte>.Shared.Return(buffer);
            return buffer.Length;
        }
        """,
        """
        int M(int n)
        {
            using IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(n);
            owner.Memory.Span.Clear();
            return owner.Memory.Span[0];
        }
        """,
        """
        class Holder : IDisposable
        {
            private IMemoryOwner<byte>? _owner = MemoryPool<byte>.Shared.Rent(16);

            public Memory<byte> Memory => _owner!.Memory;

            public void Grow(int n)
            {
                IMemoryOwner<byte> next = MemoryPool<byte>.Shared.Rent(n);
                _owner!.Memory.CopyTo(next.Memory);
                _owner.Dispose();
                _owner = next;
            }

            public void Dispose()
            {
                _owner?.Dispose();
                _owner = null;
            }
        }
        """,
        """
        IMemoryOwner<byte> M(Stream stream, int n)
        {
            IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(n);
            try
            {
                stream.ReadExactly(owner.Memory.Span);
                return owner;
            }
            catch
            {
                owner.Dispose();
                throw;
            }
        }
        """,
        """
        async Task M(Stream stream, int n)
        {
            using (IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(n))
            {
                int read = await stream.ReadAsync(owner.Memory);
                await stream.WriteAsync(owner.Memory.Slice(0, read));
            }
        }
        """,
        """
        void M(IMemoryOwner<byte>[] owners, ref IMemoryOwner<byte>? slot, int n)
        {
            ref IMemoryOwner<byte> first = ref owners[0];
            first = MemoryPool<byte>.Shared.Rent(n);
            owners[1] = MemoryPool<byte>.Shared.Rent(n);
            slot ??= MemoryPool<byte>.Shared.Rent(n);
        }
        """,
        """
        Func<IMemoryOwner<byte>> M(int n)
        {
            IMemoryOwner<byte> owner = MemoryPool<byte>.Shared.Rent(n);
            return () => owner;
        }
        """,
        """
        string M(Microsoft.Extensions.ObjectPool.ObjectPool<System.Text.StringBuilder> pool)
        {
            System.Text.StringBuilder text = pool.Get();
            try
            {
                return text.Append('a').ToString();
            }
            finally
            {
                pool.Return(text);
            }
        }
        """,
        """
        object M(Microsoft.Extensions.ObjectPool.ObjectPool<object> pool, bool keep)
        {
            object item = pool.Get();
            if (!keep)
            {
                pool.Return(item);
                item = new object();
            }

            return item;
        }
        """,
    ];
}
