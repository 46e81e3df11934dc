namespace AopKit.Analyzers.Tests.KernelBugs;

internal static class K10_WritebackInsideRelease
{
    public static KernelBug Bug { get; } = new(
        "K10",
        "NFS, e3db7691e9f3",
        "The release callback wrote the page back and waited; reclaim, which called it, stood still.",
        Catcher.Analyzer,
        "AOP3001")
    {
        Buggy =
            """
            sealed class Request
            {
                public Task SendAsync() => Task.CompletedTask;
            }

            sealed class NfsOperations : IReleasePage<Request>
            {
                public ReleaseOutcome ReleasePage(LockedPage<Request> page, in ReleaseContext context)
                {
                    if (page.Metadata is { } request)
                    {
                        WriteBack(request);
                    }

                    page.Detach();
                    return ReleaseOutcome.Released;
                }

                private static void WriteBack(Request request) => request.SendAsync().GetAwaiter().GetResult();
            }
            """,
        Fixed =
            """
            sealed class Request
            {
                public Task? Sending;
            }

            sealed class NfsOperations : IReleasePage<Request>
            {
                public ReleaseOutcome ReleasePage(LockedPage<Request> page, in ReleaseContext context)
                {
                    if (page.Metadata is { Sending.IsCompleted: false })
                    {
                        return ReleaseOutcome.Kept;
                    }

                    page.Detach();
                    return ReleaseOutcome.Released;
                }
            }
            """,
        NearMiss =
            """
            sealed class Request
            {
                public Task SendAsync() => Task.CompletedTask;
            }

            sealed class NfsOperations : IReleasePage<Request>
            {
                public ReleaseOutcome ReleasePage(LockedPage<Request> page, in ReleaseContext context)
                {
                    bool wait = context.MayBlock && context.MayEnterFileSystem;
                    if (page.Metadata is { } request && !TryWriteBack(request, wait))
                    {
                        return ReleaseOutcome.Kept;
                    }

                    page.Detach();
                    return ReleaseOutcome.Released;
                }

                private static bool TryWriteBack(Request request, bool wait)
                {
                    Task sending = request.SendAsync();
                    if (wait)
                    {
                        sending.Wait();
                    }

                    return sending.IsCompleted;
                }
            }
            """,
    };
}
