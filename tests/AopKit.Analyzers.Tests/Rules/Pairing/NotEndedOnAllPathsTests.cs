using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Pairing;

public sealed class NotEndedOnAllPathsTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        void M()
        {
            Claim claim = {|AOP2003:cache.Take(1)|};
            claim.Touch();
        }
        """,
        """
        void M(bool skip)
        {
            Lease lease = {|AOP2003:cache.Rent(1)|};
            if (skip)
            {
                return;
            }

            lease.Dispose();
        }
        """,
        """
        void M(int count)
        {
            for (int i = 0; i < count; i++)
            {
                var claim = {|AOP2003:cache.Take(i)|};
                if (claim.Index == 3)
                {
                    continue;
                }

                cache.Give(claim);
            }
        }
        """,
        """
        void M()
        {
            Claim claim = {|AOP2003:cache.Take(1)|};
            claim = cache.Take(2);
            cache.Give(claim);
        }
        """,
        """
        void M(long index)
        {
            if ({|AOP2003:cache.TryTake(index, out Claim? claim)|})
            {
                claim!.Touch();
            }
        }
        """,
        """
        void M()
        {
            Room room = {|AOP2003:new Room()|};
            room.Sit();
        }
        """,
        """
        async Task<long> M(bool quick)
        {
            Claim claim = await {|AOP2003:cache.TakeAsync(1)|};
            if (quick)
            {
                return claim.Index;
            }

            await Task.Yield();
            cache.Give(claim);
            return 0;
        }
        """,
        """
        Action M() => () =>
        {
            Claim? claim = {|AOP2003:cache.TakeIfThere(1)|};
            claim?.Touch();
        };
        """,
        """
        void M()
        {
            Claim claim = {|AOP2003:Fresh()|};
            claim.Touch();
        }

        private Claim Fresh()
        {
            Claim claim = cache.Take(7);
            claim.Touch();
            return claim;
        }
        """,
        """
        void M({|AOP2003:[Owned] Claim claim|})
        {
            claim.Touch();
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        async Task M(int rounds)
        {
            while (rounds-- > 0)
            {
                Claim claim = await cache.TakeAsync(rounds).ConfigureAwait(false);
                try
                {
                    claim.Touch();
                }
                finally
                {
                    cache.Give(claim);
                }
            }
        }
        """,
        """
        void M()
        {
            using Lease lease = cache.Rent(1);
            lease.Touch();
        }
        """,
        """
        void M(bool skip)
        {
            Lease lease = cache.Rent(1);
            try
            {
                if (skip)
                {
                    return;
                }

                lease.Touch();
            }
            finally
            {
                lease.Dispose();
            }
        }
        """,
        """
        void M(long index)
        {
            if (!cache.TryTake(index, out Claim? claim))
            {
                return;
            }

            cache.Give(claim!);
        }
        """,
        """
        void M()
        {
            Claim? claim = cache.TakeIfThere(1);
            if (claim == null)
            {
                return;
            }

            cache.Give(claim);
        }
        """,
        """
        void M(bool big)
        {
            Claim? rented = null;
            if (big)
            {
                rented = cache.Take(1);
            }

            Console.WriteLine(big);
            if (rented != null)
            {
                cache.Give(rented);
            }
        }
        """,
        """
        [Owned] private Claim? _claim;

        void M()
        {
            _claim = cache.Take(1);
            _claim.Touch();
        }
        """,
        """
        Claim M(long index)
        {
            var claim = cache.Take(index);
            claim.Touch();
            return claim;
        }
        """,
        """
        void M()
        {
            Claim claim = cache.Take(1);
            cache.Look(claim);
            cache.Hand(claim);
        }
        """,
        """
        void M(int key)
        {
            Room room = new();
            if (key > 0)
            {
                room.Sit();
            }

            room.Leave();
        }
        """,
        """
        void M(bool bad)
        {
            Claim claim = cache.Take(1);
            if (bad)
            {
                throw new InvalidOperationException();
            }

            cache.Give(claim);
        }
        """,
        """
        void M(List<Claim> claims)
        {
            claims.Add(cache.Take(1));
            Console.WriteLine(cache.Take(2) is { } claim && claims.Remove(claim));
        }
        """,
        """
        void M()
        {
            var claim = cache.Take(1);
            Action give = () => cache.Give(claim);
            give();
        }
        """,
        """
        void M()
        {
            Claim claim = cache.Take(3);
            Finish(claim);
        }

        private void Finish(Claim claim)
        {
            claim.Touch();
            cache.Give(claim);
        }
        """,
        """
        async Task M()
        {
            Claim first = await cache.TakeAsync(1).ConfigureAwait(false);
            cache.Give(first);
            Claim second = cache.TakeAsync(2).GetAwaiter().GetResult();
            cache.Give(second);
            Claim third = cache.TakeAsync(3).Result;
            cache.Give(third);
        }
        """,
        """
        void M(Claim claim)
        {
            claim.Touch();
        }
        """,
        """
        void M()
        {
            Claim? previous = null;
            for (int i = 0; i < 4; i++)
            {
                Claim next = cache.Take(i);
                if (previous != null)
                {
                    cache.Give(previous);
                }

                previous = next;
            }

            if (previous != null)
            {
                cache.Give(previous);
            }
        }
        """,
        """
        // <auto-generated/>
        void M()
        {
            Console.WriteLine("generated");
            cache.Take(1).Touch();
        }
        """,
        """
        // broken
        void M()
        {
            Claim claim = cache.Take(;
            using var lease = cache.
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP2003_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP2003_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
