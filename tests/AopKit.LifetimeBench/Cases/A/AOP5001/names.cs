//// pair view-of-a-parameter-that-is-not-there
//// bad
static class Views
{
    [return: ViewOf("buff")] // bug
    public static Span<byte> Rest(byte[] buffer, int count) => buffer.AsSpan(count);
}
//// clean
static class Views
{
    [return: ViewOf(nameof(buffer))]
    public static Span<byte> Rest(byte[] buffer, int count) => buffer.AsSpan(count);
}
//// pair view-of-this-in-a-static-member
//// bad
sealed class Arena(byte[] memory)
{
    private static readonly byte[] s_empty = new byte[1];

    [ViewOf("this")] // bug
    public static ReadOnlySpan<byte> Empty => s_empty;

    [ViewOf("this")]
    public ReadOnlySpan<byte> All => memory;
}
//// clean
sealed class Arena(byte[] memory)
{
    private static readonly byte[] s_empty = new byte[1];

    public static ReadOnlySpan<byte> Empty => s_empty;

    [ViewOf("this")]
    public ReadOnlySpan<byte> All => memory;
}
//// pair view-of-a-field
//// bad
sealed class Scanner
{
    private readonly byte[] _line = new byte[80];

    [return: ViewOf("_line")] // bug
    public Memory<byte> Word(int start, int length) => _line.AsMemory(start, length);
}
//// clean
sealed class Scanner
{
    private readonly byte[] _line = new byte[80];

    [return: ViewOf("this")]
    public Memory<byte> Word(Range range) => _line.AsMemory(range);
}
//// pair indexer-names-a-parameter-of-another-member
//// bad
readonly struct Rows(int[] cells, int width)
{
    [ViewOf("offset")] // bug
    public Span<int> this[int row] => At(row * width);

    [return: ViewOf("this")]
    private Span<int> At(int offset) => cells.AsSpan(offset, width);
}
//// clean
readonly struct Rows(int[] cells, int width)
{
    [ViewOf("this")]
    public Span<int> this[int row]
    {
        get => At(row * width);
    }

    [return: ViewOf("this")]
    private Span<int> At(int offset) => cells.AsSpan(offset, width);
}
//// pair view-of-a-type-parameter
//// bad
static class Casts
{
    [return: ViewOf("TFrom")] // bug
    public static Span<TTo> As<TFrom, TTo>(Span<TFrom> values)
        where TFrom : unmanaged
        where TTo : unmanaged => MemoryMarshal.Cast<TFrom, TTo>(values);
}
//// clean
static class Casts
{
    [return: ViewOf(nameof(values))]
    public static Span<TTo> As<TFrom, TTo>(Span<TFrom> values)
        where TFrom : unmanaged
        where TTo : unmanaged => MemoryMarshal.Cast<TFrom, TTo>(values);
}
//// pair extension-method-looks-into-this
//// bad
static class Extensions
{
    [return: ViewOf("this")] // bug
    public static ReadOnlySpan<char> FirstWord(this string text)
    {
        int space = text.IndexOf(' ');
        return space < 0 ? text : text.AsSpan(0, space);
    }
}
//// clean
static class Extensions
{
    [return: ViewOf(nameof(text))]
    public static ReadOnlySpan<char> FirstWord(this string text)
    {
        int space = text.IndexOf(' ');
        return space < 0 ? text : text.AsSpan(0, space);
    }
}
//// pair duty-to-call-what-is-not-there
//// bad
[MustCall("Close")] // bug
class Port
{
    public int Number { get; init; }

    public void Shut() { }
}
//// clean
[MustCall("Close", nameof(Shut))]
class Port
{
    public int Number { get; init; }

    public void Shut() { }

    public void Close() => Shut();
}
//// pair duty-of-a-result
//// bad
interface IRooms
{
    [return: MustCall("Leave")] // bug
    Room Enter(int door);
}

record Room(string Name)
{
    public void Exit() { }
}
//// clean
interface IRooms
{
    [return: MustCall("Leave")]
    Room Enter(int door);
}

abstract record Place
{
    public void Leave() { }
}

record Room(string Name) : Place
{
    public void Exit() => Leave();
}
//// pair duty-named-after-a-property
//// bad
[MustCall(nameof(IsEnded))] // bug
struct Ticket
{
    public bool IsEnded { get; private set; }

    public void End() => IsEnded = true;
}
//// clean
[MustCall(nameof(End))]
struct Ticket
{
    public bool IsEnded
    {
        readonly get;
        private set;
    }

    public void End() => IsEnded = true;
}
//// pair range-without-its-length
//// bad
[PageRange("Start", "Size", "IsAll")] // bug
readonly record struct Part(int Start, int Count, bool IsAll);
//// clean
[PageRange("Start", "Count", "IsAll")]
readonly record struct Part(int Start, int Count)
{
    public bool IsAll => Start == 0 && Count == 4096;
}
//// pair range-told-by-a-method
//// bad
[PageRange(nameof(First), nameof(Last), nameof(IsWhole))] // bug
sealed class Stretch(int first, int last)
{
    public int First => first;

    public int Last => last;

    public bool IsWhole() => first == 0 && last == 511;
}
//// clean
[PageRange(nameof(First), nameof(Last), nameof(IsWhole))]
sealed class Stretch(int first, int last)
{
    public int First => first;

    public int Last => last;

    public bool IsWhole => first == 0 && last == 511;
}
//// pair leave-to-block-that-nobody-gives
//// bad
interface IEvents
{
    [CallbackContext(CallbackContexts.Atomic, MayBlockIf = "MayWait")] // bug
    void Trim(object page, in ReleaseContext context);
}
//// clean
interface IEvents
{
    [CallbackContext(CallbackContexts.Atomic, MayBlockIf = nameof(ReleaseContext.MayBlock))]
    void Trim(object page, in ReleaseContext context);
}
//// pair leave-to-block-that-is-no-bool
//// bad
abstract class Listener
{
    public readonly record struct Hint(int Patience, bool IsUrgent);

    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry, MayBlockIf = nameof(Hint.Patience))] // bug
    protected abstract bool OnTrim(Hint hint);
}
//// clean
abstract class Listener
{
    public readonly record struct Hint(int Patience)
    {
        public bool MayWait => Patience > 0;
    }

    [CallbackContext(CallbackContexts.Atomic | CallbackContexts.NoReentry, MayBlockIf = nameof(Hint.MayWait))]
    protected abstract bool OnTrim(Hint hint);
}
//// pair removal-told-by-nothing
//// bad
interface IClient
{
    [ReleaseCallback(true, false, RemovalMember = "IsCertain", CertainRemoval = true)] // bug
    bool Release(object page, Why why);
}

readonly struct Why
{
    public bool IsSure => true;
}
//// clean
interface IClient
{
    [ReleaseCallback(true, false, RemovalMember = nameof(Why.IsSure), CertainRemoval = true)]
    bool Release(object page, Why why);
}

readonly struct Why
{
    public bool IsSure => true;
}
//// pair delegate-type
//// bad
class Parsers
{
    [return: ViewOf("input")] // bug
    public delegate ReadOnlySpan<char> Parser(ReadOnlySpan<char> text, out int read);

    public Parser? First { get; set; }
}
//// clean
class Parsers
{
    [return: ViewOf("text")]
    public delegate ReadOnlySpan<char> Parser(ReadOnlySpan<char> text);

    public Parser? First { get; set; }
}
//// pair local-function
//// bad
static class Tails
{
    public static int Length(byte[] bytes)
    {
        return Tail(bytes, 1).Length;

        [return: ViewOf("bytes")] // bug
        static Span<byte> Tail(byte[] array, int skip) => array.AsSpan(skip);
    }
}
//// clean
static class Tails
{
    public static int Length(byte[] bytes)
    {
        return Tail(bytes, 1).Length;

        [return: ViewOf(nameof(array))]
        static Span<byte> Tail(byte[] array, int skip) => array.AsSpan(skip);
    }
}
