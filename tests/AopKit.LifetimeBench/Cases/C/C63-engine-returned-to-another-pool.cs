// source: dotnet/machinelearning 291283ee7786  https://github.com/dotnet/machinelearning/commit/291283ee7786
// title: After a reload, engines go back to a pool they did not come from, and the old pool is dropped
// story: A reload swapped in a new pool and abandoned the old one with its engines. An engine rented before went into
// the new pool afterwards and was handed out for the wrong model.
//// bad
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.Extensions.ObjectPool;

internal sealed class Engine(int model) : IDisposable
{
    public int Model { get; } = model;

    public void Dispose()
    {
    }
}

internal sealed class EnginePolicy(int model) : PooledObjectPolicy<Engine>
{
    public override Engine Create() => new(model);

    public override bool Return(Engine engine) => true;
}

internal sealed class EnginePool
{
    private ObjectPool<Engine> _pool = new DefaultObjectPool<Engine>(new EnginePolicy(0));

    public void Reload(int model) =>
        Interlocked.Exchange(ref _pool, new DefaultObjectPool<Engine>(new EnginePolicy(model))); // bug

    public Engine Get() => _pool.Get();

    public void Return(Engine engine) => _pool.Return(engine); // bug
}

//// clean
using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.Extensions.ObjectPool;

internal sealed class Engine(int model) : IDisposable
{
    public int Model { get; } = model;

    public void Dispose()
    {
    }
}

internal sealed class EnginePolicy(int model) : PooledObjectPolicy<Engine>
{
    public override Engine Create() => new(model);

    public override bool Return(Engine engine) => true;
}

internal sealed class EnginePool
{
    private static readonly DefaultObjectPoolProvider s_provider = new();

    private readonly ConditionalWeakTable<Engine, ObjectPool<Engine>> _origins = [];
    private ObjectPool<Engine> _pool = s_provider.Create(new EnginePolicy(0));

    public void Reload(int model) =>
        (Interlocked.Exchange(ref _pool, s_provider.Create(new EnginePolicy(model))) as IDisposable)?.Dispose();

    public Engine Get()
    {
        ObjectPool<Engine> pool = _pool;
        Engine engine = pool.Get();
        _origins.AddOrUpdate(engine, pool);
        return engine;
    }

    public void Return(Engine engine)
    {
        if (_origins.TryGetValue(engine, out ObjectPool<Engine>? origin))
        {
            origin.Return(engine);
        }
        else
        {
            engine.Dispose();
        }
    }
}
