namespace Pharos.StatusPages.Demo;

/// <summary>
/// Texts of updates, for any scenario. <c>{what}</c> is the first component's name within a sentence, <c>{share}</c> a
/// percentage, and <c>{duration}</c> the time from start to end. All other placeholders come from the scenario.
/// </summary>
internal static class Phrases
{
    public static readonly string[] Investigating =
    [
        "{symptom} We are investigating.",
        "{symptom} Our engineers are looking into it. We will post an update within 30 minutes.",
        "We are investigating an issue with {what}. {symptom}",
        "Our monitoring has detected a problem, and customers have confirmed it. {symptom}",
        "{symptom} We noticed this a few minutes ago and have paged the team responsible for {what}.",
    ];

    public static readonly string[] StillInvestigating =
    [
        "We are still investigating the cause. Load is normal for this time of day, so we have ruled it out.",
        "The investigation is ongoing. The impact has not changed since our last update, and no data is at risk.",
        "We have narrowed down the problem and brought in the engineers who know that system best. We will "
            + "post another update in about 30 minutes.",
        "We are still investigating. The impact is stable: the number of affected customers has neither "
            + "grown nor shrunk since the incident began.",
        "We have a likely cause and are verifying it before we make any changes. We will post another "
            + "update in about 20 minutes.",
    ];

    public static readonly string[] Identified =
    [
        "We have identified the cause. {cause} {remedy}",
        "{cause} {remedy}",
        "The cause has been identified. {cause} {remedy} We will post updates on our progress here.",
    ];

    public static readonly string[] Progress =
    [
        "Recovery is progressing: about {share}% of the affected systems are back to normal.",
        "We are about two thirds of the way through. There have been no surprises so far, and we expect to "
            + "finish within the hour.",
        "The first servers have recovered, and we are continuing with the rest. Error rates should keep falling.",
        "This is taking somewhat longer than expected, because we are verifying each step before we "
            + "continue. We are {share}% done.",
        "We are continuing as planned. If you still see problems in a few minutes, please contact support: "
            + "your report helps us find anything we have missed.",
    ];

    public static readonly string[] Monitoring =
    [
        "The fix is in place, and our metrics for {what} are back to normal. We will keep monitoring for a "
            + "while before we close this incident.",
        "We have not seen any errors for several minutes. We are monitoring closely, because load will "
            + "increase over the next hour.",
        "As far as we can tell, {what} is working normally again. We will keep this incident open until we "
            + "are confident that the fix holds.",
        "The fix is working. A backlog of earlier requests is still being processed; new requests are "
            + "handled as usual.",
    ];

    public static readonly string[] StillMonitoring =
    [
        "All metrics have remained normal so far. We will continue to monitor for another 30 minutes.",
        "There was one brief increase in errors, which was unrelated and has ended. Everything else looks normal.",
    ];

    public static readonly string[] Resolved =
    [
        "{outcome} It took {duration} from the first report to full recovery. We apologize for the disruption.",
        "This incident is resolved. {outcome} It lasted {duration}.",
        "{outcome} We have seen no further errors and are closing this incident after {duration}. Thank "
            + "you for your patience.",
        "{outcome} The incident lasted {duration} in total. We will review what happened and make "
            + "improvements where they help.",
    ];

    public static readonly string[] Reviewed =
    [
        "{outcome} The incident lasted {duration}. We know that many of you depend on {what}, and we "
            + "apologize for the disruption.\n\n### What happened\n\n{cause}\n\n### What we are changing\n\n{lessons}",
        "This incident was resolved after {duration}. {outcome}\n\n**Why it happened.** {cause}\n\n**What "
            + "we are changing:**\n\n{lessons}",
    ];

    public static readonly string[] StillWorking =
    [
        "The maintenance is proceeding as planned and is about {share}% complete. We have not seen any problems.",
        "Most of the work is done. We are slightly ahead of schedule and will close this window as soon as "
            + "we have finished.",
    ];

    public static readonly string[] Begun =
    [
        "The scheduled maintenance has started. {work}",
        "{work} We will post an update here when the work is complete.",
    ];

    public static readonly string[] Done =
    [
        "The maintenance was completed ahead of schedule. {done}",
        "{done} Thank you for your patience.",
        "{done} If you notice anything unusual, please contact support.",
    ];
}
