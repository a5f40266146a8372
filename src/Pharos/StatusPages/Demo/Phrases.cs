namespace Pharos.StatusPages.Demo;

/// <summary>
/// How updates are worded, whatever they are about. <c>{symptom}</c> and its like come from the scenario, <c>{what}</c>
/// is the first component as a sentence calls it, <c>{share}</c> a percentage, <c>{duration}</c> the time from
/// beginning to end.
/// </summary>
internal static class Phrases
{
    public static readonly string[] Investigating =
    [
        "{symptom} We are investigating.",
        "{symptom} Our engineers are looking for the cause and will report here within the next half hour.",
        "We are investigating a problem with {what}. {symptom}",
        "Our monitoring has reported a problem, and customers confirm it. {symptom}",
        "{symptom} We noticed this a few minutes ago and have called in the team that looks after {what}.",
    ];

    public static readonly string[] StillInvestigating =
    [
        "We are still looking for the cause. The load is as usual for this time of day, so that it is not to blame.",
        "The investigation goes on. The extent of the problem has not changed since our last update, and "
            + "no data is at risk.",
        "We have narrowed the problem down and have brought in the engineers who know that part best. The "
            + "next update follows in about thirty minutes.",
        "We are still investigating. The problem has neither grown nor shrunk since the beginning, and "
            + "about as many customers as before report it.",
        "We have a likely cause and are checking it before we change anything. The next update follows in "
            + "about twenty minutes.",
    ];

    public static readonly string[] Identified =
    [
        "We have found the cause. {cause} {remedy}",
        "{cause} {remedy}",
        "The cause is known. {cause} {remedy} We will report on progress here.",
    ];

    public static readonly string[] Progress =
    [
        "The work is making progress: about {share} per cent of what was affected is back to normal.",
        "We are about two thirds of the way. So far there are no surprises, and we expect to be done within the hour.",
        "The first servers have recovered, and we are going on with the others. Expect to see fewer and fewer errors.",
        "This takes somewhat longer than we thought, because we go step by step and check the result of "
            + "each. {share} per cent are done.",
        "We are going on as planned. If you still see problems in a few minutes, please tell our support: "
            + "it helps us to find what we may have missed.",
    ];

    public static readonly string[] Monitoring =
    [
        "The fix is in place and our measurements of {what} are back to normal. We keep watching for a "
            + "while before we close this incident.",
        "We have seen no errors for some minutes now. We are watching closely, because load will rise in "
            + "the next hour.",
        "As far as we can see, {what} can be used as usual. We leave this incident open until we are sure "
            + "that it lasts.",
        "The fix works. Some requests that had been waiting are still being made up for; new ones are "
            + "handled as usual.",
    ];

    public static readonly string[] StillMonitoring =
    [
        "All measurements have stayed normal so far. We will watch for another half hour.",
        "There was one short rise of errors, which ended by itself and had another cause. Apart from that, "
            + "everything is normal.",
    ];

    public static readonly string[] Resolved =
    [
        "{outcome} It took {duration} from the first report until everything was back to normal. We are "
            + "sorry for the trouble.",
        "This incident is resolved. {outcome} It lasted {duration}.",
        "{outcome} We have seen no further errors and are closing this incident after {duration}. Thank "
            + "you for your patience.",
        "{outcome} The incident lasted {duration} in all. We will go through what happened and make "
            + "changes where they help.",
    ];

    public static readonly string[] Reviewed =
    [
        "{outcome} The incident lasted {duration}. We know that many of you depend on {what}, and we are "
            + "sorry.\n\n### What happened\n\n{cause}\n\n### What we are changing\n\n{lessons}",
        "This incident is resolved after {duration}. {outcome}\n\n**Why it happened.** {cause}\n\n**What "
            + "we are changing:**\n\n{lessons}",
    ];

    public static readonly string[] StillWorking =
    [
        "The work goes on as planned, and about {share} per cent of it is done. Nothing unusual has shown up.",
        "The larger part is done. We are a little ahead of our plan and will close this window as soon as "
            + "we are finished.",
    ];

    public static readonly string[] Begun =
    [
        "The announced work has begun. {work}",
        "{work} We will report here when it is done.",
    ];

    public static readonly string[] Done =
    [
        "The work is complete, earlier than planned. {done}",
        "{done} Thank you for your patience.",
        "{done} If you notice anything unusual, please tell our support.",
    ];
}
