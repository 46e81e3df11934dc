namespace AopKit.Lifetimes;

/// <summary>On a property of a page type: it tells whether the page holds content that was not written back.</summary>
/// <remarks>Read by AOP4006.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DirtyStateAttribute : Attribute;
