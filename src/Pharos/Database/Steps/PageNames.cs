using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// Slugs in lower case: an earlier version kept capital letters such as the one that İ becomes. Domains are unique once
/// they are verified, so that an account cannot block a domain by claiming it.
/// </summary>
[DbContext(typeof(PharosDb))]
[Migration("0011_page_names")]
public sealed class PageNames : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            UPDATE pages SET url_name = lower(url_name)
            WHERE url_name <> lower(url_name)
              AND NOT EXISTS (
                SELECT 1 FROM pages o
                WHERE o.page_id <> pages.page_id AND o.type = pages.type AND lower(o.url_name) = lower(pages.url_name)
                  AND (o.type = 'public' OR o.account_id = pages.account_id))
            """
        );
        migrationBuilder.Sql(
            "UPDATE pages SET url_name = lower(url_name) || '-' || page_id WHERE url_name <> lower(url_name)"
        );
        migrationBuilder.DropIndex("IX_pages_custom_domain", "pages");
        migrationBuilder.CreateIndex(
            "ix_pages_verified_domain",
            "pages",
            "custom_domain",
            unique: true,
            filter: "domain_verified_at IS NOT NULL"
        );
    }
}
