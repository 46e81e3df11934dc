using System;
using System.Threading.Tasks;
using AopKit;

// AOP1004: the task may run when the lease has ended.
sealed class Background
{
    private static Task Print(PageLease<object> lease)
    {
        Task printing = Task.Run(() => Console.WriteLine(lease.Generation));
        lease.Dispose();
        return printing;
    }
}
