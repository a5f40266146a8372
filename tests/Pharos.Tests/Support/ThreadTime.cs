using System.Runtime.InteropServices;

namespace Pharos.Tests.Support;

/// <summary>Processor time: unlike a clock's, it does not grow while other work occupies the machine.</summary>
internal static class ThreadTime
{
    private const int ThreadCpuTime = 3;

    /// <summary>The processor time that the current thread has used.</summary>
    public static TimeSpan Used()
    {
        Assert.Equal(0, GetTime(ThreadCpuTime, out var time));
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
