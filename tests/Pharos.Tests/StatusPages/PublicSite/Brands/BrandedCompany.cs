using System.Text;

namespace Pharos.Tests.StatusPages.PublicSite.Brands;

/// <summary>A fictional company with its brand, its services and what happened to them.</summary>
/// <param name="Settings">The settings of its page, as in <c>POST /status-page/update</c>.</param>
/// <param name="Sections">Empty for services without sections.</param>
/// <param name="Past">Incidents that are over.</param>
internal sealed record BrandedCompany(
    string Name,
    string Slug,
    object Settings,
    (string Section, string[] Services)[] Sections,
    PastIncident[] Past
)
{
    /// <summary>An incident that is open: its service, that service's status, and a message.</summary>
    public (int Service, string Status, string Title, string Message)? Open { get; init; }

    public static IReadOnlyList<BrandedCompany> All { get; } =
    [
        new(
            "Tallybird",
            "tallybird",
            new
            {
                accent_color = "#0b6e4f",
                cover_filled = true,
                cover_line = "Payouts that arrive the day you send them",
                hide_name = true,
                hide_powered_by = true,
                logo = Svg(
                    230,
                    """
                    <path d="M8 30c0-12 10-20 24-20 0 14-8 24-20 24l-6 8z" fill="#ffd166"/>
                    <text x="46" y="34" font-family="Georgia,Liberation Serif,serif" font-weight="700" font-size="32"
                      fill="#fff">tallybird</text>
                    """
                ),
                custom_links = new[] { new { name = "API reference", url = "https://example.com/docs" } },
            },
            [
                ("Payments", ["Payouts", "Card acceptance", "Bank transfers"]),
                ("Developers", ["API", "Webhooks", "Dashboard"]),
            ],
            [
                new(4, 0, "degraded", 50, "Payouts to two banks are delayed"),
                new(31, 4, "partial_outage", 35, "Webhooks are delivered late"),
            ]
        ),
        new(
            "Ferrous CI",
            "ferrous",
            new
            {
                accent_color = "#e4572e",
                logo = Svg(
                    48,
                    """
                    <rect width="48" height="48" rx="12" fill="#e4572e"/>
                    <path d="M14 34V14h20M14 24h14" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"/>
                    """
                ),
                page_header = "Builds, runners and artifacts, in three regions.",
            },
            [("", ["Build queue", "Linux runners", "macOS runners", "Artifacts", "Status checks"])],
            [
                new(2, 2, "full_outage", 95, "macOS runners do not start"),
                new(16, 0, "degraded", 120, "Builds wait longer than usual"),
                new(44, 3, "partial_outage", 70, "Some artifacts cannot be downloaded"),
            ]
        )
        {
            Open = (
                2,
                "partial_outage",
                "macOS builds wait in the queue",
                "A third of our macOS runners lost their network. Builds for macOS start up to 40 minutes late. Linux "
                    + "builds are not affected."
            ),
        },
        new(
            "Halcyon Health",
            "halcyon",
            new
            {
                accent_color = "#0077b6",
                cover_line = "Online appointments for 2,400 practices",
                hide_name = true,
                logo = Svg(
                    300,
                    """
                    <path d="M24 6v36M6 24h36" stroke="#00b4d8" stroke-width="10" stroke-linecap="round"/>
                    <text x="58" y="34" font-family="Helvetica,Liberation Sans,sans-serif" font-size="30"
                      fill="#03045e">halcyon<tspan fill="#0077b6" font-weight="700">health</tspan></text>
                    """
                ),
                dark_logo = Svg(
                    300,
                    """
                    <path d="M24 6v36M6 24h36" stroke="#48cae4" stroke-width="10" stroke-linecap="round"/>
                    <text x="58" y="34" font-family="Helvetica,Liberation Sans,sans-serif" font-size="30"
                      fill="#fff">halcyon<tspan fill="#90e0ef" font-weight="700">health</tspan></text>
                    """
                ),
                contact_info = "mailto:help@example.com",
            },
            [
                ("Patients", ["Appointments", "Video visits", "Messages", "Reminders"]),
                ("Practices", ["Calendar", "Records", "Billing", "Lab results", "Prescriptions"]),
                ("Sign-in", ["Patient sign-in", "Practice sign-in"]),
            ],
            [
                new(9, 1, "degraded", 40, "Some video visits have no sound"),
                new(52, 5, "partial_outage", 25, "Records load slowly"),
            ]
        ),
        new(
            "Nocturne",
            "nocturne",
            new
            {
                accent_color = "#17123b",
                cover_filled = true,
                cover_line = "Music for the small hours",
                hide_powered_by = true,
                logo = Svg(
                    48,
                    """
                    <path d="M34 6a19 19 0 1 0 8 27A16 16 0 0 1 34 6z" fill="#c7b8ff"/>
                    """
                ),
            },
            [("", ["Streaming", "Search", "Playlists", "Downloads", "Sign-in", "Payments"])],
            [new(6, 1, "degraded", 65, "Search misses new releases"), new(61, 0, "full_outage", 12, "Music stops")]
        ),
        new(
            "Mango Maps",
            "mango",
            new
            {
                accent_color = "#ffc53d",
                cover_filled = true,
                logo = Svg(
                    48,
                    """
                    <path d="M24 46S6 30 6 19a18 18 0 0 1 36 0c0 11-18 27-18 27z" fill="#b3261e"/>
                    <circle cx="24" cy="19" r="7" fill="#fff"/>
                    """
                ),
                custom_links = new[]
                {
                    new { name = "Docs", url = "https://example.com/docs" },
                    new { name = "Community", url = "https://example.com/community" },
                },
            },
            [
                ("Maps", ["Tiles", "Satellite", "Styles", "Static images"]),
                ("Search", ["Geocoding", "Autocomplete", "Places"]),
                ("Routing", ["Directions", "Matrix", "Traffic"]),
            ],
            [
                new(1, 9, "degraded", 80, "Traffic in Oceania is out of date"),
                new(20, 0, "partial_outage", 22, "Some tiles are missing"),
                new(75, 4, "degraded", 45, "Geocoding is slow"),
            ]
        ),
    ];

    private static string Svg(int width, string content) =>
        "data:image/svg+xml;base64,"
        + Convert.ToBase64String(
            Encoding.UTF8.GetBytes(
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 48\" width=\"{width}\" "
                    + $"height=\"48\">{content}</svg>"
            )
        );
}

/// <param name="Service">The place of the service.</param>
/// <param name="Status">Such as <c>degraded</c>.</param>
internal sealed record PastIncident(int DaysAgo, int Service, string Status, int Minutes, string Title);
