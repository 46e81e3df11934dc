//// pair delayed-flush
//// bad
async Task Flush([Borrowed] StringBuilder text, Stream target)
{
    byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
    await target.WriteAsync(bytes);
    text.Clear(); // bug
}
//// clean
async Task Flush([Borrowed] StringBuilder text, Stream target)
{
    byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
    text.Clear();
    await target.WriteAsync(bytes);
}
//// near-miss
async Task Flush([Borrowed(UntilTaskEnds = true)] StringBuilder text, Stream target)
{
    byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
    await target.WriteAsync(bytes);
    text.Clear();
}
//// pair filled-in-a-loop
//// bad
static class Filler
{
    public static async Task Fill([Borrowed] List<int> list, IReadOnlyList<Task<int>> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            int value = await values[i];
            list.Add(value); // bug
        }
    }
}
//// clean
static class Filler
{
    public static async Task Fill([Borrowed] List<int> list, IReadOnlyList<Task<int>> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].IsCompletedSuccessfully)
            {
                list.Add(values[i].Result);
            }
        }

        await Task.WhenAll(values);
    }
}
//// pair peeked-and-kept-over-an-await
//// bad
abstract class Table
{
    [return: Borrowed]
    public abstract StringBuilder? Peek(long key);

    public async Task<string> Describe(long key, Task<string> prefix)
    {
        StringBuilder? text = Peek(key);
        string start = await prefix.ConfigureAwait(false);
        return start + text; // bug
    }
}
//// clean
abstract class Table
{
    [return: Borrowed]
    public abstract StringBuilder? Peek(long key);

    public async Task<string> Describe(long key, Task<string> prefix)
    {
        string start = await prefix.ConfigureAwait(false);
        StringBuilder? text = Peek(key);
        return start + text;
    }
}
//// near-miss
abstract class Table
{
    [return: Borrowed]
    public abstract StringBuilder? Peek(long key);

    public async Task<int> Count(IAsyncEnumerable<long> keys)
    {
        int letters = 0;
        await foreach (long key in keys)
        {
            StringBuilder? text = Peek(key);
            letters += text?.Length ?? 0;
        }

        return letters;
    }
}
//// pair iterator
//// bad
IEnumerable<char> Letters([Borrowed] StringBuilder text)
{
    for (int i = 0; i < text.Length; i++) // bug
    {
        yield return text[i]; // bug
    }
}
//// clean
IEnumerable<char> Letters([Borrowed] StringBuilder text)
{
    string copy = text.ToString();
    return Each(copy);

    static IEnumerable<char> Each(string copy)
    {
        for (int i = 0; i < copy.Length; i++)
        {
            yield return copy[i];
        }
    }
}
//// pair asynchronous-iterator
//// bad
async IAsyncEnumerable<int> Merge([Borrowed] int[] left, IAsyncEnumerable<int> right)
{
    int position = 0;
    await foreach (int value in right)
    {
        while (position < left.Length && left[position] < value) // bug
        {
            yield return left[position++]; // bug
        }

        yield return value;
    }
}
//// clean
IAsyncEnumerable<int> Merge([Borrowed] int[] left, IAsyncEnumerable<int> right)
{
    return Each([.. left.Order()], right);

    static async IAsyncEnumerable<int> Each(int[] own, IAsyncEnumerable<int> right)
    {
        int position = 0;
        await foreach (int value in right)
        {
            while (position < own.Length && own[position] < value)
            {
                yield return own[position++];
            }

            yield return value;
        }
    }
}
//// pair used-in-finally
//// bad
sealed class Busy
{
    public bool IsBusy { get; set; }

    public static async ValueTask Run([Borrowed] Busy state, Func<Task> work)
    {
        state.IsBusy = true;
        try
        {
            await work();
        }
        finally
        {
            state.IsBusy = false; // bug
        }
    }
}
//// clean
sealed class Busy
{
    public bool IsBusy { get; set; }

    public static async ValueTask Run([Borrowed(UntilTaskEnds = true)] Busy state, Func<Task> work)
    {
        state.IsBusy = true;
        try
        {
            await work();
        }
        finally
        {
            state.IsBusy = false;
        }
    }
}
//// pair request-handed-to-a-slower-task
//// bad
sealed class Loader(Stream device) : IReadPageAsync<object>
{
    public async ValueTask ReadPageAsync(FillRequest<object> page, CancellationToken cancellation)
    {
        await device.ReadExactlyAsync(page.Bytes, cancellation);
        _ = Decorate(page, cancellation);
    }

    private static async Task Decorate([Borrowed] FillRequest<object> page, CancellationToken cancellation)
    {
        object parsed = page.Bytes.Span[0];
        await Task.Delay(10, cancellation);
        page.Attach(parsed); // bug
    }
}
//// clean
sealed class Loader(Stream device) : IReadPageAsync<object>
{
    public async ValueTask ReadPageAsync(FillRequest<object> page, CancellationToken cancellation)
    {
        await device.ReadExactlyAsync(page.Bytes, cancellation);
        await Decorate(page, cancellation);
    }

    private static async Task Decorate(
        [Borrowed(UntilTaskEnds = true)] FillRequest<object> page, CancellationToken cancellation)
    {
        object parsed = page.Bytes.Span[0];
        await Task.Delay(10, cancellation);
        page.Attach(parsed);
    }
}
//// pair async-lambda
//// bad
abstract class Registry
{
    [return: Borrowed]
    protected abstract List<string> Names();

    public Func<Task<string>, Task<bool>> Finder() => async pending =>
    {
        List<string> names = Names();
        return names.Contains(await pending) ? names.Count > 1 : false; // bug
    };
}
//// clean
abstract class Registry
{
    [return: Borrowed]
    protected abstract List<string> Names();

    public Func<Task<string>, Task<bool>> Finder() => async pending =>
    {
        string name = await pending;
        List<string> names = Names();
        return names.Contains(name) ? names.Count > 1 : false;
    };
}
//// pair local-async-function
//// bad
Task Watch([Borrowed] List<int> samples, Func<Task<int>> next)
{
    return Loop(samples);

    async Task Loop([Borrowed] List<int> target)
    {
        do
        {
            target.Add(await next()); // bug
        }
        while (target.Count < 10); // bug
    }
}
//// clean
Task Watch([Borrowed] List<int> samples, Func<Task<int>> next)
{
    return Loop(samples.Count);

    async Task Loop(int count)
    {
        List<int> target = [];
        do
        {
            target.Add(await next());
        }
        while (target.Count + count < 10);
    }
}
//// pair extension-member
//// bad
static class TextExtensions
{
    extension([Borrowed] StringBuilder text)
    {
        public async Task AppendLater(Task<char> letter)
        {
            char c = await letter;
            text.Append(c); // bug
        }
    }
}
//// clean
static class TextExtensions
{
    extension([Borrowed(UntilTaskEnds = true)] StringBuilder text)
    {
        public async Task AppendLater(Task<char> letter)
        {
            char c = await letter;
            text.Append(c);
        }
    }
}
