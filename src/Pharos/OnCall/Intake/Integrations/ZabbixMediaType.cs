namespace Pharos.OnCall.Intake.Integrations;

/// <summary>
/// The media type for Zabbix 6.0 and later, as a file to import. <see cref="Formats.ZabbixFormat"/> reads what it
/// sends.
/// </summary>
internal static class ZabbixMediaType
{
    /// <summary>Stands for the push URL in <see cref="Yaml"/>.</summary>
    private const string UrlPlaceholder = "PUSH_URL";

    /// <summary>Doubled quotes are an apostrophe within a YAML text in single quotes.</summary>
    public static string For(string pushUrl) =>
        Yaml.Replace(UrlPlaceholder, pushUrl.Replace("'", "''", StringComparison.Ordinal), StringComparison.Ordinal);

    private const string Yaml = """
        zabbix_export:
          version: '6.0'
          media_types:
            - name: Pharos
              type: WEBHOOK
              parameters:
                - name: url
                  value: 'PUSH_URL'
                - name: event_id
                  value: '{EVENT.ID}'
                - name: event_name
                  value: '{EVENT.NAME}'
                - name: event_value
                  value: '{EVENT.VALUE}'
                - name: event_severity
                  value: '{EVENT.SEVERITY}'
                - name: event_nseverity
                  value: '{EVENT.NSEVERITY}'
                - name: event_opdata
                  value: '{EVENT.OPDATA}'
                - name: event_tags
                  value: '{EVENT.TAGSJSON}'
                - name: update_message
                  value: '{EVENT.UPDATE.MESSAGE}'
                - name: trigger_id
                  value: '{TRIGGER.ID}'
                - name: trigger_description
                  value: '{TRIGGER.DESCRIPTION}'
                - name: host
                  value: '{HOST.NAME}'
                - name: host_ip
                  value: '{HOST.IP}'
                - name: host_groups
                  value: '{TRIGGER.HOSTGROUP.NAME}'
                - name: item
                  value: '{ITEM.NAME}'
                - name: item_value
                  value: '{ITEM.VALUE}'
              script: |
                var fields = JSON.parse(value);
                var request = new HttpRequest();
                request.addHeader('Content-Type: application/json');
                var url = fields.url;
                delete fields.url;
                var response = request.post(url, JSON.stringify(fields));
                if (request.getStatus() < 200 || request.getStatus() > 299) {
                    throw 'Pharos answered ' + request.getStatus() + ': ' + response;
                }
                return 'OK';
              message_templates:
                - event_source: TRIGGERS
                  operation_mode: PROBLEM
                  subject: '{EVENT.NAME}'
                  message: '{EVENT.OPDATA}'
                - event_source: TRIGGERS
                  operation_mode: RECOVERY
                  subject: '{EVENT.NAME}'
                  message: '{EVENT.OPDATA}'
                - event_source: TRIGGERS
                  operation_mode: UPDATE
                  subject: '{EVENT.NAME}'
                  message: '{EVENT.UPDATE.MESSAGE}'
        """;
}
