using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Contracts;

public sealed partial class UndeclaredContractTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Pool(Cache cache)
        {
            public void Return(Claim {|AOP5002:claim|}) => cache.Give(claim);
        }
        """,
        """
        class Pool(Cache cache)
        {
            internal Claim {|AOP5002:Borrow|}(long index)
            {
                Claim claim = cache.Take(index);
                claim.Touch();
                return claim;
            }
        }
        """,
        """
        class Pool(Cache cache)
        {
            public bool Offer(Claim {|AOP5002:claim|}, bool full)
            {
                if (full)
                {
                    return false;
                }

                cache.Give(claim);
                return true;
            }
        }
        """,
        """
        class Pool(Cache cache)
        {
            protected bool Refuse(Claim {|AOP5002:claim|}, int count)
            {
                if (count > 3)
                {
                    cache.Give(claim);
                    return false;
                }

                return true;
            }
        }
        """,
        """
        class Pool
        {
            [Owned]
            private Claim? _spare;

            public void Keep(Claim {|AOP5002:claim|})
            {
                _spare = claim;
            }

            public bool HasSpare => _spare is not null;
        }
        """,
        """
        class Pool(Cache cache)
        {
            public void Pass(Claim? {|AOP5002:claim|})
            {
                if (claim is not null)
                {
                    cache.Hand(claim);
                }
            }
        }
        """,
        """
        static class Views
        {
            public static Span<byte> {|AOP5002:Of|}(Claim claim) => claim.Bytes;
        }
        """,
        """
        class Pool(Cache cache)
        {
            public void Both(Claim {|AOP5002:first|}, Claim {|AOP5002:second|}, Claim third)
            {
                third.Touch();
                Drop(first);
                Drop(second);
            }

            private void Drop(Claim claim) => cache.Give(claim);
        }
        """,
        """
        public class Reader(Store store)
        {
            public long {|AOP5002:Read|}(long index)
            {
                store.Load(index);
                return index;
            }
        }
        """,
        """
        public static class Growth
        {
            public static void {|AOP5002:Double|}(Store store)
            {
                for (int i = 0; i < 2; i++)
                {
                    Step(store);
                }
            }

            private static void Step(Store store) => store.Grow();
        }
        """,
        """
        public static class Stores
        {
            public static IDisposable {|AOP5002:{|AOP5002:Open|}|}(Store other, bool copy)
            {
                other.Load(1);
                if (copy)
                {
                    return new Store();
                }

                return new Lease();
            }
        }
        """,
        """
        class Leases
        {
            public int Close(Lease {|AOP5002:lease|})
            {
                using (lease)
                {
                    return lease.Bytes.Length;
                }
            }
        }
        """,
        """
        class Pool(Cache cache)
        {
            public Claim? {|AOP5002:Find|}(long index)
            {
                if (index < 0)
                {
                    return null;
                }

                return cache.Take(index);
            }

            public void Often(Claim {|AOP5002:claim|})
            {
                try
                {
                    claim.Touch();
                }
                finally
                {
                    cache.GiveOften(claim);
                }
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP5002_Violation_Reports(string source) => Verify.Analyzer<UndeclaredContract>(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP5002_Clean_IsSilent(string source) => Verify.Analyzer<UndeclaredContract>(source);
}
