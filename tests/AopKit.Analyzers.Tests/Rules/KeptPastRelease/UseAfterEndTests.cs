using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.KeptPastRelease;

public sealed class UseAfterEndTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        void M(Claim c) { cache.Give(c); {|AOP1001:c|}.Touch(); }
        """,
        """
        void M() { var c = cache.Take(1); var d = c; cache.Give(d); Console.WriteLine({|AOP1001:c|}); }
        """,
        """
        void M(Claim c, bool late)
        {
            if (late)
            {
                cache.Give(c);
            }
            else
            {
                cache.Give(c);
            }

            _ = {|AOP1001:c|}.Index;
        }
        """,
        """
        void M(Claim c)
        {
            try
            {
                c.Touch();
            }
            finally
            {
                cache.Give(c);
            }

            {|AOP1001:c|}.Touch();
        }
        """,
        """
        void M(Claim c, int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                {|AOP1001:c|}.Touch();
                {|AOP2001:cache.Give(c)|};
            }
        }
        """,
        """
        void M(Claim c)
        {
            if (cache.TryGive(c))
            {
                {|AOP1001:c|}.Touch();
            }
        }
        """,
        """
        void M(Claim c)
        {
            switch (cache.Offer(c))
            {
                case Answer.Gone:
                    Console.WriteLine({|AOP1001:c|}.Index);
                    break;
                default:
                    c.Touch();
                    break;
            }
        }
        """,
        """
        void M(Claim c)
        {
            Drop(c);
            {|AOP1001:c|}.Touch();
        }

        void Drop(Claim dropped) => cache.Give(dropped);
        """,
        """
        void M(Claim c)
        {
            void Finish() => cache.Give(c);
            Finish();
            {|AOP1001:c|}.Touch();
        }
        """,
        """
        void M(Claim c, bool failed)
        {
            if (failed)
            {
                cache.Give(c);
                Console.WriteLine({|AOP1001:c|}.Index);
            }
        }
        """,
        """
        Action<Claim> M() => c =>
        {
            cache.Give(c);
            {|AOP1001:c|}.Touch();
        };
        """,
        """
        async Task M(Claim c)
        {
            cache.Give(c);
            await Task.Yield();
            {|AOP1001:c|}.Touch();
        }
        """,
        """
        sealed class Keeper(Cache cache)
        {
            private Claim _claim = new();

            public void Stop()
            {
                cache.Give(_claim);
                {|AOP1001:_claim|}.Touch();
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        void M(Claim c) { c.Touch(); cache.Give(c); }
        """,
        """
        void M(Claim c, bool done)
        {
            if (done)
            {
                cache.Give(c);
                return;
            }

            c.Touch();
        }
        """,
        """
        void M(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                var c = cache.Take(i);
                c.Touch();
                cache.Give(c);
            }
        }
        """,
        """
        void M(Claim c)
        {
            cache.Give(c);
            c = cache.Take(2);
            c.Touch();
            cache.Give(c);
        }
        """,
        """
        void M(Claim c, bool early)
        {
            bool given = false;
            if (early)
            {
                cache.Give(c);
                given = true;
            }

            if (!given)
            {
                c.Touch();
            }
        }
        """,
        """
        void M(Claim c)
        {
            if (!cache.TryGive(c))
            {
                c.Touch();
            }
        }
        """,
        """
        void M(Claim c)
        {
            if (cache.Offer(c) != Answer.Gone)
            {
                c.Touch();
            }
        }
        """,
        """
        void M(Claim c, IEnumerable<int> keys)
        {
            foreach (int key in keys)
            {
                if (key == 7)
                {
                    cache.Give(c);
                    break;
                }

                c.Touch();
            }
        }
        """,
        """
        void M(Claim? c)
        {
            if (c != null)
            {
                cache.Give(c);
                c = null;
            }

            if (c is not null)
            {
                c.Touch();
            }
        }
        """,
        """
        void M(Claim c)
        {
            cache.Give(c);
            if (ReferenceEquals(c, null) || c == null)
            {
                Console.WriteLine(nameof(c));
            }
        }
        """,
        """
        void M(Claim c)
        {
            try
            {
                c.Touch();
                cache.Give(c);
                Console.WriteLine();
            }
            catch (InvalidOperationException)
            {
                c.Touch();
            }
        }
        """,
        """
        void M(Claim c, int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                c.Touch();
                if (i == rounds - 1)
                {
                    cache.Give(c);
                }
            }
        }
        """,
        """
        void M(Claim first, Claim second)
        {
            cache.Give(first);
            (first, second) = (second, first);
            first.Touch();
        }
        """,
        """
        // <auto-generated/>
        void M(Claim c)
        {
            Console.WriteLine("generated");
            cache.Give(c);
            c.Touch();
        }
        """,
        """
        // broken
        void M(Claim c)
        {
            cache.Give(Missing(c));
            c.Touch(
            cache.Nothing(c).;
        }
        """,
        """
        partial class Half(Cache cache)
        {
            partial void Finish(Claim c);

            public void M(Claim c)
            {
                Finish(c);
            }
        }

        partial class Half
        {
            partial void Finish(Claim c)
            {
                c.Touch();
                cache.Give(c);
            }
        }
        """,
        """
        void M(Claim c)
        {
            Action give = () => cache.Give(c);
            c.Touch();
            give();
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP1001_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP1001_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
