// source: npgsql/npgsql 6beda9d35be5  https://github.com/npgsql/npgsql/commit/6beda9d35be5
// title: A command that is disposed of twice is marked as disposed while it lies in the cache for the next caller
// story: The first Dispose puts a command into the cache of its connection, looking idle; the second, finding the cache
// full, marks it as disposed there. The next caller gets it and fails. Mended: it is disposed of at once, and the
// connection wakes it when it hands it out.
//// bad
using System;

internal enum CommandState
{
    Idle,
    Disposed,
}

internal sealed class Connection
{
    internal Command? Cached { get; set; }

    public Command CreateCommand()
    {
        if (Cached is { } cached)
        {
            Cached = null;
            return cached;
        }

        return new Command(this);
    }
}

internal sealed class Command(Connection connection) : IDisposable
{
    private string _text = "";

    internal CommandState State { get; set; }

    public string Text
    {
        get => _text;
        set
        {
            ObjectDisposedException.ThrowIf(State == CommandState.Disposed, this);
            _text = value;
        }
    }

    public void Dispose()
    {
        if (connection.Cached is null)
        {
            State = CommandState.Idle;
            _text = "";
            connection.Cached = this; // bug
            return;
        }

        State = CommandState.Disposed; // bug
    }
}

internal static class Report
{
    public static string Run(Connection connection)
    {
        using (Command first = connection.CreateCommand())
        {
            first.Text = "SELECT 1";
            first.Dispose(); // bug
        }

        using Command second = connection.CreateCommand();
        second.Text = "SELECT 2";
        return second.Text;
    }
}

//// clean
using System;

internal enum CommandState
{
    Idle,
    Disposed,
}

internal sealed class Connection
{
    internal Command? Cached { get; set; }

    public Command CreateCommand()
    {
        if (Cached is { } cached)
        {
            Cached = null;
            cached.State = CommandState.Idle;
            return cached;
        }

        return new Command(this);
    }
}

internal sealed class Command(Connection connection) : IDisposable
{
    private string _text = "";

    internal CommandState State { get; set; }

    public string Text
    {
        get => _text;
        set
        {
            ObjectDisposedException.ThrowIf(State == CommandState.Disposed, this);
            _text = value;
        }
    }

    public void Dispose()
    {
        State = CommandState.Disposed;

        if (connection.Cached is null)
        {
            _text = "";
            connection.Cached = this;
        }
    }
}

internal static class Report
{
    public static string Run(Connection connection)
    {
        using (Command first = connection.CreateCommand())
        {
            first.Text = "SELECT 1";
            first.Dispose();
        }

        using Command second = connection.CreateCommand();
        second.Text = "SELECT 2";
        return second.Text;
    }
}
