// source: torvalds/linux 99c787cfd2bd https://github.com/torvalds/linux/commit/99c787cfd2bd04926f1f553b30bd7dcea2caaba1
// title: The file that shows the segments is taken away after the segments are gone
// story: Unmount freed the segment manager and then removed the entries of the file system in /proc. Whoever read
// such an entry in between made it walk the segments.
//// bad
using System;
using System.Collections.Generic;
using System.Linq;
using AopKit.Lifetimes;

public sealed class SegmentTable : IDisposable
{
    private int[]? _valid = new int[256];

    public int Sum() => _valid!.Sum();

    [EndsLifetime]
    public void Dispose() => _valid = null;
}

public sealed class ReportFiles
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Func<int>> _files = [];

    public void Add(string name, Func<int> read)
    {
        lock (_gate)
        {
            _files[name] = read;
        }
    }

    /// <summary>Waits for who reads it now.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
        }
    }

    public int? Read(string name)
    {
        lock (_gate)
        {
            return _files.TryGetValue(name, out Func<int>? read) ? read() : null;
        }
    }
}

public sealed class Mount : IDisposable
{
    [Owned]
    private readonly SegmentTable _segments = new();

    private readonly ReportFiles _reports;

    public Mount(ReportFiles reports)
    {
        _reports = reports;
        _reports.Add("segments", () => _segments.Sum()); // bug
    }

    public void Dispose()
    {
        _segments.Dispose(); // bug
        _reports.Remove("segments"); // bug
    }
}
//// clean
using System;
using System.Collections.Generic;
using System.Linq;
using AopKit.Lifetimes;

public sealed class SegmentTable : IDisposable
{
    private int[]? _valid = new int[256];

    public int Sum() => _valid!.Sum();

    [EndsLifetime]
    public void Dispose() => _valid = null;
}

public sealed class ReportFiles
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Func<int>> _files = [];

    public void Add(string name, Func<int> read)
    {
        lock (_gate)
        {
            _files[name] = read;
        }
    }

    /// <summary>Waits for who reads it now.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
        }
    }

    public int? Read(string name)
    {
        lock (_gate)
        {
            return _files.TryGetValue(name, out Func<int>? read) ? read() : null;
        }
    }
}

public sealed class Mount : IDisposable
{
    [Owned]
    private readonly SegmentTable _segments = new();

    private readonly ReportFiles _reports;

    public Mount(ReportFiles reports)
    {
        _reports = reports;
        _reports.Add("segments", () => _segments.Sum());
    }

    public void Dispose()
    {
        _reports.Remove("segments");
        _segments.Dispose();
    }
}
//// near-miss
using System;
using System.Collections.Generic;
using System.Linq;
using AopKit.Lifetimes;

public sealed class SegmentTable : IDisposable
{
    private int[]? _valid = new int[256];

    public int Sum() => _valid!.Sum();

    [EndsLifetime]
    public void Dispose() => _valid = null;
}

public sealed class ReportFiles
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Func<int>> _files = [];

    public void Add(string name, Func<int> read)
    {
        lock (_gate)
        {
            _files[name] = read;
        }
    }

    /// <summary>Waits for who reads it now.</summary>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _files.Remove(name);
        }
    }

    public int? Read(string name)
    {
        lock (_gate)
        {
            return _files.TryGetValue(name, out Func<int>? read) ? read() : null;
        }
    }
}

public sealed class Mount : IDisposable
{
    [Owned]
    private readonly SegmentTable _segments = new();

    private readonly ReportFiles _reports;

    public Mount(ReportFiles reports)
    {
        _reports = reports;
        // A number taken now, no way into the table.
        int sum = _segments.Sum();
        _reports.Add("segments", () => sum);
    }

    public void Dispose()
    {
        _segments.Dispose();
        _reports.Remove("segments");
    }
}
