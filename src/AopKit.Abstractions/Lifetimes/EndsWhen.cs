namespace AopKit.Lifetimes;

/// <summary>On which result of a call a lifetime ends; see <see cref="EndsLifetimeAttribute.When"/>.</summary>
public enum EndsWhen
{
    /// <summary>After every normal return.</summary>
    Always,

    /// <summary>Only if the call returned <see langword="true"/>.</summary>
    ReturnsTrue,

    /// <summary>Only if the call returned <see langword="false"/>.</summary>
    ReturnsFalse,

    /// <summary>Only if the call returned <see cref="EndsLifetimeAttribute.Value"/>.</summary>
    ReturnsValue,
}
