using AopKit.Samples.Lab.Options;

namespace AopKit.Samples.Lab.Running;

/// <summary>Opens what will be written at the end before the first run, so that a wrong path is told at once.</summary>
internal static class OutputFile
{
    /// <summary>Creates the file, and its folder if need be.</summary>
    /// <exception cref="LabException">It cannot be created.</exception>
    public static Stream Create(string path, string option)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            return File.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new LabException($"{option} '{path}' cannot be written: {exception.Message}", exception);
        }
    }
}
