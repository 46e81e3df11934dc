//// pair returned-from-a-switch
//// bad
Func<int> Pick([Borrowed] List<int> list, int kind)
{
    switch (kind)
    {
        case 0:
            return () => list.Count; // bug
        case 1:
            return () => 1;
        default:
            throw new ArgumentOutOfRangeException(nameof(kind));
    }
}
//// clean
Func<int> Pick([Borrowed] List<int> list, int kind)
{
    int count = list.Count;
    switch (kind)
    {
        case 0:
            return () => count;
        case 1:
            return () => 1;
        default:
            throw new ArgumentOutOfRangeException(nameof(kind));
    }
}
//// pair old-style-delegate
//// bad
delegate void Printer(string text);

sealed class Console2
{
    private Printer? _printer;

    public void Attach([Borrowed] TextWriter writer)
    {
        _printer = delegate (string text) // bug
        {
            writer.WriteLine(text);
        };
    }

    public void Print(string text) => _printer?.Invoke(text);
}
//// clean
delegate void Printer(string text);

sealed class Console2
{
    private Printer? _printer;

    public void Attach(TextWriter writer)
    {
        _printer = delegate (string text)
        {
            writer.WriteLine(text);
        };
    }

    public void Print(string text) => _printer?.Invoke(text);
}
//// pair unsubscribed-only-on-success
//// bad
sealed class Gate
{
    public event Action<int>? Passed;

    public bool Watch([Borrowed] List<int> seen, Func<bool> open)
    {
        Passed += seen.Add; // bug
        if (!open())
        {
            return false;
        }

        Passed -= seen.Add;
        return true;
    }

    public void Pass(int number) => Passed?.Invoke(number);
}
//// clean
sealed class Gate
{
    public event Action<int>? Passed;

    public bool Watch([Borrowed] List<int> seen, Func<bool> open)
    {
        Passed += seen.Add;
        try
        {
            return open();
        }
        finally
        {
            Passed -= seen.Add;
        }
    }

    public void Pass(int number) => Passed?.Invoke(number);
}
//// pair subscribed-to-an-event
//// bad
sealed class Ticker
{
    public event EventHandler? Ticked;

    public void Follow([Borrowed] List<int> counts)
    {
        Ticked += (_, _) => counts.Add(1); // bug
    }

    public void Tick() => Ticked?.Invoke(this, EventArgs.Empty);
}
//// clean
sealed class Ticker
{
    public event EventHandler? Ticked;

    public void Follow([Borrowed] List<int> counts)
    {
        int count = counts.Count;
        Ticked += (_, _) => Console.WriteLine(count);
    }

    public void Tick() => Ticked?.Invoke(this, EventArgs.Empty);
}
//// pair kept-in-a-field
//// bad
sealed class Editor
{
    private Func<int>? _measure;

    public void Edit([Borrowed] StringBuilder text)
    {
        _measure = () => text.Length; // bug
        Console.WriteLine(_measure());
    }

    public int Measure() => _measure?.Invoke() ?? 0;
}
//// clean
sealed class Editor
{
    private Func<int>? _measure;

    public void Edit([Borrowed] StringBuilder text)
    {
        _measure = () => text.Length;
        try
        {
            Console.WriteLine(_measure());
        }
        finally
        {
            _measure = null;
        }
    }

    public int Measure() => _measure?.Invoke() ?? 0;
}
//// pair method-group-on-a-thread
//// bad
sealed class Job
{
    public void Work() => Console.WriteLine("working");
}

static class Starter
{
    public static void Start([Borrowed] Job job, bool background)
    {
        var thread = new Thread(job.Work) { IsBackground = background }; // bug
        thread.Start(); // bug
    }
}
//// clean
sealed class Job
{
    public void Work() => Console.WriteLine("working");
}

static class Starter
{
    public static void Start([Borrowed] Job job, bool background)
    {
        var thread = new Thread(job.Work) { IsBackground = background };
        thread.Start();
        thread.Join();
    }
}
//// pair list-of-undo-steps
//// bad
private readonly Stack<Action> _undo = new();

void Append([Borrowed] StringBuilder text, string part)
{
    int length = text.Length;
    text.Append(part);
    _undo.Push(() => text.Length = length); // bug
}
//// clean
private readonly Stack<Func<StringBuilder, StringBuilder>> _undo = new();

void Append([Borrowed] StringBuilder text, string part)
{
    int length = text.Length;
    text.Append(part);
    _undo.Push(target => target.Remove(length, target.Length - length));
}
//// pair continuation
//// bad
void Save([Borrowed] StringBuilder text, Task ready, Stream target)
{
    ready.ContinueWith(_ => target.Write(Encoding.UTF8.GetBytes(text.ToString()))); // bug
}
//// clean
void Save([Borrowed] StringBuilder text, Task ready, Stream target)
{
    byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
    ready.ContinueWith(_ => target.Write(bytes));
}
//// pair local-function-registered
//// bad
void Guard([Borrowed] List<string> log, CancellationToken stop)
{
    stop.Register(Stopped); // bug
    log.Add("guarded");

    void Stopped() => log.Add("stopped");
}
//// clean
void Guard([Borrowed] List<string> log, CancellationToken stop)
{
    using CancellationTokenRegistration registration = stop.Register(Stopped);
    log.Add("guarded");

    void Stopped() => log.Add("stopped");
}
