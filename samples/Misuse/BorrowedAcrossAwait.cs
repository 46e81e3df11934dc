using System.Threading.Tasks;
using AopKit.Lifetimes;

// AOP1005: the parameter is lent until the call returns, which is at the first await.
sealed class Journal
{
    public int Length { get; private set; }

    public async Task AppendAsync([Borrowed] object entry)
    {
        await Task.Yield();
        Length += entry.ToString()!.Length;
    }
}
