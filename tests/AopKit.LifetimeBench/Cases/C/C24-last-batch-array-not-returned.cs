// source: ClickHouse/clickhouse-cs 8b70b31f7102  https://github.com/ClickHouse/clickhouse-cs/commit/8b70b31f7102
// title: A batching iterator rents the next array before it knows that there is a next item
// story: After each full batch a fresh array was rented. When the source ended just there, that array was neither
// handed out nor returned. Who receives a batch returns its array.
//// bad
using System.Buffers;
using System.Collections.Generic;

internal static class Batches
{
    public static IEnumerable<(T[] Items, int Count)> InBatches<T>(this IEnumerable<T> source, int size)
    {
        T[] array = ArrayPool<T>.Shared.Rent(size); // bug
        int count = 0;

        foreach (T item in source)
        {
            array[count++] = item;

            if (count >= size)
            {
                yield return (array, count);
                count = 0;
                array = ArrayPool<T>.Shared.Rent(size); // bug
            }
        }

        if (count > 0)
        {
            yield return (array, count);
        }
    }
}

internal sealed class BulkWriter(List<string> rows)
{
    public int Write(IEnumerable<string> source)
    {
        int total = 0;

        foreach ((string[] items, int count) in source.InBatches(100))
        {
            for (int i = 0; i < count; i++)
            {
                rows.Add(items[i]);
            }

            total += count;
            ArrayPool<string>.Shared.Return(items, clearArray: true);
        }

        return total;
    }
}

//// clean
using System.Buffers;
using System.Collections.Generic;

internal static class Batches
{
    public static IEnumerable<(T[] Items, int Count)> InBatches<T>(this IEnumerable<T> source, int size)
    {
        T[] array = ArrayPool<T>.Shared.Rent(size);
        int count = 0;

        foreach (T item in source)
        {
            array[count++] = item;

            if (count >= size)
            {
                yield return (array, count);
                count = 0;
                array = ArrayPool<T>.Shared.Rent(size);
            }
        }

        if (count > 0)
        {
            yield return (array, count);
        }

        if (count == 0)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}

internal sealed class BulkWriter(List<string> rows)
{
    public int Write(IEnumerable<string> source)
    {
        int total = 0;

        foreach ((string[] items, int count) in source.InBatches(100))
        {
            for (int i = 0; i < count; i++)
            {
                rows.Add(items[i]);
            }

            total += count;
            ArrayPool<string>.Shared.Return(items, clearArray: true);
        }

        return total;
    }
}
