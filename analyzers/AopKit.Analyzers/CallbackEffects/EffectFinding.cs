using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.CallbackEffects;

/// <summary>An effect that a body has.</summary>
/// <param name="Place">The operation of the body that has it.</param>
/// <param name="Cause">The operation that it comes from, maybe in a callee, or under a lock that the body
/// takes.</param>
/// <param name="IsLock">Whether the body takes a lock that is held around the cause elsewhere.</param>
internal sealed record EffectFinding(SyntaxNode Place, SyntaxNode Cause, bool IsLock = false);
