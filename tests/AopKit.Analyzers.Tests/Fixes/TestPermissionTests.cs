using AopKit.Analyzers.Rules.CallbackContext;
using AopKit.Analyzers.Tests.Testing;
using AopKit.CodeFixes.Rules.CallbackContext;

namespace AopKit.Analyzers.Tests.Fixes;

public sealed class TestPermissionTests
{
    [Fact]
    public Task Callbacks_ThatDoNotAsk_GiveUpFirst() => VerifyFix.Changes<EntersFileSystemUnasked, TestPermission>(
        """
        class Notes(Store store) : ITrimmer, IAsked<Note>
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                // The journal knows what to drop.
                {|AOP3004:store.Enter()|};
                return Gain.Of(1);
            }

            public bool Ask(Page<Note> page, in Pressure pressure) => {|AOP3004:Drain()|};

            public void Calm()
            {
            }

            private bool Drain()
            {
                store.Enter();
                return true;
            }
        }
        """,
        """
        class Notes(Store store) : ITrimmer, IAsked<Note>
        {
            public long Spare() => 0;

            public Gain Trim(in Pressure pressure)
            {
                if (!pressure.MayEnter)
                {
                    return Gain.Later;
                }

                // The journal knows what to drop.
                store.Enter();
                return Gain.Of(1);
            }

            public bool Ask(Page<Note> page, in Pressure pressure) => !pressure.MayEnter ? false : Drain();

            public void Calm()
            {
            }

            private bool Drain()
            {
                store.Enter();
                return true;
            }
        }
        """);

    [Fact]
    public Task Reclaim_IsAllowedByNothing_SoNoTestIsOffered() =>
        VerifyFix.OffersNothing<EntersFileSystemUnasked, TestPermission>(
            """
            class Notes(Store store) : IAsked<Note>
            {
                public bool Ask(Page<Note> page, in Pressure pressure) => true;

                public void Calm() => {|AOP3004:store.Grow()|};
            }
            """);
}
