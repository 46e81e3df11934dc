using AopKit.Analyzers.Tests.Testing;

namespace AopKit.Analyzers.Tests.Rules.Protocol;

public sealed class DetachedForPartOfPageTests
{
    public static TheoryData<string> Violations { get; } =
    [
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                {|AOP4007:page.Detach()|};
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.Start != 0)
                {
                    return;
                }

                {|AOP4007:page.Detach()|};
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (!part.IsAll)
                {
                    {|AOP4007:page.Detach()|};
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.Length == page.Length)
                {
                    Console.WriteLine(part.Length);
                    {|AOP4007:page.Detach()|}?.Touch();
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            private static void Drop(Page<Note> page) => page.Detach();

            public void Cut(Page<Note> page, Part part)
            {
                {|AOP4007:Drop(page)|};
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                int start = part.Start;
                if (start == 0)
                {
                    {|AOP4007:page.Detach()|};
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                Free();

                void Free()
                {
                    {|AOP4007:page.Detach()|};
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                try
                {
                    page.Touch();
                }
                finally
                {
                    {|AOP4007:page.Detach()|};
                }
            }
        }
        """,
    ];

    public static TheoryData<string> Clean { get; } =
    [
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.IsAll)
                {
                    page.Detach();
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.Start == 0 && part.Length == page.Length)
                {
                    page.Detach();
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part.Start != 0 || part.End < page.Length)
                {
                    return;
                }

                page.Detach();
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                bool whole = part.Start == 0 && part.Length >= page.Length;
                if (!whole)
                {
                    page.Touch();
                    return;
                }

                page.Detach();
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            private static bool Covers(Part part, int length) => part.Start == 0 && part.Length == length;

            public void Cut(Page<Note> page, Part part)
            {
                if (Covers(part, page.Length))
                {
                    page.Detach();
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                page.Note?.Touch();
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part is { IsAll: true })
                {
                    page.Detach();
                }
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                int start = part.Start;
                int length = part.Length;
                if (start > 0 || length < page.Length)
                {
                    return;
                }

                page.Detach();
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                switch (part.IsAll)
                {
                    case true:
                        page.Detach();
                        break;
                    default:
                        page.Touch();
                        break;
                }
            }
        }
        """,
        """
        class Helper
        {
            public static void Drop(Page<Note> page, Part part)
            {
                Console.WriteLine(part.Start);
                page.Detach();
            }
        }
        """,
        """
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                if (part is not { Start: 0, Length: 4096 })
                {
                    return;
                }

                page.Detach();
            }
        }
        """,
        """
        // <auto-generated/>
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                Console.WriteLine("generated");
                page.Detach();
            }
        }
        """,
        """
        // broken
        class Ops : ICutter<Note>
        {
            public void Cut(Page<Note> page, Part part)
            {
                page.Detac(;
                part.Start.;
            }
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public Task AOP4007_Violation_Reports(string source) => Verify.FlowRules(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task AOP4007_Clean_IsSilent(string source) => Verify.FlowRules(source);
}
