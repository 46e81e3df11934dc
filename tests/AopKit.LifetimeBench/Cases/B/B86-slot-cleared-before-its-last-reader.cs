// source: torvalds/linux 38cf8e945721 https://github.com/torvalds/linux/commit/38cf8e945721ffe708fa675507465da7f4f2a9f7
// title: A queue forgets its pages before the copy to the cache has looked for them in it
// story: Unlocking the pages of a finished read cleared each slot of the queue. Where a page was still to be copied
// to the local cache, the copy went through the same queue afterwards, found nothing, and its request never ended.
//// bad
using System;
using AopKit.Lifetimes;

public sealed class CachedPage
{
    public bool IsToBeCopied { get; set; }

    [EndsLifetime]
    public void Unlock() => IsLocked = false;

    public bool IsLocked { get; private set; } = true;
}

public sealed class ReadRequest(CachedPage?[] slots, Action<CachedPage> copy)
{
    public void UnlockAll(bool copies)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is not { } page)
            {
                continue;
            }

            page.IsToBeCopied = copies;
            page.Unlock();
            slots[i] = null; // bug
        }
    }

    public int CopyToCache()
    {
        int copied = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is { IsToBeCopied: true } page) // bug
            {
                copy(page);
                slots[i] = null;
                copied++;
            }
        }

        return copied;
    }
}
//// clean
using System;
using AopKit.Lifetimes;

public sealed class CachedPage
{
    public bool IsToBeCopied { get; set; }

    [EndsLifetime]
    public void Unlock() => IsLocked = false;

    public bool IsLocked { get; private set; } = true;
}

public sealed class ReadRequest(CachedPage?[] slots, Action<CachedPage> copy)
{
    public void UnlockAll(bool copies)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is not { } page)
            {
                continue;
            }

            page.IsToBeCopied = copies;
            page.Unlock();
            if (!copies)
            {
                slots[i] = null;
            }
        }
    }

    public int CopyToCache()
    {
        int copied = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is { IsToBeCopied: true } page)
            {
                copy(page);
                slots[i] = null;
                copied++;
            }
        }

        return copied;
    }
}
//// near-miss
using System;
using AopKit.Lifetimes;

public sealed class CachedPage
{
    public bool IsToBeCopied { get; set; }

    [EndsLifetime]
    public void Unlock() => IsLocked = false;

    public bool IsLocked { get; private set; } = true;
}

public sealed class ReadRequest(CachedPage?[] slots, Action<CachedPage> copy)
{
    public void UnlockAll(bool copies)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] is not { } page)
            {
                continue;
            }

            // Copied here, and nobody goes through the slots again.
            if (copies)
            {
                copy(page);
            }

            page.Unlock();
            slots[i] = null;
        }
    }

}
