using System.Globalization;

namespace AopKit.Testing.Races;

/// <summary>
/// A schedule as what differs from the plain one: at which steps another thread goes on. In the plain one a thread runs
/// until it has to wait or ends; then comes the first that can run.
/// </summary>
internal sealed class RaceSchedule
{
    private readonly SortedDictionary<int, int> _switches = [];

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static RaceSchedule Parse(string text)
    {
        var schedule = new RaceSchedule();
        foreach (string part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] numbers = part.Split('>');
            if (numbers.Length != 2
                || !int.TryParse(numbers[0], CultureInfo.InvariantCulture, out int step)
                || !int.TryParse(numbers[1], CultureInfo.InvariantCulture, out int thread))
            {
                throw new FormatException(
                    $"'{part}' is not a switch of a schedule. Each is the number of a step and of a thread: 17>1.");
            }

            schedule.Add(step, thread);
        }

        return schedule;
    }

    public void Add(int step, int thread) => _switches[step] = thread;

    public void Clear() => _switches.Clear();

    /// <summary>Which thread goes on at a step, if it is not the plain one.</summary>
    public bool TryGet(int step, out int thread) => _switches.TryGetValue(step, out thread);

    public override string ToString() => string.Join(' ', _switches.Select(at => $"{at.Key}>{at.Value}"));
}
