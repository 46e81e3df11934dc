// source: files-community/Files 1ee660c09430  https://github.com/files-community/Files/commit/1ee660c09430
// title: The semaphore is waited for inside the try whose finally releases it
// story: If waiting throws, the finally releases a semaphore that was not taken, and two writers get at the log at
// once.
//// bad
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class LogFile(TextWriter writer)
{
    private readonly SemaphoreSlim _writing = new(1);

    public async Task WriteAsync(string kind, string message, CancellationToken token, int attempt = 0)
    {
        try
        {
            await _writing.WaitAsync(token); // bug
            await writer.WriteLineAsync($"{DateTime.Now:O}|{kind}|{message}".AsMemory(), token);
        }
        catch (IOException) when (attempt < 5)
        {
            await Task.Delay(50, token);
            _ = WriteAsync(kind, message, token, attempt + 1);
        }
        finally
        {
            _writing.Release(); // bug
        }
    }

    public void Write(string kind, string message)
    {
        _writing.Wait();

        try
        {
            writer.WriteLine($"{DateTime.Now:O}|{kind}|{message}");
        }
        finally
        {
            _writing.Release();
        }
    }
}

//// clean
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

internal sealed class LogFile(TextWriter writer)
{
    private readonly SemaphoreSlim _writing = new(1);

    public async Task WriteAsync(string kind, string message, CancellationToken token, int attempt = 0)
    {
        await _writing.WaitAsync(token);

        try
        {
            await writer.WriteLineAsync($"{DateTime.Now:O}|{kind}|{message}".AsMemory(), token);
        }
        catch (IOException) when (attempt < 5)
        {
            await Task.Delay(50, token);
            _ = WriteAsync(kind, message, token, attempt + 1);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Write(string kind, string message)
    {
        _writing.Wait();

        try
        {
            writer.WriteLine($"{DateTime.Now:O}|{kind}|{message}");
        }
        finally
        {
            _writing.Release();
        }
    }
}
