using AopKit.Tests.Clients;

namespace AopKit.Stress.Tests.Random;

/// <summary>
/// Gives a scripted client the moods of the dice: fills and writes that fail, callbacks that refuse, throw or answer
/// wrongly.
/// </summary>
internal static class RandomClient
{
    public static QuietClient Make(EpisodePlan plan, Dice dice)
    {
        QuietClient client = ScriptedClients.For(
            plan.Options.ReleaseProtocol, plan.Options.RemoveNotification ?? RemoveNotification.None);
        client.OnRead = page => Read(client, dice, page);
        client.OnWrite = batch => Write(dice, batch);
        bool isTwoPhase = plan.Options.ReleaseProtocol == ReleaseProtocol.TwoPhase;

        // Under Checks.Full an answer that does not fit is thrown at whoever happens to reclaim; the model has no such
        // callers.
        bool mayLie = plan.Checks != Checks.Full && !isTwoPhase;
        client.OnRelease = (LockedPage<Fact> page, in ReleaseContext _) => Release(dice, page, isTwoPhase, mayLie);
        client.OnCommit = page => ThrowSometimes(dice, "commit", page.Index);
        client.OnAbort = page => ThrowSometimes(dice, "abort", page.Index);
        client.OnInvalidate = (page, _) => ThrowSometimes(dice, "invalidate", page.Index);
        client.OnRemoved = (in RemovedPage<Fact> page, RemoveReason _) => ThrowSometimes(dice, "remove", page.Index);
        client.OnEnd = mode => mode == ReleaseMode.MayRefuse ? ReleaseOutcome.Kept : ReleaseOutcome.Released;
        return client;
    }

    private static void Read(QuietClient client, Dice dice, FillPage<Fact> page)
    {
        long index = page.Index.Value;
        if (dice.Hits("attach", index, 2))
        {
            page.Attach(new Fact($"{index} of {dice.Operation}"), chargeBytes: dice.Roll("charge", index, 64));
        }

        if (dice.Hits("read", index, 25))
        {
            throw new IOException($"read {index}");
        }

        byte[]? stored = client.Disk.GetValueOrDefault(index);
        if (stored is null)
        {
            Pattern.Fill(page.Bytes, client.PatternSpace, index, version: 0);
        }
        else
        {
            stored.CopyTo(page.Bytes);
        }
    }

    private static void Write(Dice dice, WriteBatch<Fact> batch)
    {
        for (int position = 0; position < batch.Count; position++)
        {
            if (dice.Hits("write", (batch.First + position).Value, 100))
            {
                throw new IOException($"write {batch.First + position}");
            }
        }
    }

    private static ReleaseOutcome Release(Dice dice, LockedPage<Fact> page, bool isTwoPhase, bool mayLie)
    {
        int mood = dice.Roll("release", page.Index.Value, 100);
        if (mood < 3)
        {
            throw new InvalidOperationException($"release {page.Index}");
        }

        if (mayLie && mood < 5)
        {
            return ReleaseOutcome.Released;
        }

        if (mayLie && mood < 7)
        {
            page.Detach();
            return mood == 5 ? ReleaseOutcome.Kept : ReleaseOutcome.Removable;
        }

        ReleaseOutcome answer =
            mood < 20 ? ReleaseOutcome.Kept : mood < 60 ? ReleaseOutcome.Released : ReleaseOutcome.Removable;
        if (answer == ReleaseOutcome.Released && !isTwoPhase)
        {
            page.Detach();
        }

        return answer;
    }

    private static void ThrowSometimes(Dice dice, string callback, PageIndex index)
    {
        if (dice.Hits(callback, index.Value, 50))
        {
            throw new InvalidOperationException($"{callback} {index}");
        }
    }
}
