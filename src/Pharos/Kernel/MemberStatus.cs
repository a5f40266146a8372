namespace Pharos.Kernel;

/// <summary>The states of a member, as stored and on the wire.</summary>
public static class MemberStatus
{
    public const string Enabled = "enabled";
    public const string Pending = "pending";
    public const string Deleted = "deleted";
}
