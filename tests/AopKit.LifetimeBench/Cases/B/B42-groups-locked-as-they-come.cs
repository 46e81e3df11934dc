// source: torvalds/linux 6da1b4b1ab36 https://github.com/torvalds/linux/commit/6da1b4b1ab36d80a3994fd4811c8381de10af604
// title: A rename locks two allocation groups in the order in which it happens to need them
// story: Putting a whiteout in the place of a file touches the group of the one and then the group of the other. If
// the whiteout lay in the higher group, the locks were taken against the rule that goes by the number of the group.
//// bad
using System;
using System.Collections.Generic;

public sealed class AllocationGroup(int number)
{
    public readonly object Gate = new();

    public int Number { get; } = number;

    public HashSet<long> Unlinked { get; } = [];
}

public sealed class Renamer
{
    public static void ReplaceByWhiteout(AllocationGroup whiteout, long node, AllocationGroup target, long victim)
    {
        lock (whiteout.Gate) // bug
        {
            whiteout.Unlinked.Remove(node);
            lock (target.Gate) // bug
            {
                target.Unlinked.Add(victim);
            }
        }
    }

    public static void MoveAll(AllocationGroup[] groups, int from, int to)
    {
        (int low, int high) = (Math.Min(from, to), Math.Max(from, to));
        lock (groups[low].Gate)
        {
            lock (groups[high].Gate)
            {
                groups[to].Unlinked.UnionWith(groups[from].Unlinked);
                groups[from].Unlinked.Clear();
            }
        }
    }
}
//// clean
using System;
using System.Collections.Generic;

public sealed class AllocationGroup(int number)
{
    public readonly object Gate = new();

    public int Number { get; } = number;

    public HashSet<long> Unlinked { get; } = [];
}

public sealed class Renamer
{
    public static void ReplaceByWhiteout(AllocationGroup whiteout, long node, AllocationGroup target, long victim)
    {
        bool whiteoutFirst = whiteout.Number <= target.Number;
        lock ((whiteoutFirst ? whiteout : target).Gate)
        {
            lock ((whiteoutFirst ? target : whiteout).Gate)
            {
                whiteout.Unlinked.Remove(node);
                target.Unlinked.Add(victim);
            }
        }
    }

    public static void MoveAll(AllocationGroup[] groups, int from, int to)
    {
        (int low, int high) = (Math.Min(from, to), Math.Max(from, to));
        lock (groups[low].Gate)
        {
            lock (groups[high].Gate)
            {
                groups[to].Unlinked.UnionWith(groups[from].Unlinked);
                groups[from].Unlinked.Clear();
            }
        }
    }
}
//// near-miss
using System;
using System.Collections.Generic;

public sealed class AllocationGroup(int number)
{
    public readonly object Gate = new();

    public int Number { get; } = number;

    public HashSet<long> Unlinked { get; } = [];
}

public sealed class Renamer
{
    public static void ReplaceByWhiteout(AllocationGroup whiteout, long node, AllocationGroup target, long victim)
    {
        // One after the other, never both: the order does not matter.
        lock (whiteout.Gate)
        {
            whiteout.Unlinked.Remove(node);
        }

        lock (target.Gate)
        {
            target.Unlinked.Add(victim);
        }
    }

    public static void MoveAll(AllocationGroup[] groups, int from, int to)
    {
        (int low, int high) = (Math.Min(from, to), Math.Max(from, to));
        lock (groups[low].Gate)
        {
            lock (groups[high].Gate)
            {
                groups[to].Unlinked.UnionWith(groups[from].Unlinked);
                groups[from].Unlinked.Clear();
            }
        }
    }
}
