using AopKit.Analyzers.Rules.Contracts;
using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.Contracts;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class DeclareContractTests
{
    [Fact]
    public Task Contracts_ThatBodiesKeep_AreWritten() => VerifyFix.Changes<UndeclaredContract, DeclareContract>(
        """
        class Pool(Cache cache)
        {
            /// <summary>Takes it back.</summary>
            public void Return(long index, Claim {|AOP5002:claim|}) => cache.Give(claim);

            public bool Offer(Claim {|AOP5002:claim|}, bool full)
            {
                if (full)
                {
                    return false;
                }

                cache.Give(claim);
                return true;
            }

            // The caller gives it back.
            public Claim {|AOP5002:Borrow|}(long index) => cache.Take(index);

            [Obsolete]
            public Span<byte> {|AOP5002:Look|}(Claim claim) => claim.Bytes;
        }

        public class Reader(Store store)
        {
            public void {|AOP5002:Read|}(long index) => store.Load(index);
        }
        """,
        """
        class Pool(Cache cache)
        {
            /// <summary>Takes it back.</summary>
            public void Return(long index, [EndsLifetime] Claim claim) => cache.Give(claim);

            public bool Offer([EndsLifetime(When = EndsWhen.ReturnsTrue)] Claim claim, bool full)
            {
                if (full)
                {
                    return false;
                }

                cache.Give(claim);
                return true;
            }

            // The caller gives it back.
            [return: Acquires]
            public Claim Borrow(long index) => cache.Take(index);

            [Obsolete]
            [return: ViewOf("claim")]
            public Span<byte> Look(Claim claim) => claim.Bytes;
        }

        public class Reader(Store store)
        {
            [Effect(Effects.Blocks | Effects.ReentersCache)]
            public void Read(long index) => store.Load(index);
        }
        """);

    [Fact]
    public Task Body_ThatDoesItSometimes_IsLeft() => VerifyFix.OffersNothing<UndeclaredContract, DeclareContract>(
        """
        class Pool(Cache cache)
        {
            public void Maybe(Claim claim, bool sure)
            {
                if (sure)
                {
                    cache.Give(claim);
                }
            }
        }
        """);
}
