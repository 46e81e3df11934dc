// source: Azure/data-api-builder d7c0642080cc  https://github.com/Azure/data-api-builder/commit/d7c0642080cc
// title: Query results are handed on as documents that nobody disposes of
// story: The middleware put whole documents into the result of a field; the layers above read elements from them and
// have no place that ends them. Mended by handing on clones of the roots and disposing of the documents at once.
//// bad
using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;

internal interface IQueryEngine
{
    Task<JsonDocument?> ExecuteAsync(string query);

    Task<IReadOnlyList<JsonDocument>> ExecuteListAsync(string query);
}

internal sealed class FieldContext
{
    public object? Result { get; set; }
}

internal sealed class ResolverMiddleware(IQueryEngine engine)
{
    public async Task InvokeAsync(FieldContext context, string query, bool list)
    {
        if (list)
        {
            IReadOnlyList<JsonDocument> documents = await engine.ExecuteListAsync(query);
            context.Result = documents; // bug
        }
        else
        {
            JsonDocument? document = await engine.ExecuteAsync(query); // bug
            context.Result = document; // bug
        }
    }
}

//// clean
using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;

internal interface IQueryEngine
{
    Task<JsonDocument?> ExecuteAsync(string query);

    Task<IReadOnlyList<JsonDocument>> ExecuteListAsync(string query);
}

internal sealed class FieldContext
{
    public object? Result { get; set; }
}

internal sealed class ResolverMiddleware(IQueryEngine engine)
{
    public async Task InvokeAsync(FieldContext context, string query, bool list)
    {
        if (list)
        {
            IReadOnlyList<JsonDocument> documents = await engine.ExecuteListAsync(query);
            var elements = new List<JsonElement>(documents.Count);

            foreach (JsonDocument document in documents)
            {
                using (document)
                {
                    elements.Add(document.RootElement.Clone());
                }
            }

            context.Result = elements;
        }
        else
        {
            using JsonDocument? document = await engine.ExecuteAsync(query);
            context.Result = document?.RootElement.Clone();
        }
    }
}
