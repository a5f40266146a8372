namespace Pharos.OnCall.Demo;

/// <summary>Who works on the incidents of the sample company.</summary>
internal enum DemoPerson
{
    /// <summary>The member who signs in to the demo.</summary>
    You,
    Mara,
    Jun,
    Priya,
    Tomas,
}
