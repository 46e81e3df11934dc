using AopKit.Testing;

namespace AopKit.Tests.Testing;

public sealed class ParkedThreadTests
{
    [Fact]
    public void Park_OnItsOwnThread_StopsThereOnceAndOnNoOther()
    {
        using var parked = new ParkedThread();
        int passed = 0;
        parked.Park();
        parked.Start(() =>
        {
            parked.Park();
            Volatile.Write(ref passed, 1);
            parked.Park();
        });
        parked.WaitUntilParked();
        parked.WaitUntilBlockedOrEnded();
        Assert.Equal(0, Volatile.Read(ref passed));
        Assert.False(parked.HasEnded);
        parked.Resume();
        parked.Join();
        Assert.Equal(1, passed);
    }

    [Fact]
    public void WaitUntilParked_WorkThatNeverComesBy_SaysSo()
    {
        using ParkedThread quick = new ParkedThread().Start(() => { });
        Assert.Throws<InvalidOperationException>(quick.WaitUntilParked);
        using ParkedThread broken = new ParkedThread().Start(() => throw new IOException("broken"));
        Assert.Throws<IOException>(broken.WaitUntilParked);
    }

    [Fact]
    public void Join_WorkThatThrew_ThrowsIt()
    {
        using ParkedThread thread = new ParkedThread().Start(() => throw new IOException("broken"));
        Assert.Equal("broken", Assert.Throws<IOException>(thread.Join).Message);
        Assert.Throws<InvalidOperationException>(() => thread.Start(() => { }));
    }
}
