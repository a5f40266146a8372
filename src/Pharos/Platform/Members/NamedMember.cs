namespace Pharos.Platform.Members;

public sealed record NamedMember(long MemberId, string Name);
