using System.Reflection;
using Pharos.Host;
using Pharos.Http;
using Pharos.OnCall;

namespace Pharos.Tests.Http;

/// <summary>Declarations of operations, as a whole.</summary>
[Trait("Runs", "Once")]
public sealed class OperationTests
{
    [Fact]
    public void Every_declared_operation_is_in_its_areas_table_of_contents_once()
    {
        var declared = typeof(Operation)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsAssignableTo(typeof(Operation)))
            .ToDictionary(
                field => (Operation)field.GetValue(null)!,
                field => $"{field.DeclaringType!.Name}.{field.Name}"
            );

        Assert.Equal(
            declared.Values.Order(StringComparer.Ordinal),
            PharosOperations
                .All.Except(NotOffered.Operations) // They differ only in their paths.
                .Select(operation => declared[operation])
                .Order(StringComparer.Ordinal)
        );
        Assert.True(declared.Count > 60, "too few operations were found");
    }

    [Fact]
    public void A_path_belongs_to_one_operation()
    {
        var paths = PharosOperations.All.Select(operation => operation.Path).OfType<string>().ToList();

        Assert.Equal(paths.Distinct(StringComparer.Ordinal), paths);
    }

    [Fact]
    public void Only_a_download_has_a_media_type_and_every_write_is_audited()
    {
        Assert.All(PharosOperations.All, operation =>
        {
            Assert.Equal(operation.Kind == OperationKind.Download, operation.MediaType is not null);
            Assert.Equal(operation.Kind is OperationKind.Download or OperationKind.Write, operation.Audit is not null);
        });
    }
}
