using System.Collections.Generic;
using AopKit;

// AOP3002: every page that goes leaves a text to collect.
sealed class NamingOperations(Dictionary<string, RemoveReason> gone) : IOnRemove<object>
{
    public void OnRemove(in RemovedPage<object> page, RemoveReason reason) => gone[$"page {page.Index}"] = reason;
}
