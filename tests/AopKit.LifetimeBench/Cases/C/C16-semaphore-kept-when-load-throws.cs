// source: ppy/osu-framework ab67882ec38a  https://github.com/ppy/osu-framework/commit/ab67882ec38a
// title: The semaphore that limits loading is not released when a load throws
// story: Components are loaded one at a time under a shared semaphore that was released only after a load that worked.
// One failing component stopped every later load.
//// bad
using System;
using System.Threading;
using System.Threading.Tasks;

internal interface IComponent
{
    Task LoadAsync(CancellationToken token);
}

internal sealed class Loader(Action<Action> schedule) : IDisposable
{
    private static readonly SemaphoreSlim s_loading = new(1, 1);

    private readonly CancellationTokenSource _stop = new();

    public Task LoadComponentAsync(IComponent component, Action<IComponent> loaded)
    {
        return Task.Run(
            async () =>
            {
                await s_loading.WaitAsync(); // bug
                await component.LoadAsync(_stop.Token);
                s_loading.Release(); // bug
            },
            _stop.Token).ContinueWith(
            finished => schedule(() =>
            {
                if (finished.Exception is { } failure)
                {
                    throw failure;
                }

                loaded(component);
            }),
            TaskScheduler.Default);
    }

    public void Dispose() => _stop.Dispose();
}

//// clean
using System;
using System.Threading;
using System.Threading.Tasks;

internal interface IComponent
{
    Task LoadAsync(CancellationToken token);
}

internal sealed class Loader(Action<Action> schedule) : IDisposable
{
    private static readonly SemaphoreSlim s_loading = new(1, 1);

    private readonly CancellationTokenSource _stop = new();

    public Task LoadComponentAsync(IComponent component, Action<IComponent> loaded)
    {
        return Task.Run(
            async () =>
            {
                await s_loading.WaitAsync();

                try
                {
                    await component.LoadAsync(_stop.Token);
                }
                finally
                {
                    s_loading.Release();
                }
            },
            _stop.Token).ContinueWith(
            finished => schedule(() =>
            {
                if (finished.Exception is { } failure)
                {
                    throw failure;
                }

                loaded(component);
            }),
            TaskScheduler.Default);
    }

    public void Dispose() => _stop.Dispose();
}
