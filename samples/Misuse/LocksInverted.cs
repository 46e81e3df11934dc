using AopKit.Lifetimes;

// AOP3005: whoever holds the directory may be waiting for the file.
sealed class Folder
{
    [LockLevel(1)]
    private readonly object _directory = new();

    [LockLevel(2)]
    private readonly object _file = new();

    public void Rename()
    {
        lock (_file)
        {
            lock (_directory)
            {
            }
        }
    }
}
