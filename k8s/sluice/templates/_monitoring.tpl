{{/* Where monitoring finds the metrics of this release. */}}

{{/* What stands between the braces of a query: the job that a ServiceMonitor makes of the management Service. */}}
{{- define "sluice.metricsSelector" -}}
{{- default (printf "job=\"%s-management\", namespace=\"%s\"" (include "sluice.fullname" .) .Release.Namespace) .Values.metrics.selector -}}
{{- end -}}

{{/* The alerts of alerts/sluice.yaml, of this release only, with labels and links of its own; as JSON. */}}
{{- define "sluice.alertGroups" -}}
{{- $text := .Files.Get "alerts/sluice.yaml" -}}
{{- $text = replace "job=~\".*sluice.*\"" (include "sluice.metricsSelector" .) $text -}}
{{- $text = replace "https://github.com/sluice/sluice/blob/main/docs" (trimSuffix "/" .Values.metrics.docs) $text -}}
{{- $leftOut := .Values.metrics.rules.leftOut -}}
{{- $labels := .Values.metrics.rules.alertLabels -}}
{{- $known := list -}}
{{- $groups := list -}}
{{- range (fromYaml $text).groups -}}
{{- $rules := list -}}
{{- range .rules -}}
{{- $known = append $known .alert -}}
{{- if not (has .alert $leftOut) -}}
{{- $rules = append $rules (set . "labels" (merge (deepCopy $labels) .labels)) -}}
{{- end -}}
{{- end -}}
{{- if $rules -}}{{- $groups = append $groups (dict "name" .name "rules" $rules) -}}{{- end -}}
{{- end -}}
{{- range $leftOut -}}
{{- if not (has . $known) -}}{{- fail (printf "metrics.rules.leftOut: there is no alert %s; there are %s." . (join ", " $known)) -}}{{- end -}}
{{- end -}}
{{- if not $groups -}}{{- fail "metrics.rules.leftOut: no alert is left. Write metrics.rules.enabled: false instead." -}}{{- end -}}
{{- toJson (dict "groups" $groups) -}}
{{- end -}}
