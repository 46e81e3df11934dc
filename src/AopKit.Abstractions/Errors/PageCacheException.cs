namespace AopKit;

/// <summary>An error of the cache itself, as opposed to one that a client's callback threw.</summary>
public abstract class PageCacheException : Exception
{
    private protected PageCacheException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
