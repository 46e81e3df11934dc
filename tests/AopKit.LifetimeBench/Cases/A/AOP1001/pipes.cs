//// pair advanced-and-asked-again
//// bad
async Task Skip(PipeReader reader)
{
    ReadResult result = await reader.ReadAsync();
    if (result.Buffer.IsEmpty)
    {
        reader.AdvanceTo(result.Buffer.Start);
    }

    reader.AdvanceTo(result.Buffer.End); // bug
}
//// clean
async Task Skip(PipeReader reader)
{
    ReadResult result = await reader.ReadAsync();
    if (result.Buffer.IsEmpty)
    {
        reader.AdvanceTo(result.Buffer.Start);
        return;
    }

    reader.AdvanceTo(result.Buffer.End);
}
//// pair result-after-complete
//// bad
async Task<bool> Last(PipeReader reader)
{
    ReadResult result;
    do
    {
        result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.End);
    }
    while (!result.IsCompleted);

    await reader.CompleteAsync();
    return result.Buffer.IsSingleSegment && result.Buffer.FirstSpan is [0, ..]; // bug
}
//// clean
async Task<bool> Last(PipeReader reader)
{
    ReadResult result;
    bool isZero;
    do
    {
        result = await reader.ReadAsync();
        isZero = result.Buffer.IsSingleSegment && result.Buffer.FirstSpan is [0, ..];
        reader.AdvanceTo(result.Buffer.End);
    }
    while (!result.IsCompleted);

    await reader.CompleteAsync();
    return isZero;
}
