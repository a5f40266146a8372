using Pharos.Http;
using Pharos.Notifications.Bounces;

namespace Pharos.Notifications;

/// <summary>The delivery engine and its endpoint for bounces.</summary>
internal static class NotificationsModule
{
    public static Module Module { get; } =
        new() { Services = services => services.AddNotifications(), Endpoints = app => app.MapBounces() };
}
