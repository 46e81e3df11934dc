namespace AopKit.Analyzers;

/// <summary>
/// Every rule id, once. 1xxx kept past release, 2xxx pairing, 3xxx context, 4xxx protocol, 5xxx contracts,
/// 9xxx the analysis itself.
/// </summary>
internal static class RuleIdentifiers
{
    public const string UseAfterEnd = "AOP1001";
    public const string BorrowedStoredInField = "AOP1002";
    public const string BorrowedAddedToCollection = "AOP1003";
    public const string BorrowedCapturedByDelegate = "AOP1004";
    public const string BorrowedAcrossAwait = "AOP1005";
    public const string ReturnedBeyondLifetime = "AOP1006";
    public const string ViewOutlivesOwner = "AOP1007";
    public const string StaleMapping = "AOP1008";
    public const string UsedAfterRemoval = "AOP1009";
    public const string MetadataMayBeGone = "AOP1010";
    public const string FinalizerTouchesOthers = "AOP1011";
    public const string WeaklyHeldUnproven = "AOP1012";
    public const string EndedTwice = "AOP2001";
    public const string AttachedWithoutDetach = "AOP2002";
    public const string NotEndedOnAllPaths = "AOP2003";
    public const string LeaseStructCopied = "AOP2004";
    public const string BlocksInAtomicCallback = "AOP3001";
    public const string AllocatesInCallback = "AOP3002";
    public const string ReentersCache = "AOP3003";
    public const string EntersFileSystemUnasked = "AOP3004";
    public const string LocksInverted = "AOP3005";
    public const string ReleasedButAttached = "AOP4001";
    public const string KeptButDetached = "AOP4002";
    public const string ShrinkerMiscounts = "AOP4003";
    public const string MetadataNotTransferred = "AOP4004";
    public const string EndedBeforeDeclaredLifetime = "AOP4005";
    public const string ReleasedWhileDirty = "AOP4006";
    public const string DetachedForPartOfPage = "AOP4007";
    public const string MalformedContract = "AOP5001";
    public const string UndeclaredContract = "AOP5002";
    public const string CanBeScoped = "AOP5003";
    public const string BodyNotFollowed = "AOP9001";

    private const string DocumentationFolder = "https://github.com/aopkit/aopkit/blob/main/docs/rules/";

    public static string HelpLink(string id) => DocumentationFolder + id + ".md";
}
