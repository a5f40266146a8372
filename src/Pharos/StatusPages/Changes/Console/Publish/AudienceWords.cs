using System.Globalization;
using Pharos.StatusPages.Notices;
using Pharos.Web;

namespace Pharos.StatusPages.Changes.Console.Publish;

/// <summary>Says how many people a notification reaches.</summary>
internal static class AudienceWords
{
    /// <param name="count">From <see cref="AudienceSize.Count"/>.</param>
    public static string Say(ConsoleLocalizer texts, int count)
    {
        if (count > AudienceSize.Max)
            return texts.Format(PublishTexts.ReviewPeopleMany, Number(AudienceSize.Max));
        return texts.Format(count == 1 ? PublishTexts.ReviewPerson : PublishTexts.ReviewPeople, Number(count));
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
