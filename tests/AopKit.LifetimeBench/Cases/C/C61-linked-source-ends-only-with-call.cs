// source: grpc/grpc-dotnet 2d9df5892c61  https://github.com/grpc/grpc-dotnet/commit/2d9df5892c61
// title: A linked cancellation source lives until a call is disposed of, which callers of unary calls do not do
// story: The interceptor links the request's token to the call's. The source was disposed of only by the call's
// Dispose, and awaiting the response without it left a registration on the long-lived token for every call.
//// bad
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class UnaryCall(Task<string> response, Action dispose) : IDisposable
{
    public Task<string> Response { get; } = response;

    public void Dispose() => dispose();
}

internal sealed class PropagationInterceptor(CancellationToken request)
{
    public UnaryCall Call(Func<CancellationToken, UnaryCall> continuation, CancellationToken token)
    {
        var linked = CancellationTokenSource.CreateLinkedTokenSource(request, token); // bug
        UnaryCall call = continuation(linked.Token);
        return new UnaryCall(
            call.Response, // bug
            () =>
            {
                call.Dispose();
                linked.Dispose();
            });
    }
}

internal static class Client
{
    public static async Task<string> AskAsync(
        PropagationInterceptor interceptor, Func<CancellationToken, UnaryCall> send) =>
        await interceptor.Call(send, CancellationToken.None).Response;
}

//// clean
using System;
using System.Threading;
using System.Threading.Tasks;

internal sealed class UnaryCall(Task<string> response, Action dispose) : IDisposable
{
    public Task<string> Response { get; } = response;

    public void Dispose() => dispose();
}

internal sealed class PropagationInterceptor(CancellationToken request)
{
    public UnaryCall Call(Func<CancellationToken, UnaryCall> continuation, CancellationToken token)
    {
        var linked = CancellationTokenSource.CreateLinkedTokenSource(request, token);
        UnaryCall call = continuation(linked.Token);
        return new UnaryCall(
            EndAfterAsync(call.Response, linked),
            () =>
            {
                call.Dispose();
                linked.Dispose();
            });
    }

    private static async Task<string> EndAfterAsync(Task<string> response, IDisposable state)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        finally
        {
            state.Dispose();
        }
    }
}

internal static class Client
{
    public static async Task<string> AskAsync(
        PropagationInterceptor interceptor, Func<CancellationToken, UnaryCall> send) =>
        await interceptor.Call(send, CancellationToken.None).Response;
}
