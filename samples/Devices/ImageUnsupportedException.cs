namespace AopKit.Samples.Devices;

/// <summary>
/// An image is well formed but uses what the client does not read; the message names the feature. It says nothing
/// about damage: another implementation may read the image.
/// </summary>
/// <param name="feature">The feature, by the name that its format gives to it, as one sentence without a full
/// stop.</param>
public sealed class ImageUnsupportedException(string feature)
    : NotSupportedException($"The image cannot be read by this client: {feature}.")
{
    /// <summary>The feature.</summary>
    public string Feature { get; } = feature;
}
