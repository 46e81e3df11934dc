// source: AngleSharp/AngleSharp 587400a5bb5f  https://github.com/AngleSharp/AngleSharp/commit/587400a5bb5f
// title: A string builder is put back into its pool and then asked for its text
// story: The helper that recycles a builder and gives its text pushed the builder first. Another thread could take and
// clear it before ToString ran, and pages came out with stray zero characters.
//// bad
using System.Collections.Generic;
using System.Text;
using System.Threading;

internal static class BuilderPool
{
    private static readonly Stack<StringBuilder> s_builders = new();
    private static readonly Lock s_gate = new();

    public static StringBuilder Take()
    {
        lock (s_gate)
        {
            return s_builders.Count == 0 ? new StringBuilder(1024) : s_builders.Pop().Clear();
        }
    }

    public static string ToPool(this StringBuilder builder)
    {
        lock (s_gate)
        {
            s_builders.Push(builder); // bug
        }

        return builder.ToString(); // bug
    }
}

internal static class Markup
{
    public static string Escape(string text)
    {
        StringBuilder builder = BuilderPool.Take();

        foreach (char value in text)
        {
            if (value == '<')
            {
                builder.Append("&lt;");
            }
            else
            {
                builder.Append(value);
            }
        }

        return builder.ToPool();
    }
}

//// clean
using System.Collections.Generic;
using System.Text;
using System.Threading;

internal static class BuilderPool
{
    private static readonly Stack<StringBuilder> s_builders = new();
    private static readonly Lock s_gate = new();

    public static StringBuilder Take()
    {
        lock (s_gate)
        {
            return s_builders.Count == 0 ? new StringBuilder(1024) : s_builders.Pop().Clear();
        }
    }

    public static string ToPool(this StringBuilder builder)
    {
        string result = builder.ToString();

        lock (s_gate)
        {
            s_builders.Push(builder);
        }

        return result;
    }
}

internal static class Markup
{
    public static string Escape(string text)
    {
        StringBuilder builder = BuilderPool.Take();

        foreach (char value in text)
        {
            if (value == '<')
            {
                builder.Append("&lt;");
            }
            else
            {
                builder.Append(value);
            }
        }

        return builder.ToPool();
    }
}
