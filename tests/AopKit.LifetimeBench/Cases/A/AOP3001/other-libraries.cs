//// pair tick-that-must-not-wait
//// bad
public interface ITicker
{
    [CallbackContext(CallbackContexts.Atomic)]
    void Tick(long time);
}

sealed class Meter(TextReader input) : ITicker
{
    private readonly List<string> _lines = [];

    public void Tick(long time)
    {
        if (time % 60 != 0)
        {
            return;
        }

        _lines.Add(Console.ReadLine() ?? input.GetType().Name); // bug
    }
}
//// clean
public interface ITicker
{
    [CallbackContext(CallbackContexts.Atomic)]
    void Tick(long time);
}

sealed class Meter(TextReader input) : ITicker
{
    private readonly List<string> _lines = [];

    public void Tick(long time)
    {
        if (time % 60 != 0)
        {
            return;
        }

        _lines.Add(input.GetType().Name);
    }
}
//// pair effect-of-a-library-method
//// bad
public sealed class Disk
{
    [Effect(Effects.Blocks)]
    public void Sync() { }

    public void Mark() { }
}

public abstract class Driver
{
    [CallbackContext(CallbackContexts.Atomic, MayBlockIf = nameof(Mood.IsCalm))]
    protected abstract void OnPressure(in Mood mood);

    public readonly record struct Mood(bool IsCalm, bool IsDone);
}

sealed class DiskDriver(Disk disk) : Driver
{
    protected override void OnPressure(in Mood mood)
    {
        bool calm = mood.IsCalm || mood.IsDone;
        if (!mood.IsCalm && calm)
        {
            disk.Sync(); // bug
        }

        disk.Mark();
    }
}
//// clean
public sealed class Disk
{
    [Effect(Effects.Blocks)]
    public void Sync() { }

    public void Mark() { }
}

public abstract class Driver
{
    [CallbackContext(CallbackContexts.Atomic, MayBlockIf = nameof(Mood.IsCalm))]
    protected abstract void OnPressure(in Mood mood);

    public readonly record struct Mood(bool IsCalm, bool IsDone);
}

sealed class DiskDriver(Disk disk) : Driver
{
    protected override void OnPressure(in Mood mood)
    {
        bool calm = mood.IsCalm && !mood.IsDone;
        if (calm)
        {
            disk.Sync();
        }

        disk.Mark();
    }
}
//// pair override-of-an-override
//// bad
public abstract class Sensor
{
    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry)]
    public virtual void Interrupt(int line)
    {
    }
}

class CountingSensor : Sensor
{
    protected int Count { get; private set; }

    public override void Interrupt(int line) => Count++;
}

sealed class PoliteSensor(AutoResetEvent done) : CountingSensor
{
    public override void Interrupt(int line)
    {
        base.Interrupt(line);
        WaitHandle.WaitAny([done, ManualReset]); // bug
    }

    private static readonly ManualResetEvent ManualReset = new(false);
}
//// clean
public abstract class Sensor
{
    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry)]
    public virtual void Interrupt(int line)
    {
    }
}

class CountingSensor : Sensor
{
    protected int Count { get; private set; }

    public override void Interrupt(int line) => Count++;
}

sealed class PoliteSensor(AutoResetEvent done) : CountingSensor
{
    public override void Interrupt(int line)
    {
        base.Interrupt(line);
        done.Set();
        ManualReset.Reset();
    }

    private static readonly ManualResetEvent ManualReset = new(false);
}
//// pair lambda-that-is-run-at-once
//// bad
public interface IBell
{
    [CallbackContext(CallbackContexts.Atomic)]
    int Ring(string door);
}

sealed class Bell(Task<int> guest) : IBell
{
    int IBell.Ring(string door)
    {
        Func<int> ask = () => guest.Result + door.Length; // bug
        return ask(); // bug
    }
}
//// clean
public interface IBell
{
    [CallbackContext(CallbackContexts.Atomic)]
    int Ring(string door);
}

sealed class Bell(Task<int> guest) : IBell
{
    int IBell.Ring(string door)
    {
        Func<int> ask = () => guest is { IsCompletedSuccessfully: true, Result: var count } ? count : door.Length;
        return ask();
    }
}
