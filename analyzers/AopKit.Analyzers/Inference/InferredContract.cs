using Microsoft.CodeAnalysis;

namespace AopKit.Analyzers.Inference;

/// <summary>A contract that a body keeps and nobody has declared.</summary>
/// <param name="Subject">The method or the parameter that it is about.</param>
/// <param name="IsOfResult">Whether it is about what the method returns.</param>
/// <param name="Attribute">The attribute with its arguments, without the namespace.</param>
/// <param name="Reason">What the body does, as a message says it.</param>
internal sealed record InferredContract(ISymbol Subject, bool IsOfResult, string Attribute, string Reason);
