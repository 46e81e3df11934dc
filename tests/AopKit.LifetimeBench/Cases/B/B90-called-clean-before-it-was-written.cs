// source: torvalds/linux 25f3c5021985 https://github.com/torvalds/linux/commit/25f3c5021985e885292980d04a1423fd83c967bb
// title: A page that a worker is still to write counts as written, and is gone when the worker comes
// story: Writeback gave pages without a reservation to a worker, and reported them as done. They were clean from
// then on; one that was moved or reclaimed before the worker came was dropped without ever having been written.
//// bad
using System;
using System.Threading;
using AopKit;

public sealed class Reservation;

public sealed class CopyOnWriteFile(AddressSpace<Reservation> file, Action<PageIndex> write) : IWritePages<Reservation>
{
    public void WritePages(WriteBatch<Reservation> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            PageIndex index = batch[i].Index;
            if (batch[i].Metadata is null)
            {
                ThreadPool.QueueUserWorkItem(_ => Fix(index)); // bug
                continue; // bug
            }

            write(index);
        }
    }

    private void Fix(PageIndex index)
    {
        if (!file.TryPin(index, out PagePin<Reservation> pin)) // bug
        {
            return;
        }

        using (pin)
        {
            pin.GetOrAttach(new Reservation());
            write(index);
        }
    }
}
//// clean
using System;
using System.IO;
using System.Threading;
using AopKit;

public sealed class Reservation;

public sealed class CopyOnWriteFile(AddressSpace<Reservation> file, Action<PageIndex> write) : IWritePages<Reservation>
{
    public void WritePages(WriteBatch<Reservation> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            PageIndex index = batch[i].Index;
            if (batch[i].Metadata is null)
            {
                ThreadPool.QueueUserWorkItem(_ => Fix(index));
                throw new IOException("The page stays dirty until it has a reservation.");
            }

            write(index);
        }
    }

    private void Fix(PageIndex index)
    {
        if (!file.TryPin(index, out PagePin<Reservation> pin))
        {
            return;
        }

        using (pin)
        {
            // Written by the next writeback: it is still dirty.
            pin.GetOrAttach(new Reservation());
        }
    }
}
//// near-miss
using System;
using AopKit;

public sealed class Reservation;

public sealed class CopyOnWriteFile(AddressSpace<Reservation> file, Action<PageIndex> write) : IWritePages<Reservation>
{
    public void WritePages(WriteBatch<Reservation> batch)
    {
        for (int i = 0; i < batch.Count; i++)
        {
            PageIndex index = batch[i].Index;
            if (batch[i].Metadata is null)
            {
                Missing++;
            }

            write(index);
        }
    }

    public int Missing { get; private set; }

    // For the next time; what has to be written now is written now.
    public void Reserve(PageIndex index)
    {
        using PagePin<Reservation> pin = file.Pin(index);
        pin.GetOrAttach(new Reservation());
    }
}
