// source: dotnet/corefx 1dd166f1c03e  https://github.com/dotnet/corefx/commit/1dd166f1c03e
// title: A certificate is cloned from a raw handle while nothing keeps the certificate alive
// story: After the raw handle has been read the object is not used any more, and its safe handle may be finalized while
// native code copies from the handle. Mended by GC.KeepAlive after the last use of the handle.
//// bad
using System;
using System.Runtime.InteropServices;

internal sealed class CertificateHandle : SafeHandle
{
    public CertificateHandle(IntPtr value)
        : base(IntPtr.Zero, ownsHandle: true) => SetHandle(value);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}

internal sealed class Certificate
{
    private const int Size = 64;

    private readonly CertificateHandle _handle;

    public Certificate(byte[] data)
    {
        IntPtr memory = Marshal.AllocHGlobal(Size);
        _handle = new CertificateHandle(memory);
        Marshal.Copy(data, 0, memory, Math.Min(Size, data.Length));
    }

    public Certificate(IntPtr source)
    {
        byte[] copy = new byte[Size];
        Marshal.Copy(source, copy, 0, Size);
        IntPtr memory = Marshal.AllocHGlobal(Size);
        _handle = new CertificateHandle(memory);
        Marshal.Copy(copy, 0, memory, Size);
    }

    public IntPtr Handle => _handle.DangerousGetHandle();
}

internal static class CertificateFinder
{
    public static Certificate Clone(Certificate certificate)
    {
        return new Certificate(certificate.Handle); // bug
    }
}

//// clean
using System;
using System.Runtime.InteropServices;

internal sealed class CertificateHandle : SafeHandle
{
    public CertificateHandle(IntPtr value)
        : base(IntPtr.Zero, ownsHandle: true) => SetHandle(value);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}

internal sealed class Certificate
{
    private const int Size = 64;

    private readonly CertificateHandle _handle;

    public Certificate(byte[] data)
    {
        IntPtr memory = Marshal.AllocHGlobal(Size);
        _handle = new CertificateHandle(memory);
        Marshal.Copy(data, 0, memory, Math.Min(Size, data.Length));
    }

    public Certificate(IntPtr source)
    {
        byte[] copy = new byte[Size];
        Marshal.Copy(source, copy, 0, Size);
        IntPtr memory = Marshal.AllocHGlobal(Size);
        _handle = new CertificateHandle(memory);
        Marshal.Copy(copy, 0, memory, Size);
    }

    public IntPtr Handle => _handle.DangerousGetHandle();
}

internal static class CertificateFinder
{
    public static Certificate Clone(Certificate certificate)
    {
        var clone = new Certificate(certificate.Handle);
        GC.KeepAlive(certificate);
        return clone;
    }
}
