using AopKit.Analyzers.Contracts;
using AopKit.Analyzers.Lifetimes;
using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Rules.Protocol;

/// <summary>AOP4006: metadata with unwritten state is given up without a look at whether the page is dirty.</summary>
internal sealed class ReleasedWhileDirty : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = RuleDescriptor.Create(
        RuleIdentifiers.ReleasedWhileDirty,
        "Do not release unwritten state of a dirty page",
        "'{0}' answers '{1}' although '{2}' may be dirty and its metadata '{3}' holds unwritten state: test "
        + "'{2}.{4}' first and keep the page",
        "Whoever strips metadata asks for dirty pages too; what their writeback needs must stay until it is written.");

    public override void OnExit(FlowMoment moment)
    {
        if (moment.Body.Contract.Release is not { PromiseOnly: false } contract
            || moment.State.ResultSite is not { } site
            || !ReleaseAnswer.SaysReleased(moment, contract))
        {
            return;
        }

        foreach ((IParameterSymbol page, Loan loan, LoanState state) in ReleaseAnswer.Pages(moment))
        {
            if (PageTypes.DirtyState(moment.Contracts, page.Type) is { } dirty
                && PageTypes.Metadata(moment.Contracts, page.Type) is { } metadata
                && HoldsUnwritten(moment, metadata.Type))
            {
                AccessPath dirtyPath = AccessPath.Of(page).Member(dirty.OriginalDefinition);
                bool isClean = moment.State.Get(dirtyPath).Is(false) || state.Metadata == MetadataState.Unknown
                    || ReleaseAnswer.HasNoMetadata(moment, page) || HasAskedOtherwise(moment, contract);
                moment.Report(this, site.Syntax, new(
                    IsBroken: !isClean,
                    IsCertain: ReleaseAnswer.IsSure(moment),
                    Related: [loan.Birthplace, state.MetadataSite?.Syntax],
                    Arguments:
                    [
                        moment.Method.Name, ReleaseAnswer.Text(moment, contract.Released), page.Name,
                            metadata.Type.Name, dirty.Name,
                    ],
                    FixFacts: ReleaseAnswer.FixFacts(moment, page, contract.StillAttached.FirstOrDefault())));
            }
        }
    }

    private static bool HoldsUnwritten(FlowMoment moment, ITypeSymbol metadata) =>
        moment.Contracts.OfType(metadata).UnwrittenState
        || PageTypes.Members(metadata).Any(member => moment.Contracts.Of(member).UnwrittenState);

    // Looking at the unwritten state itself, or at who asks, answers the question in another way.
    private static bool HasAskedOtherwise(FlowMoment moment, ReleaseContract contract) =>
        moment.State.Values.Any(entry =>
        entry.Value.Tested && !entry.Key.IsRoot && entry.Key.Members[entry.Key.Members.Length - 1] is var member
        && (moment.Contracts.Of(member).UnwrittenState
            || (entry.Key.Root is IParameterSymbol parameter && !PageTypes.IsPage(moment.Contracts, parameter.Type)
                && IsReason(moment, member, contract))));

    private static bool IsReason(FlowMoment moment, ISymbol member, ReleaseContract contract) =>
        member.Name != contract.RemovalMember && member.Name != moment.Body.Contract.Callback?.MayBlockIf
        && member.Name != moment.Body.Contract.Callback?.MayEnterFileSystemIf;
}
