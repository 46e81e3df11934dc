namespace AopKit.Analyzers.Tests.Contracts;

/// <summary>Pipes, documents, streams and scoped values: what they show is good as long as they say.</summary>
internal static class LentCases
{
    public static string[] Misuses { get; } =
    [
        """
        async Task<long> M(System.IO.Pipelines.PipeReader reader, CancellationToken token)
        {
            System.IO.Pipelines.ReadResult result = await reader.ReadAsync(token);
            ReadOnlySequence<byte> buffer = result.Buffer;
            reader.AdvanceTo(buffer.End);
            return {|AOP1007:buffer|}.Length;
        }
        """,
        """
        async Task<long> M(System.IO.Pipelines.PipeReader reader)
        {
            System.IO.Pipelines.ReadResult result = await reader.ReadAtLeastAsync(4).ConfigureAwait(false);
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            return {|AOP1001:result|}.Buffer.Length;
        }
        """,
        """
        void M(System.IO.Pipelines.PipeReader reader)
        {
            while (reader.TryRead(out System.IO.Pipelines.ReadResult result))
            {
                ReadOnlySequence<byte> first = result.Buffer.Slice(0, 1);
                reader.AdvanceTo(first.End);
                Console.WriteLine({|AOP1007:first|}.FirstSpan[0]);
            }
        }
        """,
        """
        System.Text.Json.JsonElement M(string text)
        {
            using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(text);
            return {|AOP1006:document.RootElement.GetProperty("a")|};
        }
        """,
        """
        int M(ReadOnlyMemory<byte> text)
        {
            System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(text);
            System.Text.Json.JsonElement root = document.RootElement;
            document.Dispose();
            return {|AOP1007:root|}.GetArrayLength();
        }
        """,
        """
        class Settings
        {
            private System.Text.Json.JsonElement _root;

            async Task Load(Stream stream)
            {
                using System.Text.Json.JsonDocument document = await System.Text.Json.JsonDocument.ParseAsync(stream);
                {|AOP1002:_root = document.RootElement|};
            }
        }
        """,
        """
        long M(BitFaster.Caching.IScopedCache<int, FileStream> cache)
        {
            BitFaster.Caching.Lifetime<FileStream> lifetime = cache.ScopedGetOrAdd(1, k => new(File.OpenRead("a")));
            FileStream file = lifetime.Value;
            lifetime.Dispose();
            return {|AOP1007:file|}.Length;
        }
        """,
        """
        void M(BitFaster.Caching.IScopedCache<int, FileStream> cache)
        {
            if ({|AOP2003:cache.ScopedTryGet(1, out BitFaster.Caching.Lifetime<FileStream> lifetime)|})
            {
                Console.WriteLine(lifetime.Value.Length);
            }
        }
        """,
        """
        byte[] M(Microsoft.IO.RecyclableMemoryStreamManager manager)
        {
            using Microsoft.IO.RecyclableMemoryStream stream = manager.GetStream("a");
            return {|AOP1006:stream.GetBuffer()|};
        }
        """,
        """
        void M(Microsoft.IO.RecyclableMemoryStreamManager manager)
        {
            Microsoft.IO.RecyclableMemoryStream stream = manager.GetStream();
            stream.Dispose();
            {|AOP1001:stream|}.WriteByte(1);
        }
        """,
        """
        void M(Microsoft.IO.RecyclableMemoryStreamManager manager, Guid id)
        {
            Microsoft.IO.RecyclableMemoryStream stream = manager.GetStream(id);
            byte[] bytes = stream.GetBuffer();
            stream.Dispose();
            bytes = {|AOP1007:bytes|}[1..];
        }
        """,
    ];

    public static string[] Uses { get; } =
    [
        """
        async Task M(System.IO.Pipelines.PipeReader reader, CancellationToken token)
        {
            while (true)
            {
                System.IO.Pipelines.ReadResult result = await reader.ReadAsync(token);
                ReadOnlySequence<byte> buffer = result.Buffer;
                Console.WriteLine(buffer.Length);
                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted || result.IsCanceled)
                {
                    break;
                }
            }

            await reader.CompleteAsync();
        }
        """,
        """
        async Task<byte[]> M(System.IO.Pipelines.PipeReader reader)
        {
            System.IO.Pipelines.ReadResult result = await reader.ReadAtLeastAsync(4);
            try
            {
                return result.Buffer.ToArray();
            }
            finally
            {
                reader.AdvanceTo(result.Buffer.End);
            }
        }
        """,
        """
        void M(System.IO.Pipelines.PipeReader from, System.IO.Pipelines.PipeReader to)
        {
            if (from.TryRead(out System.IO.Pipelines.ReadResult result))
            {
                if (to.TryRead(out System.IO.Pipelines.ReadResult other))
                {
                    to.AdvanceTo(other.Buffer.End);
                }

                Console.WriteLine(result.Buffer.Length);
                from.AdvanceTo(result.Buffer.End);
            }
        }
        """,
        """
        System.Text.Json.JsonElement M(string text)
        {
            using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(text);
            return document.RootElement.GetProperty("a").Clone();
        }
        """,
        """
        System.Text.Json.JsonElement M(ReadOnlyMemory<byte> text)
        {
            System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(text);
            return document.RootElement;
        }
        """,
        """
        async Task<string?> M(Stream stream)
        {
            using (System.Text.Json.JsonDocument document = await System.Text.Json.JsonDocument.ParseAsync(stream))
            {
                return document.RootElement.GetProperty("name").GetString();
            }
        }
        """,
        """
        void M(System.Text.Json.JsonDocument document)
        {
            document.Dispose();
            document.Dispose();
        }
        """,
        """
        long M(BitFaster.Caching.IScopedCache<int, FileStream> cache)
        {
            using (var lifetime = cache.ScopedGetOrAdd(1, k => new(File.OpenRead("a"))))
            {
                return lifetime.Value.Length;
            }
        }
        """,
        """
        long M(BitFaster.Caching.IScopedCache<int, FileStream> cache)
        {
            if (!cache.ScopedTryGet(1, out BitFaster.Caching.Lifetime<FileStream> lifetime))
            {
                return 0;
            }

            using (lifetime)
            {
                return lifetime.Value.Length;
            }
        }
        """,
        """
        byte[] M(Microsoft.IO.RecyclableMemoryStreamManager manager, Guid id)
        {
            using Microsoft.IO.RecyclableMemoryStream stream = manager.GetStream(id);
            stream.WriteByte(1);
            return stream.GetBuffer().AsSpan(0, 1).ToArray();
        }
        """,
        """
        Stream M(Microsoft.IO.RecyclableMemoryStreamManager manager, bool tagged)
        {
            Microsoft.IO.RecyclableMemoryStream stream = tagged ? manager.GetStream("a") : manager.GetStream();
            stream.WriteByte(1);
            stream.Position = 0;
            return stream;
        }
        """,
    ];
}
