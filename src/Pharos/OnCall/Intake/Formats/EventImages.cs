using System.Text.Json;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>The images of an event. Of several with the same alternative text, the last one stays.</summary>
internal sealed class EventImages
{
    public const int MaxImages = 20;

    private const int MaxAlt = 128;
    private const int MaxAddress = 256;

    private readonly List<EventImage> images = [];

    public IReadOnlyList<EventImage> Images => images;

    /// <summary>Adds each item that has a usable source; the fields have the same names in all formats.</summary>
    public void AddAll(IEnumerable<JsonElement> items)
    {
        foreach (var item in items)
            Add(item.Text("src"), item.Text("alt"), item.Text("href"));
    }

    public void Add(string src, string alt = "", string href = "")
    {
        src = src.StartsWith("img_", StringComparison.Ordinal)
            ? EventText.Line(src, MaxAddress + 1)
            : EventText.Link(src);
        if (src.Length is 0 or > MaxAddress)
            return;
        var image = new EventImage(EventText.Line(alt, MaxAlt), EventText.Cut(EventText.Link(href), MaxAddress), src);
        var same = images.FindIndex(other => other.Alt == image.Alt);
        if (same >= 0)
            images[same] = image;
        else if (images.Count < MaxImages)
            images.Add(image);
    }
}
