namespace AopKit.Analyzers;

/// <summary>Names of the properties by which a diagnostic tells its fix what it found out.</summary>
internal static class FixFacts
{
    /// <summary>The page parameter.</summary>
    public const string Page = "page";

    /// <summary>The method of the page that detaches its metadata.</summary>
    public const string Detach = "detach";

    /// <summary>The answer to give instead: a member of the enum, or true or false.</summary>
    public const string Answer = "answer";

    /// <summary>The property that tells whether the page is dirty.</summary>
    public const string Dirty = "dirty";

    /// <summary>The parameter that names the range, and its member that tells whether it is the whole page.</summary>
    public const string Range = "range";

    public const string WholePage = "wholePage";

    /// <summary>The attribute to write, and what it applies to if that is not where the diagnostic stands.</summary>
    public const string Attribute = "attribute";

    public const string AttributeTarget = "attributeTarget";

    /// <summary>The parameter's member that gives a permission, as it is written.</summary>
    public const string Permission = "permission";

    /// <summary>What to ask before, as it would be written.</summary>
    public const string Test = "test";
}
