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
        "{symptom} Our engineers are investigating. We will provide an update within 30 minutes.",
        "We are investigating an issue with {what}. {symptom}",
        "Our monitoring detected elevated errors, and customer reports confirm them. {symptom}",
        "{symptom} The on-call team for {what} is engaged and investigating.",
    ];

    public static readonly string[] StillInvestigating =
    [
        "We are continuing to investigate. We have ruled out unusual load and are reviewing recent changes.",
        "Our investigation is ongoing. The impact is unchanged since our last update, and no data is at risk.",
        "We have narrowed the issue down to a single subsystem and have engaged its engineers. We will provide "
            + "another update within 30 minutes.",
        "We are continuing to investigate. The impact is stable, and the number of affected customers is not "
            + "increasing.",
        "We have found a likely cause and are validating it before we apply a fix. We will provide another "
            + "update within 20 minutes.",
    ];

    public static readonly string[] Identified =
    [
        "We have identified the cause. {cause} {remedy}",
        "{cause} {remedy}",
        "The issue has been identified. {cause} {remedy} We will share our progress here.",
    ];

    public static readonly string[] Progress =
    [
        "Recovery is in progress: about {share}% of the affected systems are back to normal.",
        "Recovery is about two-thirds complete and proceeding as expected. We expect full recovery within the "
            + "hour.",
        "The first servers have recovered, and we are rolling the fix out to the rest. Error rates are falling.",
        "Recovery is taking longer than expected because we are validating each step before we continue. The "
            + "fix is {share}% rolled out.",
        "The rollout of the fix is continuing as planned. If you still see errors in a few minutes, please "
            + "contact support so that we can look into it.",
    ];

    public static readonly string[] Monitoring =
    [
        "A fix has been implemented, and our metrics for {what} are back to normal. We are monitoring the "
            + "results.",
        "Error rates have been back to normal for several minutes. We are monitoring closely as load increases "
            + "over the next hour.",
        "We have implemented a fix and are seeing recovery for {what}. We will keep this incident open until "
            + "we are confident that the fix holds.",
        "The fix is working as expected. We are still processing a backlog of earlier requests; new requests "
            + "are handled normally.",
    ];

    public static readonly string[] StillMonitoring =
    [
        "All metrics remain at normal levels. We will continue to monitor for another 30 minutes.",
        "We saw one brief, unrelated increase in errors, which has ended. All metrics remain at normal levels.",
    ];

    public static readonly string[] Resolved =
    [
        "{outcome} Full recovery took {duration} from the first report. We apologize for the disruption.",
        "This incident has been resolved. {outcome} It lasted {duration}.",
        "{outcome} We have seen no further errors, and this incident is resolved after {duration}. Thank "
            + "you for your patience.",
        "{outcome} The incident lasted {duration} in total. We are conducting an internal review to prevent "
            + "a recurrence.",
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
        "Most of the work is complete. We are slightly ahead of schedule and will close this maintenance "
            + "window as soon as we have finished.",
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
