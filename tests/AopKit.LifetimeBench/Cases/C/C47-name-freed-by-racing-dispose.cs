// source: dotnet/corefx 6bc6994074cd  https://github.com/dotnet/corefx/commit/6bc6994074cd
// title: A service frees its native name in Dispose while the table it was copied to is still in use
// story: One native string lived in a field, was copied into the table for the dispatcher, and was freed by whoever
// called Dispose, twice if two did so at once. Mended by a string per table entry that the owner of the table frees.
//// bad
using System;
using System.Runtime.InteropServices;

internal class Service : IDisposable
{
    private readonly string _name;
    private IntPtr _nativeName;

    public Service(string name)
    {
        _name = name;
        _nativeName = Marshal.StringToHGlobalUni(_name);
    }

    public IntPtr Entry => _nativeName; // bug

    public void Dispose()
    {
        if (_nativeName != IntPtr.Zero)
        {
            Marshal.FreeHGlobal(_nativeName); // bug
            _nativeName = IntPtr.Zero;
        }
    }

    public static void Run(Service[] services, Action<IntPtr> dispatch)
    {
        IntPtr table = Marshal.AllocHGlobal(checked((services.Length + 1) * IntPtr.Size));

        try
        {
            for (int i = 0; i < services.Length; i++)
            {
                Marshal.WriteIntPtr(table, i * IntPtr.Size, services[i].Entry);
            }

            Marshal.WriteIntPtr(table, services.Length * IntPtr.Size, IntPtr.Zero);
            dispatch(table); // bug
        }
        finally
        {
            Marshal.FreeHGlobal(table);
        }
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal class Service : IDisposable
{
    private readonly string _name;

    public Service(string name) => _name = name;

    public IntPtr CreateEntry() => Marshal.StringToHGlobalUni(_name);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
    }

    public static void Run(Service[] services, Action<IntPtr> dispatch)
    {
        IntPtr table = Marshal.AllocHGlobal(checked((services.Length + 1) * IntPtr.Size));
        int filled = 0;

        try
        {
            for (int i = 0; i < services.Length; i++)
            {
                Marshal.WriteIntPtr(table, i * IntPtr.Size, services[i].CreateEntry());
                filled++;
            }

            Marshal.WriteIntPtr(table, services.Length * IntPtr.Size, IntPtr.Zero);
            dispatch(table);
        }
        finally
        {
            for (int i = 0; i < filled; i++)
            {
                Marshal.FreeHGlobal(Marshal.ReadIntPtr(table, i * IntPtr.Size));
            }

            Marshal.FreeHGlobal(table);
        }
    }
}
