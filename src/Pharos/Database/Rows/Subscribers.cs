namespace Pharos.Database.Rows;

/// <summary>How a subscriber is told. Email belongs to public pages, instant messages to members on internal ones.</summary>
public enum SubscriptionMethod
{
    Email,
    Im,
}

/// <summary>Someone who asked to be told of a page's events. Pending ones are elsewhere: <see cref="PendingSubscriptionRow"/>.</summary>
public sealed class SubscriberRow
{
    public required long SubscriberId { get; init; }
    public required long PageId { get; init; }
    public required SubscriptionMethod Method { get; init; }

    /// <summary>An email address in lower case, or a member's ID in decimal. Unique within page and method.</summary>
    public required string Recipient { get; init; }

    /// <summary>The member that an instant message goes to.</summary>
    public long? MemberId { get; init; }

    /// <summary>What limits of outgoing mail count by: the domain of the address; empty for members.</summary>
    public required string Domain { get; init; }

    /// <summary>Everything on the page; then there are no scopes.</summary>
    public required bool All { get; set; }

    /// <summary>BCP 47, such as <c>en-US</c>.</summary>
    public required string Locale { get; set; }

    /// <summary>The secret of the links to manage and to leave. Not hashed, because every mail carries it.</summary>
    public required string Token { get; init; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }

    /// <summary>Permanent refusals in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Mails that were taken and came back for good, with less than thirty days from each to the next.</summary>
    public int Bounces { get; set; }

    /// <summary>Unix seconds: when a bounce was last counted.</summary>
    public long? BouncedAt { get; set; }

    /// <summary>Since when nothing is sent any more; null while all is well.</summary>
    public long? QuarantinedAt { get; set; }

    public string? QuarantineReason { get; set; }
    public List<SubscriberComponentRow> Components { get; } = [];
    public List<SubscriberSectionRow> Sections { get; } = [];
    public List<SubscriberChangeRow> Changes { get; } = [];
}

/// <summary>A component that a subscriber follows.</summary>
public sealed class SubscriberComponentRow
{
    public required long SubscriberId { get; init; }
    public required string ComponentId { get; init; }
}

/// <summary>A section that a subscriber follows, with the components that it has now and will have.</summary>
public sealed class SubscriberSectionRow
{
    public required long SubscriberId { get; init; }
    public required string SectionId { get; init; }
}

/// <summary>An event that a subscriber follows.</summary>
public sealed class SubscriberChangeRow
{
    public required long SubscriberId { get; init; }
    public required long ChangeId { get; init; }
}

/// <summary>A mail that came back and was counted: it counts once, however often one says so.</summary>
public sealed class CountedBounceRow
{
    public required long SubscriberId { get; init; }

    /// <summary>The event that the mail told of; it may be gone since.</summary>
    public required long ChangeId { get; init; }

    /// <summary>The last notification of the event that was in it.</summary>
    public required int Seq { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long CountedAt { get; init; }
}

/// <summary>A subscription asked for on the page, until the link that was mailed is used. One for each address.</summary>
public sealed class PendingSubscriptionRow
{
    public required long PageId { get; init; }

    /// <summary>An email address in lower case.</summary>
    public required string Recipient { get; init; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public required byte[] Digest { get; set; }

    public required bool All { get; set; }
    public List<string> ComponentIds { get; set; } = [];
    public List<string> SectionIds { get; set; } = [];
    public List<long> ChangeIds { get; set; } = [];
    public required string Locale { get; set; }
    public required long CreatedAt { get; init; }

    /// <summary>From then on the link is dead.</summary>
    public required long ExpiresAt { get; set; }
}

/// <summary>
/// Subscribers whom a member has sent a file of and not yet confirmed, checked and ready to be imported: one row, or several where they are
/// more than one import takes. Gone once they are imported, or after a day.
/// </summary>
public sealed class SubscriberImportRow
{
    public required string ImportId { get; init; }

    /// <summary>From 0, in the order they are imported in.</summary>
    public required int Part { get; init; }

    public required long PageId { get; init; }

    /// <summary>Who sent the file, and alone may confirm it.</summary>
    public required long MemberId { get; init; }

    /// <summary>How many are in this part.</summary>
    public required int Count { get; init; }

    /// <summary>How many there were in all parts together.</summary>
    public required int Total { get; init; }

    /// <summary>As the API takes them, in JSON.</summary>
    public required string Items { get; init; }

    public required long CreatedAt { get; init; }
}

/// <summary>The platforms whose incoming webhooks we speak.</summary>
public enum ImPlatform
{
    Slack,
    Feishu,
    Dingtalk,
    Wecom,
}

/// <summary>A member's own incoming webhook, to which instant messages go.</summary>
public sealed class WebhookRow
{
    public required string HookId { get; init; }
    public required long AccountId { get; init; }
    public required long MemberId { get; init; }
    public required ImPlatform Platform { get; init; }
    public required string Name { get; set; }

    /// <summary>A secret: who has it can post.</summary>
    public required string Url { get; set; }

    /// <summary>What messages are signed with, where the platform wants that.</summary>
    public string? Secret { get; set; }

    public required long CreatedAt { get; init; }

    /// <summary>Permanent refusals in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Since when nothing is sent any more; null while all is well.</summary>
    public long? QuarantinedAt { get; set; }

    public string? QuarantineReason { get; set; }
}

/// <summary>A hook that a subscription goes to. A subscription that names none goes to all of its member's hooks.</summary>
public sealed class SubscriberHookRow
{
    public required long SubscriberId { get; init; }
    public required string HookId { get; init; }
}
